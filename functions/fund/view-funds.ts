import { today } from '../kernel/clock.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { FundDeps } from './change-fund.ts';
import { seesMoneyOf } from './fund.policy.ts';
import type { Fund } from './fund.ts';
import { paymentListId, type LineFilter } from './payment-list.store.ts';
import type { PaymentLine, PaymentList } from './payment-list.ts';

const empty = { edges: [], hasNextPage: false, hasPreviousPage: false } as const;

async function sees(deps: FundDeps, unitId: Id<'unt'>): Promise<boolean> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const on = today(deps.clock);
  return [unitId, ...registry.heirsOn(unitId, on)].some((id) => seesMoneyOf(actor, registry, id, on));
}

/** A fund as the caller may see it; undefined when it doesn't exist or isn't theirs to see. */
export async function viewFund(deps: FundDeps, raw: string): Promise<Fund | undefined> {
  const id = parseId('fnd', raw);
  const fund = id && (await deps.funds.get(id));
  return fund && (await sees(deps, fund.unitId)) ? fund : undefined;
}

export async function viewPaymentList(deps: FundDeps, raw: string): Promise<PaymentList | undefined> {
  const id = parseId('pyl', raw);
  const list = id && (await deps.paymentLists.get(id));
  return list && (await sees(deps, list.payerUnitId)) ? list : undefined;
}

export async function paymentListOf(deps: FundDeps, decisionId: string): Promise<PaymentList | undefined> {
  const id = parseId('dec', decisionId);
  return id && viewPaymentList(deps, paymentListId(id));
}

export async function listFunds(deps: FundDeps, rawUnitId: string, args: PageArgs): Promise<Page<Fund>> {
  const unitId = parseId('unt', rawUnitId);
  return unitId && (await sees(deps, unitId)) ? deps.funds.pageByUnit(unitId, args) : empty;
}

export async function listPaymentLists(
  deps: FundDeps,
  { unitId: raw, year }: { readonly unitId: string; readonly year: number },
  args: PageArgs,
): Promise<Page<PaymentList>> {
  const unitId = parseId('unt', raw);
  return unitId && (await sees(deps, unitId)) ? deps.paymentLists.pageByUnit(unitId, year, args) : empty;
}

/** What a unit has to get back after revocations, the oldest first. */
export async function listToRecover(
  deps: FundDeps,
  rawUnitId: string,
  args: PageArgs,
): Promise<Page<PaymentLine>> {
  const unitId = parseId('unt', rawUnitId);
  return unitId && (await sees(deps, unitId)) ? deps.paymentLists.pageToRecover(unitId, args) : empty;
}

/** Lines of a list that the caller has been given; an unknown unit has none. */
export function listLines(
  deps: FundDeps,
  list: PaymentList,
  filter: Omit<LineFilter, 'unitId'> & { readonly unitId?: string | null | undefined },
  args: PageArgs,
): Promise<Page<PaymentLine>> | Page<PaymentLine> {
  if (filter.unitId == null) return deps.paymentLists.pageLines(list.id, { status: filter.status }, args);
  const unitId = parseId('unt', filter.unitId);
  return unitId ? deps.paymentLists.pageLines(list.id, { status: filter.status, unitId }, args) : empty;
}
