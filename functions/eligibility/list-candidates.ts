import { maySee } from '../dossiers/dossier.policy.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import { forbidden } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { pageRequest, type Edge, type PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import { isJudgedOn, type AchievementYear } from '../law/achievement-year.ts';
import { catalogue } from '../law/awards.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { nationalBook, withLocal, type RuleBook } from '../law/eligibility/book.ts';
import { evaluate } from '../law/eligibility/evaluate.ts';
import type { Verdict } from '../law/eligibility/verdict.ts';
import { localCriteriaOf } from '../local-rules/local-criteria.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import { lanesSeen } from '../records/record.policy.ts';
import type { RecordStore } from '../records/record.store.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import { maySubjects } from '../subjects/subject.policy.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { Subject } from '../subjects/subject.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { Viewer } from '../units/machine.ts';
import { sameYear, yearOfDossier } from './dossier-year.ts';
import { shownRecords } from './shown-records.ts';

export type CandidatesInput = {
  readonly unitId: string;
  readonly awardCode: string;
  readonly type: CommendationType;
  readonly year: AchievementYear;
  /** Also those of whom the rules at hand say no, though their text isn't certain. */
  readonly includeUnlikely: boolean;
};

/** Somebody who may be proposed and isn't, as far as the caller may know. */
export type Candidate = { readonly subject: Subject; readonly verdict: Verdict };

export type Candidates = {
  readonly edges: readonly Edge<Candidate>[];
  /** Where to go on, also from a page without a row; null when nobody was looked at. */
  readonly endCursor: string | null;
  readonly hasNextPage: boolean;
  /** How many subjects were looked at for this page. */
  readonly looked: number;
};

type Deps = Scope & {
  readonly units: UnitStore;
  readonly subjects: Pick<SubjectStore, 'pageByUnit'>;
  readonly records: Pick<RecordStore, 'load'>;
  readonly nominees: Pick<NomineeStore, 'proposedIn'>;
  readonly dossiers: Pick<DossierStore, 'get'>;
  readonly rounds: Pick<RoundStore, 'get'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
};

const chunk = 100;
/** Whether somebody is eligible no key can say: a call looks at so many, and then says where to go on. */
export const maxLooked = 500;

/**
 * Subjects of a unit, by name, that the law lets be proposed and that no dossier proposes. FORBIDDEN for whoever doesn't
 * look after the unit's subjects, BAD_USER_INPUT for an award or a year that can't be judged.
 */
export async function listCandidates(
  deps: Deps,
  input: CandidatesInput,
  args: Pick<PageArgs, 'first' | 'after'>,
): Promise<Candidates> {
  const { size, cursor } = pageRequest(args);
  const { viewer, unitId, book } = await lookingAt(deps, input.unitId);
  const kind = kindOf(input, viewer);
  const edges: Edge<Candidate>[] = [];
  let looked = 0;
  let at = cursor;
  for (;;) {
    const page = await deps.subjects.pageByUnit({ unitId, kind, name: '' }, { first: chunk, after: at });
    const found = await candidatesAmong(
      deps,
      input,
      { ...viewer, book },
      page.edges.map((edge) => edge.node),
    );
    looked += page.edges.length;
    const able = page.edges.flatMap(({ node, cursor: here }) => {
      const candidate = found.get(node.id);
      return candidate ? [{ node: candidate, cursor: here }] : [];
    });
    edges.push(...able.slice(0, size - edges.length + 1));
    const last = edges[size - 1];
    if (edges.length > size && last)
      return { edges: edges.slice(0, size), endCursor: last.cursor, hasNextPage: true, looked };
    at = page.edges.at(-1)?.cursor ?? at;
    if (!page.hasNextPage || edges.length === size || looked >= maxLooked)
      return { edges, endCursor: at ?? null, hasNextPage: page.hasNextPage, looked };
  }
}

/** The unit whose subjects the caller looks after; FORBIDDEN, whether or not it exists. */
async function lookingAt(
  deps: Deps,
  raw: string,
): Promise<{ viewer: Viewer; unitId: Id<'unt'>; book: RuleBook }> {
  const [actor, registry, { books }] = await Promise.all([
    deps.actor(),
    deps.units.registry(),
    deps.localRules.shelf(),
  ]);
  const on = today(deps.clock);
  const unitId = parseId('unt', raw);
  if (!unitId || !registry.get(unitId) || !maySubjects(actor, 'subject.view', registry, unitId, on))
    throw forbidden();
  const book = withLocal(nationalBook(), localCriteriaOf(books, registry, unitId));
  return { viewer: { actor, registry, on }, unitId, book };
}

/** The one kind of subject that may have the award; null where several may. */
function kindOf({ awardCode, year }: CandidatesInput, { on }: Viewer): Subject['kind'] | null {
  const award = catalogue().find((one) => one.code === awardCode);
  if (!award)
    throw new AppError('BAD_USER_INPUT', 'Không có danh hiệu, hình thức khen thưởng nào mang mã này.');
  if (!isJudgedOn(year, on)) throw notJudged();
  const [kind, another] = award.subjects;
  return kind && !another ? kind : null;
}

const notJudged = () =>
  new AppError('BAD_USER_INPUT', 'Không xét được năm thành tích này cho hình thức đã chọn vào hôm nay.');

async function candidatesAmong(
  deps: Deps,
  input: CandidatesInput,
  viewer: Judging,
  subjects: readonly Subject[],
): Promise<ReadonlyMap<Id<'sub'>, Candidate>> {
  const [known, ...proposals] = await Promise.all([
    deps.records.load(subjects.map((subject) => subject.id)),
    ...subjects.map((subject) => deps.nominees.proposedIn(subject.id, input.awardCode)),
  ]);
  const able = subjects.flatMap((subject, i) => {
    const records = known.get(subject.id);
    const lanes = lanesSeen(viewer, subject.unitId);
    const verdict = records && verdictOn(input, viewer, shownRecords(records, lanes));
    return verdict ? [{ subject, verdict, dossierIds: proposals[i] ?? [] }] : [];
  });
  const proposing = await dossiersFor(deps, input, viewer, [
    ...new Set(able.flatMap((one) => one.dossierIds)),
  ]);
  return new Map(
    able
      .filter(({ dossierIds }) => !dossierIds.some((id) => proposing.has(id)))
      .map(({ subject, verdict }) => [subject.id, { subject, verdict }]),
  );
}

/** Who asks, and the rules that candidates are judged by. */
type Judging = Viewer & { readonly book: RuleBook };
type Facts = Parameters<typeof shownRecords>[0];

/** Undefined for whoever can't be proposed: another kind of subject, or one of whom the law says no. */
function verdictOn(
  { awardCode, type, year, includeUnlikely }: CandidatesInput,
  { on, book }: Judging,
  records: Facts,
): Verdict | undefined {
  const answer = evaluate({ records, awardCode, type, campaignId: null, year, receivedOn: null, on }, book);
  if (!answer.ok) {
    if (answer.refusals.some((one) => one.code !== 'LAW_SUBJECT_KIND')) throw notJudged();
    return undefined;
  }
  const { outcome, tentative } = answer.value;
  const unlikely = outcome === 'NEEDS_HUMAN_LOOK' && tentative === 'NO';
  return outcome === 'NOT_ELIGIBLE' || (unlikely && !includeUnlikely) ? undefined : answer.value;
}

const ended: readonly DossierStatus[] = ['WITHDRAWN', 'CLOSED_WITHOUT_AWARD'];

/**
 * Which of these dossiers propose for the type and year. One that the caller may not see doesn't count: that somebody is
 * missing from the list would tell of it.
 */
async function dossiersFor(
  deps: Deps,
  { type, year }: CandidatesInput,
  viewer: Viewer,
  ids: readonly Id<'dos'>[],
): Promise<ReadonlySet<Id<'dos'>>> {
  const found = await Promise.all(ids.map((id) => deps.dossiers.get(id)));
  const live = found.filter(
    (one): one is Dossier =>
      one !== undefined && one.type === type && !ended.includes(one.status) && maySee(one, viewer),
  );
  const years = await Promise.all(live.map((one) => yearOfDossier(deps.rounds, one, viewer.on)));
  return new Set(live.filter((_, i) => sameYear(years[i], year)).map((one) => one.id));
}
