import { beforeAll, describe, expect, it } from 'vitest';
import type { Ballot } from '../../functions/ballots/ballot.ts';
import { outcomeOf } from '../../functions/ballots/result.ts';
import { asBallotNominee } from '../../functions/ballots/load-list.ts';
import type { Dossier } from '../../functions/dossiers/dossier.ts';
import type { Nominee } from '../../functions/dossiers/nominee.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { establish, seatsFor, take } from '../support/councils.ts';
import { office, type Office } from '../support/dossiers.ts';
import { storedDossier } from '../support/stored-dossier.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

const one = { reads: 1, writes: 1 };

let world: World;
let o: Office;
beforeAll(async () => {
  world = await createWorld('2021-06-02T02:00:00Z');
  o = await office(world);
});

describe('an answer of the state level that turns down very many', () => {
  it('is recorded in steps of eighty, and the last one with the decision', async () => {
    const forwarding = {
      addressee: 'PRIME_MINISTER',
      letterNumber: '45/TTr-UBND',
      on: localDate('2021-05-01'),
    } as const;
    const { dossier, list } = await storedDossier({ world, office: o }, 'FORWARDED', 200, 'BKTTG', {
      forwarding,
    });
    const ids = list.map((nominee) => nominee.id);
    const answer = {
      number: '500/QĐ-TTg',
      issuedOn: '2021-06-01',
      signerName: 'B',
      signerTitle: 'Thủ tướng',
    };
    let held = { id: String(dossier.id), version: 1 };
    const step = async (refusedIds: readonly string[], extra: object = {}) => {
      const done = await o.step(o.first, 'recordStateAnswer', held, { ...answer, refusedIds, ...extra });
      held = done.dossier;
      return done;
    };
    expect((await step(ids.slice(0, 81))).refusals).toEqual(['TOO_MANY refusedIds']);
    expect((await step([], { more: true })).refusals).toEqual(['REQUIRED refusedIds']);
    const first = await step(ids.slice(0, 80), { more: true });
    expect([first.refusals, first.answer.calls]).toEqual([[], one]);
    expect(first.view).toMatchObject({ status: 'FORWARDED', decision: null });
    expect((await step(ids.slice(79, 81), { more: true })).refusals).toEqual(['NOT_FOUND refusedIds.0']);
    const last = await step(ids.slice(80, 160));
    expect([last.refusals, last.answer.calls.writes]).toEqual([[], 1]);
    expect(last.view).toMatchObject({ status: 'DECIDED' });
    const after = await world.deps().dossiers.get(dossier.id);
    expect(after?.counters.approved).toEqual({ BKTTG: 40 });
    const decision = after?.decisionId && (await world.deps().dossiers.decision(after.decisionId));
    expect(decision).toMatchObject({ awardCounts: { BKTTG: 40 } });
    expect((await step([])).refusals).toEqual(['WRONG_STATE dossierId']);
  });
});

describe('a vote that passes almost nobody', () => {
  const fields = 'id version concluded';

  /** A vote of the largest size, counted and signed, that passed the last ten. */
  async function finalVote(
    dossier: Dossier,
    list: readonly Nominee[],
    at: { councilId: Id<'cnl'>; meetingId: Id<'mtg'> },
  ) {
    const ballot: Ballot = {
      ...{ id: world.shared.ids.next('bal'), ...at, unitId: province, mode: 'PAPER', status: 'FINAL' },
      dossiers: [{ id: dossier.id, stage: 1, revision: 1 }],
      nominees: list.length,
      ...{
        tellers: [1, 2],
        openedOn: localDate('2021-06-02'),
        members: [1, 2, 3],
        roll: [1, 2, 3],
        sheets: [],
      },
      ...{
        localThresholds: [],
        signatures: [],
        countHash: null,
        concluded: [],
        annulReason: null,
        version: 1,
      },
    };
    const { ballots } = world.deps();
    const cases = list.map((nominee) => asBallotNominee({ nominee, dossier }));
    await world.write(...ballots.create(ballot, cases));
    const [none, yes, no] = [
      { for: 0, against: 0, abstain: 0 },
      { for: 3, against: 0, abstain: 0 },
      { for: 0, against: 3, abstain: 0 },
    ];
    const outcomes = list.flatMap((nominee, n) => {
      const cast = n >= list.length - 10 ? yes : no;
      const counted = { awardCode: nominee.awardCode, type: dossier.type, ballots: cast, written: none };
      return outcomeOf({ ...counted, members: 3, recused: 0 }, localDate('2021-06-02')) ?? [];
    });
    await world.write(...ballots.saveOutcomes(ballot.id, outcomes));
    return ballot;
  }

  it('is carried to a list of hundreds, eighty at a step, whoever else tries', async () => {
    const members = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => world.user(`member ${n}`)));
    const council = await establish(world, o.leader, seatsFor(members));
    const secretary = members[2] ?? expect.fail();
    const councilId = parseId('cnl', council.id) ?? expect.fail();
    const { dossier, list } = await storedDossier({ world, office: o }, 'COUNCIL', 500, 'BKT');
    const planned = await take(world, secretary, ['planMeeting', 'meeting', 'id'], {
      ...{ councilId, title: 'Phiên họp', place: 'Phòng 1', scheduledAt: '2021-06-03T01:00:00Z' },
      dossierIds: [dossier.id],
    });
    const meetingId = parseId('mtg', String(pick(planned.view, 'id'))) ?? expect.fail();
    const ballot = await finalVote(dossier, list, { councilId, meetingId });
    const conclude = (expectedVersion: number) =>
      take(world, secretary, ['concludeDossier', 'ballot', fields], {
        ...{ ballotId: ballot.id, meetingId, councilId, dossierId: dossier.id, expectedVersion },
      });
    const race = await Promise.all([conclude(1), conclude(1)]);
    expect(race.map((done) => done.refusals.length).sort()).toEqual([0, 1]);
    for (let version = 2; version <= 6; version += 1) {
      const part = await conclude(version);
      expect([part.refusals, part.answer.calls.writes, pick(part.view, 'concluded')]).toEqual([[], 1, []]);
    }
    expect((await world.deps().dossiers.get(dossier.id))?.council).toBeNull();
    const last = await conclude(7);
    expect([last.refusals, pick(last.view, 'concluded')]).toEqual([[], [dossier.id]]);
    const after = await world.deps().dossiers.get(dossier.id);
    expect([after?.counters.approved, after?.council?.reference]).toEqual([{ BKT: 10 }, ballot.id]);
    const kept = (await world.deps().nominees.all(dossier.id)).filter((one) => one.exclusion === null);
    expect(kept.map((one) => one.name)).toEqual(list.slice(-10).map((one) => one.name));
    expect((await conclude(8)).refusals).toEqual(['DUPLICATE dossierId']);
  });
});
