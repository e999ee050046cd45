import { z } from 'zod';
import { refOf } from './identity.ts';
import type { Resolver } from './resolve.ts';
import { functionShape } from './shapes.ts';
import type { Resource } from './stacks.ts';

/** A function as a deployment would make it: the same bundle, handler, limits and environment. */
export type LocalFunction = {
  readonly name: string;
  /** Folder of the bundle. */
  readonly folder: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
};

export function localFunction(
  resource: Resource,
  value: Resolver['value'],
  overridden: ReadonlySet<string>,
): LocalFunction {
  const { Code, Handler, Timeout, MemorySize } = resource.properties;
  const read = functionShape.parse(value(resource, { Code, Handler, Timeout, MemorySize }));
  const folder = resource.stack.assets.get(read.Code.S3Key);
  if (!folder) throw new Error(`the bundle of ${resource.logicalId} isn't in the assembly`);
  return {
    name: refOf(resource),
    folder,
    handler: read.Handler,
    timeoutSeconds: read.Timeout,
    memoryMb: read.MemorySize,
    environment: environmentOf(resource, value, overridden),
  };
}

const variables = z.object({
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()).default({}) }).optional(),
});

function environmentOf(
  resource: Resource,
  value: Resolver['value'],
  overridden: ReadonlySet<string>,
): Readonly<Record<string, string>> {
  const { Environment } = variables.parse(resource.properties);
  return Object.fromEntries(
    Object.entries(Environment?.Variables ?? {})
      .filter(([name]) => !overridden.has(name))
      .map(([name, expression]) => [name, z.string().parse(value(resource, expression))]),
  );
}
