import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { nothing } from '../units/change-root.ts';
import { changeExemplar, type ExemplarInput } from './change-exemplar.ts';
import type { ExemplarDeps } from './deps.ts';
import { maxNurture, type Approval, type Exemplar } from './exemplar.ts';

const maxNote = 2_000;

type NoteInput = ExemplarInput & { readonly note: string };

const signed =
  (
    action: 'verify' | 'approve' | 'approveExtra',
    place: 'verification' | 'approval' | 'extra',
    event: string,
    check: typeof checkText,
  ) =>
  (deps: ExemplarDeps, input: NoteInput): Promise<Result<Exemplar>> =>
    changeExemplar(deps, input, {
      action,
      load: nothing,
      decide: ({ actor }) => {
        const note = check('note', input.note, maxNote);
        if (!note.ok) return note;
        const approval: Approval = { by: actor.userId, at: instant(deps.clock), note: note.value };
        return accept({ patch: { [place]: approval }, event, facts: { note: note.value } });
      },
    });

/** A second person has looked into it. Codes: those of a step, EXEMPLAR_OWN, TOO_LONG. */
export const verifyExemplar = signed('verify', 'verification', 'ExemplarVerified', checkText);

/** The leader takes it up. Codes: those of a step, TOO_LONG. */
export const approveExemplar = signed('approve', 'approval', 'ExemplarApproved', checkText);

/** The host lets it be introduced over the unit's limit, with a reason. Codes: those of a step, REQUIRED, TOO_LONG. */
export const approveExtraExemplar = signed('approveExtra', 'extra', 'ExtraExemplarApproved', requireText);

export type AddNurtureTaskInput = ExemplarInput & {
  readonly task: string;
  readonly mentor: string;
  readonly dueOn: LocalDate;
};

/** Adds a step of nurturing. Codes: those of a step, REQUIRED, TOO_LONG, TOO_MANY, EXEMPLAR_DATES. */
export const addNurtureTask = (deps: ExemplarDeps, input: AddNurtureTaskInput): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'nurture',
    load: nothing,
    decide: ({ root, viewer }) => {
      const task = requireText('task', input.task, maxNote);
      const mentor = requireLine('mentor', input.mentor, 200);
      const refusals = [
        ...refusalsOf(task, mentor),
        ...(input.dueOn < viewer.on
          ? [refusal('EXEMPLAR_DATES', 'dueOn', { expected: 'không trước hôm nay' })]
          : []),
        ...(root.nurture.length >= maxNurture ? [refusal('TOO_MANY', 'task', { limit: maxNurture })] : []),
      ];
      if (!task.ok || !mentor.ok || refusals.length > 0) return refuse(...refusals);
      const number = root.nurture.length + 1;
      const added = {
        number,
        task: task.value,
        mentor: mentor.value,
        dueOn: input.dueOn,
        doneOn: null,
        result: null,
      };
      return accept({
        patch: { nurture: [...root.nurture, added] },
        event: 'NurtureTaskAdded',
        facts: { number, dueOn: input.dueOn },
      });
    },
  });

export type FinishNurtureTaskInput = ExemplarInput & {
  readonly number: number;
  readonly doneOn: LocalDate;
  readonly result: string;
};

/** Says what came of a step. Codes: those of a step, NOT_FOUND, DUPLICATE when done before, REQUIRED, EXEMPLAR_DATES. */
export const finishNurtureTask = (
  deps: ExemplarDeps,
  input: FinishNurtureTaskInput,
): Promise<Result<Exemplar>> =>
  changeExemplar(deps, input, {
    action: 'finishNurture',
    load: nothing,
    decide: ({ root, viewer }) => {
      const result = requireText('result', input.result, maxNote);
      const found = root.nurture.find((one) => one.number === input.number);
      const refusals = [
        ...refusalsOf(result),
        ...(found ? [] : [refusal('NOT_FOUND', 'number')]),
        ...(found?.doneOn == null ? [] : [refusal('DUPLICATE', 'number')]),
        ...(input.doneOn > viewer.on
          ? [refusal('EXEMPLAR_DATES', 'doneOn', { expected: 'không sau hôm nay' })]
          : []),
      ];
      if (!result.ok || refusals.length > 0) return refuse(...refusals);
      const nurture = root.nurture.map((one) =>
        one.number === input.number ? { ...one, doneOn: input.doneOn, result: result.value } : one,
      );
      return accept({
        patch: { nurture },
        event: 'NurtureTaskFinished',
        facts: { number: input.number, doneOn: input.doneOn },
      });
    },
  });
