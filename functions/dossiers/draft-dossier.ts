import { isPublic } from '../campaigns/campaign.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { actsFor } from '../units/standing.ts';
import { changeDossier, reloadDossier, type DossierInput } from './change-dossier.ts';
import { dossierPermissions } from './dossier.policy.ts';
import { dossierPk } from './dossier.store.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { noCounters, offRoute, type Dossier } from './dossier.ts';
import type { DossierDeps } from './deps.ts';

type Header = {
  readonly title: string;
  readonly type: CommendationType;
  readonly campaignId?: string | null | undefined;
  readonly roundId?: string | null | undefined;
  /** Cases of the simple procedure; none for the regular one. */
  readonly simpleCases?: readonly string[] | null | undefined;
};
export type CreateDossierInput = Header & { readonly authorUnitId: string; readonly idempotencyKey: string };
export type SaveDossierDraftInput = Header & DossierInput;

/** Begins a draft. Codes: NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE. */
export function createDossier(deps: DossierDeps, input: CreateDossierInput): Promise<Result<Dossier>> {
  const authorUnitId = parseId('unt', input.authorUnitId);
  return mutate(deps, {
    operation: 'createDossier',
    input,
    load: () => Promise.all([deps.units.registry(), loadHeader(deps, input)]),
    decide: ([registry, linked], actor) => {
      const roles = dossierPermissions['dossier.create'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const on = today(deps.clock);
      const unit = authorUnitId && registry.stateOn(authorUnitId, on);
      const mine = unit && actsFor(actor, roles, registry, authorUnitId, on);
      const header = checkHeader(input, linked);
      if (!header.ok || !mine)
        return refuse(...(mine ? [] : [refusal('NOT_FOUND', 'authorUnitId')]), ...refusalsOf(header));
      const path = registry.pathOn(authorUnitId, on);
      const dossier: Dossier = {
        ...blank,
        ...header.value,
        id: deps.ids.next('dos'),
        authorUnitId,
        authorName: unit.name,
        authorPath: path.flatMap((id) => registry.stateOn(id, on)?.name ?? []),
        createdBy: actor.userId,
      };
      return accept({
        result: dossier,
        resultId: dossier.id,
        writes: [deps.dossiers.create(dossier)],
        event: {
          pk: dossierPk(dossier.id),
          aggregateId: dossier.id,
          seq: 1,
          name: 'DossierDrafted',
          facts: { authorUnitId, title: dossier.title },
        },
      });
    },
    reload: (id) => reloadDossier(deps, id),
  });
}

/** Saves the header of a draft or returned dossier. Codes: those of a change, REQUIRED, TOO_LONG, NOT_FOUND. */
export const saveDossierDraft = (deps: DossierDeps, input: SaveDossierDraftInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'saveDraft',
    input,
    load: () => loadHeader(deps, input),
    decide: ({ extra }) => {
      const header = checkHeader(input, extra);
      return header.ok
        ? accept({ patch: header.value, event: 'DossierDraftSaved', facts: { title: header.value.title } })
        : header;
    },
  });

const blank = {
  status: 'DRAFT',
  handlerUnitId: null,
  stage: 0,
  revision: 0,
  files: [],
  counters: noCounters,
  totalNominees: 0,
  totalPerAward: {},
  submission: null,
  submitters: [],
  receipt: null,
  returnReasons: [],
  trail: [],
  forwarding: null,
  ...offRoute,
  openRequests: 0,
  suspended: 0,
  decisionId: null,
  closingReason: null,
  version: 1,
} as const;

const loadHeader = (deps: DossierDeps, header: Header) => {
  const roundId = header.roundId == null ? undefined : parseId('rnd', header.roundId);
  const campaignId = header.campaignId == null ? undefined : parseId('cmp', header.campaignId);
  return Promise.all([roundId && deps.rounds.get(roundId), campaignId && deps.campaigns.get(campaignId)]);
};

const missingLinks = (header: Header, [round, campaign]: Linked): readonly Refusal[] => [
  ...(header.roundId != null && !round ? [refusal('NOT_FOUND', 'roundId')] : []),
  ...(header.campaignId != null && !(campaign && isPublic(campaign))
    ? [refusal('NOT_FOUND', 'campaignId')]
    : []),
];

/** The law knows five; which of them exist is checked when the dossier goes up, by the day's law. */
const maxCases = 10;
const caseKey = /^[A-Z_]{3,40}$/;

function checkCases(raw: readonly string[]): Result<readonly string[]> {
  const cases = [...new Set(raw)];
  return cases.length <= maxCases && cases.every((key) => caseKey.test(key))
    ? accept(cases)
    : refuse(refusal('INVALID_VALUE', 'simpleCases', { expected: 'mã trường hợp thủ tục đơn giản' }));
}

type Linked = Awaited<ReturnType<typeof loadHeader>>;

function checkHeader(
  header: Header,
  [round, campaign]: Linked,
): Result<Pick<Dossier, 'title' | 'type' | 'round' | 'campaignId' | 'simpleCases'>> {
  const title = requireLine('title', header.title, 500);
  const simpleCases = checkCases(header.simpleCases ?? []);
  const refusals = [...refusalsOf(title, simpleCases), ...missingLinks(header, [round, campaign])];
  if (!title.ok || !simpleCases.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    title: title.value,
    type: header.type,
    campaignId: campaign?.id ?? null,
    simpleCases: simpleCases.value,
    round: round ? { id: round.id, hostUnitId: round.hostUnitId } : null,
  });
}
