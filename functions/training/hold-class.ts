import { requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { nothing } from '../units/change-root.ts';
import { maxMarks, type TrainingClass } from './class.ts';
import type { TrainingDeps } from './deps.ts';
import { changeClass, checkTerms, type ClassInput, type UpdateTrainingClassInput } from './draft-class.ts';
import { checkNamed, loadNamed } from './named.ts';
import type { Attendance } from './nomination.ts';

/**
 * Rewrites what a class is, also while units nominate; it never gets smaller than the seats that are taken. Codes: those
 * of a step and of a draft, TRAINING_FULL.
 */
export const updateTrainingClass = (
  deps: TrainingDeps,
  input: UpdateTrainingClassInput,
): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'update',
    load: nothing,
    decide: ({ root }) => {
      const terms = checkTerms(input);
      if (!terms.ok) return terms;
      return accept({
        patch: terms.value,
        writes: [deps.training.fits({ ...root, ...terms.value })],
        event: 'TrainingClassUpdated',
        facts: { startsOn: terms.value.startsOn, capacity: terms.value.capacity },
      });
    },
  });

/** Lets units nominate. Codes: those of a step, TRAINING_DATES when the last day for it is over. */
export const openTrainingClass = (deps: TrainingDeps, input: ClassInput): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'open',
    load: nothing,
    decide: ({ root, viewer: { on } }) =>
      root.closesOn < on
        ? refuse(refusal('TRAINING_DATES', 'closesOn', { expected: 'không trước hôm nay' }))
        : accept({ patch: {}, event: 'TrainingClassOpened', facts: { closesOn: root.closesOn } }),
  });

export type RecordAttendanceInput = ClassInput & {
  readonly marks: readonly { readonly officerId: string; readonly attendance: Attendance }[];
};

/**
 * Who came, from the first day on; may be put right until the class is finished. Codes: those of a step, REQUIRED,
 * TOO_MANY, DUPLICATE, TRAINING_DATES, TRAINING_NOT_NOMINATED.
 */
export const recordTrainingAttendance = (
  deps: TrainingDeps,
  input: RecordAttendanceInput,
): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'attend',
    load: () => loadNamed(deps, input.trainingClassId, input.marks, maxMarks),
    decide: ({ root, viewer: { on }, extra: found }) => {
      const named = checkNamed('marks', input.marks, found, maxMarks);
      const early = on < root.startsOn;
      if (!named.ok || early)
        return refuse(
          ...(named.ok ? [] : named.refusals),
          ...(early ? [refusal('TRAINING_DATES', 'marks', { expected: `từ ${root.startsOn}` })] : []),
        );
      return accept({
        patch: {},
        writes: named.value.map(({ nomination, row: { attendance } }) =>
          deps.training.mark({ ...nomination, attendance }),
        ),
        event: 'TrainingAttendanceRecorded',
        facts: { marks: named.value.map(({ nomination, row }) => [nomination.officerId, row.attendance]) },
      });
    },
  });

/** The class is over: attendance stands, results and certificates follow. Codes: those of a step, TRAINING_DATES. */
export const finishTrainingClass = (deps: TrainingDeps, input: ClassInput): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'finish',
    load: nothing,
    decide: ({ root, viewer: { on } }) =>
      on < root.endsOn
        ? refuse(refusal('TRAINING_DATES', 'trainingClassId', { expected: `từ ${root.endsOn}` }))
        : accept({ patch: {}, event: 'TrainingClassFinished' }),
  });

/** Gives a class up. Codes: those of a step, REQUIRED, TOO_LONG. */
export const cancelTrainingClass = (
  deps: TrainingDeps,
  input: ClassInput & { readonly reason: string },
): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'cancel',
    load: nothing,
    decide: () => {
      const reason = requireText('reason', input.reason, 2_000);
      return reason.ok
        ? accept({
            patch: { cancelReason: reason.value },
            event: 'TrainingClassCancelled',
            facts: { reason: reason.value },
          })
        : reason;
    },
  });
