import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';

/**
 * Writes the schema as the short lists of `functions/app/compact-schema.ts`: without descriptions, and without an AST to
 * parse, it takes a cold start a quarter of the time.
 */
export const plugin = (schema) => {
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !builtIn.has(name) && !name.startsWith('__'),
  );
  const unions = types.filter(isUnionType).map(({ name }) => name);
  if (unions.length > 0) throw new Error(`the compact schema knows no unions: ${unions.join(', ')}`);
  const named = (kind, fields) =>
    Object.fromEntries(types.filter(kind).map((type) => [type.name, fields(type)]));
  const compact = {
    scalars: types.filter(isScalarType).map(({ name }) => name),
    enums: named(isEnumType, (type) => type.getValues().map(({ name }) => name)),
    inputs: named(isInputObjectType, (type) => inputs(Object.values(type.getFields()))),
    interfaces: named(isInterfaceType, fieldsOf),
    objects: named(isObjectType, (type) => [fieldsOf(type), type.getInterfaces().map(({ name }) => name)]),
  };
  return [
    "import type { CompactSchema } from '../app/compact-schema.ts';\n",
    `export const compactSchema: CompactSchema = JSON.parse(${JSON.stringify(JSON.stringify(compact))});\n`,
  ].join('\n');
};

const builtIn = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);

const fieldsOf = (type) =>
  Object.values(type.getFields()).map(({ name, type: of, args }) =>
    args.length > 0 ? [name, String(of), inputs(args)] : [name, String(of)],
  );

const inputs = (all) =>
  all.map(({ name, type, defaultValue }) => {
    if (defaultValue !== undefined) throw new Error(`the compact schema knows no default values: ${name}`);
    return [name, String(type)];
  });
