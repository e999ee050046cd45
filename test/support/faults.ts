import { createServer, request as send, type IncomingMessage } from 'node:http';

/** What stands between a client and an engine: it passes everything on until it is told what is to fail. */
export type Faults = {
  readonly url: string;
  fail(which: (request: IncomingMessage) => boolean): void;
  mend(): void;
  stop(): Promise<void>;
};

export async function faultsBefore(engine: string): Promise<Faults> {
  let failing: (request: IncomingMessage) => boolean = () => false;
  const server = createServer((incoming, outgoing) => {
    if (failing(incoming)) return void incoming.resume().on('end', () => outgoing.writeHead(500).end());
    // The host stays as the client signed it.
    const { method, headers, url } = incoming;
    const passed = send(new URL(url ?? '/', engine), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    fail: (which) => {
      failing = which;
    },
    mend: () => {
      failing = () => false;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
