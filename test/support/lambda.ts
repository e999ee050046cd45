import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { handlers, startServerAndCreateLambdaHandler } from '@as-integrations/aws-lambda';
import type { Context as LambdaContext } from 'aws-lambda';
import { refuseLongBody } from '../../functions/app/body-limit.ts';
import { createDeps } from '../../functions/app/deps.ts';
import { createServer } from '../../functions/app/server.ts';
import { gatewayEvent, type GatewayRequest } from '../../infra/local/gateway-event.ts';
import type { World } from './world.ts';

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
};

const lambdaContext: LambdaContext = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'graphql',
  functionVersion: '1',
  invokedFunctionArn: '',
  memoryLimitInMB: '1769',
  awsRequestId: 'test',
  logGroupName: '',
  logStreamName: '',
  getRemainingTimeInMillis: () => 10_000,
  /* oxlint-disable typescript/no-deprecated -- the type of a Lambda context still demands them */
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
  /* oxlint-enable typescript/no-deprecated */
};

/** The server behind the same Lambda adapter as deployed, called with gateway events. */
export async function lambda(
  world: World,
  options = { introspection: true },
): Promise<(request: GatewayRequest) => Promise<HttpAnswer>> {
  const handler = startServerAndCreateLambdaHandler(
    await createServer(options),
    handlers.createAPIGatewayProxyEventV2RequestHandler(),
    {
      middleware: [(event) => Promise.resolve(refuseLongBody(event))],
      context: ({ event }) =>
        Promise.resolve({
          deps: createDeps(world.shared, { requestId: event.requestContext.requestId, userId: undefined }),
        }),
    },
  );
  return async (request) => {
    const answer = await handler(gatewayEvent(request), lambdaContext, () => undefined);
    if (typeof answer !== 'object') throw new Error('the handler gave no answer');
    const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]);
    return {
      status: answer.statusCode ?? 200,
      headers: Object.fromEntries<string>(headers.map(([name, value]) => [name ?? '', value ?? ''])),
      body: answer.body ?? '',
    };
  };
}

/** The same handler on a loopback port, for clients that want HTTP. */
export async function listen(
  handle: (request: GatewayRequest) => Promise<HttpAnswer>,
): Promise<{ url: string; close(): void }> {
  const server = createHttpServer((incoming, outgoing) => {
    void forward(incoming).then(
      (answer) => outgoing.writeHead(answer.status, answer.headers).end(answer.body),
      () => outgoing.writeHead(500).end(),
    );
  });
  async function forward(incoming: IncomingMessage): Promise<HttpAnswer> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) if (chunk instanceof Buffer) chunks.push(chunk);
    const headers = Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(',')]);
    return handle({
      method: incoming.method ?? 'GET',
      headers: Object.fromEntries<string>(headers.map(([name, value]) => [name ?? '', value ?? ''])),
      query: new URL(incoming.url ?? '/', 'http://x').search.slice(1),
      ...(chunks.length > 0 && { body: Buffer.concat(chunks).toString('utf8') }),
    });
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no address');
  return { url: `http://127.0.0.1:${address.port}/graphql`, close: () => void server.close() };
}
