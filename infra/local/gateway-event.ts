import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/** A request as the gateway has received it. */
export type GatewayRequest = {
  readonly method?: string;
  readonly path?: string;
  readonly routeKey?: string;
  readonly query?: string;
  /** Names in lower case, repeated ones joined by commas. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Whether the body goes as base64, as API Gateway sends everything that isn't known to be text. */
  readonly base64?: boolean;
  readonly sourceIp?: string;
  readonly pathParameters?: Readonly<Record<string, string>> | undefined;
};

/** The API Gateway HTTP API (payload 2.0) event that a request becomes. */
export function gatewayEvent(request: GatewayRequest): APIGatewayProxyEventV2 {
  const { method = 'POST', path = '/graphql', routeKey = '$default', query = '' } = request;
  const { cookie, ...headers } = request.headers ?? {};
  const parameters = queryParameters(query);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(cookie !== undefined && { cookies: cookie.split(/; */) }),
    headers,
    ...(parameters && { queryStringParameters: parameters }),
    ...(request.pathParameters && { pathParameters: { ...request.pathParameters } }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers['host'] ?? 'localhost',
      domainPrefix: 'local',
      http: {
        method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp ?? '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: new Date().toUTCString(),
      timeEpoch: Date.now(),
    },
    ...bodyOf(request),
  };
}

function bodyOf({ body, base64 = false }: GatewayRequest) {
  if (body === undefined) return { isBase64Encoded: false };
  return { body: Buffer.from(body).toString(base64 ? 'base64' : 'utf8'), isBase64Encoded: base64 };
}

function queryParameters(query: string): Record<string, string> | undefined {
  if (query === '') return undefined;
  const all: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    all[name] = Object.hasOwn(all, name) ? `${all[name] ?? ''},${value}` : value;
  return all;
}
