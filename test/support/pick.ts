/** Reaches into an answer: `pick(answer.data, 'createRound', 'round', 'id')`; undefined where a step is missing. */
export function pick(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined;
  return at;
}
