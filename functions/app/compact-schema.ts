import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLFloat,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  isInputType,
  isInterfaceType,
  isObjectType,
  isOutputType,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  type GraphQLNamedType,
  type GraphQLNullableType,
  type GraphQLType,
} from 'graphql';
import type { Context } from './context.ts';

type Input = readonly [name: string, type: string];
type Field = readonly [name: string, type: string, args?: readonly Input[]];

/** What the build writes of the schema: names and types, all that executing an operation needs. */
export type CompactSchema = {
  readonly scalars: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly inputs: Readonly<Record<string, readonly Input[]>>;
  readonly interfaces: Readonly<Record<string, readonly Field[]>>;
  readonly objects: Readonly<
    Record<string, readonly [fields: readonly Field[], interfaces: readonly string[]]>
  >;
};

/** The schema without descriptions. Types are made by name and find each other when their fields are asked for. */
export function expandSchema(compact: CompactSchema): GraphQLSchema {
  const builtIn = [GraphQLID, GraphQLString, GraphQLInt, GraphQLFloat, GraphQLBoolean];
  const types = new Map<string, GraphQLNamedType>(builtIn.map((type) => [type.name, type]));
  const add = (type: GraphQLNamedType) => types.set(type.name, type);

  const nullable = (text: string): GraphQLNullableType =>
    text.startsWith('[') ? new GraphQLList(typeOf(text.slice(1, -1))) : (types.get(text) ?? unknown(text));
  const typeOf = (text: string): GraphQLType =>
    text.endsWith('!') ? new GraphQLNonNull(nullable(text.slice(0, -1))) : nullable(text);
  const input = (text: string) => {
    const type = typeOf(text);
    return isInputType(type) ? { type } : unknown(text);
  };
  const inputs = (all: readonly Input[]): GraphQLFieldConfigArgumentMap =>
    Object.fromEntries(all.map(([name, type]) => [name, input(type)]));
  const fields = (all: readonly Field[]): GraphQLFieldConfigMap<unknown, Context> =>
    Object.fromEntries(
      all.map(([name, text, args = []]) => {
        const type = typeOf(text);
        return [name, isOutputType(type) ? { type, args: inputs(args) } : unknown(text)];
      }),
    );

  for (const name of compact.scalars) add(new GraphQLScalarType({ name }));
  for (const [name, values] of Object.entries(compact.enums))
    add(new GraphQLEnumType({ name, values: Object.fromEntries(values.map((value) => [value, {}])) }));
  for (const [name, all] of Object.entries(compact.inputs))
    add(new GraphQLInputObjectType({ name, fields: () => inputs(all) }));
  for (const [name, all] of Object.entries(compact.interfaces))
    add(new GraphQLInterfaceType({ name, fields: () => fields(all) }));
  for (const [name, [all, implemented]] of Object.entries(compact.objects)) {
    const interfaces = () => implemented.map((each) => types.get(each)).filter(isInterfaceType);
    add(new GraphQLObjectType({ name, fields: () => fields(all), interfaces }));
  }

  const root = (name: string) => [types.get(name)].find(isObjectType);
  return new GraphQLSchema({
    query: root('Query'),
    mutation: root('Mutation'),
    types: [...types.values()],
    assumeValid: true,
  });
}

function unknown(type: string): never {
  throw new Error(`the compact schema names ${type} where there is no such type`);
}
