import { createServer, type IncomingMessage, type RequestListener } from 'node:http';

/** A port that another program has; the message is all that a person needs. */
export class PortBusy extends Error {
  constructor(port: number) {
    super(`Port ${port} is in use by another program. Choose another: npm start -- --port ${port + 1}`);
  }
}

/** Listens on the loopback interface only. */
export async function listenOn(
  port: number,
  listener: RequestListener,
): Promise<{ readonly port: number; readonly stop: () => Promise<void> }> {
  const server = createServer(listener);
  // A client that was busy for longer than the five seconds of Node would write to a connection that has just been closed.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject('code' in error && error.code === 'EADDRINUSE' ? new PortBusy(port) : error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('the server has no address');
  return {
    port: address.port,
    stop: async () => {
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Throws when the port is taken; 0 stands for any free one. */
export async function checkPort(port: number): Promise<void> {
  const { stop } = await listenOn(port, (_request, response) => void response.end());
  await stop();
}

/** Whether a request names this machine: a page that points its own host name at 127.0.0.1 may not read what we say. */
export const namesThisMachine = (request: IncomingMessage): boolean =>
  /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(request.headers.host ?? '');

/** The body; undefined when it is longer than allowed. */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    length += chunk.length;
    if (length <= maxBytes) chunks.push(chunk);
  }
  return length > maxBytes ? undefined : Buffer.concat(chunks);
}

/** Names in lower case with one text each, as API Gateway hands them on. */
export const flatHeaders = (request: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, [value].flat().join(',')]],
    ),
  );
