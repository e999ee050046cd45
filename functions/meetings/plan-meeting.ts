import { forbidden } from '../kernel/actor.ts';
import { dayOf, instant, today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { seatsOn, sits, type Council } from '../councils/council.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import {
  changeMeeting,
  loadDossiers,
  reloadMeeting,
  type MeetingDeps,
  type MeetingInput,
} from './change-meeting.ts';
import { managesMeetings, seesMeetings } from './meeting.policy.ts';
import { meetingPk } from './meeting.store.ts';
import { maxAgenda, type Meeting } from './meeting.ts';

export type PlanMeetingInput = {
  readonly councilId: string;
  readonly title: string;
  readonly scheduledAt: string;
  readonly place: string;
  readonly dossierIds: readonly string[];
  readonly idempotencyKey: string;
};

/** Plans a session. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, DUPLICATE, MEETING_DOSSIER_NOT_READY, MEETING_COUNCIL_OUT_OF_TERM. */
export function planMeeting(deps: MeetingDeps, input: PlanMeetingInput): Promise<Result<Meeting>> {
  const councilId = parseId('cnl', input.councilId);
  return mutate(deps, {
    operation: 'planMeeting',
    input,
    load: () =>
      Promise.all([
        councilId && deps.councils.get(councilId),
        deps.units.registry(),
        input.dossierIds.length > maxAgenda ? [] : loadDossiers(deps, input.dossierIds),
      ]),
    decide: ([council, registry, dossiers], actor) => {
      const viewer = { actor, registry, on: today(deps.clock) };
      if (!council || !seesMeetings(council, viewer)) return refuse(refusal('NOT_FOUND', 'councilId'));
      if (!managesMeetings(council, viewer)) throw forbidden();
      const title = requireLine('title', input.title, 300);
      const place = requireLine('place', input.place, 300);
      const refusals = [
        ...refusalsOf(title, place),
        ...checkDay(council, dayOf(new Date(input.scheduledAt)), 'scheduledAt'),
        ...checkAgenda(input.dossierIds, dossiers, council),
      ];
      if (!title.ok || !place.ok || refusals.length > 0) return refuse(...refusals);
      const meeting: Meeting = {
        ...blank,
        id: deps.ids.next('mtg'),
        councilId: council.id,
        unitId: council.unitId,
        title: title.value,
        place: place.value,
        scheduledAt: input.scheduledAt,
        agenda: dossiers.map((one) => one.id),
      };
      return accept({
        result: meeting,
        resultId: meeting.id,
        writes: [deps.meetings.create(meeting), deps.councils.guard(council.id, council.version)],
        event: {
          pk: meetingPk(meeting.id),
          aggregateId: meeting.id,
          seq: 1,
          name: 'MeetingPlanned',
          facts: { councilId: council.id, scheduledAt: meeting.scheduledAt, agenda: meeting.agenda },
        },
      });
    },
    reload: (raw) => reloadMeeting(deps, raw),
  });
}

const blank = {
  status: 'PLANNED',
  invited: [],
  invitedAt: null,
  attendance: [],
  presiding: null,
  openedAt: null,
  quorum: null,
  tasks: [],
  minutes: null,
  cancelReason: null,
  version: 1,
} as const;

const checkDay = (council: Council, on: LocalDate, field: string): readonly Refusal[] =>
  sits(council, on) ? [] : [refusal('MEETING_COUNCIL_OUT_OF_TERM', field)];

/** A dossier may be put on the agenda once it is before the council of the unit that has it. */
function checkAgenda(
  raw: readonly string[],
  found: readonly Dossier[],
  council: Council,
): readonly Refusal[] {
  if (raw.length > maxAgenda) return [refusal('TOO_MANY', 'dossierIds', { limit: maxAgenda })];
  return raw.flatMap((id, i) => {
    if (raw.indexOf(id) < i) return [refusal('DUPLICATE', `dossierIds.${i}`)];
    const dossier = found.find((one) => one.id === id);
    if (dossier?.handlerUnitId !== council.unitId) return [refusal('NOT_FOUND', `dossierIds.${i}`)];
    return dossier.status === 'COUNCIL'
      ? []
      : [refusal('MEETING_DOSSIER_NOT_READY', `dossierIds.${i}`, { status: dossier.status })];
  });
}

export type ChangeAgendaInput = MeetingInput & { readonly dossierIds: readonly string[] };

/** Puts another agenda in place of the planned one. Codes: those of a change and of an agenda. */
export const changeAgenda = (deps: MeetingDeps, input: ChangeAgendaInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'changeAgenda',
    dossierIds: input.dossierIds.slice(0, maxAgenda),
    apply: ({ council, dossiers }) => {
      const refusals = checkAgenda(input.dossierIds, dossiers, council);
      const agenda = dossiers.map((one) => one.id);
      return refusals.length > 0
        ? refuse(...refusals)
        : accept({ patch: { agenda }, event: 'AgendaChanged', facts: { agenda } });
    },
  });

/** Invites everybody who holds a seat on the day of the meeting. Codes: those of a change. */
export const conveneMeeting = (deps: MeetingDeps, input: MeetingInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'convene',
    apply: ({ meeting, council }) => {
      const day = dayOf(new Date(meeting.scheduledAt));
      const wrong = checkDay(council, day, 'meetingId');
      if (wrong.length > 0) return refuse(...wrong);
      const invited = seatsOn(council, day).map((seat) => seat.number);
      return accept({
        patch: { status: 'CONVENED', invited, invitedAt: instant(deps.clock) },
        event: 'MeetingConvened',
        facts: { councilId: council.id, invited, scheduledAt: meeting.scheduledAt },
      });
    },
  });

export type MoveMeetingInput = MeetingInput & { readonly scheduledAt: string; readonly place: string };

/**
 * Another hour or place. Whoever was invited before, or holds a seat on the new day, hears of it. Codes: those of a change,
 * REQUIRED, TOO_LONG, INVALID_VALUE, MEETING_COUNCIL_OUT_OF_TERM.
 */
export const moveMeeting = (deps: MeetingDeps, input: MoveMeetingInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'move',
    apply: ({ meeting, council }) => {
      const { scheduledAt } = input;
      const place = requireLine('place', input.place, 300);
      const day = dayOf(new Date(scheduledAt));
      const wrong = checkDay(council, day, 'scheduledAt');
      if (!place.ok || wrong.length > 0) return refuse(...refusalsOf(place), ...wrong);
      if (scheduledAt === meeting.scheduledAt && place.value === meeting.place)
        return refuse(refusal('INVALID_VALUE', 'scheduledAt', { expected: 'giờ hoặc địa điểm khác' }));
      const convened = meeting.status === 'CONVENED';
      const invited = convened ? seatsOn(council, day).map((seat) => seat.number) : [];
      return accept({
        patch: { scheduledAt, place: place.value, invited },
        event: 'MeetingMoved',
        facts: {
          councilId: council.id,
          scheduledAt,
          before: meeting.scheduledAt,
          invited: [...new Set([...meeting.invited, ...invited])],
        },
      });
    },
  });

export type CancelMeetingInput = MeetingInput & { readonly reason: string };

/** Calls a meeting off. Codes: those of a change, REQUIRED, TOO_LONG. */
export const cancelMeeting = (deps: MeetingDeps, input: CancelMeetingInput): Promise<Result<Meeting>> =>
  changeMeeting(deps, input, {
    action: 'cancel',
    apply: ({ meeting: { councilId, invited, scheduledAt } }) => {
      const reason = requireText('reason', input.reason, 2000);
      return reason.ok
        ? accept({
            patch: { status: 'CANCELLED', cancelReason: reason.value },
            event: 'MeetingCancelled',
            facts: { reason: reason.value, councilId, invited, scheduledAt },
          })
        : reason;
    },
  });
