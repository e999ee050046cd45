/**
 * Whether an event fits an EventBridge pattern; the filters of stream mappings are patterns too. Of the operators only
 * those that our templates use are known, and any other is an error, since a wrong guess would lose events in silence.
 */
export function fits(pattern: unknown, event: unknown): boolean {
  if (!isObject(pattern)) throw new Error(`an event pattern is an object, not ${JSON.stringify(pattern)}`);
  return Object.entries(pattern).every(([name, expected]: [string, unknown]) => {
    if (name.startsWith('$')) throw new Error(`the local runner doesn't know ${name} in event patterns`);
    const actual: unknown = isObject(event) ? Reflect.get(event, name) : undefined;
    return Array.isArray(expected) ? expected.some((one) => matches(one, actual)) : fits(expected, actual);
  });
}

function matches(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(actual)) return actual.some((one) => matches(expected, one));
  if (!isObject(expected)) return expected === actual;
  for (const [operator, operand] of Object.entries<unknown>({ ...expected })) {
    const test = operators[operator];
    if (!test) throw new Error(`the local runner doesn't know ${operator} in event patterns`);
    if (!test(operand, actual)) return false;
  }
  return true;
}

type Operator = (operand: unknown, actual: unknown) => boolean;

const operators: Readonly<Record<string, Operator>> = {
  prefix: (operand, actual) => typeof actual === 'string' && actual.startsWith(String(operand)),
  suffix: (operand, actual) => typeof actual === 'string' && actual.endsWith(String(operand)),
  exists: (operand, actual) => (actual !== undefined) === operand,
  'anything-but': (operand, actual) =>
    actual !== undefined && ![operand].flat().some((one) => matches(one, actual)),
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
