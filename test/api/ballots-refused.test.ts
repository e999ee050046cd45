import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SheetKeys } from '../../functions/ballots/client/format.ts';
import {
  fillPaper,
  makeBlank,
  makePaper,
  type Filled,
  type Paper,
} from '../../functions/ballots/client/paper.ts';
import { castBallot, inMemory } from '../../functions/ballots/client/voter.ts';
import { blindSign } from '../../functions/ballots/credentials.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import {
  deliver,
  exportQuery,
  opened,
  serverFor,
  session,
  sheetsIn,
  vote,
  type Session,
} from '../support/ballots.ts';
import { decision, take } from '../support/councils.ts';
import type { Held } from '../support/dossiers.ts';
import { pick } from '../support/pick.ts';

let s: Session;
let meeting: Held, ballot: Held;
let sheet: SheetKeys;

const ask = async (user: Id<'usr'>, seat: number, blinded: string) => {
  const done = await take(s.world, user, ['takeBallotPaper', 'paper', 'blindSignature'], {
    ballotId: ballot.id,
    meetingId: meeting.id,
    councilId: s.council.id,
    sheetId: sheet.sheetId,
    seat,
    blinded,
  });
  return { ...done, signature: String(pick(done.view, 'blindSignature')) };
};

const cast = async (filled: Pick<Filled, 'sheetId' | 'ballot'>, user?: Id<'usr'>) => {
  const query = `mutation ($input: CastBallotInput!) { castBallot(input: $input) { accepted userErrors { code } } }`;
  const input = { sheetId: filled.sheetId, ...filled.ballot };
  const answer = await s.world.run(user, query, { input });
  return [pick(answer.data, 'castBallot', 'userErrors')].flat().map((e) => pick(e, 'code'));
};

async function paperOf(seat: number): Promise<Paper> {
  const blank = await makeBlank(sheet);
  const { signature } = await ask(s.member(seat), seat, blank.blinded);
  return makePaper(sheet, blank, signature);
}

async function counted(): Promise<unknown> {
  await s.step(meeting, s.member(1), 'closeBallot', ballot);
  await deliver(s.world, ballot.id, 'BallotClosing');
  return s.look(ballot);
}

beforeAll(async () => {
  s = await session({ nominees: ['Lê Thị Hoa'] });
});

/** Each test has a ballot of its own, in a meeting of its own. */
beforeEach(async () => {
  const open = await opened(s, [1, 2, 3, 4, 5]);
  ({ meeting, ballot } = open);
  const [only] = sheetsIn(open.view);
  if (!only) throw new Error('no sheet');
  sheet = only;
});

describe('a ballot paper', () => {
  it('is signed for one blinded message a member, on whichever of two devices was first', async () => {
    const [one, two] = [await makeBlank(sheet), await makeBlank(sheet)];
    const both = await Promise.all([one, two].map((blank) => ask(s.member(4), 4, blank.blinded)));
    expect(both.map((done) => done.refusals.join()).sort()).toEqual(['', 'BALLOT_PAPER_TAKEN blinded']);
    const first = both[0]?.refusals.length === 0 ? one : two;
    const again = await ask(s.member(4), 4, first.blinded);
    expect(again.refusals).toEqual([]);
    expect(both.map((done) => done.signature)).toContain(again.signature);
  });

  it('is taken in one round of reads from each table and one transaction', async () => {
    const { answer } = await ask(s.member(4), 4, (await makeBlank(sheet)).blinded);
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
  });

  it('is for members on the roll: not the absent, not another’s seat, not staff, not strangers', async () => {
    const { blinded } = await makeBlank(sheet);
    expect((await ask(s.member(6), 6, blinded)).refusals).toEqual(['BALLOT_NOT_ON_ROLL sheetId']);
    expect((await ask(s.member(5), 4, blinded)).refusals).toEqual(['BALLOT_NOT_ON_ROLL sheetId']);
    expect((await ask(s.all.leader, 4, blinded)).refusals).toEqual(['BALLOT_NOT_ON_ROLL sheetId']);
    expect((await ask(s.all.outsider, 4, blinded)).refusals).toEqual(['NOT_FOUND ballotId']);
    for (const wrong of ['', '!', Buffer.alloc(256, 255).toString('base64url'), 'AAAA'])
      expect((await ask(s.member(4), 4, wrong)).refusals, wrong).toEqual(['BALLOT_MALFORMED blinded']);
  });

  it('is not signed once the vote is closed', async () => {
    await counted();
    const { blinded } = await makeBlank(sheet);
    expect((await ask(s.member(4), 4, blinded)).refusals).toEqual(['WRONG_STATE ballotId']);
  });
});

describe('the box', () => {
  it('takes a ballot once, however often it is sent, and of two under one paper the first', async () => {
    const paper = await paperOf(4);
    const [yes, no] = [await fillPaper(sheet, paper, ['FOR']), await fillPaper(sheet, paper, ['AGAINST'])];
    expect(await cast(yes)).toEqual([]);
    expect(await cast(yes)).toEqual([]);
    expect(await cast(no)).toEqual(['BALLOT_ALREADY_CAST']);
    const other = await paperOf(5);
    const pair = await Promise.all([fillPaper(sheet, other, ['FOR']), fillPaper(sheet, other, ['AGAINST'])]);
    const answers = await Promise.all(pair.map((one) => cast(one)));
    expect(answers.flat()).toEqual(['BALLOT_ALREADY_CAST']);
    expect(pick(await counted(), 'countMinutes', 'sheets', 0)).toMatchObject({
      issued: 2,
      returned: 2,
      invalid: 0,
      discrepancy: false,
    });
  });

  it('takes nothing that comes with a token, is forged, altered, of another size or of another sheet', async () => {
    const filled = await fillPaper(sheet, await paperOf(4), ['FOR']);
    const own = filled.ballot;
    const flip = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
    const forged = (patch: Partial<Filled['ballot']>) => cast({ ...filled, ballot: { ...own, ...patch } });
    expect(await cast(filled, s.member(4))).toEqual(['BALLOT_IDENTIFIED']);
    expect(await forged({ signature: flip(own.signature) })).toEqual(['BALLOT_CREDENTIAL_INVALID']);
    expect(await forged({ message: flip(own.message) })).toEqual(['BALLOT_CREDENTIAL_INVALID']);
    expect(await forged({ sealed: own.sealed.slice(4) })).toEqual(['BALLOT_MALFORMED']);
    expect(await forged({ message: Buffer.alloc(48).toString('base64url') })).toEqual(['BALLOT_MALFORMED']);
    expect(await forged({ sealed: '%' })).toEqual(['BALLOT_MALFORMED']);
    expect(await cast({ ...filled, sheetId: 'another' })).toEqual(['BALLOT_CLOSED']);
    expect(await forged({ sealed: flip(own.sealed) })).toEqual([]);
    expect(pick(await counted(), 'countMinutes', 'sheets', 0)).toMatchObject({ returned: 1, invalid: 1 });
  });

  it('counts every ballot that it answered for, and none after, while it is being closed', async () => {
    const filled = await Promise.all(
      [1, 2, 3, 4, 5].map(async (n) => fillPaper(sheet, await paperOf(n), ['FOR'])),
    );
    await s.step(meeting, s.member(1), 'closeBallot', ballot);
    const [, ...answers] = await Promise.all([
      deliver(s.world, ballot.id, 'BallotClosing'),
      ...filled.map((one) => cast(one)),
    ]);
    const accepted = answers.filter((codes) => codes.length === 0).length;
    expect(answers.flat().filter((code) => code !== 'BALLOT_CLOSED')).toEqual([]);
    expect(pick(await s.look(ballot), 'countMinutes', 'sheets', 0)).toMatchObject({
      issued: 5,
      returned: accepted,
      unreturned: 5 - accepted,
      discrepancy: false,
    });
    expect(
      await cast(filled[0] ?? { sheetId: '', ballot: { message: '', signature: '', sealed: '' } }),
    ).toEqual(['BALLOT_CLOSED']);
  });

  it('that holds more than the roll explains can’t be signed', async () => {
    await vote(s, { meeting, ballot }, 1, ['FOR']);
    // An operator who can sign papers stuffs the box with one that nobody took.
    const deps = s.world.deps();
    const stuffed = await makeBlank(sheet);
    const wrapped = await deps.box.signingKey(sheet.sheetId);
    const key = await deps.ballotKeys.unwrap('sign', sheet.sheetId, wrapped ?? '');
    const signed = blindSign(key, Buffer.from(stuffed.blinded, 'base64url')) ?? new Uint8Array();
    const paper = await makePaper(sheet, stuffed, Buffer.from(signed).toString('base64url'));
    expect(await cast(await fillPaper(sheet, paper, ['FOR']))).toEqual([]);
    const view = await counted();
    expect(pick(view, 'countMinutes', 'sheets', 0)).toMatchObject({
      issued: 1,
      returned: 2,
      discrepancy: true,
    });
    const held = { id: ballot.id, version: Number(pick(view, 'version')) };
    const countHash = pick(view, 'countMinutes', 'hash');
    expect((await s.step(meeting, s.member(2), 'signCount', held, { countHash })).refusals).toEqual([
      'BALLOT_DISCREPANCY ballotId',
    ]);
  });

  it('keeps its keys for their purpose, and loses them and its ballots with the count or when it is annulled', async () => {
    await vote(s, { meeting, ballot }, 1, ['FOR']);
    const { box, ballotKeys } = s.world.deps();
    const wrapped = (await box.openingKey(sheet.sheetId)) ?? '';
    await expect(ballotKeys.unwrap('sign', sheet.sheetId, wrapped)).rejects.toThrow();
    await expect(ballotKeys.unwrap('open', 'another', wrapped)).rejects.toThrow();
    const done = await s.step(meeting, s.member(3), 'annulBallot', ballot, { reason: 'Mất thiết bị' });
    expect(done.refusals).toEqual([]);
    await deliver(s.world, ballot.id, 'BallotAnnulled');
    const left = s.world.deps().box;
    expect(await left.openingKey(sheet.sheetId)).toBeUndefined();
    expect(await left.signingKey(sheet.sheetId)).toBeUndefined();
    expect(await left.ballots(sheet.sheetId)).toEqual([]);
    await expect(vote(s, { meeting, ballot }, 2, ['FOR'])).rejects.toThrow('WRONG_STATE');
  });
});

describe('the member’s device', () => {
  it('gets its ballot in after a crash at any step', async () => {
    const server = serverFor(s, meeting, ballot, 4);
    let calls = 0;
    const flaky = {
      sign: async (id: string, blinded: string) => {
        const signature = await server.sign(id, blinded);
        calls += 1;
        if (calls === 1) throw new Error('lost answer');
        return signature;
      },
      cast: async (filled: Filled) => {
        await server.cast(filled);
        calls += 1;
        if (calls === 3) throw new Error('lost answer');
      },
    };
    const disk = inMemory();
    await expect(castBallot(sheet, ['FOR'], flaky, disk)).rejects.toThrow('lost');
    await expect(castBallot(sheet, ['FOR'], flaky, disk)).rejects.toThrow('lost');
    const code = await castBallot(sheet, ['AGAINST'], flaky, disk);
    expect(pick(await counted(), 'countMinutes', 'sheets', 0)).toMatchObject({ issued: 1, returned: 1 });
    const answer = await s.world.run(s.member(4), exportQuery, { id: ballot.id });
    expect(pick(answer.data, 'ballot', 'export', 'sheets', 0, 'open')).toEqual([
      { tracking: code, choices: ['FOR'] },
    ]);
  });
});

describe('a paper after the council has changed', () => {
  it('is neither for whoever was replaced nor for who came instead', async () => {
    const newcomer = await s.world.user('newcomer');
    const changed = await take(s.world, s.all.leader, ['changeCouncil', 'council', 'id'], {
      councilId: s.council.id,
      expectedVersion: 1,
      decision: { ...decision, issuedOn: '2021-03-05' },
      effectiveOn: '2021-03-05',
      endSeats: [4],
      newSeats: [{ role: 'MEMBER', name: 'Người thay', title: 'Giám đốc', userId: newcomer }],
    });
    expect(changed.refusals).toEqual([]);
    const { blinded } = await makeBlank(sheet);
    expect((await ask(s.member(4), 4, blinded)).refusals).toEqual(['NOT_FOUND ballotId']);
    expect((await ask(newcomer, 7, blinded)).refusals).toEqual(['BALLOT_NOT_ON_ROLL sheetId']);
  });
});
