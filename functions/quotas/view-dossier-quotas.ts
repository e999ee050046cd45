import type { Dossier } from '../dossiers/dossier.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import { yearJudged } from '../eligibility/submitted-law.ts';
import { today, type Clock } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { pageOfRows } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import type { LocalRuleStore } from '../local-rules/local-rule.store.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import type { RoundStore } from '../rounds/round.store.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { boundsOn } from './bounds.ts';
import { ceilingsOver, withoutSeat, type ListCeiling } from './list-ceiling.ts';
import type { QuotaStore } from './quota.store.ts';

type Deps = {
  readonly clock: Clock;
  readonly cursors: Cursors;
  readonly units: UnitStore;
  readonly quotas: Pick<QuotaStore, 'get'>;
  readonly localRules: Pick<LocalRuleStore, 'shelf'>;
  readonly rounds: Pick<RoundStore, 'get'>;
  readonly nominees: Pick<NomineeStore, 'all'>;
};

/** A ceiling with the names under it, which are read once for a dossier, and only where some are beyond one. */
export type DossierCeiling = ListCeiling & {
  readonly list: string;
  readonly names: () => Promise<readonly Nominee[]>;
};

export type DossierQuota = {
  readonly awardCode: string;
  readonly year: AchievementYear;
  readonly base: number | null;
  readonly asked: number;
  readonly takenByOthers: number;
  readonly ceilings: readonly DossierCeiling[];
};

const before: readonly DossierStatus[] = ['DRAFT', 'RETURNED'];
const signed: readonly DossierStatus[] = ['DECIDED', 'FORWARDED'];

/**
 * The ceilings over each award of a dossier: while it is being written those that a submission today would meet, afterwards
 * those of the law that its submission fixed, over the seats that it holds. Who may see the dossier may see them.
 */
export async function viewDossierQuotas(
  deps: Deps,
  dossier: Dossier,
  awardCode: string | null,
): Promise<readonly DossierQuota[]> {
  const { id, authorUnitId, type, submission } = dossier;
  const isOpen = before.includes(dossier.status);
  const { on, year } = await lawOf(deps, dossier, isOpen);
  const held = submission?.seats?.perAward ?? {};
  const codes = Object.keys(dossier.totalPerAward).filter((code) => awardCode === null || code === awardCode);
  const [registry, { books }, quotas] = await Promise.all([
    deps.units.registry(),
    deps.localRules.shelf(),
    Promise.all(codes.map((code) => deps.quotas.get({ unitId: authorUnitId, awardCode: code, year }))),
  ]);
  const local = localRulesIn(books, registry, authorUnitId, on);
  let read: Promise<readonly Nominee[]> | undefined;
  const listed = () => (read ??= listOf(deps, dossier));
  return quotas.map((quota): DossierQuota => {
    const { awardCode: code, base } = quota;
    const own = held[code] ?? 0;
    const asked = isOpen ? (dossier.totalPerAward[code] ?? 0) : own;
    const takenByOthers = quota.taken - own;
    const names = async () => (await listed()).filter((one) => one.awardCode === code);
    const ceilings = ceilingsOver(quota, boundsOn({ awardCode: code, type, on }, local), {
      asked,
      takenByOthers,
    });
    return {
      awardCode: code,
      year,
      base,
      asked,
      takenByOthers,
      ceilings: ceilings.map((one) => ({
        ...one,
        list: JSON.stringify(['beyond', id, code, one.source]),
        names,
      })),
    };
  });
}

type Law = { readonly on: LocalDate; readonly year: AchievementYear };

async function lawOf(deps: Deps, { submission, round, type }: Dossier, isOpen: boolean): Promise<Law> {
  if (!isOpen && submission?.law) return submission.law;
  const on = today(deps.clock);
  return { on, year: yearJudged((round && (await deps.rounds.get(round.id))) ?? null, type, on) };
}

/** Who asks for a seat or holds one: after a decision or a proposal above, whom it names. */
async function listOf(deps: Deps, dossier: Dossier): Promise<readonly Nominee[]> {
  const all = await deps.nominees.all(dossier.id);
  const live = all.filter((one) => one.removedIn === null);
  return signed.includes(dossier.status) ? live.filter((one) => isSigned(one, dossier)) : live;
}

/** One page of the nominees without a seat under a ceiling, in the order of the list. */
export const pageBeyond = async (
  deps: Deps,
  ceiling: DossierCeiling,
  args: PageArgs,
): Promise<Page<Nominee>> =>
  pageOfRows(
    deps.cursors,
    ceiling.list,
    ceiling.over ? withoutSeat(ceiling, await ceiling.names()) : [],
    args,
    (one) => one.id,
  );
