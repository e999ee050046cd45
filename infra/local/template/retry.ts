import { invokeConfigShape } from './shapes.ts';
import type { Reader } from './read-template.ts';

/** How often, and for how long, Lambda calls a function again that failed on an event. */
export type Retry = { readonly retries: number; readonly maxAgeSeconds: number };

/**
 * The rule or schedule only hands an event over; once Lambda has taken it, what the function fails on is retried as
 * the function's own configuration of asynchronous calls says.
 */
export function retryOf({ ofType, value }: Reader, functionName: string): Retry {
  const configs = ofType('AWS::Lambda::EventInvokeConfig').map((one) => {
    const { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds } = one.properties;
    return invokeConfigShape.parse(
      value(one, { FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds }),
    );
  });
  const found = configs.find((one) => one.functionName === functionName);
  const { retries, maxAgeSeconds } = found ?? invokeConfigShape.parse({ FunctionName: functionName });
  return { retries, maxAgeSeconds };
}
