import { GraphQLInt, isObjectType, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { readCompactSchema } from './compact-schema.ts';
import { LazySchema } from './lazy-schema.ts';

const lines = [
  'Query object  unit:Unit:0: dossier:Dossier:0:id=ID!',
  'Unit object Node id:ID!:0: name:String!:0: staff:Int:0:',
  'Dossier object Node id:ID!:0: title:String!:0:',
  'Node interface id:ID!:0:',
].join('\n');

function schema() {
  const asked: string[] = [];
  const compact = readCompactSchema({
    files: ['base'],
    implementing: { Node: ['Unit', 'Dossier'] },
    lines,
  });
  const counting = {
    ...compact,
    type: (name: string) => {
      asked.push(name);
      return compact.type(name);
    },
  };
  return { lazySchema: new LazySchema(counting, () => () => null), asked };
}

describe('the lazy schema', () => {
  it('makes the types that an operation names, and no other, once', () => {
    const { lazySchema, asked } = schema();
    const document = parse(
      'query ($id: ID!) { unit { ...named } dossier(id: $id) { id } } fragment named on Unit { name }',
    );
    expect(validate(lazySchema, document)).toEqual([]);
    expect(validate(lazySchema, parse('{ unit { staff } }'))).toEqual([]);
    expect(asked.toSorted()).toEqual(['Dossier', 'Query', 'Unit']);
  });

  it('has a map of all types that names them without making them', () => {
    const { lazySchema, asked } = schema();
    const map = lazySchema.getTypeMap();
    expect(Object.keys(map)).toEqual(
      expect.arrayContaining(['Query', 'Unit', 'Dossier', 'Node', 'ID', 'Int', 'String']),
    );
    expect('Dossier' in map).toBe(true);
    expect('Nobody' in map).toBe(false);
    expect(asked).toEqual([]);
    expect(isObjectType(map['Unit'])).toBe(true);
    expect(map['Int']).toBe(GraphQLInt);
    expect(map['Nobody']).toBeUndefined();
    expect(Object.getOwnPropertyDescriptor(map, 'Nobody')).toBeUndefined();
    expect(Object.values(map)).toContain(lazySchema.getType('Dossier'));
  });

  it('refuses what it does not know', () => {
    const { lazySchema } = schema();
    const wrong = parse('query ($x: Nothing) { unit { nmae } }');
    expect(validate(lazySchema, wrong).map((error) => error.message)).toEqual(
      expect.arrayContaining([expect.stringContaining('Nothing'), expect.stringContaining('nmae')]),
    );
  });
});
