import { isEnumType, isInterfaceType, isObjectType, isScalarType, type GraphQLSchema } from 'graphql';
import { compactSchema } from '../generated/compact-schema.ts';
import { expandSchema } from './compact-schema.ts';
import { resolvers } from './resolvers.ts';

/**
 * The executable schema, with each resolver attached to its field; without descriptions in the short form that the build
 * wrote. It was validated by the build, so not again at a cold start.
 */
export async function executableSchema({
  described,
}: {
  readonly described: boolean;
}): Promise<GraphQLSchema> {
  const schema = described
    ? (await import('./described-schema.ts')).describedSchema()
    : expandSchema(compactSchema);
  for (const map of resolvers) for (const [type, fields] of Object.entries(map)) attach(schema, type, fields);
  return schema;
}

/** A resolver for a field that doesn't exist is a bug and throws. */
function attach(schema: GraphQLSchema, typeName: string, given: object): void {
  const type = schema.getType(typeName);
  if (isScalarType(type)) {
    Object.assign(type, pick(given, ['serialize', 'parseValue', 'parseLiteral']));
    return;
  }
  if (isInterfaceType(type)) return;
  if (!isObjectType(type) || isEnumType(type)) throw new Error(`resolvers for an unknown type ${typeName}`);
  for (const [name, resolve] of Object.entries<unknown>({ ...given })) {
    if (name === '__isTypeOf') continue;
    const field = type.getFields()[name];
    if (!field || typeof resolve !== 'function')
      throw new Error(`resolver for an unknown field ${typeName}.${name}`);
    Object.assign(field, { resolve });
  }
}

const pick = (from: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(from).filter(([name]) => names.includes(name)));
