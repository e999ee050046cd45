/**
 * Milliseconds of each run, alternating between the two, so that both meet the same weather. Work that answers with a number
 * has taken its own time.
 */
export async function sideBySide(
  runs: number,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
): Promise<{ readonly ours: number; readonly theirs: number; readonly ratio: number }> {
  const times: [number[], number[]] = [[], []];
  for (let run = -Math.ceil(runs / 5); run < runs; run += 1)
    for (const [index, work] of [ours, theirs].entries()) {
      const started = performance.now();
      const own = await work();
      const taken = typeof own === 'number' ? own : performance.now() - started;
      if (run >= 0) times[index]?.push(taken);
    }
  const [a, b] = [median(times[0]), median(times[1])];
  return { ours: a, theirs: b, ratio: a / b };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

export const say = (text: string) => void process.stdout.write(`${text}\n`);

export const line = (
  what: string,
  { ours, theirs, ratio }: { ours: number; theirs: number; ratio: number },
) => say(`${what}: ${ours.toFixed(2)} ms against ${theirs.toFixed(2)} ms, ratio ${ratio.toFixed(2)}`);
