import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { Records } from '../law/eligibility/records.ts';
import type { Subject } from '../subjects/subject.ts';
import type { UnitRegistry } from '../units/registry.ts';
import {
  isOf,
  type ContentOf,
  type Entry,
  type HistoryOf,
  type RecordFile,
  type RecordKind,
} from './entry.ts';

/** Nobody has said since when a history is complete: any of it may be missing. */
export const nothingKnown = 9999;

/** The file of a unit that this subject's unit carries on. */
export type Inheritance = { readonly from: Id<'unt'>; readonly file: RecordFile };

/** What the rules of eligibility are asked on: the files' entries as facts, without who wrote them. */
export function recordsOf(
  subject: Subject,
  registry: UnitRegistry,
  file: RecordFile,
  inherited: readonly Inheritance[] = [],
): Records {
  const facts = <K extends RecordKind>(kind: K) => factsOf(file.entries, kind);
  const withInherited = <K extends 'AWARD' | 'COMPLETION'>(kind: K) => [
    ...facts(kind).map((fact) => ({ ...fact, inheritedFrom: null })),
    ...inherited.flatMap(({ from, file: { entries } }) =>
      factsOf(entries, kind).map((fact) => ({ ...fact, inheritedFrom: from })),
    ),
  ];
  return {
    subjectKind: subject.kind,
    dissolvedOn: subject.kind === 'INDIVIDUAL' ? null : endOf(subject, registry),
    held: withInherited('AWARD'),
    heldKnownFrom: knownFrom(file, 'AWARDS'),
    completions: withInherited('COMPLETION'),
    disciplines: facts('DISCIPLINE'),
    proceedings: facts('PROCEEDING'),
    conductCheckedOn: facts('CONDUCT_CHECK').reduce<LocalDate | null>(
      (latest, { asOf }) => (latest === null || asOf > latest ? asOf : latest),
      null,
    ),
    initiatives: facts('INITIATIVE'),
    initiativesKnownFrom: knownFrom(file, 'INITIATIVES'),
    staffing: facts('STAFFING'),
    attestations: facts('ATTESTATION'),
    sex: subject.sex,
    positions: facts('POSITION'),
    positionsKnownFrom: knownFrom(file, 'POSITIONS'),
  };
}

const endOf = (subject: Subject, registry: UnitRegistry): LocalDate | null =>
  registry.get(subject.refUnitId ?? subject.unitId)?.life.to ?? null;

function knownFrom(file: RecordFile, of: HistoryOf): number | null {
  const extent = factsOf(file.entries, 'HISTORY_EXTENT').find((one) => one.of === of);
  return extent ? extent.knownFrom : nothingKnown;
}

const factsOf = <K extends RecordKind>(
  entries: readonly Entry[],
  kind: K,
): readonly (ContentOf<K> & Pick<Entry, 'id'>)[] =>
  entries.flatMap(({ id, content }) => (isOf(content, kind) ? [{ id, ...content }] : []));
