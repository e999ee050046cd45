import { forbidden, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Write } from '../kernel/table/write.ts';
import type { CouncilViewer } from '../councils/council.policy.ts';
import type { CouncilStore } from '../councils/council.store.ts';
import type { Council } from '../councils/council.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import { managesMeetings, seesMeetings } from '../meetings/meeting.policy.ts';
import type { MeetingStore } from '../meetings/meeting.store.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { ballotTable, type BallotAction } from './ballot.policy.ts';
import { ballotPk, type BallotStore } from './ballot.store.ts';
import type { Ballot } from './ballot.ts';
import type { BoxStore } from './box.store.ts';
import type { KeyWrap } from './key-wrap.ts';

export type BallotDeps = Scope & {
  readonly ballots: BallotStore;
  readonly meetings: MeetingStore;
  readonly councils: CouncilStore;
  readonly units: UnitStore;
  readonly dossiers: DossierStore;
  readonly nominees: NomineeStore;
  readonly localRules: Pick<LocalRuleStore, 'shelf' | 'guard'>;
  readonly box: BoxStore;
  readonly ballotKeys: KeyWrap;
};

/** The meeting and the council are named again, so that all three are read together. */
export type BallotRef = {
  readonly ballotId: string;
  readonly meetingId: string;
  readonly councilId: string;
};
export type BallotInput = BallotRef & {
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type BallotGround<E> = {
  readonly ballot: Ballot;
  readonly meeting: Meeting;
  readonly council: Council;
  readonly actor: User;
  readonly viewer: CouncilViewer;
  readonly extra: E;
};

export type BallotStep = {
  readonly patch: Partial<Omit<Ballot, 'id' | 'version'>>;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

export type BallotChange<E> = {
  readonly action: BallotAction;
  /** Reads beside the ballot, its meeting and council, started in the same tick. */
  readonly load: (id: Id<'bal'>) => Promise<E>;
  /** Who may, among those who see the council's meetings; whoever manages these when absent. */
  readonly by?: (ground: BallotGround<E>) => boolean;
  readonly apply: (ground: BallotGround<E>) => Result<BallotStep> | Promise<Result<BallotStep>>;
};

/** What every change of a ballot has in common. Codes: NOT_FOUND, FORBIDDEN, STALE_VERSION, WRONG_STATE. */
export function changeBallot<E>(
  deps: BallotDeps,
  input: BallotInput,
  change: BallotChange<E>,
): Promise<Result<Ballot>> {
  return mutate(deps, {
    operation: `ballot.${change.action}`,
    input,
    load: () => loadBallot(deps, input, change.load),
    decide: async (loaded, actor) => {
      const ground = groundOf(deps, loaded, actor);
      if (!ground) return refuse(refusal('NOT_FOUND', 'ballotId'));
      if (!(change.by ?? manages)(ground)) throw forbidden();
      const { ballot } = ground;
      const refusals: Refusal[] = [
        ...(ballot.version === input.expectedVersion
          ? []
          : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: ballot.version })]),
        ...wrongState(ballot, change.action),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const step = await change.apply(ground);
      return step.ok ? accept(committed(deps, ballot, step.value)) : step;
    },
    reload: (raw) => reloadBallot(deps, raw),
  });
}

type Loaded<E> = readonly [
  Ballot | undefined,
  Meeting | undefined,
  Council | undefined,
  CouncilViewer['registry'],
  E | undefined,
];

export function loadBallot<E>(
  deps: BallotDeps,
  ref: BallotRef,
  extra: (id: Id<'bal'>) => Promise<E>,
): Promise<Loaded<E>> {
  const id = parseId('bal', ref.ballotId);
  const meetingId = parseId('mtg', ref.meetingId);
  const councilId = parseId('cnl', ref.councilId);
  return Promise.all([
    id && deps.ballots.get(id),
    meetingId && deps.meetings.get(meetingId),
    councilId && deps.councils.get(councilId),
    deps.units.registry(),
    id && extra(id),
  ]);
}

/** Undefined when anything is missing, doesn't belong together, or isn't the actor's to see. */
export function groundOf<E>(
  deps: BallotDeps,
  [ballot, meeting, council, registry, extra]: Loaded<E>,
  actor: User,
): BallotGround<E> | undefined {
  const viewer = { actor, registry, on: today(deps.clock) };
  if (!ballot || !meeting || !council || extra === undefined) return undefined;
  if (ballot.meetingId !== meeting.id || ballot.councilId !== council.id) return undefined;
  return seesMeetings(council, viewer) ? { ballot, meeting, council, actor, viewer, extra } : undefined;
}

const manages = <E>({ council, viewer }: BallotGround<E>): boolean => managesMeetings(council, viewer);

export function wrongState(ballot: Ballot, action: BallotAction): readonly Refusal[] {
  if (ballotTable[action].includes(ballot.status)) return [];
  const allowed = Object.entries(ballotTable)
    .filter(([, from]) => from.includes(ballot.status))
    .map(([name]) => name)
    .join(', ');
  return [refusal('WRONG_STATE', 'ballotId', { status: ballot.status, allowed })];
}

function committed(deps: BallotDeps, before: Ballot, step: BallotStep) {
  const after: Ballot = { ...before, ...step.patch, version: before.version + 1 };
  return {
    result: after,
    resultId: after.id,
    writes: [deps.ballots.replace(after), ...(step.writes ?? [])],
    event: {
      pk: ballotPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: step.event,
      facts: step.facts ?? {},
    },
  };
}

export async function reloadBallot(
  deps: Pick<BallotDeps, 'ballots'>,
  raw: string,
): Promise<Ballot | undefined> {
  const id = parseId('bal', raw);
  return id && deps.ballots.get(id);
}

/** For a change that needs nothing beside the ballot, its meeting and council. */
export const nothingElse = (): Promise<null> => Promise.resolve(null);
