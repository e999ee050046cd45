import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { maxExtensions, resolutionRule } from '../law/complaint-clock.ts';
import { checkDisciplines, type CaseDisciplineInput } from '../records/case-discipline.ts';
import { nothing } from '../units/change-root.ts';
import { changeComplaint, loadHeld, type ComplaintInput, type HeldInput } from './change-complaint.ts';
import { clocksOf, isLateOn, startResolution, stopClocks } from './clock.ts';
import { maxEntries, type Complaint, type ComplaintOutcome } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';
import { settleHeld } from './hold.ts';
import { dueOn } from './send-complaint.ts';

type EntryInput = ComplaintInput & { readonly on: LocalDate; readonly text: string };

const maxText = 20_000;

const entered =
  (action: 'verify' | 'dialogue', kind: 'VERIFICATION' | 'DIALOGUE', event: string) =>
  (deps: ComplaintDeps, input: EntryInput): Promise<Result<Complaint>> =>
    changeComplaint(deps, input, {
      action,
      load: nothing,
      decide: ({ root, actor, viewer }) => {
        const text = requireText('text', input.text, maxText);
        const refusals = [
          ...refusalsOf(text),
          ...within(root, input.on, viewer.on),
          ...(root.entries.length >= maxEntries ? [refusal('TOO_MANY', 'text', { limit: maxEntries })] : []),
        ];
        if (!text.ok || refusals.length > 0) return refuse(...refusals);
        const entry = { kind, on: input.on, text: text.value, by: actor.userId };
        return accept({ patch: { entries: [...root.entries, entry] }, event, facts: { on: input.on } });
      },
    });

/** A step of verification. Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, COMPLAINT_DATES. */
export const recordVerification = entered('verify', 'VERIFICATION', 'ComplaintVerified');

/** The dialogue with the complainant. Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, COMPLAINT_DATES. */
export const recordDialogue = entered('dialogue', 'DIALOGUE', 'DialogueHeld');

const within = ({ acceptedOn }: Complaint, on: LocalDate, today: LocalDate): readonly Refusal[] =>
  on > today || (acceptedOn !== null && on < acceptedOn)
    ? [refusal('COMPLAINT_DATES', 'on', { expected: 'từ ngày thụ lý đến hôm nay' })]
    : [];

/** Lengthens the time for a complex case, as often as the law lets it. Codes: those of a step, TOO_MANY, REQUIRED, TOO_LONG. */
export const extendComplaint = (
  deps: ComplaintDeps,
  input: ComplaintInput & { readonly reason: string },
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'extend',
    load: () => Promise.all([deps.calendar.current(), clocksOf(deps, input.complaintId)]),
    decide: ({ root, actor, viewer, extra: [calendar, clocks] }) => {
      const limit = maxExtensions[root.type];
      const reason = requireText('reason', input.reason, 2_000);
      const from = root.acceptedOn;
      if (from === null) throw new Error(`complaint ${root.id} runs without acceptance`);
      if (!reason.ok || root.extensions >= limit)
        return refuse(
          ...(root.extensions >= limit ? [refusal('TOO_MANY', 'complaintId', { limit })] : []),
          ...refusalsOf(reason),
        );
      const extensions = root.extensions + 1;
      const start = { rule: resolutionRule({ ...root, extensions }, from), startOn: from };
      const resolveBy = dueOn(calendar, start.rule, from);
      const entry = {
        kind: 'EXTENSION' as const,
        on: viewer.on,
        text: reason.value,
        by: actor.userId,
      };
      return accept({
        patch: { extensions, resolveBy, entries: [...root.entries, entry] },
        writes: startResolution(deps, clocks.resolution, root, start, calendar),
        event: 'ComplaintExtended',
        facts: { extensions, dueOn: resolveBy.on },
      });
    },
  });

export type DecideComplaintInput = ComplaintInput & {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signerName: string;
  readonly outcome: ComplaintOutcome;
  readonly text: string;
  readonly held?: HeldInput | null | undefined;
};

/**
 * Decides, or concludes a denunciation. Stopped nominees go on when it was rejected, leave the list when it was upheld, and
 * stay stopped until something was done when it was right in part. Codes: those of a step, REQUIRED, TOO_LONG, COMPLAINT_DATES, COMPLAINT_NO_DIALOGUE, NOT_FOUND, WRONG_STATE.
 */
export const decideComplaint = (
  deps: ComplaintDeps,
  input: DecideComplaintInput,
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'decide',
    load: () => Promise.all([loadHeld(deps, input.held), clocksOf(deps, input.complaintId)]),
    decide: ({ root, actor, viewer, extra: [named, clocks] }) => {
      const number = requireLine('number', input.number, 100);
      const signerName = requireLine('signerName', input.signerName, 200);
      const text = requireText('text', input.text, maxText);
      const by = { complaint: root, actorId: actor.userId };
      const waits = input.outcome === 'PARTLY_UPHELD';
      const settled = waits
        ? accept<readonly Write[]>([])
        : settleHeld(deps, by, named, input.outcome === 'UPHELD');
      const refusals = [
        ...refusalsOf(number, signerName, text, settled),
        ...within(root, input.issuedOn, viewer.on),
        ...(root.instance === 2 && !root.entries.some((entry) => entry.kind === 'DIALOGUE')
          ? [refusal('COMPLAINT_NO_DIALOGUE', 'complaintId')]
          : []),
      ];
      if (!number.ok || !signerName.ok || !text.ok || !settled.ok || refusals.length > 0)
        return refuse(...refusals);
      const { issuedOn, outcome } = input;
      const decision = {
        ...{ issuedOn, outcome, number: number.value },
        ...{ signerName: signerName.value, text: text.value },
      };
      return accept({
        patch: { decision, held: waits ? root.held : null },
        writes: [...settled.value, ...stopClocks(deps, clocks, issuedOn, 'DONE')],
        event: 'ComplaintDecided',
        facts: {
          ...{ number: number.value, outcome, issuedOn },
          late: isLateOn(clocks.resolution, issuedOn),
        },
      });
    },
  });

/** Answers a petition or a query. Codes: those of a step, COMPLAINT_TYPE for the others, REQUIRED, TOO_LONG. */
export const answerComplaint = (
  deps: ComplaintDeps,
  input: ComplaintInput & { readonly text: string },
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'answer',
    load: () => clocksOf(deps, input.complaintId),
    decide: ({ viewer: { on }, extra: clocks }) => {
      const text = requireText('text', input.text, maxText);
      return text.ok
        ? accept({
            patch: { answer: text.value },
            writes: stopClocks(deps, clocks, on, 'DONE'),
            event: 'ComplaintAnswered',
            facts: { late: isLateOn(clocks.acceptance, on) },
          })
        : text;
    },
  });

export type EnforceComplaintInput = EntryInput & {
  /** Disciplines of those whom it names, which go into their records. */
  readonly disciplines?: readonly CaseDisciplineInput[] | null | undefined;
  /** Nominees who are still stopped, since it was right in part: they go on. */
  readonly held?: HeldInput | null | undefined;
};

/**
 * What was done to carry a decision out, disciplines too; who is still stopped goes on. Codes: those of a step, REQUIRED,
 * TOO_LONG, COMPLAINT_DATES, NOT_FOUND, and for disciplines TOO_MANY, NOT_FOUND, INVALID_VALUE.
 */
export const enforceComplaint = (
  deps: ComplaintDeps,
  input: EnforceComplaintInput,
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'enforce',
    load: () => loadHeld(deps, input.held),
    decide: ({ root, actor, viewer, extra: named }) => {
      const text = requireText('text', input.text, maxText);
      const days = { since: root.acceptedOn ?? root.receivedOn, on: viewer.on };
      const disciplines = checkDisciplines(input.disciplines, root.accusedSubjectIds, days);
      const settled = settleHeld(deps, { complaint: root, actorId: actor.userId }, named, false);
      const refusals = [...refusalsOf(text, disciplines, settled), ...within(root, input.on, viewer.on)];
      if (!text.ok || !disciplines.ok || !settled.ok || refusals.length > 0) return refuse(...refusals);
      return accept({
        patch: {
          ...{ enforcement: { on: input.on, text: text.value }, disciplines: disciplines.value },
          held: null,
        },
        writes: settled.value,
        event: 'ComplaintEnforced',
        facts: { on: input.on, disciplines: disciplines.value.length },
      });
    },
  });

export type WithdrawComplaintInput = ComplaintInput & {
  readonly reason: string;
  /** By which the sender of a paper withdrew it. */
  readonly letter?:
    { readonly on: LocalDate; readonly number?: string | null | undefined } | null | undefined;
  readonly held?: HeldInput | null | undefined;
};

/** The sender has asked by the code, or withdrew on paper what came on paper. */
const checkWithdrawn = (
  { channel, receivedOn, withdrawalAskedAt }: Complaint,
  { letter }: WithdrawComplaintInput,
  today: LocalDate,
): readonly Refusal[] => [
  ...(withdrawalAskedAt === null && (channel === 'ONLINE' || letter == null)
    ? [refusal('COMPLAINT_NOT_WITHDRAWN', channel === 'PAPER' ? 'letter' : 'complaintId')]
    : []),
  ...(letter != null && (letter.on < receivedOn || letter.on > today)
    ? [refusal('COMPLAINT_DATES', 'letter.on', { expected: 'từ ngày nhận đơn đến hôm nay' })]
    : []),
];

/**
 * Ends it because the complainant withdrew it; stopped nominees go on. Codes: those of a step, COMPLAINT_NOT_WITHDRAWN,
 * COMPLAINT_DATES, REQUIRED, TOO_LONG, NOT_FOUND.
 */
export const withdrawComplaint = (
  deps: ComplaintDeps,
  input: WithdrawComplaintInput,
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'withdraw',
    load: () => Promise.all([loadHeld(deps, input.held), clocksOf(deps, input.complaintId)]),
    decide: ({ root, actor, viewer, extra: [named, clocks] }) => {
      const reason = requireText('reason', input.reason, 2_000);
      const settled = settleHeld(deps, { complaint: root, actorId: actor.userId }, named, false);
      const number = checkText('letter.number', input.letter?.number ?? '', 100);
      const refusals = [...checkWithdrawn(root, input, viewer.on), ...refusalsOf(reason, number, settled)];
      if (!reason.ok || !number.ok || !settled.ok || refusals.length > 0) return refuse(...refusals);
      return accept({
        patch: { closingReason: reason.value, withdrawnOn: viewer.on, held: null },
        writes: [...settled.value, ...stopClocks(deps, clocks, viewer.on, 'CANCELLED')],
        event: 'ComplaintWithdrawn',
        facts: { letterOn: input.letter?.on ?? null, letterNumber: number.value || null },
      });
    },
  });
