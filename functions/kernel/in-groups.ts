/** Works through a list some at a time: thousands in a row would outlast a function, all at once would flood the table. */
export async function inGroups<T>(
  list: readonly T[],
  size: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < list.length; at += size) await Promise.all(list.slice(at, at + size).map(work));
}
