import { beforeAll, describe, expect, it } from 'vitest';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { acknowledged, launched } from '../support/campaigns.ts';
import { decisions } from '../support/certificates.ts';
import { office, type Office } from '../support/dossiers.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { postings } from '../support/postings.ts';
import { countEverything, statisticsOf } from '../support/statistics.ts';
import { stepper } from '../support/steps.ts';
import { education, minhThuan, province, unitId, vuBan, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const waiting = '{ later { count cell } soon { count cell } overdue { count cell } }';
const picture = `query ($unitId: ID!, $on: LocalDate, $tree: StatisticsTree) {
  statistics(unitId: $unitId, on: $on, tree: $tree) {
    unit { id } on tree campaignsRunning { count cell }
    campaignsLaunched { kind level duration method count cell }
    registeredOnTime { count cell } registeredLate { count cell }
    awards { level awardCode awardName kind group sex type count cell revoked revokedCell }
    dossiers { status age count cell } dossiersEnded { status count cell }
    processing { purpose onTime { count cell } late { count cell } averageDays waiting ${waiting} }
    postingsOpen { count cell } sessions ${waiting} complaints { type waiting ${waiting} }
    recommendations ${waiting} exemplars { kind count cell } exemplarUnits { band count }
    fund { approved contribution organising left cell }
  } }`;
const records = `query ($unitId: ID!, $cell: String!, $on: LocalDate, $tree: StatisticsTree) {
  statisticsRecords(unitId: $unitId, cell: $cell, on: $on, tree: $tree, first: 100) {
    nodes { recordId day unit { id } } } }`;
const statutory = `query ($unitId: ID!, $year: Int!) { statisticalForms(unitId: $unitId, year: $year) {
  code title status citation dueOn needsHumanLook rows { code recorded } columns { code }
  cells { row column count cells } } }`;
const totals = `query ($unitId: ID!) { awardTotals(unitId: $unitId, year: 2021) { level awardCode count revoked } }`;

/** Every number in an answer that says under which key its records are listed. */
function cells(value: unknown): readonly { readonly cell: string; readonly count: number }[] {
  if (Array.isArray(value)) return value.flatMap(cells);
  if (typeof value !== 'object' || value === null) return [];
  const [cell, count] = [pick(value, 'cell'), pick(value, 'count')];
  const own = typeof cell === 'string' && typeof count === 'number' ? [{ cell, count }] : [];
  return [...own, ...Object.values(value).flatMap(cells)];
}

describe('the one-page picture', () => {
  let world: World;
  let o: Office;
  let statistics: (user: Id<'usr'> | undefined, unitId: string, extra?: object) => Promise<unknown>;
  const code = async (query: string, variables: object, user: Id<'usr'> | undefined = o.leader) =>
    pick((await world.run(user, query, { ...variables })).errors, 0, 'extensions', 'code');

  beforeAll(async () => {
    world = await createWorld('2021-02-01T02:00:00Z');
    o = await office(world);
    statistics = async (user, id, extra = {}) =>
      pick((await world.run(user, picture, { unitId: id, ...extra })).data, 'statistics');
    const planner = await world.user('planner', [
      ['OFFICER', province],
      ['LEADER', province],
    ]);
    const campaignId = await launched(world, planner, { method: 'THEMATIC' });
    await acknowledged(world, planner, campaignId, vuBan).catch(() => undefined);
    await hiddenOversight(o);
    await fund(planner);
    world.clock.set('2021-03-01T02:00:00Z');
    const binh = await woman();
    const known: Office = {
      ...o,
      person: async (name, at) => (name === 'Phạm Thị Bình' ? binh : o.person(name, at)),
    };
    await decisions(known, postings(known)).decided(['Lê Văn An', 'Phạm Thị Bình'], '335/QĐ-UBND');
    const sent = await o.complete([{ subjectId: await o.person('Lê Văn Hai'), awardCode: 'BKT' }]);
    await o.done(o.officer, 'submitDossier', sent, { receivingUnitId: province });
    await o.draft();
    world.clock.set('2021-03-20T02:00:00Z');
    await countEverything(world);
  });

  /** The second one of the list, on the register beforehand with what statistics ask for. */
  async function woman(): Promise<Id<'sub'>> {
    const subjects = stepper(world, 'subjectId', 'subject', 'id version group');
    const registered = await subjects.step(o.officer, 'registerSubject', null, {
      ...{ kind: 'INDIVIDUAL', unitId: minhThuan, name: 'Phạm Thị Bình', since: '2020-01-01' },
      ...{ sex: 'FEMALE', group: 'DIRECT_WORKER' },
    });
    expect(registered.refusals).toEqual([]);
    const wrong = { group: 'ENTERPRISE' };
    expect((await subjects.step(o.officer, 'correctSubject', registered.held, wrong)).refusals).toEqual([
      'SUBJECT_KIND_FIELD group',
    ]);
    const corrected = await subjects.step(o.officer, 'correctSubject', registered.held, {
      group: 'OTHER_LEADER',
    });
    expect(corrected.view).toMatchObject({ group: 'OTHER_LEADER' });
    const back = { group: 'DIRECT_WORKER' };
    await subjects.done(o.officer, 'correctSubject', corrected.held, back);
    const id = parseId('sub', registered.held.id);
    if (!id) throw new Error('no subject');
    return id;
  }

  async function fund(planner: Id<'usr'>) {
    const run = async (name: string, input: object) => {
      const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
      const answer = await world.run(
        planner,
        `mutation ($input: ${type}!) { ${name}(input: $input) { fund { id version } userErrors { code field } } }`,
        { input: { idempotencyKey: key(), ...input } },
      );
      expect(refusals(answer, name)).toEqual([]);
      return pick(answer.data, name, 'fund');
    };
    const act = { number: '1/QĐ', issuer: 'UBND tỉnh', issuedOn: '2021-01-15' };
    const opened = await run('openFund', { unitId: province, year: 2021, approved: '1000000', act });
    const at = { fundId: pick(opened, 'id'), expectedVersion: 1 };
    await run('recordFundEntry', {
      ...at,
      kind: 'ORGANISING',
      amount: '100000',
      on: '2021-02-01',
      text: 'Hội nghị',
    });
    await run('recordFundEntry', {
      ...{ ...at, expectedVersion: 2, kind: 'CONTRIBUTION' },
      ...{ amount: '50000', on: '2021-02-01', text: 'Ủng hộ' },
    });
  }

  it('says what the registers say, in three calls', async () => {
    const answer = await world.run(o.leader, picture, { unitId: province });
    expect(answer.errors).toEqual([]);
    expect(answer.calls).toEqual({ reads: 3, writes: 0 });
    expect(pick(answer.data, 'statistics')).toMatchObject({
      unit: { id: province },
      on: '2021-03-20',
      tree: 'WAS',
      campaignsRunning: { count: 1 },
      campaignsLaunched: [
        { kind: 'MOVEMENT', level: 'PROVINCE', duration: 'ONE', method: 'THEMATIC', count: 1 },
      ],
      awards: [
        {
          ...{ level: 'PROVINCE', awardCode: 'BKT', kind: 'INDIVIDUAL', group: null, sex: null },
          ...{ type: 'MERIT', count: 1 },
        },
        { level: 'PROVINCE', awardCode: 'BKT', group: 'DIRECT_WORKER', sex: 'FEMALE', count: 1, revoked: 0 },
      ],
      dossiers: [
        { status: 'DRAFT', age: 'UP_TO_20', count: 1 },
        { status: 'SUBMITTED', age: 'UP_TO_20', count: 1 },
      ],
      dossiersEnded: [{ status: 'DECIDED', count: 1 }],
      postingsOpen: { count: 0 },
      complaints: [
        { type: 'COMPLAINT', waiting: { overdue: { count: 1 } } },
        { type: 'PETITION', waiting: { overdue: { count: 0 } } },
        { type: 'QUERY', waiting: { overdue: { count: 0 } } },
      ],
      recommendations: { later: { count: 1 }, soon: { count: 0 } },
      exemplars: [],
      exemplarUnits: [
        { band: 'NONE', count: 4 },
        { band: 'BELOW', count: 0 },
        { band: 'WITHIN' },
        { band: 'ABOVE' },
      ],
      fund: { approved: '1000000', contribution: '50000', organising: '100000', left: '950000' },
    });
    const answers = pick(answer.data, 'statistics', 'processing', 0);
    expect(answers).toMatchObject({ purpose: 'DOSSIER_ANSWER', onTime: { count: 1 }, averageDays: 0 });
  });

  it('lists as many records behind each number as it says, each call one page', async () => {
    for (const unit of [province, vuBan, minhThuan]) {
      const shown = cells(await statistics(o.leader, unit));
      expect(shown.length).toBeGreaterThan(10);
      for (const { cell, count } of shown) {
        const answer = await world.run(o.leader, records, { unitId: unit, cell });
        expect([cell, answer.errors]).toEqual([cell, []]);
        expect([cell, [pick(answer.data, 'statisticsRecords', 'nodes')].flat().length]).toEqual([
          cell,
          count,
        ]);
        expect(answer.calls).toEqual({ reads: 2, writes: 0 });
      }
    }
  });

  it('is of the day asked about', async () => {
    expect(await statistics(o.leader, province, { on: '2021-02-28' })).toMatchObject({
      on: '2021-02-28',
      campaignsRunning: { count: 1 },
      awards: [],
      dossiers: [],
      fund: { left: '950000' },
    });
    expect(await statistics(o.leader, province, { on: '2021-01-31', tree: 'IS' })).toMatchObject({
      campaignsRunning: { count: 0 },
      fund: { left: '0' },
    });
  });

  it('fills the statutory forms of the year, each cell with its records', async () => {
    const answer = await world.run(o.leader, statutory, { unitId: province, year: 2021 });
    expect([answer.errors, answer.calls]).toEqual([[], { reads: 3, writes: 0 }]);
    const forms = [pick(answer.data, 'statisticalForms')].flat();
    expect(forms.map((form) => [pick(form, 'code'), pick(form, 'status')])).toEqual([
      ['0701.N/BNV-TĐKT', 'UNVERIFIED'],
      ['0702.N/BNV-TĐKT', 'UNVERIFIED'],
      ['0703.N/BNV-TĐKT', 'UNVERIFIED'],
    ]);
    const at = (form: number, row: string, column: string) =>
      [pick(forms[form], 'cells')]
        .flat()
        .find((one) => pick(one, 'row') === row && pick(one, 'column') === column);
    expect(at(0, '01', '0')).toMatchObject({ count: 1 });
    expect(at(0, '07', '2')).toMatchObject({ count: 1 });
    expect([at(0, '10', '0'), at(0, '11', '0')]).toMatchObject([{ count: 0 }, { count: 1 }]);
    expect(at(1, '02', '0')).toEqual({ row: '02', column: '0', count: null, cells: [] });
    expect(at(1, '01', '0')).toMatchObject({ count: 0 });
    expect(at(2, '01', '1')).toMatchObject({ count: 2 });
    expect(at(2, '14', '1')).toMatchObject({ count: 1 });
    // Both were decided from one dossier, of one type: the rows by type add up to the total.
    expect([at(2, '15', '1'), at(2, '16', '1'), at(2, '17', '1')]).toMatchObject([
      { count: 2 },
      { count: 0 },
      { count: 0 },
    ]);
    expect(at(2, '09', '5')).toMatchObject({ count: 0 });
    expect(pick(forms[2], 'needsHumanLook')).toContain(
      '1 cá nhân chưa khai nhóm đối tượng, không nằm trong nhóm nào.',
    );
    for (const one of [at(0, '01', '0'), at(2, '01', '0'), at(2, '14', '1'), at(2, '15', '1')]) {
      let found = 0;
      for (const cell of [pick(one, 'cells')].flat())
        found += [
          pick(
            (await world.run(o.leader, records, { unitId: province, cell })).data,
            'statisticsRecords',
            'nodes',
          ),
        ].flat().length;
      expect(found).toBe(pick(one, 'count'));
    }
    expect((await world.run(o.leader, statutory, { unitId: province, year: 2017 })).data).toEqual({
      statisticalForms: [],
    });
    expect(await code(statutory, { unitId: province, year: 2022 })).toBe('BAD_USER_INPUT');
    expect(await code(statutory, { unitId: province, year: 2021 }, o.outsider)).toBe('FORBIDDEN');
  });

  it('is for a unit’s own people and those over it', async () => {
    expect(await statistics(o.officer, minhThuan)).toMatchObject({ dossiersEnded: [{ count: 1 }] });
    expect(await statistics(o.district, minhThuan)).toMatchObject({ dossiersEnded: [{ count: 1 }] });
    expect(await statistics(o.leader, yYen)).toMatchObject({ dossiers: [], dossiersEnded: [] });
    expect(await code(picture, { unitId: province }, o.officer)).toBe('FORBIDDEN');
    expect(await code(picture, { unitId: minhThuan }, o.outsider)).toBe('FORBIDDEN');
    expect(await code(picture, { unitId: unitId('nowhere') })).toBe('FORBIDDEN');
    expect(await code(records, { unitId: minhThuan, cell: 'POSTING_OPEN' }, o.outsider)).toBe('FORBIDDEN');
    const anonymous = await world.run(undefined, picture, { unitId: province });
    expect(pick(anonymous.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });

  it('refuses days to come, keys of nothing, and lists of what was waiting once', async () => {
    expect(await code(picture, { unitId: province, on: '2021-03-21' })).toBe('BAD_USER_INPUT');
    for (const cell of [
      '',
      'NOTHING',
      'EXEMPLAR_UNIT|2021|NONE',
      'PROCESSING_DAYS|DOSSIER_ANSWER',
      'DOSSIER|DRAFT|OLD',
    ])
      expect([cell, await code(records, { unitId: province, cell })]).toEqual([cell, 'BAD_USER_INPUT']);
    const past = { unitId: province, cell: 'POSTING_OPEN', on: '2021-03-19' };
    expect(await code(records, past)).toBe('BAD_USER_INPUT');
  });

  it('shows everybody awards by level and form, and nothing more', async () => {
    const { data, calls } = await world.run(undefined, totals, { unitId: province });
    expect(data).toEqual({ awardTotals: [{ level: 'PROVINCE', awardCode: 'BKT', count: 2, revoked: 0 }] });
    expect(calls).toEqual({ reads: 3, writes: 0 });
    expect((await world.run(undefined, totals, { unitId: education })).data).toEqual({ awardTotals: [] });
  });

  it('is the same when every event comes again', async () => {
    const before = await statisticsOf(world, 1);
    await countEverything(world);
    expect(await statisticsOf(world, 1)).toEqual(before);
  });
});
