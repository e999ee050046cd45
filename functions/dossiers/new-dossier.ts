import { isPublic } from '../campaigns/campaign.ts';
import type { Actor } from '../kernel/actor.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { seesRound } from '../rounds/round.policy.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { DossierDeps } from './deps.ts';
import { noCounters, offRoute, type Dossier } from './dossier.ts';

/** What a dossier says of itself, as its author writes it. */
export type Header = {
  readonly title: string;
  readonly type: CommendationType;
  readonly campaignId?: string | null | undefined;
  readonly roundId?: string | null | undefined;
  /** Cases of the simple procedure; none for the regular one. */
  readonly simpleCases?: readonly string[] | null | undefined;
};

/** The header once it was checked. */
export type CheckedHeader = Pick<Dossier, 'title' | 'type' | 'round' | 'campaignId' | 'simpleCases'>;

type Author = { readonly unitId: Id<'unt'>; readonly userId: Id<'usr'> };

/** A draft of a unit as it is called and placed on a day; undefined when the unit doesn't exist then. */
export function newDossier(
  id: Id<'dos'>,
  header: CheckedHeader,
  { unitId, userId }: Author,
  registry: UnitRegistry,
  on: LocalDate,
): Dossier | undefined {
  const unit = registry.stateOn(unitId, on);
  if (!unit) return undefined;
  const path = registry.pathOn(unitId, on);
  return {
    ...blank,
    ...header,
    id,
    authorUnitId: unitId,
    authorName: unit.name,
    authorPath: path.flatMap((above) => registry.stateOn(above, on)?.name ?? []),
    createdBy: userId,
  };
}

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
  evaluation: null,
  submitters: [],
  receipt: null,
  returnReasons: [],
  trail: [],
  forwarding: null,
  ...offRoute,
  suspended: 0,
  heldBy: [],
  decisionId: null,
  resultNotice: null,
  closingReason: null,
  version: 1,
} as const;

/** The records that a header names, to be read in one tick with the rest. */
export const loadHeader = (deps: Pick<DossierDeps, 'rounds' | 'campaigns'>, header: Header) => {
  const roundId = header.roundId == null ? undefined : parseId('rnd', header.roundId);
  const campaignId = header.campaignId == null ? undefined : parseId('cmp', header.campaignId);
  return Promise.all([roundId && deps.rounds.get(roundId), campaignId && deps.campaigns.get(campaignId)]);
};

type Writer = { readonly actor: Actor; readonly registry: UnitRegistry; readonly on: LocalDate };

/** A round or a campaign that the writer may not see is as good as none. */
const missingLinks = (header: Header, [round, campaign]: Linked, writer: Writer): readonly Refusal[] => [
  ...(header.roundId != null && !(round && seesRound(writer.actor, writer.registry, round, writer.on))
    ? [refusal('NOT_FOUND', 'roundId')]
    : []),
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

/** Codes: REQUIRED, TOO_LONG, INVALID_VALUE, NOT_FOUND for a round that isn't to be seen or a campaign that isn't public. */
export function checkHeader(
  header: Header,
  [round, campaign]: Linked,
  writer: Writer,
): Result<CheckedHeader> {
  const title = requireLine('title', header.title, 500);
  const simpleCases = checkCases(header.simpleCases ?? []);
  const refusals = [...refusalsOf(title, simpleCases), ...missingLinks(header, [round, campaign], writer)];
  if (!title.ok || !simpleCases.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    title: title.value,
    type: header.type,
    campaignId: campaign?.id ?? null,
    simpleCases: simpleCases.value,
    round: round ? { id: round.id, hostUnitId: round.hostUnitId } : null,
  });
}
