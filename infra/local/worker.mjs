import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

/*
 * One environment of a function: loads its bundle once and answers one invocation at a time, with events and answers as
 * JSON, as Lambda does. Plain JavaScript, so that nothing but Node stands between the bundle and its caller.
 */
const { folder, handler: name, functionName, memoryMb, offset } = workerData;

// Only who hosts the bundle can do this: the global exists before the bundle does and is reached by no event.
if (offset) {
  const milliseconds = new BigInt64Array(offset);
  const now = () => new Date(Date.now() + Number(Atomics.load(milliseconds, 0)));
  globalThis[Symbol.for('thidua.local-clock')] = Object.freeze({ now });
}

const [file, exported] = name.split('.');
const { [exported]: handler } = await import(pathToFileURL(join(folder, `${file}.mjs`)).href);
if (typeof handler !== 'function') throw new Error(`${functionName}: ${file}.mjs exports no ${exported}`);

const context = (requestId, deadline) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:local:000000000000:function:${functionName}`,
  memoryLimitInMB: String(memoryMb),
  awsRequestId: requestId,
  logGroupName: `/aws/lambda/${functionName}`,
  logStreamName: 'local',
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

parentPort.on('message', async ({ event, requestId, deadline }) => {
  try {
    const value = await handler(JSON.parse(event), context(requestId, deadline), () => undefined);
    parentPort.postMessage({ requestId, value: JSON.stringify(value ?? null) });
  } catch (error) {
    const { name: type, message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error(stack);
    parentPort.postMessage({ requestId, error: { type, message } });
  }
});
parentPort.postMessage({ ready: true });
