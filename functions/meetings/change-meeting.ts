import { forbidden, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Scope } from '../kernel/scope.ts';
import type { CouncilViewer } from '../councils/council.policy.ts';
import type { CouncilStore } from '../councils/council.store.ts';
import type { Council } from '../councils/council.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { managesMeetings, meetingTable, seesMeetings, type MeetingAction } from './meeting.policy.ts';
import { meetingPk, type MeetingStore } from './meeting.store.ts';
import type { Meeting } from './meeting.ts';

export type MeetingDeps = Scope & {
  readonly meetings: MeetingStore;
  readonly councils: CouncilStore;
  readonly units: UnitStore;
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
};

/** The council is named again, so that it is read together with the meeting. */
export type MeetingInput = {
  readonly meetingId: string;
  readonly councilId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

export type MeetingGround = {
  readonly meeting: Meeting;
  readonly council: Council;
  readonly dossiers: readonly Dossier[];
  readonly actor: User;
  readonly viewer: CouncilViewer;
  /** What the council's province has laid down, as it holds today. */
  readonly local: readonly LocalRule[];
  /** Votes of the meeting that are neither final nor called off. */
  readonly unfinishedVotes: number;
};

export type MeetingStep = {
  readonly patch: Partial<Omit<Meeting, 'id' | 'version'>>;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

type Change = {
  readonly action: MeetingAction;
  /** Dossiers to be read along. */
  readonly dossierIds?: readonly string[];
  /** Who may, among those who see the meeting; whoever manages meetings when absent. */
  readonly by?: (ground: MeetingGround) => boolean;
  readonly apply: (ground: MeetingGround) => Result<MeetingStep>;
};

/** What every change of a meeting has in common. Codes: NOT_FOUND, FORBIDDEN, STALE_VERSION, WRONG_STATE. */
export function changeMeeting(
  deps: MeetingDeps,
  input: MeetingInput,
  change: Change,
): Promise<Result<Meeting>> {
  const id = parseId('mtg', input.meetingId);
  const councilId = parseId('cnl', input.councilId);
  return mutate(deps, {
    operation: `meeting.${change.action}`,
    input,
    load: () =>
      Promise.all([
        id && deps.meetings.get(id),
        councilId && deps.councils.get(councilId),
        deps.units.registry(),
        loadDossiers(deps, change.dossierIds ?? []),
        deps.localRules.shelf(),
        id ? deps.meetings.unfinishedVotes(id) : 0,
      ]),
    decide: ([meeting, council, registry, dossiers, { books }, unfinishedVotes], actor) => {
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!meeting || !council || meeting.councilId !== council.id || !seesMeetings(council, viewer))
        return refuse(refusal('NOT_FOUND', 'meetingId'));
      const local = localRulesIn(books, registry, council.unitId, viewer.on);
      const ground = { meeting, council, dossiers, actor, viewer, local, unfinishedVotes };
      if (!(change.by ?? manages)(ground)) throw forbidden();
      const refusals = standing(meeting, input, change.action);
      if (refusals.length > 0) return refuse(...refusals);
      const step = change.apply(ground);
      return step.ok ? accept(committed(deps, meeting, step.value)) : step;
    },
    reload: (raw) => reloadMeeting(deps, raw),
  });
}

const manages = ({ council, viewer }: MeetingGround): boolean => managesMeetings(council, viewer);

function standing(meeting: Meeting, input: MeetingInput, action: MeetingAction): readonly Refusal[] {
  const allowed = Object.entries(meetingTable)
    .filter(([, from]) => from.includes(meeting.status))
    .map(([name]) => name)
    .join(', ');
  return [
    ...(meeting.version === input.expectedVersion
      ? []
      : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: meeting.version })]),
    ...(meetingTable[action].includes(meeting.status)
      ? []
      : [refusal('WRONG_STATE', 'meetingId', { status: meeting.status, allowed })]),
  ];
}

function committed(deps: MeetingDeps, before: Meeting, step: MeetingStep) {
  const after: Meeting = { ...before, ...step.patch, version: before.version + 1 };
  return {
    result: after,
    resultId: after.id,
    writes: [deps.meetings.replace(after), ...(step.writes ?? [])],
    event: {
      pk: meetingPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: step.event,
      facts: step.facts ?? {},
    },
  };
}

/** Unknown ones are simply not among the answers. */
export async function loadDossiers(
  deps: Pick<MeetingDeps, 'dossiers'>,
  raw: readonly string[],
): Promise<readonly Dossier[]> {
  const ids = [...new Set(raw.flatMap((one) => parseId('dos', one) ?? []))];
  const found = await Promise.all(ids.map((id) => deps.dossiers.get(id)));
  return found.flatMap((one) => one ?? []);
}

export async function reloadMeeting(deps: MeetingDeps, raw: string): Promise<Meeting | undefined> {
  const id = parseId('mtg', raw);
  return id && deps.meetings.get(id);
}
