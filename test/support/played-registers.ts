import { registrationPk } from '../../functions/campaigns/registration.store.ts';
import type { Registration } from '../../functions/campaigns/registration.ts';
import { complaintPk } from '../../functions/complaints/complaint.store.ts';
import type { Complaint } from '../../functions/complaints/complaint.ts';
import { deadlinePk } from '../../functions/deadlines/deadline.shape.ts';
import type { Purpose } from '../../functions/deadlines/purpose.ts';
import type { RunningDeadline } from '../../functions/deadlines/running.ts';
import { exemplarPk } from '../../functions/exemplars/exemplar.store.ts';
import type { Exemplar } from '../../functions/exemplars/exemplar.ts';
import { fundId, fundPk } from '../../functions/fund/fund.store.ts';
import { emptySums, fundEntryKinds, type Fund } from '../../functions/fund/fund.ts';
import { addDays, localDate, yearOf, type LocalDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { subjectKinds } from '../../functions/law/subject-kind.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { complaintTypes } from '../../functions/law/complaint-type.ts';
import type { Play } from './played-work.ts';
import { province } from './units.ts';

const who = userIdOf('test', 'officer');
const noon = (on: LocalDate) => `${on}T05:00:00.000Z`;

/** A step of a deadline as it was taken on a day. */
type Step = Pick<RunningDeadline, 'run' | 'state' | 'unitId' | 'dueOn' | 'closing'> & {
  readonly on: LocalDate;
};
type PlayedDeadline = {
  deadline: RunningDeadline;
  readonly steps: Step[];
  /** The letter whose clock it is; null for a deadline of any other thing. */
  readonly letter: { complaint: Complaint } | null;
};
type PlayedFund = {
  fund: Fund;
  readonly moves: { readonly kind: string; readonly on: LocalDate; readonly n: number }[];
};

/** Deadlines, letters, registrations, exemplars and funds that come and go as chance has it. */
export function playRegisters({ world, random, one, leaves, happened }: Play) {
  const deadlines: PlayedDeadline[] = [];
  const registrations: Registration[] = [];
  const exemplars: Exemplar[] = [];
  const funds: PlayedFund[] = [];
  const { ids } = world.shared;

  const stepOf = (played: PlayedDeadline, after: RunningDeadline, on: LocalDate) => {
    const before = played.steps.length > 0 ? played.deadline : undefined;
    const { run, state, unitId, dueOn, closing, ownerId, purpose, version } = after;
    played.deadline = after;
    played.steps.push({ run, state, unitId, dueOn, closing, on });
    const facts = { run, state, unitId, dueOn, ...closing };
    const event = { aggregateId: ownerId, seq: version, name: 'DeadlineStepped' };
    return [
      world.deps().deadlines.put(before, after),
      happened(deadlinePk(ownerId, purpose), event, on, facts),
    ];
  };

  const opened = (
    on: LocalDate,
    of: { readonly ownerId: string; readonly purpose: Purpose; readonly restricted: boolean },
  ): RunningDeadline => {
    const dueOn = addDays(on, random(20));
    return {
      ...{ ...of, run: 1, unitId: one(leaves), label: 'A', assignees: [], lane: null, dueOn },
      ...{ term: { kind: 'DAY', startOn: on, dueOn }, state: 'RUNNING', pauses: [] },
      ...{ calendarVersion: 0, closing: null, version: 1 },
    };
  };

  async function deadline(on: LocalDate): Promise<void> {
    const old = deadlines.length > 0 && random(3) > 0 ? one(deadlines) : undefined;
    if (old) return world.write(...stepOf(old, changed(old.deadline, on), on));
    const purpose = one(['PLAN_TASK', 'DOSSIER_ANSWER', 'RESULT_NOTICE'] as const);
    const made = opened(on, { ownerId: ids.next('ptk'), purpose, restricted: random(4) === 0 });
    const played: PlayedDeadline = { deadline: made, steps: [], letter: null };
    deadlines.push(played);
    return world.write(...stepOf(played, made, on));
  }

  /** What may come next: kept or called off, stopped and gone on with, at another unit or by another day, or anew. */
  function changed(before: RunningDeadline, on: LocalDate): RunningDeadline {
    const next = { ...before, version: before.version + 1 };
    const again = { ...next, state: 'RUNNING', closing: null, dueOn: addDays(on, random(20)) } as const;
    if (before.state === 'CLOSED') return { ...again, run: before.run + 1 };
    if (before.state === 'SUSPENDED') return again;
    const late = on > before.dueOn;
    return one<RunningDeadline>([
      { ...next, state: 'CLOSED', closing: { on, outcome: 'DONE', late } },
      { ...next, state: 'CLOSED', closing: { on, outcome: 'CANCELLED', late } },
      { ...next, state: 'SUSPENDED' },
      { ...next, unitId: one(leaves) },
      { ...next, dueOn: addDays(before.dueOn, 1) },
      { ...again, run: before.run + 1 },
    ]);
  }

  /** A letter with its clock; later, perhaps, a letter of another type. */
  async function letter(on: LocalDate): Promise<void> {
    const old = deadlines.flatMap((played) => played.letter ?? []);
    const known = old.length > 0 && random(2) === 0 ? one(old) : undefined;
    const store = world.deps().complaints;
    if (known) {
      const before = known.complaint;
      known.complaint = { ...before, type: one(complaintTypes), version: before.version + 1 };
      const event = { aggregateId: before.id, seq: before.version + 1, name: 'ComplaintClassified' };
      return world.write(
        ...store.replace(known.complaint, before),
        happened(complaintPk(before.id), event, on),
      );
    }
    const complaint = letterOf(ids.next('cpl'), one(complaintTypes), one(leaves), on);
    const made = opened(on, { ownerId: complaint.id, purpose: 'COMPLAINT_ACCEPTANCE', restricted: true });
    const played: PlayedDeadline = { deadline: made, steps: [], letter: { complaint } };
    deadlines.push(played);
    const event = { aggregateId: complaint.id, seq: 1, name: 'ComplaintReceived' };
    return world.write(
      ...store.create(complaint, 'Nội dung'),
      happened(complaintPk(complaint.id), event, on),
      ...stepOf(played, made, on),
    );
  }

  async function registration(on: LocalDate): Promise<void> {
    const store = world.deps().registrations;
    const drafts = registrations.filter((it) => it.firstSentAt === null);
    const old = drafts.length > 0 && random(3) > 0 ? one(drafts) : undefined;
    const after: Registration = old
      ? {
          ...{ ...old, status: 'SENT', firstSentAt: noon(on), sentAt: noon(on) },
          ...{ late: random(2) === 0, version: 2 },
        }
      : {
          ...{ id: ids.next('reg'), campaignId: ids.next('cmp'), unitId: one(leaves), contents: 'A' },
          ...{ receivingUnitId: province, hostUnitId: province, status: 'DRAFT', titles: [], targets: [] },
          ...{ consolidated: [], firstSentAt: null, sentAt: null, late: false, returnReason: null },
          version: 1,
        };
    if (old) registrations[registrations.indexOf(old)] = after;
    else registrations.push(after);
    const event = { aggregateId: after.id, seq: after.version, name: old ? 'RegistrationSent' : 'Drafted' };
    return world.write(
      old ? store.replace(after) : store.create(after),
      happened(registrationPk(after.id), event, on),
    );
  }

  async function exemplar(on: LocalDate): Promise<void> {
    const store = world.deps().exemplars;
    const standing = exemplars.filter((it) => it.status === 'INTRODUCED');
    const old = standing.length > 0 && random(4) === 0 ? one(standing) : undefined;
    const after: Exemplar = old
      ? { ...old, status: 'WITHDRAWN', version: 2 }
      : {
          ...{ id: ids.next('exm'), yearId: ids.next('exy'), hostUnitId: province, year: yearOf(on) },
          ...{ unitId: one(leaves), unitName: 'A', subjectId: ids.next('sub'), kind: one(subjectKinds) },
          ...{ name: 'A', position: null, field: 'A', story: 'A', campaignId: null, recordedBy: who },
          ...{ status: 'INTRODUCED', introducedOn: on, verification: null, approval: null, extra: null },
          ...{ nurture: [], introductions: [], replications: [], dossierIds: [], closingReason: null },
          version: 1,
        };
    if (old) exemplars[exemplars.indexOf(old)] = after;
    else exemplars.push(after);
    const event = { aggregateId: after.id, seq: after.version, name: old ? 'Withdrawn' : 'Introduced' };
    return world.write(
      old ? store.replace(after) : store.create(after),
      happened(exemplarPk(after.id), event, on),
    );
  }

  /** A fund of a unit and year: opened, approved anew, or one more entry in its ledger. */
  async function fund(on: LocalDate): Promise<void> {
    const store = world.deps().funds;
    const unitId = one(leaves);
    const year = yearOf(on);
    const n = 1 + random(9);
    const id = fundId(unitId, year);
    const played = funds.find((it) => it.fund.id === id);
    const step = (version: number, name: string, facts: object) =>
      happened(fundPk(id), { aggregateId: id, seq: version, name }, on, facts);
    if (!played) {
      const made: Fund = {
        ...{ id, unitId, year, region: null, regularSpending: null, approved: BigInt(n), entries: 0 },
        ...{ sums: emptySums, version: 1 },
        act: { number: '1/QĐ', issuer: 'UBND', issuedOn: on },
      };
      funds.push({ fund: made, moves: [{ kind: 'APPROVED', on, n }] });
      return world.write(store.create(made), step(1, 'FundOpened', { approved: String(n) }));
    }
    const before = played.fund;
    const version = before.version + 1;
    if (random(2) === 0) {
      played.fund = { ...before, approved: BigInt(n), version };
      played.moves.push({ kind: 'APPROVED', on, n: n - Number(before.approved) });
      const facts = { before: { approved: String(before.approved) }, after: { approved: String(n) } };
      return world.write(store.replace(played.fund), step(version, 'FundApprovalChanged', facts));
    }
    // An entry may be of an earlier day than the one on which it is made.
    const entry = { kind: one(fundEntryKinds), amount: String(n), on: addDays(on, -random(40)) };
    played.fund = { ...before, version };
    played.moves.push({ kind: entry.kind, on: entry.on, n });
    return world.write(store.replace(played.fund), step(version, 'FundEntryRecorded', { entry }));
  }

  const plays = [deadline, deadline, letter, registration, exemplar, fund];
  return { deadlines, registrations, exemplars, funds, plays };
}

const letterOf = (id: Id<'cpl'>, type: Complaint['type'], unitId: Id<'unt'>, on: LocalDate): Complaint => ({
  ...{ id, type, instance: 1, firstId: null, channel: 'PAPER', handlerUnitId: unitId, receivedOn: on },
  ...{ knownOn: null, decisionId: null, identity: null, accusedUnitId: null, accusedUserIds: [] },
  ...{ accusedSubjectIds: [], recordedBy: who, assignees: [], remote: false, extensions: 0 },
  acceptBy: { on: addDays(on, 10), citation: 'A', status: 'confirmed' },
  ...{ acceptedOn: null, resolveBy: null, held: null, entries: [], decision: null, answer: null },
  ...{ refusal: null, enforcement: null, disciplines: [], withdrawalAskedAt: null, withdrawnOn: null },
  ...{ closingReason: null, escalations: [], status: 'RECEIVED', version: 1 },
});

export type PlayedRegisters = Omit<ReturnType<typeof playRegisters>, 'plays'>;
type Add = (of: Id<'unt'>, day: LocalDate, key: string, n?: number) => void;

/** Tells each fact of a day: whose, of which day, what it is counted as, and how often. */
export function recountRegisters(played: PlayedRegisters, on: LocalDate, add: Add): void {
  for (const one of played.deadlines) recountDeadline(one, on, add);
  for (const one of played.registrations) recountRegistration(one, on, add);
  for (const one of played.exemplars) recountExemplar(one, on, add);
  for (const one of played.funds) recountFund(one, on, add);
}

const ofYear = (day: LocalDate, on: LocalDate) => day <= on && yearOf(day) === yearOf(on);

function recountRegistration({ firstSentAt, late, unitId }: Registration, on: LocalDate, add: Add): void {
  const sentOn = firstSentAt === null ? undefined : localDate(firstSentAt.slice(0, 10));
  if (sentOn && ofYear(sentOn, on)) add(unitId, sentOn, `REGISTERED|${late ? 'LATE' : 'ON_TIME'}`);
}

function recountExemplar({ introducedOn, status, kind, unitId }: Exemplar, on: LocalDate, add: Add): void {
  if (introducedOn && status !== 'WITHDRAWN' && ofYear(introducedOn, on))
    add(unitId, introducedOn, `EXEMPLAR|${kind}`);
}

/** What was entered of another year counts at the edge of the fund's own. */
function recountFund({ fund, moves }: PlayedFund, on: LocalDate, add: Add): void {
  for (const move of moves) {
    const edge = yearOf(move.on) < fund.year ? `${fund.year}-01-01` : `${fund.year}-12-31`;
    const day = yearOf(move.on) === fund.year ? move.on : localDate(edge);
    if (ofYear(day, on)) add(fund.unitId, day, `FUND|${move.kind}`, move.n);
  }
}

function recountDeadline(played: PlayedDeadline, on: LocalDate, add: Add): void {
  const { deadline, steps, letter } = played;
  const hidden = letter ? letter.complaint.type === 'DENUNCIATION' : deadline.restricted;
  if (hidden) return;
  const now = steps.findLast((step) => step.on <= on);
  for (const run of new Set(steps.map((step) => step.run))) {
    const own = steps.filter((step) => step.run === run);
    const unitId = own.at(-1)?.unitId;
    if (!unitId) continue;
    const name = letter ? `COMPLAINT|${letter.complaint.type}` : `DUE|${deadline.purpose}`;
    if (now?.run === run && now.state === 'RUNNING') add(unitId, on, `${name}|${bandOf(now.dueOn, on)}`);
    if (!letter) recountKept(deadline.purpose, own, on, add);
  }
}

const daysTo = (day: LocalDate, on: LocalDate) => Math.round((Date.parse(day) - Date.parse(on)) / 86_400_000);

function bandOf(dueOn: LocalDate, on: LocalDate): string {
  const days = daysTo(dueOn, on);
  if (days < 0) return 'OVERDUE';
  return days <= 7 ? 'SOON' : 'LATER';
}

/** What was done by the end of a run, and how many days it took. */
function recountKept(purpose: Purpose, run: readonly Step[], on: LocalDate, add: Add): void {
  const [first, last] = [run.at(0), run.at(-1)];
  if (!first || !last || last.closing?.outcome !== 'DONE' || !ofYear(last.on, on)) return;
  add(last.unitId, last.on, `PROCESSED|${purpose}|${last.closing.late ? 'LATE' : 'ON_TIME'}`);
  const took = daysTo(last.on, first.on);
  if (took > 0) add(last.unitId, last.on, `PROCESSING_DAYS|${purpose}`, took);
}
