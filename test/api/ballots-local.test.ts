import { beforeEach, describe, expect, it } from 'vitest';
import { everybody, opened, session, type Session } from '../support/ballots.ts';
import { take } from '../support/councils.ts';
import type { Held } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';

const act = { number: '05/2021/QĐ-UBND', issuer: 'UBND tỉnh Nam Định', issuedOn: '2021-01-15' };
const share = { numerator: 9, denominator: 10 };
let s: Session;
let book: number;

beforeEach(async () => {
  s = await session({ nominees: ['Lê Thị Hoa'] });
  book = 0;
});

/** A rule that the province lays down, in force since before the session. */
async function adopt(content: object, from = '2021-02-01') {
  const done = await take(s.world, s.all.leader, ['adoptLocalRule', 'localRulebook', 'version'], {
    ...{ unitId: province, expectedVersion: book, content, from, to: '2024-01-01', act },
  });
  expect(done.refusals).toEqual([]);
  book += 1;
}

const draft = (meeting: Held, mode: string) =>
  s.step(
    meeting,
    s.member(3),
    'createBallot',
    { id: '', version: 0 },
    {
      ...{ dossierIds: [s.dossierId], mode, tellers: [2, 3] },
    },
  );
const open = (meeting: Held, ballot: Held) =>
  s.step(meeting, s.member(3), 'openBallot', ballot, { dossierIds: [s.dossierId] });

/** A paper vote counted with five of six in favour, and signed. */
async function counted(meeting: Held, at: Held, view: unknown): Promise<Held> {
  const sheet = { sheetId: pick(view, 'sheets', 0, 'sheetId'), handedOut: 6, returned: 6, invalid: 0 };
  const tallies = [{ for: 5, against: 1, abstain: 0 }];
  const entered = await s.step(meeting, s.member(2), 'enterCount', at, { sheets: [{ ...sheet, tallies }] });
  const countHash = pick(entered.view, 'countMinutes', 'hash');
  return (await s.step(meeting, s.member(3), 'signCount', entered.held, { countHash })).held;
}

async function outcome(ballot: Held) {
  const query = `query ($id: ID!) { ballot(id: $id) { localThresholds { awardCode threshold { numerator } citation }
    nominees(first: 1) { nodes { outcome { passed needed shown citation } } } } }`;
  const { data } = await s.world.run(s.member(1), query, { id: ballot.id });
  return {
    kept: pick(data, 'ballot', 'localThresholds'),
    of: pick(data, 'ballot', 'nominees', 'nodes', 0, 'outcome'),
  };
}

describe('the share of votes that a province asks', () => {
  it('decides where it is more than the law’s, by its act, as it was when the vote was opened', async () => {
    await adopt({ kind: 'THRESHOLD', awardCode: 'BKT', ...share });
    const { meeting, ballot, view } = await opened(s, everybody, 'PAPER');
    const last = await counted(meeting, ballot, view);
    const { kept, of } = await outcome(last);
    expect(kept).toMatchObject([{ awardCode: 'BKT', threshold: { numerator: 9 } }]);
    expect(of).toMatchObject({ passed: false, needed: 6, shown: '5/6 = 83,3 %, cần 90 % của 6' });
    expect(String(pick(of, 'citation'))).toContain('91/2017/NĐ-CP');
    expect(String(pick(of, 'citation'))).toContain(act.number);
  });

  it('doesn’t touch a vote that was opened before it was adopted, nor another award', async () => {
    await adopt({ kind: 'THRESHOLD', awardCode: 'CSTDCS', ...share });
    const { meeting, ballot, view } = await opened(s, everybody, 'PAPER');
    await adopt({ kind: 'THRESHOLD', awardCode: 'BKT', ...share });
    const { kept, of } = await outcome(await counted(meeting, ballot, view));
    expect(kept).toEqual([]);
    expect(of).toMatchObject({ passed: true, needed: 4 });
    expect(String(pick(of, 'citation'))).not.toContain(act.number);
  });
});

describe('a ballot that a province asks where the law lets hands be raised', () => {
  it('is asked when the vote is drawn up, and again when it is opened', async () => {
    const meeting = await s.meet(everybody);
    const drawn = await draft(meeting, 'SHOW_OF_HANDS');
    expect(drawn.refusals).toEqual([]);
    await adopt({ kind: 'SECRET_BALLOT', awardCode: 'BKT' });
    expect((await draft(meeting, 'SHOW_OF_HANDS')).refusals).toEqual(['BALLOT_MODE_NOT_LAWFUL mode']);
    expect((await open(meeting, drawn.held)).refusals).toEqual(['BALLOT_MODE_NOT_LAWFUL mode']);
    expect((await open(meeting, (await draft(meeting, 'PAPER')).held)).refusals).toEqual([]);
  });
});

describe('the attendance that a province asks', () => {
  const openQuery = `mutation ($input: OpenBallotInput!) { openBallot(input: $input) { ballot { id }
    userErrors { code message citation details { name value } } } }`;

  it('is counted again when a vote is opened, and the refusal shows how', async () => {
    await adopt({ kind: 'ATTENDANCE', numerator: 4, denominator: 5 });
    let meeting = await s.meet([1, 2, 3, 4, 5]);
    const { held } = await draft(meeting, 'PAPER');
    const attend = async (mode: string) => {
      const done = await take(s.world, s.member(3), ['recordAttendance', 'meeting', 'id version'], {
        meetingId: meeting.id,
        councilId: s.council.id,
        expectedVersion: meeting.version,
        attendance: [{ seat: 5, mode }],
      });
      meeting = { ...meeting, version: Number(pick(done.view, 'version')) };
    };
    await attend('EXCUSED');
    const input = {
      ...{ ballotId: held.id, meetingId: meeting.id, councilId: s.council.id, dossierIds: [s.dossierId] },
      ...{ expectedVersion: held.version, idempotencyKey: 'attendance' },
    };
    const refused = await s.world.run(s.member(3), openQuery, { input });
    const error = pick(refused.data, 'openBallot', 'userErrors', 0);
    expect(error).toMatchObject({
      code: 'MEETING_NO_QUORUM',
      message: 'Phiên họp cần ít nhất 5 trên 6 thành viên; hiện có 4.',
    });
    expect(String(pick(error, 'citation'))).toContain(act.number);
    expect(pick(error, 'details')).toEqual(
      expect.arrayContaining([
        { name: 'present', value: '4' },
        { name: 'members', value: '6' },
        { name: 'needed', value: '5' },
      ]),
    );
    await attend('ONLINE');
    const answer = await s.world.run(s.member(3), openQuery, { input });
    expect(pick(answer.data, 'openBallot', 'userErrors')).toEqual([]);
    // One round: a batch for all items, and the two lists of the dossier's nominees, started together.
    expect(answer.calls).toEqual({ reads: 5, writes: 1 });
  });

  it('isn’t asked of a province that has laid down none: two thirds suffice', async () => {
    const meeting = await s.meet([1, 2, 3, 4]);
    expect((await open(meeting, (await draft(meeting, 'PAPER')).held)).refusals).toEqual([]);
  });
});

describe('minutes', () => {
  const sign = (meeting: Held) =>
    take(s.world, s.member(1), ['signMinutes', 'meeting', 'id version'], {
      ...{ meetingId: meeting.id, councilId: s.council.id, expectedVersion: meeting.version },
      summary: 'Hội đồng đã bỏ phiếu.',
    });
  const maySign = async ({ id }: Held) => {
    const query = `query ($id: ID!) { meeting(id: $id) { availableActions { code allowed reasons { code } } } }`;
    const { data } = await s.world.run(s.member(1), query, { id });
    const all = [pick(data, 'meeting', 'availableActions')].flat();
    return all.find((one) => pick(one, 'code') === 'meeting.sign');
  };

  it('wait for every vote to be final or called off; after the first signature none is drawn up', async () => {
    const { meeting, ballot, view } = await opened(s, everybody, 'PAPER');
    const other = await draft(meeting, 'PAPER');
    expect((await sign(meeting)).refusals).toEqual(['MEETING_VOTE_UNFINISHED meetingId']);
    expect(await maySign(meeting)).toMatchObject({
      allowed: false,
      reasons: [{ code: 'MEETING_VOTE_UNFINISHED' }],
    });
    await counted(meeting, ballot, view);
    expect((await sign(meeting)).refusals).toEqual(['MEETING_VOTE_UNFINISHED meetingId']);
    await s.step(meeting, s.member(3), 'annulBallot', other.held, { reason: 'Lập nhầm' });
    expect(await maySign(meeting)).toMatchObject({ allowed: true });
    const signed = await sign(meeting);
    expect(signed.refusals).toEqual([]);
    expect(signed.answer.calls).toEqual({ reads: 1, writes: 1 });
    expect((await draft(meeting, 'PAPER')).refusals).toEqual(['BALLOT_NEEDS_MEETING meetingId']);
  });

  it('and a vote drawn up at the same moment: only one of them is done', async () => {
    const meeting = await s.meet(everybody);
    const [minutes, drawn] = await Promise.all([sign(meeting), draft(meeting, 'PAPER')]);
    const done = [minutes, drawn].filter((one) => one.refusals.length === 0);
    expect(done).toHaveLength(1);
  });
});
