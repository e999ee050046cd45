import type { Dossier } from '../dossiers/dossier.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { closingReport } from './closing-report.ts';
import type { PostingDeps } from './deps.ts';
import { reloadPosting } from './open-posting.ts';
import type { OpinionRegister } from './opinion.store.ts';
import { unclassified } from './opinion.ts';
import { mayPosting, requirePostingRole } from './posting.policy.ts';
import { postingPk } from './posting.store.ts';
import { maxDossiers, type PostedList, type Posting } from './posting.ts';

export type ClosePostingInput = {
  readonly postingId: string;
  readonly expectedVersion: number;
  /** The dossiers of the notice, named again so that they are read together with it. */
  readonly dossierIds: readonly string[];
  readonly idempotencyKey: string;
};

/**
 * Closes a notice whose last day is over and fixes its report; dossiers that are still posted go on. Codes: NOT_FOUND,
 * STALE_VERSION, WRONG_STATE, POSTING_NOT_OVER, POSTING_LIST_NOT_READY, POSTING_OPINIONS_UNREAD, POSTING_DOSSIERS_CHANGED.
 */
export function closePosting(deps: PostingDeps, input: ClosePostingInput): Promise<Result<Posting>> {
  const id = parseId('pst', input.postingId);
  return mutate(deps, {
    operation: 'closePosting',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        id && deps.postings.get(id),
        id && deps.postings.list(id),
        id && deps.opinions.register(id),
        Promise.all(input.dossierIds.slice(0, maxDossiers).map((raw) => loadDossier(deps, raw))),
      ]),
    decide: ([registry, posting, list, register, dossiers], actor) => {
      requirePostingRole(actor, 'posting.close');
      const on = today(deps.clock);
      if (!posting || !register || !mayPosting(actor, 'posting.close', registry, posting.unitId, on))
        return refuse(refusal('NOT_FOUND', 'postingId'));
      const refusals = [
        ...checkClosing(posting, input, list, register, on),
        ...checkNamed(posting, dossiers),
      ];
      if (refusals.length > 0 || !list) return refuse(...refusals);
      const live = dossiers.flatMap((one) => (one && isStillPosted(one, posting) ? [one] : []));
      const withdrawnDossiers = posting.dossiers.length - live.length;
      const report = closingReport(posting, list, register.counts, { closedOn: on, withdrawnDossiers });
      const after: Posting = { ...posting, status: 'CLOSED', report, version: posting.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: [
          deps.postings.replace(after),
          deps.opinions.guardRegister(register),
          ...live.flatMap((dossier) =>
            joinedStep(deps, {
              dossier,
              actorId: actor.userId,
              patch: { posting: { id: posting.id, closedOn: on } },
              event: 'PostingClosed',
              facts: { postingId: posting.id, reportSha256: report.sha256 },
            }),
          ),
        ],
        event: {
          pk: postingPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: 'PostingClosed',
          facts: { listSha256: report.listSha256, reportSha256: report.sha256, opinions: register.counts },
        },
      });
    },
    reload: (raw) => reloadPosting(deps, raw),
  });
}

const loadDossier = async (deps: PostingDeps, raw: string): Promise<Dossier | undefined> => {
  const id = parseId('dos', raw);
  return id && deps.dossiers.get(id);
};

const isStillPosted = (dossier: Dossier, posting: Posting): boolean =>
  dossier.status === 'POSTING' && dossier.posting?.id === posting.id;

function checkClosing(
  posting: Posting,
  { expectedVersion }: ClosePostingInput,
  list: PostedList | undefined,
  { counts }: OpinionRegister,
  on: LocalDate,
): readonly Refusal[] {
  const unread = unclassified(counts);
  return [
    ...(posting.version === expectedVersion
      ? []
      : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: posting.version })]),
    ...(posting.status === 'OPEN'
      ? []
      : [refusal('WRONG_STATE', 'postingId', { status: posting.status, allowed: '' })]),
    ...(on > posting.period.dueOn
      ? []
      : [refusal('POSTING_NOT_OVER', 'postingId', { to: posting.period.dueOn })]),
    ...(list ? [] : [refusal('POSTING_LIST_NOT_READY', 'postingId')]),
    ...(unread === 0 ? [] : [refusal('POSTING_OPINIONS_UNREAD', 'postingId', { unread })]),
  ];
}

function checkNamed(posting: Posting, named: readonly (Dossier | undefined)[]): readonly Refusal[] {
  const ids = new Set(named.flatMap((one) => (one ? [one.id] : [])));
  const same = ids.size === posting.dossiers.length && posting.dossiers.every((one) => ids.has(one.id));
  return same ? [] : [refusal('POSTING_DOSSIERS_CHANGED', 'dossierIds')];
}
