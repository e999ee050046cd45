import { auditServer } from 'graphql-http';
import { beforeAll, describe, expect, it } from 'vitest';
import { lambda, listen, type HttpAnswer } from '../support/lambda.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const manyNames = Array.from({ length: 10_000 }, (_, i) => [`v${i}`, i] as const);
const json = { 'content-type': 'application/json' };

describe('GraphQL over HTTP', () => {
  let world: World;
  let call: Awaited<ReturnType<typeof lambda>>;
  let post: (query: string, variables?: object) => Promise<HttpAnswer>;
  beforeAll(async () => {
    world = await createWorld();
    call = await lambda(world);
    post = (query, variables) => call({ headers: json, body: JSON.stringify({ query, variables }) });
  });

  it('passes the conformance audit without error or warning', async () => {
    const server = await listen(call);
    const results = await auditServer({ url: server.url });
    server.close();
    const bad = results.filter((result) => result.status === 'error' || result.status === 'warn');
    expect(bad.map((result) => `${result.id} ${result.name}`)).toEqual([]);
    expect(results.length).toBeGreaterThan(50);
  });

  it('takes a base64 body as API Gateway sends it', async () => {
    const answer = await call({
      headers: json,
      body: JSON.stringify({ query: '{ me { userId } }' }),
      base64: true,
    });
    expect(JSON.parse(answer.body)).toEqual({ data: { me: null } });
  });

  it.each([
    ['a batch', { headers: json, body: JSON.stringify([{ query: '{ me { userId } }' }]) }],
    [
      'a form',
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'query=%7Bme%7BuserId%7D%7D',
      },
    ],
    ['plain text', { headers: { 'content-type': 'text/plain' }, body: '{"query":"{me{userId}}"}' }],
    ['a bare GET', { method: 'GET', query: 'query=%7Bme%7BuserId%7D%7D' }],
  ])('refuses %s', async (_name, request) => {
    expect((await call(request)).status).toBe(400);
  });

  it('refuses a mutation by GET', async () => {
    const request = {
      method: 'GET',
      query: 'query=mutation%7B__typename%7D',
      headers: { 'apollo-require-preflight': '1' },
    };
    expect((await call(request)).status).toBe(405);
  });

  const nested = (depth: number) =>
    `{ me { grants { unit { ${'parent { '.repeat(depth)} id ${'} '.repeat(depth)} } } } }`;
  it.each([
    ['aliases', `{ ${Array.from({ length: 31 }, (_, i) => `a${i}: __typename`).join(' ')} }`],
    ['depth', nested(10)],
    ['directives', `{ me { ${Array.from({ length: 11 }, () => 'userId @skip(if: false)').join(' ')} } }`],
  ])('stops a document over the limit of %s', async (name, query) => {
    const answer = await post(query);
    expect(pick(JSON.parse(answer.body), 'errors', 0, 'extensions', 'code')).toBe('QUERY_TOO_COMPLEX');
    expect(pick(JSON.parse(answer.body), 'errors', 0, 'extensions', 'limit')).toBe(name);
  });

  it('stops a body over a megabyte and a document over the token limit', async () => {
    expect((await post(`# ${'x'.repeat(1_000_000)}\n{ __typename }`)).status).toBe(413);
    const spaces = JSON.stringify({ query: '{ me { userId } }' }) + ' '.repeat(900_000);
    expect((await call({ headers: json, body: spaces, base64: true })).status).toBe(200);
    expect((await call({ headers: json, body: spaces + spaces, base64: true })).status).toBe(413);
    const answer = await post(`{ ${'__typename '.repeat(4_001)} }`);
    expect(pick(JSON.parse(answer.body), 'errors', 0, 'extensions', 'code')).toBe('GRAPHQL_PARSE_FAILED');
  });

  it('stops fragments that double without end, and circular ones', async () => {
    const doubling = Array.from(
      { length: 24 },
      (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`,
    );
    const answer = await post(`{ ...f0 } ${doubling.join(' ')} fragment f24 on Query { __typename }`);
    expect(pick(JSON.parse(answer.body), 'errors', 0, 'extensions', 'limit')).toBe('selections');
    const circle = await post('{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }');
    expect(pick(JSON.parse(circle.body), 'errors', 0, 'extensions', 'code')).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it.each([
    ['ten thousand unknown variables', '{ __typename }', Object.fromEntries(manyNames)],
    [
      'names of the prototype',
      '{ __typename }',
      JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":{}}}'),
    ],
  ])('lives through %s', async (_name, query, variables: object) => {
    expect(JSON.parse((await post(query, variables)).body)).toEqual({ data: { __typename: 'Query' } });
    expect(pick({}, 'a')).toBeUndefined();
  });

  it('lives through a value nested a thousand times, a field asked for thousands of times and unknown directives', async () => {
    const deep: unknown = JSON.parse(`${'['.repeat(1_000)}${']'.repeat(1_000)}`);
    const nested = await post('query ($id: ID!) { node(id: $id) { id } }', { id: deep });
    expect(pick(JSON.parse(nested.body), 'errors', 0, 'extensions', 'code')).toBe('BAD_USER_INPUT');
    const repeated = await post(`{ ${'__typename '.repeat(3_990)} }`);
    expect(pick(JSON.parse(repeated.body), 'errors', 0, 'extensions', 'code')).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
    const directed = await post(`{ __typename ${'@x '.repeat(1_900)} }`);
    expect(pick(JSON.parse(directed.body), 'errors', 0, 'extensions', 'code')).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  it('counts page sizes as coerced from variables', async () => {
    const query = 'query ($n: Int) { users(unitId: "x", first: $n) { nodes { id grants { unit { id } } } } }';
    const answer = await post(query, { n: 9_999 });
    expect(pick(JSON.parse(answer.body), 'errors', 0, 'extensions', 'limit')).toBe('cost');
  });

  it('names the request in every error and tells nothing else', async () => {
    const answer = await post('{ users(unitId: "x") { nodes { id } } }');
    const errors: unknown = pick(JSON.parse(answer.body), 'errors');
    expect(pick(errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(pick(errors, 0, 'extensions', 'requestId')).toMatch(/^[0-9a-f-]{36}$/);
    expect(pick(errors, 0, 'extensions', 'stacktrace')).toBeUndefined();
  });

  it('refuses introspection and suggestions when told to', async () => {
    const closed = await lambda(world, { introspection: false });
    const ask = async (query: string) =>
      (await closed({ headers: json, body: JSON.stringify({ query }) })).body;
    expect(await ask('{ __schema { types { name } } }')).not.toContain('"types"');
    expect(await ask('{ mee { id } }')).not.toContain('Did you mean');
  });
});
