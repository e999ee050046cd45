import {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  isInputType,
  isInterfaceType,
  isOutputType,
  type GraphQLFieldResolver,
  type GraphQLInputFieldConfigMap,
  type GraphQLNamedType,
  type GraphQLNullableType,
  type GraphQLType,
} from 'graphql';
import type { CompactField, CompactInput, CompactSchema } from './compact-schema.ts';
import type { Context } from './context.ts';
import { LazyObjectType, type Field } from './lazy-object-type.ts';
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
  const inputType = (text: string) => {
    const type = typeOf(text);
    return isInputType(type) ? type : unknown(text);
  };
  const outputType = (text: string) => {
    const type = typeOf(text);
    return isOutputType(type) ? type : unknown(text);
  };
  const inputFields = (all: readonly CompactInput[]): GraphQLInputFieldConfigMap =>
    Object.fromEntries(all.map(({ name, type }) => [name, { type: inputType(type) }]));
  const field = (of: string, { name, type, file, args }: CompactField): Field => ({
    ...plain,
    name,
    type: outputType(type),
    args: args().map((arg) => ({
      ...plain,
      name: arg.name,
      type: inputType(arg.type),
      defaultValue: undefined,
    })),
    resolve: resolverOf(of, name, file),
    extensions: { slice: file },
  });
  const interfacesNamed = (names: readonly string[]) => names.map(typeNamed).filter(isInterfaceType);

  return (name) => {
    const type = compact.type(name);
    switch (type?.is) {
      case 'object':
        return new LazyObjectType(
          { name, fields: type.fields, interfaces: () => interfacesNamed(type.interfaces) },
          (each) => field(name, each),
        );
      case 'interface': {
        const fields = () =>
          Object.fromEntries(type.fields.map((each) => [each.name, { type: outputType(each.type) }]));
        return new GraphQLInterfaceType({ name, fields });
      }
      case 'input':
        return new GraphQLInputObjectType({ name, fields: () => inputFields(type.fields) });
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

const plain = { description: undefined, deprecationReason: undefined, astNode: undefined, extensions: {} };

function unknown(what: string): never {
  throw new Error(`the compact schema names ${what} where there is no such thing`);
}
