import { instant } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import { officerPk } from '../officers/officer.store.ts';
import type { Officer } from '../officers/officer.ts';
import { maxCertificates, maxMarks, type TrainingClass } from './class.ts';
import type { TrainingDeps } from './deps.ts';
import { changeClass, type ClassInput } from './draft-class.ts';
import { checkNamed, loadNamed } from './named.ts';
import { missing, type Nomination } from './nomination.ts';

export type RecordResultsInput = ClassInput & {
  readonly results: readonly {
    readonly officerId: string;
    readonly score?: number | null | undefined;
    readonly passed: boolean;
  }[];
};

/**
 * Results of the test of those who came. Codes: those of a step, REQUIRED, TOO_MANY, DUPLICATE, INVALID_VALUE,
 * TRAINING_NOT_NOMINATED, TRAINING_NOT_ATTENDED.
 */
export const recordTrainingResults = (
  deps: TrainingDeps,
  input: RecordResultsInput,
): Promise<Result<TrainingClass>> =>
  changeClass(deps, input, {
    action: 'grade',
    load: () => loadNamed(deps, input.trainingClassId, input.results, maxMarks),
    decide: ({ root, extra: found }) => {
      if (!root.hasTest)
        return refuse(refusal('INVALID_VALUE', 'results', { expected: 'lớp có bài kiểm tra' }));
      const named = checkNamed('results', input.results, found, maxMarks);
      if (!named.ok) return named;
      const refusals = named.value.flatMap(({ nomination, row: { score } }, i): readonly Refusal[] => [
        ...(score == null || (score >= 0 && score <= 100)
          ? []
          : [refusal('INVALID_VALUE', `results.${i}.score`, { expected: '0–100' })]),
        ...(nomination.attendance === 'PRESENT'
          ? []
          : [refusal('TRAINING_NOT_ATTENDED', `results.${i}.officerId`)]),
        // What a certificate rests on stands.
        ...(nomination.certificate ? [refusal('DUPLICATE', `results.${i}.officerId`)] : []),
      ]);
      if (refusals.length > 0) return refuse(...refusals);
      return accept({
        patch: {},
        writes: named.value.map(({ nomination, row: { score, passed } }) =>
          deps.training.mark({ ...nomination, score: score ?? null, passed }),
        ),
        event: 'TrainingResultsRecorded',
        facts: { results: named.value.map(({ nomination, row }) => [nomination.officerId, row.passed]) },
      });
    },
  });

export type CertifyInput = ClassInput & {
  /** The host, named again so that its register is read along with the class. */
  readonly hostUnitId: string;
  readonly officerIds: readonly string[];
  readonly issuedOn: LocalDate;
};

const loadCertify = (deps: TrainingDeps, input: CertifyInput, rows: readonly { officerId: string }[]) => {
  const hostUnitId = parseId('unt', input.hostUnitId);
  const year = yearOf(input.issuedOn);
  return Promise.all([
    loadNamed(deps, input.trainingClassId, rows, maxCertificates),
    Promise.all(
      rows.slice(0, maxCertificates).map(async ({ officerId }) => {
        const id = parseId('ofc', officerId);
        return id && deps.officers.get(id);
      }),
    ),
    hostUnitId && deps.training.register(hostUnitId, year),
  ]);
};

/**
 * Numbered certificates for those who came and passed: they are trained from now on, and so is their unit. Codes: those
 * of a step, NOT_FOUND, REQUIRED, TOO_MANY, DUPLICATE, TRAINING_DATES, TRAINING_NOT_NOMINATED, TRAINING_NOT_ATTENDED,
 * TRAINING_NOT_PASSED.
 */
export function issueTrainingCertificates(
  deps: TrainingDeps,
  input: CertifyInput,
): Promise<Result<TrainingClass>> {
  const rows = input.officerIds.map((officerId) => ({ officerId }));
  return changeClass(deps, input, {
    action: 'certify',
    load: () => loadCertify(deps, input, rows),
    decide: ({ root, actor, viewer: { on }, extra: [found, officers, register] }) => {
      if (!register || input.hostUnitId !== root.hostUnitId)
        return refuse(refusal('NOT_FOUND', 'hostUnitId'));
      const { issuedOn } = input;
      const named = checkNamed('officerIds', rows, found, maxCertificates, pathOf);
      const dated = issuedOn >= root.endsOn && issuedOn <= on;
      const expected = `từ ${root.endsOn} đến hôm nay`;
      const refusals = [
        ...(named.ok
          ? named.value.flatMap(({ nomination }, i) => whyNot(nomination, root, i))
          : named.refusals),
        ...(dated ? [] : [refusal('TRAINING_DATES', 'issuedOn', { expected })]),
      ];
      if (!named.ok || refusals.length > 0) return refuse(...refusals);
      const year = yearOf(issuedOn);
      const numbers = named.value.map((_, i) => `${register.last + i + 1}/${year}`);
      const after = { last: register.last + numbers.length, version: register.version + 1 };
      const by = { at: instant(deps.clock), actorId: actor.userId, requestId: deps.requestId };
      return accept({
        patch: {},
        writes: [
          deps.training.saveRegister(root.hostUnitId, year, after),
          ...named.value.flatMap(({ nomination }, i) => {
            const number = numbers[i] ?? '';
            const officer = officers[i];
            return [
              deps.training.mark({ ...nomination, certificate: { number, issuedOn } }),
              ...(officer ? trained(deps, officer, { classId: root.id, number, on: root.endsOn }, by) : []),
            ];
          }),
        ],
        event: 'TrainingCertificatesIssued',
        facts: { certificates: named.value.map((one, i) => [one.nomination.officerId, numbers[i]]) },
      });
    },
  });
}

const pathOf = (i: number) => `officerIds.${i}`;

function whyNot(nomination: Nomination, root: TrainingClass, i: number): readonly Refusal[] {
  const path = pathOf(i);
  const code = missing(nomination, root);
  return [
    ...(code ? [refusal(code, path)] : []),
    ...(nomination.certificate ? [refusal('DUPLICATE', path)] : []),
  ];
}

type By = { readonly at: string; readonly actorId: Id<'usr'>; readonly requestId: string };
type Certified = { readonly classId: Id<'trc'>; readonly number: string; readonly on: LocalDate };

/** The officer's record says since when they are trained; an older class doesn't take that back. */
function trained(
  deps: TrainingDeps,
  before: Officer,
  { classId, number, on }: Certified,
  by: By,
): readonly Write[] {
  const trainedOn = before.trainedOn !== null && before.trainedOn > on ? before.trainedOn : on;
  const after: Officer = { ...before, trainedOn, version: before.version + 1 };
  const event = eventItem(officerPk(after.id), {
    ...by,
    aggregateId: after.id,
    seq: after.version,
    name: 'OfficerTrained',
    facts: { classId, number, unitId: after.unitId },
  });
  return [...deps.officers.follow(after, before), create(event, refusal('BUSY', []))];
}
