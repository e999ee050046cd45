import { buildSchema, isObjectType, isScalarType, type GraphQLSchema } from 'graphql';
import { compactSchema } from '../generated/compact-schema.ts';
import { sdl } from '../generated/sdl.ts';
import { scalars } from './scalars.ts';
import { resolverOf } from './slices.ts';

/** The schema with its descriptions, as introspection shows it. Loaded only where that is allowed. */
export function describedSchema(): GraphQLSchema {
  const schema = buildSchema(sdl, { assumeValid: true, assumeValidSDL: true, noLocation: true });
  for (const { name, serialize, parseValue, parseLiteral } of scalars) {
    const type = schema.getType(name);
    if (isScalarType(type)) Object.assign(type, { serialize, parseValue, parseLiteral });
  }
  for (const of of compactSchema.names()) {
    const [type, compact] = [schema.getType(of), compactSchema.type(of)];
    if (compact?.is !== 'object' || !isObjectType(type)) continue;
    for (const { name, file } of compact.fields)
      Object.assign(type.getFields()[name] ?? {}, {
        resolve: resolverOf(of, name, file),
        extensions: { slice: file },
      });
  }
  return schema;
}
