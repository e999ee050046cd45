import { beforeAll, describe, expect, it } from 'vitest';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { peopleWith, personWith } from '../support/candidates.ts';
import type { Held } from '../support/dossiers.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, type World } from '../support/world.ts';

const query = `query ($input: RuleChangeInput!, $after: String) { ruleChangeImpact(input: $input, after: $after) {
  dossiers nominees notJudged counts { before after count } endCursor hasNextPage
  rows { name awardCode ruleId before { outcome tentative } after { outcome tentative } changed { text truth } } } }`;

const of2025 = { kind: 'CALENDAR', year: 2025 };
const stricter = (years = 3) => ({
  ruleId: 'bang-khen-tinh-ca-nhan',
  needs: JSON.stringify({ is: 'TITLE_CHAIN', awards: ['CSTDCS'], years, text: `Có ${years} năm` }),
  citation: 'Dự thảo 1',
});
const byAuthor = { authorUnitId: minhThuan, year: of2025, rules: [stricter()] };

async function offices() {
  const world = await createWorld('2026-01-15T02:00:00.000Z');
  const o = await recordOffice(world);
  const ask = async (user: Id<'usr'> | undefined, input: object, after?: unknown) => {
    const answer = await world.run(user, query, { input, after });
    const of = (field: string) => pick(answer.data, 'ruleChangeImpact', field);
    return {
      impact: pick(answer.data, 'ruleChangeImpact'),
      names: [of('rows') ?? []].flat().map((row) => String(pick(row, 'name'))),
      nominees: of('nominees'),
      dossiers: of('dossiers'),
      end: of('endCursor'),
      calls: answer.calls,
      codes: answer.errors.map((error) => error.extensions?.['code']),
    };
  };
  return { world, o, ask };
}

const proposed = (...people: readonly Id<'sub'>[]) =>
  people.map((subjectId) => ({ subjectId, awardCode: 'BKT' }));

describe('a change of the rules, tried', () => {
  let world: World;
  let o: RecordOffice;
  let ask: Awaited<ReturnType<typeof offices>>['ask'];
  let roundId: string;
  let long: Id<'sub'>;
  let held: Held;
  beforeAll(async () => {
    ({ world, o, ask } = await offices());
    const run = async (name: string, type: string, input: object) =>
      pick(
        (
          await world.run(
            o.first,
            `mutation ($input: ${type}!) { ${name}(input: $input) { round { id } } }`,
            {
              input: { idempotencyKey: key(), ...input },
            },
          )
        ).data,
        name,
        'round',
        'id',
      );
    roundId = String(
      await run('createRound', 'CreateRoundInput', {
        name: 'Năm 2025',
        year: 2025,
        hostUnitId: province,
        opensOn: '2026-01-01',
        closesOn: '2026-03-01',
        achievement: { kind: 'CALENDAR_YEAR', from: '2025-01-01', to: '2025-12-31' },
        awardCodes: ['BKT'],
      }),
    );
    await run('openRound', 'OpenRoundInput', { roundId, expectedVersion: 1 });
    long = await personWith(world, 'Ân', [2023, 2024, 2025]);
    const short = await personWith(world, 'Bình', [2024, 2025]);
    const ready = await o.complete(proposed(long, short), { roundId });
    held = await o.done(o.officer, 'submitDossier', ready, { receivingUnitId: province, roundId });
    await o.done(o.officer, 'addNominees', await o.draft(), { nominees: proposed(short) });
  });

  it('turns who falls short of it and leaves who does not, with the condition, and writes nothing', async () => {
    const before = await world.dump();
    const { impact, calls } = await ask(o.first, byAuthor);
    expect(impact).toEqual({
      dossiers: 1,
      nominees: 2,
      notJudged: 0,
      counts: [{ before: 'ELIGIBLE', after: 'NOT_ELIGIBLE', count: 1 }],
      rows: [
        {
          name: 'Bình',
          awardCode: 'BKT',
          ruleId: 'bang-khen-tinh-ca-nhan',
          before: { outcome: 'ELIGIBLE', tentative: 'YES' },
          after: { outcome: 'NOT_ELIGIBLE', tentative: 'NO' },
          changed: [{ text: 'Có 3 năm', truth: 'NO' }],
        },
      ],
      endCursor: null,
      hasNextPage: false,
    });
    expect(calls.writes).toBe(0);
    expect((await ask(o.first, { roundId, rules: [stricter()] })).impact).toEqual(impact);
    expect(await world.dump()).toBe(before);
  });

  it('is empty where nobody turns, and for another year', async () => {
    expect((await ask(o.first, { ...byAuthor, rules: [stricter(2)] })).impact).toMatchObject({
      nominees: 2,
      counts: [],
      rows: [],
    });
    const of2024 = { kind: 'CALENDAR', year: 2024 };
    expect(await ask(o.first, { ...byAuthor, year: of2024 })).toMatchObject({ dossiers: 0, nominees: 0 });
  });

  it('tries what the province would add, and drafts that hold from a day on', async () => {
    const { impact } = await ask(o.first, byAuthor);
    const { needs, citation } = stricter();
    const added = { awardCode: 'BKT', needs, citation };
    const tried = (criteria: object[], rules: object[] = []) =>
      ask(o.first, { ...byAuthor, rules, criteria });
    expect((await tried([added])).impact).toEqual(impact);
    expect((await tried([{ ...added, from: '2026-01-15' }])).names).toEqual(['Bình']);
    for (const none of [
      tried([{ ...added, from: '2026-01-16' }]),
      tried([{ ...added, awardCode: 'LDTT' }]),
      tried([], [{ ...stricter(), from: '2026-01-16' }]),
    ])
      expect(await none).toMatchObject({ names: [], nominees: 2 });
    expect((await tried([], [{ ...stricter(), from: '2026-01-15' }])).names).toEqual(['Bình']);
    for (const bad of [tried([]), tried([{ ...added, awardCode: 'X9' }]), tried([{ ...added, needs: '{' }])])
      expect((await bad).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('goes by the law of the submission, also once another is in force', async () => {
    const { impact } = await ask(o.first, byAuthor);
    world.clock.set('2026-11-15T02:00:00.000Z');
    expect((await ask(o.first, byAuthor)).impact).toEqual(impact);
    world.clock.set('2026-01-15T02:00:00.000Z');
  });

  it('is judged by what the caller may know: a proceeding shows to appraisers alone', async () => {
    const { impact } = await ask(o.leader, { ...byAuthor, rules: [stricter(4)] });
    expect(impact).toMatchObject({ nominees: 2 });
    expect((await ask(o.first, { ...byAuthor, rules: [stricter(4)] })).names).toEqual(['Ân', 'Bình']);
    const proceeding = { kind: 'DENUNCIATION', openedOn: '2026-01-12', reference: '01/TC' };
    await o.recorded(o.first, 'recordProceeding', { subjectId: long, ...proceeding });
    expect((await ask(o.leader, { ...byAuthor, rules: [stricter(4)] })).impact).toEqual(impact);
    expect((await ask(o.first, { ...byAuthor, rules: [stricter(4)] })).names).toEqual(['Bình']);
  });

  it('is for appraisers and leaders of the province alone', async () => {
    for (const user of [o.officer, o.auditor, o.district, o.districtLeader, o.outsider, undefined]) {
      expect((await ask(user, byAuthor)).codes).toEqual(['FORBIDDEN']);
      expect((await ask(user, { roundId, rules: [stricter()] })).codes).toEqual(['FORBIDDEN']);
    }
    const nowhere = { ...byAuthor, authorUnitId: 'unt_00000000000000000000000000' };
    expect((await ask(o.first, nowhere)).codes).toEqual(['FORBIDDEN']);
  });

  it('asks for one list and a draft that can be read', async () => {
    const rules = [stricter()];
    for (const input of [
      { rules },
      { roundId, ...byAuthor },
      { roundId, year: of2025, rules },
      { authorUnitId: minhThuan, rules },
      { ...byAuthor, rules: [] },
      { ...byAuthor, rules: [{ ...stricter(), needs: '{' }] },
    ])
      expect((await ask(o.first, input)).codes, JSON.stringify(input)).toEqual(['BAD_USER_INPUT']);
    expect((await ask(o.first, byAuthor, 'AAAA')).codes).toEqual(['BAD_USER_INPUT']);
  });

  it('leaves out what was withdrawn', async () => {
    await o.done(o.officer, 'withdrawDossier', held, { reason: 'Lập lại' });
    expect(await ask(o.first, byAuthor)).toMatchObject({ dossiers: 0, nominees: 0, names: [] });
  });
});

describe('a call', () => {
  it('looks at five hundred nominees at most, goes on inside a dossier, and loses and repeats nobody', async () => {
    const { world, o, ask } = await offices();
    const last = await personWith(world, 'Z', [2024, 2025]);
    const [full = last] = await peopleWith(world, ['A'], [2023, 2024, 2025]);
    const sent: Held[] = [];
    for (const person of [full, last]) {
      const ready = await o.complete(proposed(person));
      sent.push(await o.done(o.officer, 'submitDossier', ready, { receivingUnitId: province }));
    }
    const deps = world.deps();
    const id = parseId('dos', sent[0]?.id ?? '');
    const [one] = id ? (await deps.nominees.page(id, { first: 1 })).edges : [];
    if (!one) throw new Error('nobody is nominated');
    const many = await peopleWith(
      world,
      Array.from({ length: 520 }, (_, i) => `M ${String(i)}`),
      [2023, 2024, 2025],
    );
    const some = await peopleWith(world, ['N 1', 'N 2', 'N 3'], [2024, 2025]);
    const added = [...many, ...some].map((subjectId, i) => ({
      ...one.node,
      id: deps.ids.next('nom'),
      subjectId,
      name: i < 520 ? 'M' : `N ${i - 519}`,
    }));
    for (let i = 0; i < added.length; i += 40)
      await world.write(...added.slice(i, i + 40).flatMap((n) => deps.nominees.add(n, 0)));

    const first = await ask(o.first, byAuthor);
    expect(first).toMatchObject({ names: [], nominees: 500, dossiers: 1, calls: { writes: 0 } });
    expect(first.impact).toMatchObject({ hasNextPage: true });
    const rest = await ask(o.first, byAuthor, first.end);
    expect(rest).toMatchObject({ nominees: 25, dossiers: 1, end: null });
    expect([...rest.names].sort()).toEqual(['N 1', 'N 2', 'N 3', 'Z']);

    const others = [
      { ...byAuthor, rules: [stricter(4)] },
      { ...byAuthor, year: { kind: 'CALENDAR', year: 2024 } },
    ];
    for (const other of others)
      expect((await ask(o.first, other, first.end)).codes).toEqual(['BAD_USER_INPUT']);
    expect((await ask(o.leader, byAuthor, first.end)).codes).toEqual(['BAD_USER_INPUT']);

    const everybody = await ask(o.first, { ...byAuthor, rules: [stricter(4)] });
    expect(everybody).toMatchObject({ nominees: 100 });
    expect(everybody.impact).toMatchObject({ hasNextPage: true });
  });

  it('looks at twenty-five dossiers at most, and tells of none that the caller may not see', async () => {
    const { world, o, ask } = await offices();
    const person = await personWith(world, 'Bình', [2024, 2025]);
    const ready = await o.complete(proposed(person));
    const sent = await o.done(o.officer, 'submitDossier', ready, { receivingUnitId: province });
    const deps = world.deps();
    const id = parseId('dos', sent.id);
    const dossier = id && (await deps.dossiers.get(id));
    const [one] = id ? (await deps.nominees.page(id, { first: 1 })).edges : [];
    if (!dossier || !one) throw new Error('nothing was submitted');
    const elsewhere = dossier.trail.map((step) => ({ ...step, unitId: vuBan }));
    for (let i = 0; i < 27; i += 1) {
      const trail = i === 0 ? elsewhere : dossier.trail;
      const copy = { ...dossier, id: deps.ids.next('dos'), trail, version: 1 };
      const nominee = { ...one.node, id: deps.ids.next('nom'), dossierId: copy.id, name: `Bản ${i}` };
      await world.write(deps.dossiers.create(copy), ...deps.nominees.add(nominee, 0));
    }
    const first = await ask(o.first, byAuthor);
    expect(first).toMatchObject({ dossiers: 24, nominees: 24 });
    const rest = await ask(o.first, byAuthor, first.end);
    expect(rest).toMatchObject({ dossiers: 3, nominees: 3, end: null });
    const names = [...first.names, ...rest.names];
    expect(new Set(names).size).toBe(27);
    expect(names).not.toContain('Bản 0');
  });
});
