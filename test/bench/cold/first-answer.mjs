import { performance } from 'node:perf_hooks';

// A fresh process: loads the bundle, puts one event to it, and tells how long it lived until the answer.
const { handler } = await import(process.argv[2]);
const { statusCode, body } = await handler(JSON.parse(process.argv[3]), {}, () => undefined);
process.stdout.write(JSON.stringify({ milliseconds: performance.now(), statusCode, body }));
