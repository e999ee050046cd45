import { beforeEach, describe, expect, it } from 'vitest';
import { parseId } from '../../functions/kernel/ids.ts';
import { deliver, serverFor, session, vote, type Session, type Step } from '../support/ballots.ts';
import { take } from '../support/councils.ts';
import type { Held } from '../support/dossiers.ts';
import { minhThuan } from '../support/units.ts';
import { pick } from '../support/pick.ts';

let s: Session;
let meeting: Held, ballot: Held;

/** Ids on the register of people of the nominees, in the order of the list. */
async function subjects(): Promise<readonly string[]> {
  const id = parseId('dos', s.dossierId);
  const nominees = id ? await s.world.deps().nominees.all(id) : [];
  return nominees.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((one) => one.subjectId);
}

const act = (seat: number, name: string, extra: object = {}, held = ballot): Promise<Step> =>
  s.step(meeting, s.member(seat), name, held, extra);
const again = () => ({ dossierIds: [s.dossierId] });

async function declareRelative(seat: number, expectedVersion: number, subjectId: string | undefined) {
  const done = await take(s.world, s.member(seat), ['declareRelatives', 'council', 'id'], {
    councilId: s.council.id,
    expectedVersion,
    subjectIds: [subjectId],
  });
  expect(done.refusals).toEqual([]);
}

const conflicts = async (seat: number) => {
  const query = 'query ($id: ID!) { ballot(id: $id) { conflicts { seat nominee grounds waived } } }';
  return pick((await s.world.run(s.member(seat), query, { id: ballot.id })).data, 'ballot', 'conflicts');
};

beforeEach(async () => {
  s = await session({ nominees: ['Lê Thị Hoa', 'Trần Văn An', 'Phạm Văn Đức'], auditor: 4 });
  meeting = await s.meet([1, 2, 3, 4, 5, 6]);
  const create = { ...again(), mode: 'ELECTRONIC', tellers: [2, 3] };
  const made = await act(3, 'createBallot', create, { id: '', version: 0 });
  expect(made.refusals).toEqual([]);
  ballot = made.held;
});

describe('a conflict of interest', () => {
  it('that was entered after the ballot was drawn up still keeps the member from that sheet', async () => {
    const [first] = await subjects();
    await declareRelative(5, 1, first);
    const declared = await act(6, 'declareConflict', { nominees: [1], reason: 'Cùng đề tài' });
    expect(declared.refusals).toEqual([]);
    expect(await conflicts(5)).toEqual([{ seat: 5, nominee: 0, grounds: ['RELATIVE'], waived: false }]);
    expect(await conflicts(3)).toHaveLength(2);
    const opened = await act(3, 'openBallot', again(), declared.held);
    expect(opened.refusals).toEqual([]);
    const sheets = [pick(opened.view, 'sheets')].flat();
    const cut = sheets.map((one) => [pick(one, 'nominees'), pick(one, 'seats'), pick(one, 'recused')]);
    expect(cut.sort((a, b) => String(a[0]).localeCompare(String(b[0])))).toEqual([
      [[0], [1, 2, 3, 4, 6], [5]],
      [[1], [1, 2, 3, 4, 5], [6]],
      [[2], [1, 2, 3, 4, 5, 6], []],
    ]);
    const sheetOf = (place: number) =>
      String(
        pick(
          sheets.find((one) => [pick(one, 'nominees')].flat().includes(place)),
          'sheetId',
        ),
      );
    const asked = (place: number) => serverFor(s, meeting, ballot, 5).sign(sheetOf(place), 'AAAA');
    await expect(asked(1)).rejects.toThrow('WRONG_STATE');
    await deliver(s.world, ballot.id, 'BallotOpening');
    await expect(asked(0)).rejects.toThrow('BALLOT_NOT_ON_ROLL');
    const confidential = async (seat: number) => {
      const query = `query ($id: ID!) { ballot(id: $id) { nominees(first: 9) { nodes { confidential { assessments { note } } } } } }`;
      const nodes = pick(
        (await s.world.run(s.member(seat), query, { id: ballot.id })).data,
        'ballot',
        'nominees',
        'nodes',
      );
      return [nodes].flat().map((one) => pick(one, 'confidential', 'assessments', 0, 'note') ?? null);
    };
    expect(await confidential(5)).toEqual([null, 'Ghi chú kín', 'Ghi chú kín']);
    expect(await confidential(1)).toEqual(['Ghi chú kín', 'Ghi chú kín', 'Ghi chú kín']);
    const codes = await vote(s, { meeting, ballot }, 5, ['FOR', 'FOR', 'FOR']);
    expect(codes).toHaveLength(2);
  });

  it('hides what was said of the nominee by every other right that the member has', async () => {
    const [first] = await subjects();
    const query = 'query ($id: ID!) { dossier(id: $id) { nominees { nodes { assessments { note } } } } }';
    const notes = async () => {
      const nodes = pick(
        (await s.world.run(s.member(4), query, { id: s.dossierId })).data,
        'dossier',
        'nominees',
        'nodes',
      );
      return [nodes].flat().map((one) => [pick(one, 'assessments')].flat().length);
    };
    const found = async () => {
      const everything = `query ($id: ID!, $now: RuleChangeInput!, $before: RuleChangeInput!) {
        dossier(id: $id) { eligibility { counts { count } nominees(first: 9) { nodes { nominee { id } } } }
          nominees { nodes { id standing eligibility { outcome } recordedEligibility { outcome } } } }
        now: ruleChangeImpact(input: $now) { nominees notJudged rows { nomineeId } }
        before: ruleChangeImpact(input: $before) { nominees notJudged rows { nomineeId } } }`;
      const needs = JSON.stringify({ is: 'TITLE_CHAIN', awards: ['CSTDCS'], years: 9, text: 'Có 9 năm' });
      const of = (year: number) => ({
        authorUnitId: minhThuan,
        year: { kind: 'CALENDAR', year },
        rules: [{ ruleId: 'bang-khen-tinh-ca-nhan', needs, citation: 'Dự thảo' }],
      });
      const asked = { id: s.dossierId, now: of(2021), before: of(2020) };
      return (await s.world.run(s.member(4), everything, asked)).data;
    };
    const tried = (data: unknown) =>
      ['now', 'before'].reduce(
        (sum, at) => sum + Number(pick(data, at, 'nominees')) + Number(pick(data, at, 'notJudged')),
        0,
      );
    const listed = (data: unknown) => pick(data, 'dossier', 'eligibility', 'nominees', 'nodes', 'length');
    const nodes = (data: unknown) => [pick(data, 'dossier', 'nominees', 'nodes')].flat();
    const before = await found();
    expect([await notes(), listed(before), tried(before)]).toEqual([[1, 1, 1], 3, 3]);
    for (const node of nodes(before)) expect(node).toMatchObject({ standing: 'LISTED', eligibility: {} });

    await declareRelative(4, 1, first);
    expect((await act(3, 'openBallot', again())).refusals).toEqual([]);
    expect((await notes()).toSorted()).toEqual([0, 1, 1]);
    const after = await found();
    expect([listed(after), tried(after)]).toEqual([2, 2]);
    const hidden = nodes(after).find((node) => pick(node, 'standing') === null);
    const others = nodes(after).filter((node) => node !== hidden);
    expect(hidden).toMatchObject({ standing: null, eligibility: null, recordedEligibility: null });
    for (const node of others) expect(node).toMatchObject({ standing: 'LISTED', eligibility: {} });
    const told = [pick(after, 'dossier', 'eligibility'), pick(after, 'now'), pick(after, 'before')];
    expect(JSON.stringify(told)).not.toContain(String(pick(hidden, 'id')));
  });

  it('is waived by the chair alone, with a reason, for another, where there is one', async () => {
    const [first, second] = await subjects();
    await declareRelative(5, 1, first);
    await declareRelative(1, 2, second);
    const waive = (seat: number, extra: object) =>
      act(seat, 'waiveConflict', { seat: 5, nominees: [0], reason: 'Đã công khai', ...again(), ...extra });
    expect((await waive(2, {})).refusals).toEqual(['BALLOT_CHAIR_ONLY ballotId']);
    expect((await waive(1, { reason: ' ' })).refusals).toEqual(['REQUIRED reason']);
    expect((await waive(1, { seat: 1, nominees: [1] })).refusals).toEqual(['BALLOT_WAIVER_OWN seat']);
    expect((await waive(1, { nominees: [2] })).refusals).toEqual(['BALLOT_NO_CONFLICT nominees']);
    expect((await waive(1, { nominees: [9] })).refusals).toEqual(['INVALID_VALUE nominees']);
    const done = await waive(1, {});
    expect(done.refusals).toEqual([]);
    const opened = await act(3, 'openBallot', again(), done.held);
    const recused = [pick(opened.view, 'sheets')].flat().map((one) => pick(one, 'recused'));
    expect(recused.toSorted()).toEqual([[], [1]]);
    expect(
      (await act(5, 'declareConflict', { nominees: [0], reason: 'Muộn' }, opened.held)).refusals,
    ).toEqual(['WRONG_STATE ballotId']);
  });
});

describe('a ballot is not opened', () => {
  it('on another list than was put to the vote', async () => {
    const dossier = await s.world.run(s.all.leader, 'query ($id: ID!) { dossier(id: $id) { version } }', {
      id: s.dossierId,
    });
    const version = Number(pick(dossier.data, 'dossier', 'version'));
    expect((await act(3, 'openBallot', { dossierIds: [] })).refusals).toContain(
      'BALLOT_LIST_STALE dossierIds',
    );
    const back = await s.all.step(
      s.all.first,
      'returnDossier',
      { id: s.dossierId, version },
      {
        reasons: [{ path: ['files'], reason: 'Thiếu' }],
      },
    );
    expect(back.refusals).toEqual([]);
    expect((await act(3, 'openBallot', again())).refusals).toContain('BALLOT_LIST_STALE dossierIds');
  });

  it('by hands where the law asks for a ballot, without two tellers, or outside a session', async () => {
    const flags = await session({
      nominees: ['Lê Thị Hoa'],
      award: 'CSTDT',
      more: ['INITIATIVE_CERTIFICATE'],
    });
    const session_ = await flags.meet([1, 2, 3, 4]);
    const none = { id: '', version: 0 };
    const create = (extra: object) =>
      flags.step(session_, flags.member(3), 'createBallot', none, {
        dossierIds: [flags.dossierId],
        mode: 'PAPER',
        tellers: [2, 3],
        ...extra,
      });
    expect((await create({ mode: 'SHOW_OF_HANDS' })).refusals).toEqual(['BALLOT_MODE_NOT_LAWFUL mode']);
    for (const tellers of [[2], [2, 2], [2, 9], []])
      expect((await create({ tellers })).refusals).toEqual(['BALLOT_TELLERS tellers']);
    expect((await create({ dossierIds: [s.dossierId] })).refusals).toContain(
      'BALLOT_NEEDS_MEETING dossierIds.0',
    );
    expect((await create({})).refusals).toEqual([]);
  });
});
