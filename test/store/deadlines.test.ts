import { beforeAll, describe, expect, it } from 'vitest';
import { openDeadline } from '../../functions/deadlines/keep-deadline.ts';
import type { RunningDeadline, Term } from '../../functions/deadlines/running.ts';
import { addDays, localDate } from '../../functions/kernel/dates.ts';
import { openCalendar } from '../../functions/law/work-calendar.ts';
import { province } from '../support/units.ts';
import { createWorld, root, type World } from '../support/world.ts';

const from = localDate('2021-03-01');

describe('the store of deadlines', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    const days = [0, 2, 5, 7];
    for (const [i, day] of days.entries())
      await open({ kind: 'DAY', startOn: from, dueOn: addDays(from, day) }, i);
    await open({ kind: 'RULE', rule, startOn: from }, 9);
  });

  const rule = {
    code: 'X',
    name: 'x',
    days: 3,
    dayKind: 'WORKING' as const,
    countFirstDay: false,
    endsOnWorkingDay: false,
    citation: 'x',
    status: 'confirmed' as const,
  };
  async function open(term: Term, i: number) {
    const opening = {
      ownerId: `dos_${i}`,
      purpose: 'DOSSIER_ANSWER' as const,
      term,
      unitId: province,
      label: `Hồ sơ ${i}`,
      assignees: [],
      restricted: i === 2,
      lane: null,
    };
    await world.write(
      ...openDeadline(world.deps(root), undefined, opening, await openCalendar([], 0)).writes,
    );
  }
  const labels = (rows: readonly RunningDeadline[]) => rows.map((row) => row.label);
  const nodes = (page: { readonly edges: readonly { readonly node: RunningDeadline }[] }) =>
    labels(page.edges.map((edge) => edge.node));

  it('reads what is due between two days, both with them, the first due first', async () => {
    const { deadlines } = world.deps();
    const due = (a: number, b: number) => deadlines.due(addDays(from, a), addDays(from, b), { first: 10 });
    expect(nodes(await due(0, 5))).toEqual(['Hồ sơ 0', 'Hồ sơ 1', 'Hồ sơ 9', 'Hồ sơ 2']);
    expect(nodes(await due(1, 2))).toEqual(['Hồ sơ 1']);
    expect(nodes(await due(6, 6))).toEqual([]);
  });

  it('lists a unit’s without the restricted ones, by due day', async () => {
    const page = await world.deps().deadlines.pageByUnit(province, 'RUNNING', { first: 10 });
    expect(nodes(page)).toEqual(['Hồ sơ 0', 'Hồ sơ 1', 'Hồ sơ 9', 'Hồ sơ 3']);
  });

  it('finds what an older calendar counted; a named day was counted by none', async () => {
    const { deadlines } = world.deps();
    expect(labels(await deadlines.countedBefore(1, 10))).toEqual(['Hồ sơ 9']);
    expect(await deadlines.countedBefore(0, 10)).toEqual([]);
  });
});
