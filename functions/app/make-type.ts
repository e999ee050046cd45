import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  isInputType,
  isInterfaceType,
  isOutputType,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
  type GraphQLFieldResolver,
  type GraphQLNamedType,
  type GraphQLNullableType,
  type GraphQLType,
} from 'graphql';
import type { CompactField, CompactInput, CompactSchema } from './compact-schema.ts';
import type { Context } from './context.ts';
import { scalars } from './scalars.ts';

/** How a field is resolved, by its type, its name and the file of the schema that declares it. */
export type ResolverOf = (
  type: string,
  field: string,
  file: string,
) => GraphQLFieldResolver<unknown, Context>;

/** Makes types by name from the short lists; they find each other by `typeNamed` when their fields are asked for. */
export function typeMaker(
  compact: CompactSchema,
  typeNamed: (name: string) => GraphQLNamedType | undefined,
  resolverOf: ResolverOf,
): (name: string) => GraphQLNamedType | undefined {
  const nullable = (text: string): GraphQLNullableType =>
    text.startsWith('[') ? new GraphQLList(typeOf(text.slice(1, -1))) : (typeNamed(text) ?? unknown(text));
  const typeOf = (text: string): GraphQLType =>
    text.endsWith('!') ? new GraphQLNonNull(nullable(text.slice(0, -1))) : nullable(text);
  const input = (text: string) => {
    const type = typeOf(text);
    return isInputType(type) ? { type } : unknown(text);
  };
  const inputs = (all: readonly CompactInput[]): GraphQLFieldConfigArgumentMap =>
    Object.fromEntries(all.map(([name, type]) => [name, input(type)]));

  const fields = (all: readonly CompactField[]): GraphQLFieldConfigMap<unknown, Context> =>
    Object.fromEntries(
      all.map(([name, text, , args = []]) => {
        const type = typeOf(text);
        return [name, isOutputType(type) ? { type, args: inputs(args) } : unknown(text)];
      }),
    );
  const resolvedFields = (of: string, all: readonly CompactField[]) => {
    const made = fields(all);
    for (const [name, , index] of all) {
      const slice = compact.files[index] ?? unknown(`${of}.${name}`);
      Object.assign(made[name] ?? {}, { resolve: resolverOf(of, name, slice), extensions: { slice } });
    }
    return made;
  };
  const interfacesNamed = (names: readonly string[]) => names.map(typeNamed).filter(isInterfaceType);

  return (name) => {
    const type = compact.type(name);
    switch (type?.is) {
      case 'object': {
        const { fields: all, interfaces: implemented } = type;
        const interfaces = () => interfacesNamed(implemented);
        return new GraphQLObjectType({ name, fields: () => resolvedFields(name, all), interfaces });
      }
      case 'interface':
        return new GraphQLInterfaceType({ name, fields: () => fields(type.fields) });
      case 'input':
        return new GraphQLInputObjectType({ name, fields: () => inputs(type.fields) });
      case 'enum':
        return new GraphQLEnumType({
          name,
          values: Object.fromEntries(type.values.map((value) => [value, {}])),
        });
      case 'scalar':
        return scalars.find((scalar) => scalar.name === name);
      case undefined:
        return undefined;
    }
  };
}

function unknown(what: string): never {
  throw new Error(`the compact schema names ${what} where there is no such thing`);
}
