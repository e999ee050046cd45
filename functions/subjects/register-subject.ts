import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { nameAround, type Unit } from '../units/unit.ts';
import { askNumber, checkAsked, inputMark, sealNumber } from './asked-number.ts';
import { checkBirthDate, checkKindFields, checkPosition, notAfter, requireName } from './fields.ts';
import type { SubjectGroup } from './group.ts';
import { checkDuplicates, checkHolder, likeSubject, possibleDuplicates, sameNumber } from './same-person.ts';
import type { Sealer } from './sealer.ts';
import type { Sex } from './sex.ts';
import { maySubjects, requireSubjectRole } from './subject.policy.ts';
import { subjectPk, type SubjectStore } from './subject.store.ts';
import type { Subject } from './subject.ts';

export type SubjectDeps = Scope & {
  readonly subjects: SubjectStore;
  readonly units: UnitStore;
  readonly sealer: Sealer;
};

export type RegisterSubjectInput = {
  readonly kind: SubjectKind;
  readonly unitId: string;
  readonly name?: string | null | undefined;
  readonly position?: string | null | undefined;
  readonly birthDate?: LocalDate | null | undefined;
  readonly sex?: Sex | null | undefined;
  readonly group?: SubjectGroup | null | undefined;
  readonly idNumber?: string | null | undefined;
  readonly since?: LocalDate | null | undefined;
  readonly acknowledgeDuplicates?: readonly string[] | null | undefined;
  readonly idempotencyKey: string;
};

/** Registers someone or something that can be awarded, unless it is there already. */
export async function registerSubject(
  deps: SubjectDeps,
  input: RegisterSubjectInput,
): Promise<Result<Subject>> {
  const asked = await askNumber(deps, input.idNumber);
  const unitId = parseId('unt', input.unitId);
  const recorded = { ...input, idNumber: inputMark(asked) };
  return mutate(deps, {
    operation: 'registerSubject',
    input: recorded,
    load: () =>
      Promise.all([
        deps.units.registry(),
        asked.fingerprint === null ? undefined : deps.subjects.holder(asked.fingerprint),
        candidates(deps, input, unitId),
      ]),
    decide: async ([registry, holder, like], actor) => {
      requireSubjectRole(actor, 'subject.register');
      const on = today(deps.clock);
      const viewer = { actor, registry, on };
      const unit = unitId && registry.get(unitId);
      if (!unit || !maySubjects(actor, 'subject.register', registry, unit.id, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const fields = checkFields(input, unit, on);
      const number = checkAsked(asked, { birthDate: input.birthDate ?? null, sex: input.sex ?? null }, on);
      const duplicates = possibleDuplicates(
        viewer,
        { kind: input.kind, birthDate: input.birthDate ?? null },
        like,
      );
      const refusals = [
        ...(registry.stateOn(unit.id, on) ? [] : [refusal('UNIT_NOT_ALIVE', 'unitId', { on })]),
        ...refusalsOf(fields, number),
        ...checkHolder(viewer, holder, undefined),
        ...checkDuplicates(duplicates, input.acknowledgeDuplicates ?? []),
      ];
      if (!fields.ok || !number.ok || refusals.length > 0) return refuse(...refusals);
      const id = deps.ids.next('sub');
      const subject: Subject = {
        id,
        ...fields.value,
        idNumber: await sealNumber(deps.sealer, id, number.value, asked.fingerprint),
        version: 1,
      };
      return accept({
        result: subject,
        resultId: id,
        writes: deps.subjects.create(subject, sameNumber(viewer)),
        event: {
          pk: subjectPk(id),
          aggregateId: id,
          seq: 1,
          name: 'SubjectRegistered',
          facts: {
            kind: subject.kind,
            unitId: subject.unitId,
            hasIdNumber: subject.idNumber !== null,
            acknowledgedDuplicates: duplicates.map((one) => one.id),
          },
        },
      });
    },
    reload: (raw) => reloadSubject(deps, raw),
  });
}

/** A unit has one subject at most, held by its key; for all others namesakes are looked for. */
const candidates = (deps: SubjectDeps, input: RegisterSubjectInput, unitId: Id<'unt'> | undefined) => {
  const name = requireName(input.name ?? '');
  return input.kind === 'UNIT' || !unitId || !name.ok
    ? []
    : likeSubject(deps.subjects, { name: name.value, unitId, birthDate: input.birthDate ?? null });
};

type Fields = Omit<Subject, 'id' | 'idNumber' | 'version'>;

function checkFields(input: RegisterSubjectInput, unit: Unit, on: LocalDate): Result<Fields> {
  const isUnit = input.kind === 'UNIT';
  const name = isUnit ? accept(nameAround(unit, on)) : requireName(input.name ?? '');
  const position = checkPosition(input.position);
  const since = isUnit ? unit.life.from : input.since;
  const { birthDate, sex, group } = personalOf(input);
  const refusals: readonly Refusal[] = [
    ...refusalsOf(name, position),
    ...checkKindFields(input.kind, input),
    ...checkBirthDate(birthDate, on),
    ...(isUnit ? [] : checkSince(input.since, on)),
  ];
  if (!name.ok || !position.ok || since == null || refusals.length > 0) return refuse(...refusals);
  return accept({
    kind: input.kind,
    name: name.value,
    unitId: unit.id,
    position: position.value,
    birthDate,
    sex,
    group,
    refUnitId: isUnit ? unit.id : null,
    affiliations: [{ unitId: unit.id, position: position.value, from: since, to: null }],
  });
}

const personalOf = ({ birthDate, sex, group }: RegisterSubjectInput) => ({
  birthDate: birthDate ?? null,
  sex: sex ?? null,
  group: group ?? null,
});

const checkSince = (since: LocalDate | null | undefined, on: LocalDate): readonly Refusal[] =>
  since == null ? [refusal('REQUIRED', 'since')] : notAfter('since', since, on);

export async function reloadSubject(deps: SubjectDeps, raw: string): Promise<Subject | undefined> {
  const id = parseId('sub', raw);
  return id && deps.subjects.get(id);
}
