import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/dates.ts';
import { derivedId, type Id } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import type { DisciplineForm, ProceedingKind } from '../law/eligibility/records.ts';
import { clashes } from './clashes.ts';
import { laneOf, type CaseId, type Content, type Entry, type FormerEntry, type RecordFile } from './entry.ts';

/** A discipline that a case has led to. */
export type CaseDiscipline = {
  readonly subjectId: Id<'sub'>;
  readonly form: DisciplineForm;
  readonly from: LocalDate;
  readonly decisionNumber: string;
};

/** What is handled here about one subject: a proceeding while it runs, and what it led to. */
export type Case = {
  readonly id: CaseId;
  readonly subjectId: Id<'sub'>;
  readonly kind: ProceedingKind;
  /** Names it to those who see proceedings; nothing of what was said, or by whom. */
  readonly reference: string;
  readonly openedOn: LocalDate;
  readonly closedOn: LocalDate | null;
  readonly disciplines: readonly Omit<CaseDiscipline, 'subjectId'>[];
};

/** What the file still lacks of a case: entries to add, and the one that ends with it. */
export type CaseChange = { readonly added: readonly Entry[]; readonly former: readonly FormerEntry[] };

/** Every entry that a case can bring about, by ids that a second delivery finds again. */
const idOf = ({ id, subjectId }: Case, ...what: readonly string[]): Id<'rec'> =>
  derivedId(
    'rec',
    createHash('sha256')
      .update([id, subjectId, ...what].join('\n'))
      .digest(),
  );

const proceedingIds = (one: Case) => ({ open: idOf(one, 'open'), closed: idOf(one, 'closed') });
const disciplineId = (one: Case, { form, decisionNumber }: Case['disciplines'][number]) =>
  idOf(one, 'discipline', form, decisionNumber);

/** The ids to look for among the former entries, with the content that says in which lane they lie. */
export const idsOfCase = (
  one: Case,
): readonly { readonly lane: 'PROCEEDING' | 'DISCIPLINE'; readonly id: Id<'rec'> }[] => [
  ...Object.values(proceedingIds(one)).map((id) => ({ lane: 'PROCEEDING' as const, id })),
  ...one.disciplines.map((discipline) => ({
    lane: 'DISCIPLINE' as const,
    id: disciplineId(one, discipline),
  })),
];

/** What brings a file up to a case. What a person has corrected or withdrawn since stays as that person left it. */
export function changeForCase(
  file: RecordFile,
  replaced: ReadonlySet<Id<'rec'>>,
  one: Case,
  at: string,
): CaseChange {
  const known = (id: Id<'rec'>) => replaced.has(id) || file.entries.some((entry) => entry.id === id);
  const entryOf = (id: Id<'rec'>, content: Content): Entry => ({
    ...{ id, content, verified: null, corrects: null },
    source: { from: 'CASE', caseId: one.id },
    recordedBy: systemUser,
    recordedAt: at,
    contradicts: clashes(file.entries, content).map((clash) => clash.with.id),
  });
  const proceeding = proceedingOf(file, known, one, entryOf, at);
  const disciplines = new Map<Id<'rec'>, Entry>();
  for (const { form, from, decisionNumber } of one.disciplines) {
    const id = disciplineId(one, { form, from, decisionNumber });
    const content: Content = { is: 'DISCIPLINE', form, from, endedOn: null, decisionNumber };
    // Whoever keeps the file may have been faster: the same isn't said twice.
    const said = clashes(file.entries, content).some((clash) => clash.how === 'SAME');
    if (!known(id) && !said) disciplines.set(id, entryOf(id, content));
  }
  return { added: [...proceeding.added, ...disciplines.values()], former: proceeding.former };
}

function proceedingOf(
  file: RecordFile,
  known: (id: Id<'rec'>) => boolean,
  one: Case,
  entryOf: (id: Id<'rec'>, content: Content) => Entry,
  at: string,
): CaseChange {
  const { kind, reference, openedOn, closedOn } = one;
  const ids = proceedingIds(one);
  const running = file.entries.find((entry) => entry.id === ids.open);
  if (known(ids.closed) || (known(ids.open) && (closedOn === null || !running)))
    return { added: [], former: [] };
  const content = { is: 'PROCEEDING' as const, kind, reference, openedOn, closedOn };
  if (!running) return { added: [entryOf(closedOn === null ? ids.open : ids.closed, content)], former: [] };
  const ended: Entry = { ...entryOf(ids.closed, content), contradicts: [], corrects: running.id };
  const former = { entry: running, reason: 'Vụ việc đã kết thúc.', by: systemUser, at, replacedBy: ended.id };
  return { added: [ended], former: [former] };
}

/** The file after a change, with one event for each entry that it brings. */
export function withCase(file: RecordFile, { added, former }: CaseChange): RecordFile {
  const gone = new Set(former.map(({ entry }) => entry.id));
  const events = { ...file.events };
  for (const { content } of added) events[laneOf(content.is)] += 1;
  const entries = [...file.entries.filter(({ id }) => !gone.has(id)), ...added];
  return { ...file, entries, events, version: file.version + 1 };
}
