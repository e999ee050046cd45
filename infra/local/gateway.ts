import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { corsHeaders, preflight } from './cors.ts';
import type { Outcome } from './environment.ts';
import { httpAnswer, maxPayloadBytes, plain, type HttpAnswer } from './gateway-answer.ts';
import { gatewayEvent } from './gateway-event.ts';
import { flatHeaders, listenOn, namesThisMachine, readBody } from './http-server.ts';
import type { HttpApi, Route } from './template/wiring.ts';

export type GatewayOptions = {
  readonly port: number;
  readonly api: HttpApi;
  readonly invoke: (functionName: string, event: unknown) => Promise<Outcome>;
  /** Pages of the runner itself, for paths that the API doesn't have. */
  readonly page?: (path: string) => HttpAnswer | undefined;
};

export type Gateway = { readonly url: string; readonly stop: () => Promise<void> };

/** Serves the template's HTTP API as API Gateway would: same events, same limits, same answers to failures. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  for (const { routeKey } of options.api.routes)
    if (/\{[^}]*\+\}/.test(routeKey)) throw new Error(`the local gateway doesn't know the route ${routeKey}`);
  const { port, stop } = await listenOn(options.port, (request, response) => {
    void answer(options, request)
      .catch(() => plain(500, 'Internal Server Error'))
      .then((answered) => send(response, answered));
  });
  return { url: `http://127.0.0.1:${port}`, stop };
}

async function answer(options: GatewayOptions, request: IncomingMessage): Promise<HttpAnswer> {
  if (!namesThisMachine(request)) return plain(421, 'Misdirected Request');
  const { method = 'GET' } = request;
  const { pathname: path, search } = new URL(request.url ?? '/', 'http://localhost');
  const headers = flatHeaders(request);
  const { api, page } = options;
  const allowed = preflight(api.cors, method, headers);
  if (allowed) return { status: 204, headers: { ...allowed }, body: '' };
  const route = routeOf(api.routes, method, path);
  if (!route) return (method === 'GET' ? page?.(path) : undefined) ?? plain(404, 'Not Found');

  const body = await readBody(request, maxPayloadBytes);
  if (!body) return plain(413, 'Request Entity Too Large');
  const event = gatewayEvent({
    method,
    path,
    routeKey: route.routeKey,
    pathParameters: parametersOf(route.routeKey, path),
    query: search.slice(1),
    headers,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    ...(body.length > 0 && { body, base64: !isText(headers['content-type']) }),
  });
  const answered = await invokeInTime(options, route, event);
  return {
    ...answered,
    headers: { ...withoutCors(answered.headers, api), ...corsHeaders(api.cors, headers) },
  };
}

async function invokeInTime(
  { invoke }: GatewayOptions,
  { function: fn, timeoutMs }: Route,
  event: unknown,
): Promise<HttpAnswer> {
  const patience = new AbortController();
  const late = sleep(timeoutMs, plain(503, 'Service Unavailable'), { signal: patience.signal });
  late.catch(() => undefined);
  try {
    return await Promise.race([invoke(fn.name, event).then(httpAnswer), late]);
  } finally {
    patience.abort();
  }
}

/** A whole path before one with `{name}` for a step of it, and the route for everything else last. */
const routeOf = (routes: readonly Route[], method: string, path: string): Route | undefined =>
  [`${method} ${path}`, `ANY ${path}`]
    .map((key) => routes.find(({ routeKey }) => routeKey === key))
    .find((route) => route !== undefined) ??
  routes.find(({ routeKey }) => {
    const [verb = '', template = ''] = routeKey.split(' ');
    return (verb === method || verb === 'ANY') && parametersOf(routeKey, path) && template.includes('{');
  }) ??
  routes.find(({ routeKey }) => routeKey === '$default');

/** What stands in a path where a route has `{name}`; undefined when they don't match, or there is no such step. */
function parametersOf(routeKey: string, path: string): Record<string, string> | undefined {
  const wanted = (routeKey.split(' ')[1] ?? '').split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const found: Record<string, string> = {};
  for (const [i, step] of wanted.entries()) {
    const name = /^\{(.+)\}$/.exec(step)?.[1];
    const value = given[i] ?? '';
    if (name === undefined ? step !== value : value === '') return undefined;
    if (name !== undefined) found[name] = decodeURIComponent(value);
  }
  return Object.keys(found).length > 0 ? found : undefined;
}

/** API Gateway hands on as text what it knows to be text. */
const isText = (contentType = 'text/plain'): boolean =>
  /^(text\/|application\/(json|xml|javascript)\b)/i.test(contentType);

/** With a CORS configuration, API Gateway ignores what the function says about CORS. */
const withoutCors = (headers: HttpAnswer['headers'], { cors }: HttpApi): HttpAnswer['headers'] =>
  cors
    ? Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('access-control-')))
    : headers;

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
