import type { z } from 'zod';
import type { TableDefinition } from '../tables.ts';
import { tableDefinition } from '../tables.ts';
import { localFunction, type LocalFunction } from './functions.ts';
import { attributeOf, refOf } from './identity.ts';
import { resolver, type Resolver } from './resolve.ts';
import { bucketShape, keyShape } from './shapes.ts';
import { stacksOf, type Resource } from './stacks.ts';
import { httpApi, queuesIn, rulesIn, schedulesIn, streamsIn } from './wiring.ts';

export type Bucket = z.output<typeof bucketShape> & { readonly name: string };
export type Key = z.output<typeof keyShape> & { readonly id: string; readonly arn: string };

/** What a resource's type and properties are once every expression has its local value. */
export type Reader = {
  readonly ofType: (...types: readonly string[]) => readonly Resource[];
  readonly value: Resolver['value'];
  /** The function that an ARN names; it is then among those that run. */
  readonly functionAt: (arn: unknown) => LocalFunction;
};

/**
 * Everything of a synthesised assembly that the local runner puts in place. Environment variables that the runner
 * sets itself (`overridden`) aren't evaluated, so that they may refer to what has no local counterpart.
 */
export function readTemplate(assemblyFolder: string, overridden: ReadonlySet<string> = new Set()) {
  const stacks = stacksOf(assemblyFolder);
  const { value } = resolver(stacks);
  const all = stacks.flatMap((stack) => [...stack.resources.values()]);
  const functions = new Map<string, LocalFunction>();
  const ofType: Reader['ofType'] = (...types) => all.filter(({ type }) => types.includes(type));

  const reader: Reader = {
    ofType,
    value,
    functionAt: (arn) => {
      const resource = ofType('AWS::Lambda::Function').find(
        (one) => attributeOf(one, 'Arn') === arn || refOf(one) === arn,
      );
      if (!resource) throw new Error(`the template has no function ${String(arn)}`);
      const name = refOf(resource);
      const known = functions.get(name) ?? localFunction(resource, value, overridden);
      functions.set(name, known);
      return known;
    },
  };

  const tables: readonly TableDefinition[] = ofType('AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table').map(
    (one) => tableDefinition(value(one, one.properties)),
  );
  const buckets: readonly Bucket[] = ofType('AWS::S3::Bucket').map((one) => ({
    name: refOf(one),
    ...bucketShape.parse(value(one, pick(one, ['CorsConfiguration', 'VersioningConfiguration']))),
  }));
  const keys: readonly Key[] = ofType('AWS::KMS::Key').map((one) => ({
    id: refOf(one),
    arn: attributeOf(one, 'Arn'),
    ...keyShape.parse(value(one, pick(one, ['KeySpec', 'KeyUsage']))),
  }));
  const streams = streamsIn(reader);
  const queues = queuesIn(reader);
  const rules = rulesIn(reader);
  const schedules = schedulesIn(reader);
  const http = httpApi(reader);
  return {
    tables,
    buckets,
    keys,
    streams,
    queues,
    rules,
    schedules,
    http,
    functions: [...functions.values()],
  };
}

export type LocalTemplate = ReturnType<typeof readTemplate>;

const pick = ({ properties }: Resource, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => names.includes(name)));
