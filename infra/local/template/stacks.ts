import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One resource of a template, with its properties as they were synthesised. */
export type Resource = {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
};

export type StackTemplate = {
  readonly name: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly outputs: readonly { readonly value: unknown; readonly exportName: unknown }[];
  /** Folders of what a deployment would zip and upload, by object key. */
  readonly assets: ReadonlyMap<string, string>;
};

const manifestShape = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      properties: z
        .object({
          templateFile: z.string().optional(),
          stackName: z.string().optional(),
          directoryName: z.string().optional(),
        })
        .default({}),
    }),
  ),
});

const templateShape = z.object({
  Resources: z.record(
    z.string(),
    z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }))
    .default({}),
});

const assetsShape = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string().optional(), packaging: z.string().optional() }),
      destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
    }),
  ),
});

/** The stacks of a synthesised assembly, those of its stages included. */
export function stacksOf(folder: string): readonly StackTemplate[] {
  const { artifacts } = manifestShape.parse(json(folder, 'manifest.json'));
  return Object.entries(artifacts).flatMap(([id, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly' && properties.directoryName)
      return stacksOf(join(folder, properties.directoryName));
    if (type !== 'aws:cloudformation:stack' || !properties.templateFile) return [];
    return [readStack(folder, properties.stackName ?? id, properties.templateFile)];
  });
}

function readStack(folder: string, name: string, templateFile: string): StackTemplate {
  const template = templateShape.parse(json(folder, templateFile));
  const { files } = assetsShape.parse(json(folder, templateFile.replace('.template.json', '.assets.json')));
  const resources = new Map<string, Resource>();
  const stack: StackTemplate = {
    name,
    resources,
    outputs: Object.values(template.Outputs).map((output) => ({
      value: output.Value,
      exportName: output.Export?.Name,
    })),
    assets: new Map(
      Object.values(files).flatMap(({ source, destinations }) =>
        Object.values(destinations).flatMap(({ objectKey }): [string, string][] =>
          source.packaging === 'zip' && source.path ? [[objectKey, join(folder, source.path)]] : [],
        ),
      ),
    ),
  };
  for (const [logicalId, { Type, Properties }] of Object.entries(template.Resources))
    resources.set(logicalId, { stack, logicalId, type: Type, properties: Properties });
  return stack;
}

const json = (folder: string, file: string): unknown => JSON.parse(readFileSync(join(folder, file), 'utf8'));
