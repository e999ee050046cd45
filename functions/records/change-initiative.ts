import type { User } from '../kernel/actor.ts';
import { instant, today } from '../kernel/clock.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { catalogue } from '../law/awards.ts';
import type { InitiativeUse } from '../law/eligibility/records.ts';
import type { RecordDeps } from './change-file.ts';
import { checkYear, unknownAward } from './content.ts';
import {
  checkShares,
  maxAuthors,
  type Author,
  type Initiative,
  type InitiativeDraft,
  type Recognition,
} from './initiative.ts';
import { initiativePk, type InitiativeStore } from './initiative.store.ts';
import { mayRecord, requireRecordRole, type Viewer } from './record.policy.ts';
import { maxReason } from './record-entry.ts';
import { rewriteAuthors, type AuthorFile } from './rewrite-authors.ts';

export type InitiativeDeps = RecordDeps & { readonly initiatives: InitiativeStore };

type Shares = {
  readonly authors: readonly { readonly subjectId: string; readonly sharePercent: number }[];
  readonly otherSharePercent?: number | null | undefined;
};
type ChangeInput = {
  readonly initiativeId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};
export type RecordInitiativeInput = Recognition & Shares & { readonly idempotencyKey: string };
export type CorrectInitiativeInput = Recognition & Shares & ChangeInput & { readonly reason: string };

const recognitionOf = (input: Recognition): Recognition => {
  const { name, kind, scope, year, recognisedOn, decisionNumber, issuer } = input;
  return { name, kind, scope, year, recognisedOn, decisionNumber, issuer };
};

/** Enters a recognised initiative into the files of all its authors at once. */
export const recordInitiative = (
  deps: InitiativeDeps,
  input: RecordInitiativeInput,
): Promise<Result<Initiative>> =>
  change(deps, input, {
    operation: 'recordInitiative',
    event: 'InitiativeRecorded',
    ref: undefined,
    named: input.authors.map((one) => one.subjectId),
    draft: () => {
      const shares = sharesOf(input, undefined);
      if (!shares.ok) return shares;
      const id = deps.ids.next('ini');
      return accept({
        id,
        ...recognitionOf(input),
        ...shares.value,
        status: 'RECOGNISED',
        version: 0,
      });
    },
  });

/** Says it anew, for all authors; whoever isn't named any more has it no longer. Marks of use stay. */
export const correctInitiative = (
  deps: InitiativeDeps,
  input: CorrectInitiativeInput,
): Promise<Result<Initiative>> =>
  change(deps, input, {
    operation: 'correctInitiative',
    event: 'InitiativeCorrected',
    ref: input,
    reason: input.reason,
    named: input.authors.map((one) => one.subjectId),
    draft: onOld((old) => {
      const shares = sharesOf(input, old);
      return shares.ok ? accept({ ...old, ...recognitionOf(input), ...shares.value }) : shares;
    }),
  });

/** Takes it from all of its authors. */
export const withdrawInitiative = (
  deps: InitiativeDeps,
  input: ChangeInput & { readonly reason: string },
): Promise<Result<Initiative>> =>
  change(deps, input, {
    operation: 'withdrawInitiative',
    event: 'InitiativeWithdrawn',
    ref: input,
    reason: input.reason,
    named: [],
    draft: onOld((old) => accept({ ...old, authors: [], status: 'WITHDRAWN' })),
  });

/** Marks that it served an award of one author. DUPLICATE when it is so marked; RECORD_AWARD_UNKNOWN, INVALID_VALUE. */
export const markInitiativeUsed = (
  deps: InitiativeDeps,
  input: ChangeInput & InitiativeUse & { readonly subjectId: string },
): Promise<Result<Initiative>> =>
  change(deps, input, {
    operation: 'markInitiativeUsed',
    event: 'InitiativeUsed',
    ref: input,
    reason: `Đã dùng để xét ${input.awardCode}`,
    named: [],
    draft: onOld((old) => {
      const { awardCode, year } = input;
      const author = old.authors.find((one) => one.subjectId === input.subjectId);
      if (!author) return refuse(refusal('NOT_FOUND', 'subjectId'));
      const odd = checkUse(input, today(deps.clock));
      if (odd.length > 0) return refuse(...odd);
      const same = (use: InitiativeUse) =>
        use.awardCode === awardCode && use.year.kind === year.kind && use.year.year === year.year;
      if (author.usedFor.some(same)) return refuse(refusal('DUPLICATE', 'awardCode'));
      const used: Author = { ...author, usedFor: [...author.usedFor, { awardCode, year }] };
      return accept({ ...old, authors: old.authors.map((one) => (one === author ? used : one)) });
    }),
  });

const checkUse = ({ awardCode, year }: InitiativeUse, on: LocalDate): readonly Refusal[] => [
  ...(catalogue().some((award) => award.code === awardCode) ? [] : [unknownAward(awardCode)]),
  ...checkYear(year, on),
];

const onOld =
  (draft: (old: Initiative) => Result<InitiativeDraft>) =>
  (old: Initiative | undefined): Result<InitiativeDraft> =>
    old ? draft(old) : refuse(refusal('NOT_FOUND', 'initiativeId'));

function sharesOf(
  input: Shares,
  old: Initiative | undefined,
): Result<Pick<InitiativeDraft, 'authors' | 'otherSharePercent'>> {
  const otherSharePercent = input.otherSharePercent ?? 0;
  const refusals = [...checkShares({ authors: input.authors, otherSharePercent })];
  const authors = input.authors.flatMap(({ subjectId, sharePercent }, index): InitiativeDraft['authors'] => {
    const id = parseId('sub', subjectId);
    if (!id) refusals.push(refusal('NOT_FOUND', `authors.${index}.subjectId`));
    const before = old?.authors.find((one) => one.subjectId === id);
    return id ? [{ subjectId: id, sharePercent, usedFor: before?.usedFor ?? [] }] : [];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept({ authors, otherSharePercent });
}

type Change = {
  readonly operation: string;
  readonly event: string;
  readonly ref: ChangeInput | undefined;
  readonly reason?: string;
  /** Subjects that the input names beside those who are authors already. */
  readonly named: readonly string[];
  readonly draft: (old: Initiative | undefined) => Result<InitiativeDraft>;
};

/** A change of an initiative reads it first: only then is it known whose files it is in. */
function change(
  deps: InitiativeDeps,
  input: { readonly idempotencyKey: string },
  { operation, event, ref, named, ...how }: Change,
): Promise<Result<Initiative>> {
  const id = ref && parseId('ini', ref.initiativeId);
  return mutate(deps, {
    operation,
    input,
    load: async () => {
      const [before, registry, files] = await Promise.all([
        id && deps.initiatives.get(id),
        deps.units.registry(),
        loadAuthors(deps, named),
      ]);
      const others = await loadAuthors(deps, before?.authors.map((one) => one.subjectId) ?? []);
      return { before, registry, files: new Map([...files, ...others]) };
    },
    decide: ({ before, registry, files }, actor) => {
      requireRecordRole(actor, 'OPEN', 'enter');
      const viewer = { actor, registry, on: today(deps.clock) };
      const refused = ref ? refusalsFor(before, ref, { files, viewer }) : [];
      const reason = how.reason === undefined ? accept('') : requireText('reason', how.reason, maxReason);
      if (refused.length > 0 || !reason.ok) return refuse(...refused, ...refusalsOf(reason));
      const draft = how.draft(before);
      if (!draft.ok) return draft;
      const rewritten = rewriteAuthors(before, draft.value, {
        ...{ viewer, files, records: deps.records, requestId: deps.requestId, reason: reason.value },
        at: instant(deps.clock),
        nextId: () => deps.ids.next('rec'),
      });
      if (!rewritten.ok) return rewritten;
      const after = settle(before, rewritten.value.initiative);
      return accept({
        result: after,
        resultId: after.id,
        writes: [
          ref ? deps.initiatives.replace(after) : deps.initiatives.create(after),
          ...rewritten.value.writes,
        ],
        event: {
          pk: initiativePk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: event,
          facts: { before: before ?? null, after, reason: reason.value },
        },
      });
    },
    reload: async (raw) => {
      const known = parseId('ini', raw);
      return known && deps.initiatives.get(known);
    },
  });
}

/** A withdrawn one keeps its authors' names, so that they can still see it. */
const settle = (before: Initiative | undefined, after: Initiative): Initiative => ({
  ...after,
  authors: after.status === 'WITHDRAWN' ? (before?.authors ?? []) : after.authors,
  version: (before?.version ?? 0) + 1,
});

type Seen = { readonly files: ReadonlyMap<string, AuthorFile>; readonly viewer: Viewer & { actor: User } };

function refusalsFor(before: Initiative | undefined, ref: ChangeInput, { files, viewer }: Seen) {
  const seen = before?.authors.some(({ subjectId }) => {
    const author = files.get(subjectId);
    return author && mayRecord(viewer, 'OPEN', 'view', author.subject.unitId);
  });
  if (!before || !seen) return [refusal('NOT_FOUND', 'initiativeId')];
  if (before.version !== ref.expectedVersion)
    return [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: before.version })];
  const { status } = before;
  return status === 'WITHDRAWN' ? [refusal('WRONG_STATE', 'initiativeId', { status, allowed: '' })] : [];
}

async function loadAuthors(
  deps: RecordDeps,
  ids: readonly string[],
): Promise<readonly (readonly [string, AuthorFile])[]> {
  const found = await Promise.all(
    ids.slice(0, 2 * maxAuthors).map(async (raw) => {
      const id: Id<'sub'> | undefined = parseId('sub', raw);
      const [subject, file] = await Promise.all([id && deps.subjects.get(id), id && deps.records.get(id)]);
      return subject && file ? [[raw, { subject, file }] as const] : [];
    }),
  );
  return found.flat();
}
