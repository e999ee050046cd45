import { request as httpRequest } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Outcome } from '../../infra/local/environment.ts';
import { explorer } from '../../infra/local/explorer/pages.ts';
import { startGateway, type Gateway } from '../../infra/local/gateway.ts';
import type { Route } from '../../infra/local/template/wiring.ts';
import { lambda } from '../support/lambda.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const fn = { name: 'api', folder: '', handler: '', timeoutSeconds: 1, memoryMb: 1, environment: {} };
const route = (routeKey: string, timeoutMs = 5_000): Route => ({ routeKey, function: fn, timeoutMs });
const eventShape = z.custom<APIGatewayProxyEventV2>((value) => typeof value === 'object' && value !== null);
const page = 'https://trang.vn';

describe('the local gateway', () => {
  let gateway: Gateway;
  let seen: APIGatewayProxyEventV2 | undefined;
  let answer: (event: APIGatewayProxyEventV2) => Promise<Outcome>;
  const says = (value: unknown) => () => Promise.resolve<Outcome>({ ok: true, value });

  beforeAll(async () => {
    gateway = await startGateway({
      port: 0,
      api: {
        routes: [
          route('POST /graphql'),
          route('GET /graphql'),
          route('POST /slow', 50),
          route('GET /files/{file}'),
        ],
        cors: {
          AllowOrigins: [page],
          AllowMethods: ['POST'],
          AllowHeaders: ['authorization', 'content-type'],
          ExposeHeaders: [],
          AllowCredentials: false,
          MaxAge: 3600,
        },
      },
      invoke: (_name, event) => {
        seen = eventShape.parse(event);
        return answer(seen);
      },
      page: explorer(() => ({ endpoint: '/graphql', headers: '{}', query: '{ me { userId } }' })),
    });
  });
  afterAll(() => gateway.stop());
  beforeEach(() => {
    seen = undefined;
    answer = says({ statusCode: 200, body: 'ok' });
  });

  const post = (init: RequestInit = {}, path = '/graphql') =>
    fetch(`${gateway.url}${path}`, { method: 'POST', ...init });

  it('makes the event that API Gateway makes', async () => {
    await post(
      {
        headers: { 'Content-Type': 'application/json', 'X-Name': 'a', cookie: 'a=1; b=2' },
        body: '{"tên":"Hòa"}',
      },
      '/graphql?x=1&x=2&y=%C4%91',
    );
    expect(seen).toMatchObject({
      version: '2.0',
      routeKey: 'POST /graphql',
      rawPath: '/graphql',
      rawQueryString: 'x=1&x=2&y=%C4%91',
      queryStringParameters: { x: '1,2', y: 'đ' },
      cookies: ['a=1', 'b=2'],
      headers: { 'content-type': 'application/json', 'x-name': 'a' },
      requestContext: { http: { method: 'POST', path: '/graphql', sourceIp: '127.0.0.1' } },
      body: '{"tên":"Hòa"}',
      isBase64Encoded: false,
    });
    expect(seen?.headers['cookie']).toBeUndefined();
  });

  it('takes one step of a path for a parameter where a route has one', async () => {
    await fetch(`${gateway.url}/files/a%20b.csv`);
    expect(seen).toMatchObject({
      routeKey: 'GET /files/{file}',
      rawPath: '/files/a%20b.csv',
      pathParameters: { file: 'a b.csv' },
    });
    expect((await fetch(`${gateway.url}/files/a/b`)).status).toBe(404);
    expect((await fetch(`${gateway.url}/files/a`, { method: 'POST' })).status).toBe(404);
  });

  it('sends as base64 what is not known to be text', async () => {
    await post({ headers: { 'content-type': 'image/png' }, body: new Uint8Array([0, 255]) });
    expect(seen).toMatchObject({ body: 'AP8=', isBase64Encoded: true });
    await fetch(`${gateway.url}/graphql?query=x`);
    expect(seen).toMatchObject({ routeKey: 'GET /graphql', isBase64Encoded: false });
    expect(seen).not.toHaveProperty('body');
  });

  it('gives back status, headers, cookies and bytes', async () => {
    answer = says({
      statusCode: 201,
      headers: { 'X-One': 1 },
      cookies: ['a=1', 'b=2'],
      body: 'AP8=',
      isBase64Encoded: true,
    });
    const response = await post();
    expect(response.status).toBe(201);
    expect(response.headers.get('x-one')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 255]);
    answer = says({ any: 'object' });
    expect(await (await post()).json()).toEqual({ any: 'object' });
  });

  it.each([
    ['throws', { ok: false, kind: 'error', type: 'Error', message: 'a secret' }],
    ['crashes', { ok: false, kind: 'crashed', type: 'Runtime.ExitError', message: 'a secret' }],
    [
      'answers more than 6 MiB',
      { ok: true, value: { statusCode: 200, body: 'x'.repeat(6 * 1024 * 1024 + 1) } },
    ],
  ] satisfies [string, Outcome][])('tells nothing of a function that %s', async (_name, outcome) => {
    answer = () => Promise.resolve(outcome);
    const response = await post();
    expect({ status: response.status, body: await response.text() }).toEqual({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
  });

  it('waits no longer than the integration may take', async () => {
    answer = () => new Promise(() => undefined);
    expect((await post({}, '/slow')).status).toBe(503);
  });

  it('refuses what is too long, and what is no route, without calling anything', async () => {
    const status = await post({ body: 'x'.repeat(6 * 1024 * 1024 + 1) }).then((response) => response.status);
    expect(status).toBe(413);
    expect((await post({}, '/elsewhere')).status).toBe(404);
    expect((await fetch(`${gateway.url}/graphql`, { method: 'DELETE' })).status).toBe(404);
    expect(seen).toBeUndefined();
  });

  it('answers preflights of the pages that the template allows, and speaks for the function about CORS', async () => {
    const preflight = (origin: string) =>
      fetch(`${gateway.url}/graphql`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const allowed = await preflight(page);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(page);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization,content-type');
    expect((await preflight('https://khac.vn')).headers.get('access-control-allow-origin')).toBeNull();
    expect(seen).toBeUndefined();

    answer = says({ statusCode: 200, headers: { 'access-control-allow-origin': '*' }, body: '' });
    const origin = async (from: string) =>
      (await post({ headers: { origin: from } })).headers.get('access-control-allow-origin');
    expect(await origin(page)).toBe(page);
    expect(await origin('https://khac.vn')).toBeNull();
  });

  it('listens to its own name only, so that no page can reach it by another', async () => {
    const { port } = new URL(gateway.url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest({ port, host: '127.0.0.1', path: '/', headers: { host: 'evil.vn' } }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });

  it('serves an explorer that loads nothing from elsewhere', async () => {
    const home = await fetch(gateway.url);
    const html = await home.text();
    expect(home.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self';");
    const links = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) {
      expect(link).toMatch(/^\/explorer\//);
      const file = await fetch(`${gateway.url}${link}`);
      expect({ link, status: file.status, type: file.headers.get('content-type') }).toEqual({
        link,
        status: 200,
        type: link.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      });
    }
    expect(await (await fetch(`${gateway.url}/explorer/settings.json`)).json()).toMatchObject({
      endpoint: '/graphql',
    });
    expect((await fetch(`${gateway.url}/explorer/pages.ts`)).status).toBe(404);
    expect((await post({}, '/')).status).toBe(404);
  });

  it('lets the explorer ask for the schema within the limits of a query', async () => {
    const call = await lambda(await createWorld());
    answer = async (event) => {
      const { status, headers, body } = await call({
        headers: { 'content-type': 'application/json' },
        body: event.body ?? '',
      });
      return { ok: true, value: { statusCode: status, headers, body } };
    };
    const response = await post({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: getIntrospectionQuery(), operationName: 'IntrospectionQuery' }),
    });
    const body: unknown = await response.json();
    expect(pick(body, 'errors')).toBeUndefined();
    expect(pick(body, 'data', '__schema', 'queryType', 'name')).toBe('Query');
  });
});
