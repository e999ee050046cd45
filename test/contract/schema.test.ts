import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  lexicographicSortSchema,
  parse,
  print,
  printSchema,
  visit,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { messages } from '../../functions/app/messages.ts';
import { permissions } from '../../functions/app/permissions.ts';
import { resolvers } from '../../functions/app/resolvers.ts';
import { executableSchema } from '../../functions/app/schema.ts';
import { compactSchema } from '../../functions/generated/compact-schema.ts';
import { roles } from '../../functions/kernel/actor.ts';
import { idTypes } from '../../functions/kernel/ids.ts';
import { unitKinds } from '../../functions/units/unit.ts';

const schema = await executableSchema({ described: true });
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);

describe('the schema', () => {
  it('is the one that was last reviewed', async () => {
    await expect(`${printSchema(schema)}\n`).toMatchFileSnapshot('schema.graphql');
  });

  it('is the same in the short form that a cold start takes', async () => {
    const bare = visit(parse(printSchema(lexicographicSortSchema(schema))), {
      enter: (node) => ('description' in node ? { ...node, description: undefined } : undefined),
      Directive: () => null,
    });
    const compact = await executableSchema({ described: false });
    expect(printSchema(lexicographicSortSchema(compact))).toBe(print(bare));
  });

  it('is answered by the slice of the file that declares each field, and by no other', async () => {
    const declaredIn = new Map<string, string | undefined>(
      compactSchema.names().flatMap((of) => {
        const type = compactSchema.type(of);
        const fields = type?.is === 'object' ? type.fields : [];
        return fields.map(({ name, file }) => [`${of}.${name}`, file] as const);
      }),
    );
    for (const [file, load] of Object.entries(resolvers)) {
      const answered = Object.entries<object>({ ...(await load()) }).flatMap(([type, fields]) =>
        Object.keys(fields).map((name) => `${type}.${name}`),
      );
      expect(
        answered.filter((field) => declaredIn.get(field) !== file),
        file,
      ).toEqual([]);
    }
  });

  it('describes every type, field, argument, input field and enum value', () => {
    const bare: string[] = [];
    const need = (name: string, description: string | null | undefined) => {
      if (!description) bare.push(name);
    };
    for (const type of types) {
      if (!['Query', 'Mutation'].includes(type.name)) need(type.name, type.description);
      if (isEnumType(type))
        for (const value of type.getValues()) need(`${type.name}.${value.name}`, value.description);
      if (isInputObjectType(type))
        for (const field of Object.values(type.getFields()))
          need(`${type.name}.${field.name}`, field.description);
      if (!isObjectType(type) && !isInterfaceType(type)) continue;
      for (const field of Object.values(type.getFields())) {
        need(`${type.name}.${field.name}`, field.description);
        field.args.forEach((arg) => need(`${type.name}.${field.name}(${arg.name})`, arg.description));
      }
    }
    expect(bare).toEqual([]);
  });

  const enumValues = (name: string) => {
    const type = schema.getType(name);
    return isEnumType(type)
      ? type
          .getValues()
          .map((value) => value.name)
          .sort()
      : [];
  };

  it('knows the same codes, roles and kinds as the domain', () => {
    expect(enumValues('UserErrorCode')).toEqual(Object.keys(messages).sort());
    expect(enumValues('Role')).toEqual([...roles].sort());
    expect(enumValues('UnitKind')).toEqual([...unitKinds].sort());
  });

  it('has every mutation take one input with an idempotency key and answer with userErrors', () => {
    for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
      const input = schema.getType(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Input`);
      expect(
        field.args.map((arg) => arg.name),
        field.name,
      ).toEqual(['input']);
      // A sealed ballot names nobody, and is told apart by its credential alone.
      if (field.name !== 'castBallot')
        expect(isInputObjectType(input) && 'idempotencyKey' in input.getFields(), field.name).toBe(true);
      const payload = schema.getType(`${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Payload`);
      expect(isObjectType(payload) && 'userErrors' in payload.getFields(), field.name).toBe(true);
    }
  });

  it('has an id prefix for every type that implements Node', () => {
    const node = schema.getType('Node');
    const known = new Set<string>(Object.values(idTypes));
    const implementing = isInterfaceType(node) ? schema.getPossibleTypes(node).map((type) => type.name) : [];
    expect(implementing.filter((name) => !known.has(name))).toEqual([]);
  });

  it('lets each role do what was last reviewed, and every action has a role', async () => {
    const rows = Object.entries(permissions)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([action, allowed]) => `${action}: ${roles.filter((role) => allowed.includes(role)).join(' ')}`);
    await expect(`of ${roles.join(' ')}\n${rows.join('\n')}\n`).toMatchFileSnapshot('permissions.txt');
    for (const [action, allowed] of Object.entries(permissions))
      expect(allowed.length, action).toBeGreaterThan(0);
  });
});
