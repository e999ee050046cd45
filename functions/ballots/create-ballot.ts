import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import { seatsOn, type Council } from '../councils/council.ts';
import { managesMeetings, seesMeetings } from '../meetings/meeting.policy.ts';
import type { Meeting } from '../meetings/meeting.ts';
import { businessOf, checkMode } from './ballot-rule.ts';
import { ballotPk } from './ballot.store.ts';
import {
  maxBallotDossiers,
  maxBallotNominees,
  type Ballot,
  type BallotMode,
  type BallotNominee,
} from './ballot.ts';
import { reloadBallot, type BallotDeps } from './change-ballot.ts';
import type { Case } from './conflicts.ts';
import { fitsTransaction, maxListBytes } from './list-parts.ts';
import { asBallotNominee, casesOf, loadList, type LoadedDossier } from './load-list.ts';

export type CreateBallotInput = {
  readonly meetingId: string;
  readonly councilId: string;
  readonly dossierIds: readonly string[];
  readonly mode: BallotMode;
  readonly tellers: readonly number[];
  readonly idempotencyKey: string;
};

/** Puts the nominees of some dossiers to the vote, as a draft. Codes: NOT_FOUND, REQUIRED, TOO_MANY, TOO_LONG, BALLOT_NEEDS_MEETING, BALLOT_TELLERS, BALLOT_MODE_NOT_LAWFUL, MEETING_DOSSIER_NOT_READY. */
export function createBallot(deps: BallotDeps, input: CreateBallotInput): Promise<Result<Ballot>> {
  const meetingId = parseId('mtg', input.meetingId);
  const councilId = parseId('cnl', input.councilId);
  const fits = input.dossierIds.length <= maxBallotDossiers;
  return mutate(deps, {
    operation: 'createBallot',
    input,
    load: () =>
      Promise.all([
        meetingId && deps.meetings.get(meetingId),
        councilId && deps.councils.get(councilId),
        deps.units.registry(),
        loadList(deps, fits ? input.dossierIds : []),
        deps.localRules.shelf(),
      ]),
    decide: ([meeting, council, registry, loaded, { books }], actor) => {
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!meeting || !council || meeting.councilId !== council.id || !seesMeetings(council, viewer))
        return refuse(refusal('NOT_FOUND', 'meetingId'));
      if (!managesMeetings(council, viewer)) throw forbidden();
      const list = casesOf(loaded);
      const nominees = list.map(asBallotNominee);
      const local = localRulesIn(books, registry, council.unitId, viewer.on);
      const refusals = [
        ...checkDossiers(input, meeting, loaded),
        ...checkSize(input, nominees),
        ...checkTellers(input.tellers, council, viewer.on),
        ...checkMode(input.mode, businessOf(list), { on: viewer.on, local }),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const ballot = drafted(deps, input, meeting, loaded, list);
      return accept({
        result: ballot,
        resultId: ballot.id,
        writes: [
          ...deps.ballots.create(ballot, nominees),
          deps.meetings.guard(meeting.id, meeting.version),
          deps.meetings.beginVote(meeting.id, ballot.id),
        ],
        event: {
          pk: ballotPk(ballot.id),
          aggregateId: ballot.id,
          seq: 1,
          name: 'BallotDrafted',
          facts: { meetingId: meeting.id, mode: ballot.mode, nominees: ballot.nominees },
        },
      });
    },
    reload: (raw) => reloadBallot(deps, raw),
  });
}

function drafted(
  deps: BallotDeps,
  input: CreateBallotInput,
  meeting: Meeting,
  loaded: readonly LoadedDossier[],
  list: readonly Case[],
): Ballot {
  return {
    id: deps.ids.next('bal'),
    meetingId: meeting.id,
    councilId: meeting.councilId,
    unitId: meeting.unitId,
    mode: input.mode,
    status: 'DRAFT',
    dossiers: loaded.map(({ dossier: { id, stage, revision } }) => ({ id, stage, revision })),
    nominees: list.length,
    tellers: [...new Set(input.tellers)],
    openedOn: null,
    members: [],
    roll: [],
    sheets: [],
    localThresholds: [],
    signatures: [],
    countHash: null,
    concluded: [],
    annulReason: null,
    version: 1,
  };
}

function checkDossiers(
  { dossierIds }: CreateBallotInput,
  meeting: Meeting,
  loaded: readonly LoadedDossier[],
): readonly Refusal[] {
  if (meeting.status !== 'OPEN' || meeting.minutes) return [refusal('BALLOT_NEEDS_MEETING', 'meetingId')];
  return dossierIds.flatMap((id, i) => {
    const dossier = loaded.find((one) => one.dossier.id === id)?.dossier;
    if (!dossier || !meeting.agenda.includes(dossier.id))
      return [refusal('BALLOT_NEEDS_MEETING', `dossierIds.${i}`)];
    return dossier.status === 'COUNCIL' && dossier.council === null
      ? []
      : [refusal('MEETING_DOSSIER_NOT_READY', `dossierIds.${i}`, { status: dossier.status })];
  });
}

function checkSize({ dossierIds }: CreateBallotInput, list: readonly BallotNominee[]): readonly Refusal[] {
  if (dossierIds.length > maxBallotDossiers)
    return [refusal('TOO_MANY', 'dossierIds', { limit: maxBallotDossiers })];
  if (list.length === 0) return [refusal('REQUIRED', 'dossierIds')];
  if (list.length > maxBallotNominees)
    return [refusal('TOO_MANY', 'dossierIds', { limit: maxBallotNominees })];
  return fitsTransaction(list) ? [] : [refusal('TOO_LONG', 'dossierIds', { limit: maxListBytes })];
}

function checkTellers(tellers: readonly number[], council: Council, on: LocalDate): readonly Refusal[] {
  const held = seatsOn(council, on).map((seat) => seat.number);
  const known = new Set(tellers.filter((seat) => held.includes(seat)));
  return known.size >= 2 && known.size === tellers.length ? [] : [refusal('BALLOT_TELLERS', 'tellers')];
}
