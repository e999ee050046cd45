import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  parse,
} from 'graphql';

/**
 * Writes the schema as the short lists of `functions/app/compact-schema.ts`: without descriptions, and without an AST to
 * parse, it takes a cold start a small part of the time. Each field names the file that declares it, whose resolvers are
 * loaded when the field is first asked for.
 */
export const plugin = (schema) => {
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !builtIn.has(name) && !name.startsWith('__'),
  );
  const unions = types.filter(isUnionType).map(({ name }) => name);
  if (unions.length > 0) throw new Error(`the compact schema knows no unions: ${unions.join(', ')}`);
  const named = (kind, fields) =>
    Object.fromEntries(types.filter(kind).map((type) => [type.name, fields(type)]));
  const { files, fileOf } = declarations();
  const compact = {
    files,
    scalars: types.filter(isScalarType).map(({ name }) => name),
    enums: named(isEnumType, (type) => type.getValues().map(({ name }) => name)),
    inputs: named(isInputObjectType, (type) => inputs(Object.values(type.getFields()))),
    interfaces: named(isInterfaceType, (type) => fieldsOf(type, fileOf)),
    objects: named(isObjectType, (type) => [
      fieldsOf(type, fileOf),
      type.getInterfaces().map(({ name }) => name),
    ]),
  };
  return [
    "import type { CompactSchema } from '../app/compact-schema.ts';\n",
    `/** Files of the schema, without their ending. */\nexport type SchemaFile = ${files.map((file) => `'${file}'`).join(' | ')};\n`,
    `export const compactSchema: CompactSchema<SchemaFile> = JSON.parse(${JSON.stringify(JSON.stringify(compact))});\n`,
  ].join('\n');
};

const builtIn = new Set(['ID', 'String', 'Int', 'Float', 'Boolean']);
const folder = path.resolve(import.meta.dirname, '../../schema');

/** Which file declares each field, as its place in the list of files. */
function declarations() {
  const names = readdirSync(folder).filter((name) => name.endsWith('.graphql'));
  const declared = new Map();
  for (const [index, name] of names.entries())
    for (const { name: type, fields = [] } of parse(readFileSync(path.join(folder, name), 'utf8'))
      .definitions)
      for (const field of fields) declared.set(`${type.value}.${field.name.value}`, index);
  return {
    files: names.map((name) => name.slice(0, -'.graphql'.length)),
    fileOf: (type, field) => declared.get(`${type}.${field}`),
  };
}

const fieldsOf = (of, fileOf) =>
  Object.values(of.getFields()).map(({ name, type, args }) => {
    const field = [name, String(type), fileOf(of.name, name)];
    return args.length > 0 ? [...field, inputs(args)] : field;
  });

const inputs = (all) =>
  all.map(({ name, type, defaultValue }) => {
    if (defaultValue !== undefined) throw new Error(`the compact schema knows no default values: ${name}`);
    return [name, String(type)];
  });
