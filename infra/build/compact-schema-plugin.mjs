import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isEnumType, isInputObjectType, isInterfaceType, isScalarType, isUnionType, parse } from 'graphql';

/**
 * Writes the schema as the one text that `functions/app/compact-schema.ts` reads: without descriptions, and without an AST
 * to parse, it takes a cold start a small part of the time. Each line is a type, and is read when the type is first named;
 * each field names the file that declares it, whose resolvers are loaded when the field is first asked for.
 */
export const plugin = (schema) => {
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !builtIn.has(name) && !name.startsWith('__'),
  );
  const unions = types.filter(isUnionType).map(({ name }) => name);
  if (unions.length > 0) throw new Error(`the compact schema knows no unions: ${unions.join(', ')}`);
  const { files, fileOf } = declarations();
  const lines = types.map((type) => [type.name, ...lineOf(type, fileOf)].join(' '));
  const implementing = Object.fromEntries(
    types.filter(isInterfaceType).map((type) => [type.name, schema.getPossibleTypes(type).map(nameOf)]),
  );
  return [
    "import { readCompactSchema } from '../app/compact-schema.ts';\n",
    `/** Files of the schema, without their ending. */\nexport type SchemaFile = ${files.map((file) => `'${file}'`).join(' | ')};\n`,
    'export const compactSchema = readCompactSchema<SchemaFile>({',
    `  files: ${JSON.stringify(files)},`,
    `  implementing: ${JSON.stringify(implementing)},`,
    `  lines: ${JSON.stringify(lines.join('\n'))},`,
    '});\n',
  ].join('\n');
};

const nameOf = ({ name }) => name;

function lineOf(type, fileOf) {
  if (isScalarType(type)) return ['scalar'];
  if (isEnumType(type)) return ['enum', ...type.getValues().map(nameOf)];
  if (isInputObjectType(type)) return ['input', ...Object.values(type.getFields()).map(inputOf)];
  const fields = Object.values(type.getFields()).map((field) =>
    fieldOf(field, fileOf(type.name, field.name)),
  );
  return isInterfaceType(type)
    ? ['interface', ...fields]
    : ['object', type.getInterfaces().map(nameOf).join(), ...fields];
}

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

const fieldOf = ({ name, type, args }, file) =>
  [name, type, file, ...(args.length > 0 ? [args.map(inputOf).join()] : [])].join(':');

function inputOf({ name, type, defaultValue }) {
  if (defaultValue !== undefined) throw new Error(`the compact schema knows no default values: ${name}`);
  return `${name}=${type}`;
}
