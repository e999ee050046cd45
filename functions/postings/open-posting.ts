import { refusalsFor, maySee } from '../dossiers/dossier.policy.ts';
import { total, type Dossier } from '../dossiers/dossier.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import { dueDate } from '../law/deadline.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { PostingDeps } from './deps.ts';
import { mayPosting, requirePostingRole } from './posting.policy.ts';
import { checkLength, postingTerms, type PostingTerms } from './posting-terms.ts';
import { postingPk } from './posting.store.ts';
import { maxDossiers, maxRows, type Posting } from './posting.ts';

export type OpenPostingInput = {
  readonly unitId: string;
  readonly title: string;
  readonly opinionsTo: string;
  readonly dossierIds: readonly string[];
  /** How long; the law's own length when absent. */
  readonly workingDays?: number | null | undefined;
  readonly idempotencyKey: string;
};

/**
 * Publishes the lists of several dossiers from today on, and takes the dossiers to POSTING. Codes: NOT_FOUND, REQUIRED,
 * TOO_LONG, TOO_MANY, DUPLICATE, INVALID_VALUE, POSTING_TOO_SHORT, and those of the dossiers' own step.
 */
export function openPosting(deps: PostingDeps, input: OpenPostingInput): Promise<Result<Posting>> {
  const unitId = parseId('unt', input.unitId);
  const ids = input.dossierIds.slice(0, maxDossiers);
  return mutate(deps, {
    operation: 'openPosting',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        deps.calendar.current(),
        deps.localRules.shelf(),
        Promise.all(ids.map(async (raw) => await loadDossier(deps, raw))),
      ]),
    decide: ([registry, calendar, { books }, dossiers], actor) => {
      requirePostingRole(actor, 'posting.open');
      const on = today(deps.clock);
      const unit = unitId && registry.stateOn(unitId, on);
      if (!unit || !mayPosting(actor, 'posting.open', registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const [title, opinionsTo] = [
        requireLine('title', input.title, 500),
        requireText('opinionsTo', input.opinionsTo, 1000),
      ];
      const posted = checkDossiers(input, dossiers, { actor, registry, on, unitId });
      if (!posted.ok || !title.ok || !opinionsTo.ok) return refuse(...refusalsOf(title, opinionsTo, posted));
      const terms = postingTerms(posted.value, localRulesIn(books, registry, unitId, on), on);
      const period = periodOf(terms, input.workingDays ?? null, calendar, on);
      if (!period.ok) return period;
      const posting: Posting = {
        id: deps.ids.next('pst'),
        unitId,
        unitName: unit.name,
        title: title.value,
        opinionsTo: opinionsTo.value,
        ...period.value,
        dossiers: posted.value.map(({ id, stage, revision }) => ({ id, stage, revision })),
        status: 'OPEN',
        openedBy: actor.userId,
        report: null,
        version: 1,
      };
      return accept(opened(deps, posting, posted.value, actor));
    },
    reload: (raw) => reloadPosting(deps, raw),
  });
}

const loadDossier = async (deps: PostingDeps, raw: string): Promise<Dossier | undefined> => {
  const id = parseId('dos', raw);
  return id && deps.dossiers.get(id);
};

export async function reloadPosting(deps: PostingDeps, raw: string): Promise<Posting | undefined> {
  const id = parseId('pst', raw);
  return id && deps.postings.get(id);
}

type Before = {
  readonly actor: User;
  readonly registry: UnitRegistry;
  readonly on: LocalDate;
  readonly unitId: Id<'unt'>;
};

/** Every dossier is before this unit, its route asks for a posting, and it can take the step now. */
function checkDossiers(
  { dossierIds }: OpenPostingInput,
  found: readonly (Dossier | undefined)[],
  { unitId, ...viewer }: Before,
): Result<readonly Dossier[]> {
  if (dossierIds.length === 0) return refuse(refusal('REQUIRED', 'dossierIds'));
  if (dossierIds.length > maxDossiers)
    return refuse(refusal('TOO_MANY', 'dossierIds', { limit: maxDossiers }));
  const refusals: Refusal[] = dossierIds.flatMap((raw, i): readonly Refusal[] => {
    const field = ['dossierIds', String(i)];
    const dossier = found[i];
    if (dossierIds.indexOf(raw) < i) return [refusal('DUPLICATE', field)];
    if (!dossier || !maySee(dossier, viewer) || !isBefore(dossier, unitId, viewer.registry, viewer.on))
      return [refusal('NOT_FOUND', field)];
    return refusalsFor('post', dossier, viewer).map((one) => ({ ...one, field }));
  });
  const posted = found.flatMap((one) => one ?? []);
  const rows = posted.reduce((sum, one) => sum + total(one.counters.approved), 0);
  if (rows > maxRows) refusals.push(refusal('TOO_MANY', 'dossierIds', { limit: maxRows, nominees: rows }));
  return refusals.length > 0 ? refuse(...refusals) : accept(posted);
}

const isBefore = (dossier: Dossier, unitId: Id<'unt'>, registry: UnitRegistry, on: LocalDate): boolean =>
  dossier.handlerUnitId !== null &&
  (dossier.handlerUnitId === unitId || registry.heirsOn(dossier.handlerUnitId, on).includes(unitId));

function periodOf(
  terms: PostingTerms,
  workingDays: number | null,
  calendar: WorkCalendar,
  on: LocalDate,
): Result<Pick<Posting, 'period' | 'legalBases'>> {
  const days = workingDays ?? terms.days;
  const short = checkLength(terms, days);
  if (short.length > 0) return refuse(...short);
  const count = {
    days,
    dayKind: 'WORKING' as const,
    countFirstDay: terms.countFirstDay,
    endsOnWorkingDay: false,
  };
  const period = dueDate(calendar, { ...count, citation: terms.citation, status: terms.status }, on);
  return accept({ legalBases: terms.legalBases, period });
}

function opened(deps: PostingDeps, posting: Posting, dossiers: readonly Dossier[], actor: User) {
  return {
    result: posting,
    resultId: posting.id,
    writes: [
      deps.postings.create(posting),
      deps.opinions.openRegister(posting.id),
      ...dossiers.flatMap((dossier) =>
        joinedStep(deps, {
          dossier,
          actorId: actor.userId,
          patch: { status: 'POSTING', posting: { id: posting.id, closedOn: null } },
          event: 'DossierPosted',
          facts: { postingId: posting.id, closesOn: posting.period.dueOn },
        }),
      ),
    ],
    event: {
      pk: postingPk(posting.id),
      aggregateId: posting.id,
      seq: 1,
      name: 'PostingOpened',
      facts: { postingId: posting.id, dossiers: dossiers.length, closesOn: posting.period.dueOn },
    },
  };
}
