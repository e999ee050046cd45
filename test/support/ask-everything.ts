import {
  buildSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
} from 'graphql';
import { sdl } from '../../functions/generated/sdl.ts';
import { idTypes } from '../../functions/kernel/ids.ts';
import { key } from './world.ts';

/** One place of the schema that takes an id: a root field, and where in its arguments the id goes. */
export type Place = { readonly kind: 'query' | 'mutation'; readonly field: string; readonly path: string };

export type Question = { readonly query: string; readonly variables: Record<string, unknown> };

const schema = buildSchema(sdl, { noLocation: true });
const roots = [
  ['query', schema.getQueryType()],
  ['mutation', schema.getMutationType()],
] as const;

/** Every place of the schema that takes an id, so that a new one is asked without anybody having to remember it. */
export function placesForIds(): readonly Place[] {
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {}).flatMap((field) =>
      field.args.flatMap((arg) =>
        idsIn(arg.name, arg.type).map((path): Place => ({ kind, field: field.name, path })),
      ),
    ),
  );
}

/** Every query field, asked without an id. */
export const placesWithoutIds = (): readonly Place[] =>
  Object.keys(schema.getQueryType()?.getFields() ?? {}).map((field) => ({ kind: 'query', field, path: '' }));

function idsIn(path: string, type: GraphQLInputType, depth = 0): readonly string[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return path.endsWith('idempotencyKey') ? [] : [path];
  if (!isInputObjectType(named) || depth > 3) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    idsIn(`${path}.${field.name}`, field.type, depth + 1),
  );
}

/** What is meant by names that don't say the type. */
const meant: Readonly<Record<string, string>> = {
  evidenceIds: 'attachment',
  fileIds: 'attachment',
  minutesId: 'attachment',
  headId: 'user',
  yearId: 'exemplarYear',
  importId: 'recordImport',
};

/** Whether a place is meant for ids of this kind: as its name says, or as nobody can tell. */
export function takes({ field, path }: Place, type: string): boolean {
  const name = path.split('.').at(-1) ?? '';
  const says = meant[name] ?? (/^ids?$/.test(name) ? field : name);
  const named: readonly string[] = Object.values(idTypes).filter((one) =>
    says.toLowerCase().includes(one.toLowerCase()),
  );
  return named.length === 0 || named.includes(type);
}

/**
 * An operation that puts an id at a place, fills in what else is required, and selects two levels of the answer. Where
 * another unit is wanted it is the caller's own, so that an operation gets as far as it can.
 */
export function question({ kind, field: name, path }: Place, id: string, ownUnitId = 'unknown'): Question {
  const field = roots.find(([one]) => one === kind)?.[1]?.getFields()[name];
  if (!field) throw new Error(`no field ${name}`);
  const variables = Object.fromEntries(
    field.args.flatMap((arg) => {
      const value = valueFor(arg.type, arg.name, { path, id, ownUnitId });
      return value === undefined ? [] : [[arg.name, value]];
    }),
  );
  const asked = field.args.filter((arg) => arg.name in variables);
  const declared = asked.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const given = asked.map((arg) => `${arg.name}: $${arg.name}`).join(', ');
  const called = asked.length > 0 ? `(${given})` : '';
  return {
    query: `${kind} ${declared ? `(${declared})` : ''} { ${name}${called} ${selection(field.type, 2)} }`,
    variables,
  };
}

type Wanted = { readonly path: string; readonly id: string; readonly ownUnitId: string };

/** Undefined for what is neither required nor on the way to the place. */
function valueFor(type: GraphQLInputType, at: string, wanted: Wanted): unknown {
  const onPath = wanted.path === at || wanted.path.startsWith(`${at}.`);
  return onPath || isNonNullType(type) ? valueOf(type, at, wanted) : undefined;
}

function valueOf(type: GraphQLInputType, at: string, wanted: Wanted): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, at, wanted);
  if (isListType(type)) return [valueOf(type.ofType, at, wanted)];
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields()).flatMap((field) => {
        const value = valueFor(field.type, `${at}.${field.name}`, wanted);
        return value === undefined ? [] : [[field.name, value]];
      }),
    );
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (type.name !== 'ID') return samples[type.name];
  if (at === wanted.path) return wanted.id;
  if (at.endsWith('idempotencyKey')) return key();
  return /unitIds?$/i.test(at) ? wanted.ownUnitId : 'unknown';
}

const samples: Readonly<Record<string, unknown>> = {
  String: 'Văn bản',
  Int: 1,
  Float: 1,
  Boolean: true,
  LocalDate: '2021-03-01',
  DateTime: '2021-03-01T00:00:00Z',
  Decimal: '1',
  Dong: '1',
};

/** What can be selected without arguments, so many levels deep. */
export function selection(of: GraphQLOutputType, depth: number): string {
  const type = getNamedType(of);
  if (isLeafType(type)) return '';
  if (!isObjectType(type)) return '{ __typename id }';
  const fields = Object.values(type.getFields()).filter((field) => !field.args.some(isRequired));
  const parts = fields.flatMap((field) => {
    if (isLeafType(getNamedType(field.type))) return [field.name];
    return depth > 0 && !isRepeated(field) ? [`${field.name} ${selection(field.type, depth - 1)}`] : [];
  });
  return `{ __typename ${parts.join(' ')} }`;
}

const isRequired = ({ type }: { readonly type: GraphQLInputType }): boolean => isNonNullType(type);

/** A connection's edges say what its nodes say. */
const isRepeated = (field: GraphQLField<unknown, unknown>): boolean => field.name === 'edges';
