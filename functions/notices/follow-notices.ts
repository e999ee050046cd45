import * as z from 'zod/mini';
import { userStore } from '../access/user.store.ts';
import { registrationStore } from '../campaigns/registration.store.ts';
import { complaintStore } from '../complaints/complaint.store.ts';
import { consultationStore } from '../consultations/consultation.store.ts';
import { councilStore } from '../councils/council.store.ts';
import type { DeadlineProcess } from '../deadlines/follow-calendar.ts';
import { purposes } from '../deadlines/purpose.ts';
import { deadlineStore } from '../deadlines/deadline.store.ts';
import { dossierStore } from '../dossiers/dossier.store.ts';
import { exemplarStore } from '../exemplars/exemplar.store.ts';
import { inspectionStore } from '../inspections/inspection.store.ts';
import { dayOf } from '../kernel/clock.ts';
import { openCursors } from '../kernel/cursors.ts';
import { parseId } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { openTable } from '../kernel/table/table.ts';
import { officerStore } from '../officers/officer.store.ts';
import { workPlanStore } from '../officers/plan.store.ts';
import { unitStore, type UnitCache } from '../units/unit.store.ts';
import { nameAround } from '../units/unit.ts';
import { webhookStore } from '../webhooks/webhook.store.ts';
import { mailStore } from './mail.store.ts';
import { noticeStore } from './notice.store.ts';
import { mayHear } from './may-hear.ts';
import type { News, Sources, Teller } from './news.ts';
import { postNotices } from './post-notices.ts';
import { deadlineAudience, unitAudience, type MeetingNoticeKind, type UnitNoticeKind } from './audience.ts';
import { recipientsOf } from './recipients.ts';
import { workTellers } from './tell-work.ts';

/** The news in an event; null for one that is told to nobody. */
export async function newsOf(sources: Sources, event: StoredEvent): Promise<News | null> {
  return (await tellers.get(event.name)?.(sources, event)) ?? null;
}

const arrival = lazy(() =>
  z.object({ receivingUnitId: z.optional(storedId('unt')), toUnitId: z.optional(storedId('unt')) }),
);
const movement = lazy(() =>
  z.object({ purpose: z.enum(purposes), dueOn: storedDate, dueBefore: z.nullable(storedDate) }),
);

const arrived: Teller = async ({ dossiers }, event) => {
  const { receivingUnitId, toUnitId } = arrival().parse(event.facts);
  const unitId = receivingUnitId ?? toUnitId;
  const dossier = await dossierOf(dossiers, event);
  if (!dossier || !unitId) return null;
  const audience = unitAudience('DOSSIER_SUBMITTED', unitId);
  return {
    kind: 'DOSSIER_SUBMITTED',
    unitId,
    audience,
    restricted: false,
    facts: { label: dossier.authorName },
  };
};

const toAuthor =
  (kind: UnitNoticeKind): Teller =>
  async ({ dossiers }, event) => {
    const dossier = await dossierOf(dossiers, event);
    if (!dossier) return null;
    const unitId = dossier.authorUnitId;
    const audience = unitAudience(kind, unitId);
    return { kind, unitId, audience, restricted: false, facts: { label: dossier.authorName } };
  };

const moved: Teller = async ({ deadlines }, event) => {
  const { purpose, dueOn, dueBefore } = movement().parse(event.facts);
  const deadline = await deadlines.get(event.aggregateId, purpose);
  if (!deadline || dueBefore === null) return null;
  const { unitId, label, restricted } = deadline;
  const audience = deadlineAudience('DEADLINE_MOVED', deadline, null);
  return {
    kind: 'DEADLINE_MOVED',
    unitId,
    audience,
    restricted,
    facts: { label, purpose, dueOn, dueBefore },
  };
};

const consultation = lazy(() =>
  z.object({
    askerUnitId: storedId('unt'),
    agencyUnitId: z.nullable(storedId('unt')),
    dueOn: z.optional(z.nullable(storedDate)),
  }),
);

/** Told at the agency, which may have no account here. */
const toAgency =
  (kind: UnitNoticeKind): Teller =>
  async ({ consultations }, event) => {
    const one = await consultationOf(consultations, event);
    if (!one) return null;
    const { agencyUnitId: unitId, dueOn } = consultation().parse(event.facts);
    if (unitId === null) return null;
    const facts = { label: one.askerName, ...(dueOn != null && { dueOn }) };
    return { kind, unitId, audience: unitAudience(kind, unitId), restricted: false, facts };
  };

const toAsker =
  (kind: UnitNoticeKind): Teller =>
  async ({ consultations }, event) => {
    const one = await consultationOf(consultations, event);
    if (!one) return null;
    const { askerUnitId: unitId } = consultation().parse(event.facts);
    const facts = { label: one.agencyName };
    return { kind, unitId, audience: unitAudience(kind, unitId), restricted: false, facts };
  };

const session = lazy(() =>
  z.object({
    councilId: storedId('cnl'),
    invited: z.array(z.int()),
    scheduledAt: z.string(),
    before: z.optional(z.string()),
  }),
);

/** Members hear of their council's sessions by name, and no other system does. Those without an account are invited on paper. */
const toMembers =
  (kind: MeetingNoticeKind): Teller =>
  async ({ councils }, event) => {
    const { councilId, invited, scheduledAt, before } = session().parse(event.facts);
    const council = await councils.get(councilId);
    if (!council) return null;
    const seats = council.seats.filter((seat) => invited.includes(seat.number));
    const userIds = seats.flatMap((seat) => seat.userId ?? []);
    return {
      kind,
      unitId: council.unitId,
      audience: [{ kind: 'PEOPLE', userIds }],
      restricted: true,
      facts: { label: '', meetsAt: scheduledAt, ...(before !== undefined && { metAt: before }) },
    };
  };

const tellers = new Map<string, Teller>([
  ['DossierSubmitted', arrived],
  ['DossierForwarded', arrived],
  ['DossierReturned', toAuthor('DOSSIER_RETURNED')],
  ['DossierDecided', toAuthor('DOSSIER_DECIDED')],
  ['DeadlineMoved', moved],
  ['ConsultationOpened', toAgency('CONSULTATION_ASKED')],
  ['ConsultationAnswered', toAsker('CONSULTATION_ANSWERED')],
  ['ConsultationSilent', toAsker('CONSULTATION_SILENT')],
  ['ConsultationWithdrawn', toAgency('CONSULTATION_WITHDRAWN')],
  ['MeetingConvened', toMembers('MEETING_CALLED')],
  ['MeetingMoved', toMembers('MEETING_MOVED')],
  ['MeetingCancelled', toMembers('MEETING_CANCELLED')],
  ...workTellers,
]);

async function dossierOf(dossiers: Sources['dossiers'], event: StoredEvent) {
  const id = parseId('dos', event.aggregateId);
  return id && dossiers.get(id);
}

async function consultationOf(consultations: Sources['consultations'], event: StoredEvent) {
  const id = parseId('cst', event.aggregateId);
  return id && consultations.get(id);
}

/** Beside what deadlines take: the register of units, kept from one event to the next. */
export type NoticeProcess = DeadlineProcess & { readonly unitCache: UnitCache };

/** Puts what an event has to tell into the lists of those whom it concerns, once for each event and reader. */
export async function followNotices(process: NoticeProcess, pk: string, event: StoredEvent): Promise<void> {
  if (!tellers.has(event.name)) return;
  const table = openTable(process.client, process.tableName);
  const reader = { table, cursors: openCursors(table, process.secret, 'notices') };
  const sources = {
    dossiers: dossierStore(reader),
    deadlines: deadlineStore(reader),
    consultations: consultationStore(reader),
    councils: councilStore(reader),
    complaints: complaintStore(reader),
    inspections: inspectionStore(reader),
    registrations: registrationStore(reader),
    exemplars: exemplarStore(reader),
    workPlans: workPlanStore(reader),
    officers: officerStore(reader),
  };
  const news = await newsOf(sources, event);
  if (!news) return;
  const on = dayOf(new Date(event.at));
  const registry = await unitStore(table, process.unitCache).registry();
  const users = userStore(reader);
  const named = await recipientsOf(users, registry, news.audience, on);
  const userIds = await mayHear({ ...sources, users }, event.aggregateId, named, { registry, on });
  await postNotices(
    {
      clock: process.clock,
      requestId: event.requestId,
      table,
      notices: noticeStore(reader),
      mails: mailStore(reader),
      webhooks: webhookStore(reader),
    },
    {
      cause: `${pk}#${event.seq}`,
      kind: news.kind,
      facts: { ...news.facts, unitName: nameAround(registry.require(news.unitId), on) },
      aboutId: event.aggregateId,
      unitId: news.unitId,
      restricted: news.restricted,
      userIds: userIds.filter((id) => id !== event.actorId),
    },
  );
}
