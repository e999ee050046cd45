import { beforeAll, describe, expect, it } from 'vitest';
import { deliver, opened, session, vote, type Session } from '../support/ballots.ts';
import type { Held } from '../support/dossiers.ts';
import { pick } from '../support/pick.ts';

describe('a secret electronic ballot', () => {
  let s: Session;
  let meeting: Held, ballot: Held;
  let codes: readonly string[];

  beforeAll(async () => {
    s = await session();
    ({ meeting, ballot } = await opened(s, [1, 2, 3, 4, 5]));
  });

  it('is voted on by members, with one absent in writing, and tells nothing until it is counted', async () => {
    codes = (
      await Promise.all(
        [1, 2, 3, 4, 5].map((seat) =>
          vote(s, { meeting, ballot }, seat, [seat === 5 ? 'AGAINST' : 'FOR', seat > 2 ? 'AGAINST' : 'FOR']),
        ),
      )
    ).flat();
    const written = await s.step(meeting, s.member(6), 'writeOpinion', ballot, {
      seat: 6,
      opinions: [
        { nominee: 0, choice: 'FOR' },
        { nominee: 1, choice: 'AGAINST' },
      ],
    });
    expect(written.refusals).toEqual([]);
    ballot = written.held;
    const query = `query ($id: ID!) { ballot(id: $id) { status countMinutes { hash } export { format } } }`;
    for (const user of [s.member(1), s.member(2), s.all.leader])
      expect((await s.world.run(user, query, { id: ballot.id })).data).toEqual({
        ballot: { status: 'OPEN', countMinutes: null, export: null },
      });
  });

  it('is counted after the closing, signed by two tellers, and decided by the rule of the day', async () => {
    expect((await s.step(meeting, s.member(1), 'closeBallot', ballot)).refusals).toEqual([]);
    await deliver(s.world, ballot.id, 'BallotClosing');
    const counted = await s.look(ballot);
    expect(pick(counted, 'status')).toBe('COUNTED');
    expect(pick(counted, 'countMinutes', 'sheets')).toEqual([
      expect.objectContaining({
        entitled: 5,
        issued: 5,
        returned: 5,
        invalid: 0,
        unreturned: 0,
        discrepancy: false,
      }),
    ]);
    ballot = { id: ballot.id, version: Number(pick(counted, 'version')) };
    const countHash = pick(counted, 'countMinutes', 'hash');
    let at = await s.step(meeting, s.member(2), 'signCount', ballot, { countHash });
    expect(at.refusals).toEqual([]);
    expect((await s.step(meeting, s.member(2), 'signCount', at.held, { countHash })).refusals).toEqual([
      'DUPLICATE ballotId',
    ]);
    at = await s.step(meeting, s.member(3), 'signCount', at.held, { countHash });
    expect(at.refusals).toEqual([]);
    ballot = at.held;
    const final = await s.look(ballot);
    expect(pick(final, 'nominees', 'nodes', 0, 'outcome')).toEqual({
      inFavour: 5,
      passed: true,
      shown: '5/6 = 83,3 %, cần trên 50 % của 6',
      written: { for: 1 },
    });
    expect(pick(final, 'nominees', 'nodes', 1, 'outcome')).toMatchObject({ inFavour: 2, passed: false });
  });

  it('shows each member their own ballot, and the members’ ballots to nobody outside the session', async () => {
    const query = `query ($id: ID!) { ballot(id: $id) { export { sheets { open { tracking choices } } } } }`;
    const asked = async (user = s.member(5)) =>
      pick((await s.world.run(user, query, { id: ballot.id })).data, 'ballot', 'export');
    const open = [pick(await asked(), 'sheets', 0, 'open')].flat();
    expect(open.map((one) => pick(one, 'tracking')).sort()).toEqual([...codes].sort());
    expect(open.find((one) => pick(one, 'tracking') === codes[4])).toMatchObject({
      choices: ['AGAINST', 'AGAINST'],
    });
    expect(await asked(s.all.leader)).toBeNull();
    expect(await asked(s.member(6))).toBeNull();
  });

  it('tells of each member whether they took part, never how, and tells it to nobody outside', async () => {
    const query = `query ($id: ID!) { council(id: $id) {
      participation(from: "2021-01-01", to: "2021-12-31") { seat invited attended entitled voted } } }`;
    const asked = async (user = s.member(1)) => s.world.run(user, query, { id: s.council.id });
    const rows = pick((await asked()).data, 'council', 'participation');
    const one = { invited: 1, entitled: 1, voted: 1 };
    expect(rows).toEqual([1, 2, 3, 4, 5, 6].map((seat) => ({ seat, ...one, attended: seat === 6 ? 0 : 1 })));
    const outside = await asked(s.all.officer);
    expect(pick(outside.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
  });

  it('takes whom the council did not pass off the list, and only then lets the dossier be decided', async () => {
    const dossier = async () => {
      const query = `query ($id: ID!) { dossier(id: $id) { id version progress { approved { count } } } }`;
      return pick((await s.world.run(s.all.leader, query, { id: s.dossierId })).data, 'dossier');
    };
    const decide = async () => {
      const view = await dossier();
      const held = { id: s.dossierId, version: Number(pick(view, 'version')) };
      return s.all.step(s.all.leader, 'decideDossier', held, {
        number: '7/QĐ-UBND',
        issuedOn: '2021-03-05',
        signerName: 'Người ký',
        signerTitle: 'Chủ tịch',
      });
    };
    expect((await decide()).refusals).toEqual(['DOSSIER_STEP_MISSING dossierId']);
    const done = await s.step(meeting, s.member(3), 'concludeDossier', ballot, { dossierId: s.dossierId });
    expect(done.refusals).toEqual([]);
    expect(pick(await dossier(), 'progress', 'approved')).toEqual([{ count: 1 }]);
    expect(
      (await s.step(meeting, s.member(3), 'concludeDossier', done.held, { dossierId: s.dossierId })).refusals,
    ).toEqual(['DUPLICATE dossierId']);
    expect((await decide()).refusals).toEqual([]);
  });
});
