import type { ConditionLine } from './flatten.ts';

/** A record of an initiative on which a verdict rested; not surely where the award may have rested on something else. */
export type Served = { readonly recordId: string; readonly sure: boolean };

/**
 * The initiatives that an award served itself of, by the verdict that was recorded of its nominee. Sure is one of so many
 * as the law demands, where no other way to the award was open. What the verdict says no to served nothing.
 */
export function servedInitiatives(lines: readonly ConditionLine[]): readonly Served[] {
  const served = new Map<string, boolean>();
  lines.forEach((line, index) => {
    if (line.is !== 'INITIATIVES') return;
    const above = ancestorsOf(lines, index);
    if ([line, ...above.map((at) => lines[at])].some((one) => one?.truth === 'NO')) return;
    const only = above.every((at) => lines[at]?.is !== 'ANY' || waysOf(lines, at) <= 1);
    const sure = line.truth === 'YES' && only && line.evidence.length <= (line.count ?? 0);
    for (const recordId of line.evidence) served.set(recordId, sure || served.get(recordId) === true);
  });
  return [...served].map(([recordId, sure]) => ({ recordId, sure }));
}

/** A line is before what it is made of: what it is part of is the last one before it of each lower level. */
function ancestorsOf(lines: readonly ConditionLine[], index: number): readonly number[] {
  const found: number[] = [];
  let level = lines[index]?.level ?? 0;
  for (let at = index - 1; at >= 0 && level > 0; at -= 1) {
    const one = lines[at];
    if (!one || one.level >= level) continue;
    found.push(at);
    level = one.level;
  }
  return found;
}

/** How many of the ways that a group offers are open. */
function waysOf(lines: readonly ConditionLine[], group: number): number {
  const level = lines[group]?.level ?? 0;
  const rest = lines.slice(group + 1);
  const end = rest.findIndex((one) => one.level <= level);
  const inside = end < 0 ? rest : rest.slice(0, end);
  return inside.filter((one) => one.level === level + 1 && one.truth === 'YES').length;
}
