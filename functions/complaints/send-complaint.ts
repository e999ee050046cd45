import { forbidden, nobody, unitsWithRole, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { checkWindow, countOne, readWindow, type RateRule, type RateWindow } from '../kernel/rate-limit.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { trackingCode } from '../kernel/tracking-code.ts';
import type { ComplaintType } from '../law/complaint-type.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import { acceptanceTime } from '../local-rules/local-time.ts';
import { dueDate } from '../law/deadline.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { checkAppeal } from './appeal.ts';
import { loadClocks, startAcceptance } from './clock.ts';
import { complaintPermissions } from './complaint.policy.ts';
import { complaintPk } from './complaint.store.ts';
import { complaintIdOf, type Complaint, type Due } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';
import { checkIdentity, type IdentityInput } from './identity.ts';

type Lodged = {
  readonly handlerUnitId: string;
  readonly type: ComplaintType;
  readonly text: string;
  readonly identity?: IdentityInput | null | undefined;
  readonly decisionId?: string | null | undefined;
  readonly knownOn?: LocalDate | null | undefined;
  readonly remote?: boolean | null | undefined;
  /** Tracking code of the first instance, to appeal it. */
  readonly appealOf?: string | null | undefined;
  readonly idempotencyKey: string;
};
export type SendComplaintInput = Lodged;
export type RegisterComplaintInput = Lodged & { readonly receivedOn: LocalDate };

/** What the sender keeps; told once more to who repeats the request with its key. */
export type ComplaintReceipt = {
  readonly trackingCode: string;
  readonly receivedOn: LocalDate;
  readonly acceptBy: Due;
};

export const perSource: RateRule = { name: 'complaint-source', limit: 5, windowSeconds: 3600 };
const maxText = 20_000;

/** Anyone, without an account, named or not. Codes: NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE, COMPLAINT_DATES, COMPLAINT_NOT_APPEALABLE, RATE_LIMITED. */
export async function sendComplaint(
  deps: ComplaintDeps,
  input: SendComplaintInput,
): Promise<Result<ComplaintReceipt>> {
  const source = await deps.source();
  return lodge(deps, input, {
    ...{ anyone: true, channel: 'ONLINE', receivedOn: today(deps.clock), owner: nobody.userId },
    window: () => readWindow(deps, perSource, source),
  });
}

/** An officer enters what came on paper. Codes: those of sending it. */
export async function registerComplaint(
  deps: ComplaintDeps,
  input: RegisterComplaintInput,
): Promise<Result<ComplaintReceipt>> {
  return lodge(deps, input, {
    ...{ anyone: false, channel: 'PAPER', receivedOn: input.receivedOn, owner: deps.userId ?? '' },
    window: () => Promise.resolve(undefined),
  });
}

type Way = {
  readonly anyone: boolean;
  readonly channel: Complaint['channel'];
  readonly receivedOn: LocalDate;
  /** Whose idempotency keys these are. */
  readonly owner: string;
  readonly window: () => Promise<RateWindow | undefined>;
};

async function lodge(
  deps: ComplaintDeps,
  { identity, appealOf, ...plain }: Lodged,
  way: Way,
): Promise<Result<ComplaintReceipt>> {
  const who = checkIdentity(identity);
  if (!who.ok) return who;
  const [code, print] = await Promise.all([
    codeFor(deps, way.owner, plain.idempotencyKey),
    who.value === null ? null : deps.complaintSealer.fingerprint(`complaint-identity:${who.value}`),
  ]);
  const id = complaintIdOf(code);
  const firstId = appealOf == null ? undefined : complaintIdOf(appealOf);
  if (!id) throw new Error('a tracking code that is none');
  // The hash of the input is kept: who complains goes into it as a keyed digest, which nobody can try names against.
  const input = { ...plain, identity: print, appealOf: firstId ?? appealOf ?? null };
  return mutate(deps, {
    operation: way.anyone ? 'sendComplaint' : 'registerComplaint',
    ...(way.anyone && { anyone: true as const }),
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        deps.calendar.current(),
        firstId && deps.complaints.get(firstId),
        loadClocks(deps, firstId),
        plain.decisionId == null ? null : loadDecision(deps, plain.decisionId),
        way.window(),
        deps.localRules.shelf(),
      ]),
    decide: async ([registry, calendar, first, clocks, decision, window, { books }], actor) => {
      const on = today(deps.clock);
      const handler = handlerOf(plain.handlerUnitId, registry, on, way.anyone ? undefined : actor);
      if (!handler) return refuse(refusal('NOT_FOUND', 'handlerUnitId'));
      const text = requireText('text', plain.text, maxText);
      const appeal = appealOf == null ? null : { first, clock: clocks.resolution, handlerUnitId: handler };
      const refusals = [
        ...refusalsOf(text),
        ...(decision === undefined ? [refusal('NOT_FOUND', 'decisionId')] : []),
        ...checkDays(plain, way.receivedOn, on),
        ...(appeal ? checkAppeal(plain, appeal, { registry, calendar, on: way.receivedOn }) : []),
        ...full(window),
      ];
      if (!text.ok || refusals.length > 0) return refuse(...refusals);
      const local = localRulesIn(books, registry, handler, way.receivedOn);
      const rule = acceptanceTime(plain.type, way.receivedOn, local);
      const complaint: Complaint = {
        ...newComplaint(id, plain, way, dueOn(calendar, rule, way.receivedOn)),
        ...(first && appeal && { instance: 2, firstId: first.id }),
        handlerUnitId: handler,
        decisionId: decision ? decision.id : null,
        identity: await seal(deps, who.value, id),
        recordedBy: recorderOf(way, actor),
      };
      const { clock, requestId, deadlines } = deps;
      const start = { rule, startOn: way.receivedOn };
      return accept({
        result: receipt(complaint, code),
        resultId: id,
        writes: [
          ...deps.complaints.create(complaint, text.value),
          // In the name that the mutation is done in: nobody's, whoever is signed in.
          ...startAcceptance(
            { clock, requestId, deadlines, userId: actor.userId },
            undefined,
            complaint,
            start,
            calendar,
          ),
          ...counted(window),
        ],
        event: {
          pk: complaintPk(id),
          aggregateId: id,
          seq: 1,
          name: 'ComplaintReceived',
          facts: { channel: way.channel, handlerUnitId: handler, instance: complaint.instance },
        },
      });
    },
    reload: async () => {
      const complaint = await deps.complaints.get(id);
      return complaint && receipt(complaint, code);
    },
  });
}

const full = (window: RateWindow | undefined) => (window ? checkWindow(window) : []);
const counted = (window: RateWindow | undefined) => (window ? [countOne(window)] : []);
const recorderOf = (way: Way, actor: User) => (way.anyone ? null : actor.userId);

const newComplaint = (id: Id<'cpl'>, plain: Lodged, way: Way, acceptBy: Due) => ({
  ...blank,
  id,
  type: plain.type,
  channel: way.channel,
  receivedOn: way.receivedOn,
  knownOn: plain.knownOn ?? null,
  remote: plain.remote ?? false,
  acceptBy,
});

const receipt = ({ receivedOn, acceptBy }: Complaint, code: string): ComplaintReceipt => ({
  trackingCode: code,
  receivedOn,
  acceptBy,
});

/** 100 bits under a key that only KMS has: the same request always gives the same code, and nobody can guess one. */
const codeFor = async (deps: ComplaintDeps, owner: string, key: string): Promise<string> =>
  trackingCode(
    Buffer.from(await deps.complaintSealer.fingerprint(`complaint-code:${owner}:${key}`), 'base64url'),
  );

const seal = async (deps: ComplaintDeps, identity: string | null, id: Id<'cpl'>): Promise<string | null> =>
  identity === null ? null : deps.complaintSealer.seal(identity, { complaintId: id });

async function loadDecision(deps: ComplaintDeps, raw: string) {
  const id = parseId('dec', raw);
  return id && deps.dossiers.decision(id);
}

/** Any living unit may be written to; paper is entered by the unit's own people. */
function handlerOf(raw: string, registry: UnitRegistry, on: LocalDate, clerk: User | undefined) {
  const roles = complaintPermissions['complaint.register'];
  if (clerk && unitsWithRole(clerk, roles).length === 0) throw forbidden();
  const unitId = parseId('unt', raw);
  if (!unitId || !registry.stateOn(unitId, on)) return undefined;
  return !clerk || actsFor(clerk, roles, registry, unitId, on) ? unitId : undefined;
}

const checkDays = ({ knownOn }: Lodged, receivedOn: LocalDate, on: LocalDate): readonly Refusal[] => [
  ...(receivedOn > on ? [refusal('COMPLAINT_DATES', 'receivedOn', { expected: 'không sau hôm nay' })] : []),
  ...checkKnownOn(knownOn, receivedOn),
];

export const checkKnownOn = (
  knownOn: LocalDate | null | undefined,
  receivedOn: LocalDate,
): readonly Refusal[] =>
  knownOn != null && knownOn > receivedOn
    ? [refusal('COMPLAINT_DATES', 'knownOn', { expected: 'không sau ngày gửi' })]
    : [];

export function dueOn(calendar: WorkCalendar, rule: Parameters<typeof dueDate>[1], from: LocalDate): Due {
  const { dueOn: on, citation, status } = dueDate(calendar, rule, from);
  return { on, citation, status };
}

const blank = {
  instance: 1,
  firstId: null,
  accusedUnitId: null,
  accusedUserIds: [],
  accusedSubjectIds: [],
  assignees: [],
  extensions: 0,
  acceptedOn: null,
  resolveBy: null,
  held: null,
  entries: [],
  decision: null,
  answer: null,
  refusal: null,
  enforcement: null,
  disciplines: [],
  withdrawalAskedAt: null,
  withdrawnOn: null,
  closingReason: null,
  escalations: [],
  status: 'RECEIVED',
  version: 1,
} as const;
