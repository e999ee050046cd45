import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const require = createRequire(import.meta.url);

/** Where this platform's engine is: an own package per platform, all optional dependencies of this project. */
function enginePath(): string {
  const name = `@dynoxide/${process.platform}-${process.arch}/dynoxide`;
  try {
    return require.resolve(name);
  } catch {
    throw new Error(
      `no DynamoDB engine for this platform (${name}); set AWS_ENDPOINT_URL_DYNAMODB to use another`,
    );
  }
}

export type Engine = { readonly endpoint: string; readonly stop: () => void };

/** Starts the embedded DynamoDB engine on a free port; in memory unless a file is given. */
export async function startEngine(file?: string): Promise<Engine> {
  const given = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (given) return { endpoint: given, stop: () => undefined };
  const port = await freePort();
  const child = spawn(enginePath(), ['--port', String(port), ...(file ? ['--db-path', file] : [])], {
    stdio: 'ignore',
    // It answers one request at a time, and threads on several cores only pay for the memory that they share.
    env: { ...process.env, TOKIO_WORKER_THREADS: '1' },
    // Out of the terminal's group, so that Ctrl-C doesn't take the engine from those who still write. Who keeps data ends
    // its engine itself; one in memory may go as it likes.
    detached: file !== undefined,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await ready(endpoint, child);
  return { endpoint, stop: () => void child.kill() };
}

async function ready(endpoint: string, child: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the DynamoDB engine stopped with code ${child.exitCode}`);
    const answered = await fetch(endpoint).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(25);
  }
  throw new Error('the DynamoDB engine did not answer');
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
