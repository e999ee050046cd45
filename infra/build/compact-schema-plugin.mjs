import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isEnumType, isInputObjectType, isInterfaceType, isScalarType, isUnionType, parse } from 'graphql';

/**
 * Writes the schema as the short lists of `functions/app/compact-schema.ts`: without descriptions, and without an AST to
 * parse, it takes a cold start a small part of the time. Each type is text that is parsed when the type is first named, and
 * each field names the file that declares it, whose resolvers are loaded when the field is first asked for.
 */
export const plugin = (schema) => {
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !builtIn.has(name) && !name.startsWith('__'),
  );
  const unions = types.filter(isUnionType).map(({ name }) => name);
  if (unions.length > 0) throw new Error(`the compact schema knows no unions: ${unions.join(', ')}`);
  const { files, fileOf } = declarations();
  const compact = Object.fromEntries(types.map((type) => [type.name, JSON.stringify(typeOf(type, fileOf))]));
  const implementing = Object.fromEntries(
    types.filter(isInterfaceType).map((type) => [type.name, schema.getPossibleTypes(type).map(nameOf)]),
  );
  return [
    "import type { CompactSchema } from '../app/compact-schema.ts';\n",
    `/** Files of the schema, without their ending. */\nexport type SchemaFile = ${files.map((file) => `'${file}'`).join(' | ')};\n`,
    `const types: Readonly<Record<string, string>> = ${JSON.stringify(compact)};\n`,
    'export const compactSchema: CompactSchema<SchemaFile> = {',
    `  files: ${JSON.stringify(files)},`,
    '  names: Object.keys(types),',
    '  type: (name) => { const text = types[name]; return text === undefined ? undefined : JSON.parse(text); },',
    `  implementing: ${JSON.stringify(implementing)},`,
    '};\n',
  ].join('\n');
};

const nameOf = ({ name }) => name;

function typeOf(type, fileOf) {
  if (isScalarType(type)) return { is: 'scalar' };
  if (isEnumType(type)) return { is: 'enum', values: type.getValues().map(nameOf) };
  if (isInputObjectType(type)) return { is: 'input', fields: inputs(Object.values(type.getFields())) };
  const fields = fieldsOf(type, fileOf);
  return isInterfaceType(type)
    ? { is: 'interface', fields }
    : { is: 'object', fields, interfaces: type.getInterfaces().map(nameOf) };
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
