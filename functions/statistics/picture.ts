import { campaignKinds, campaignMethods, launchLevels } from '../campaigns/campaign.ts';
import { purposes } from '../deadlines/purpose.ts';
import { dossierStatuses } from '../dossiers/status-table.ts';
import { bands } from '../exemplars/exemplar-year.ts';
import type { FundEntryKind } from '../fund/fund.ts';
import type { Id } from '../kernel/ids.ts';
import { localDate, yearOf, type LocalDate } from '../kernel/dates.ts';
import { awardOn } from '../law/awards.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { complaintTypes } from '../law/complaint-type.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import { grassroots } from '../officers/coverage.ts';
import { subjectGroups } from '../subjects/group.ts';
import { sexes } from '../subjects/sex.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { ageBands, dimensionsOf, measure, type DueBand, type Flow, type Stock } from './measure.ts';
import { awardLevels, durations } from './rows.ts';
import type { Sums } from './statistics.store.ts';

export type Cell = { readonly cell: string; readonly count: number };

/** The number of one cell, zero where nothing was counted. */
export const numberOf = (sums: Sums, name: Flow | Stock, ...dimensions: readonly string[]): Cell => {
  const cell = measure(name, ...dimensions);
  return { cell, count: sums.get(cell) ?? 0 };
};

type Counted = Cell & { readonly of: readonly string[] };

/** Every cell of a measure that isn't zero, in the order of its keys. */
const cellsOf = (sums: Sums, name: Flow | Stock): readonly Counted[] =>
  [...sums]
    .flatMap(([cell, count]) => {
      const [given, ...of] = dimensionsOf(cell);
      return given === name ? [{ cell, count, of }] : [];
    })
    .sort((a, b) => (a.cell < b.cell ? -1 : 1));

const among = <T extends string>(values: readonly T[], given: string | undefined): T | null =>
  values.find((value) => value === given) ?? null;

/** A dimension that is always told; what isn't of its values was never written. */
function oneOf<T extends string>(values: readonly T[], given: string | undefined): T {
  const found = among(values, given);
  if (found === null) throw new Error(`no such dimension: ${given ?? ''}`);
  return found;
}

const waitingFor = (sums: Sums, name: Stock, ...dimensions: readonly string[]) => {
  const band = (one: DueBand) => numberOf(sums, name, ...dimensions, one);
  return { later: band('LATER'), soon: band('SOON'), overdue: band('OVERDUE') };
};

export const campaignsLaunched = (sums: Sums) =>
  cellsOf(sums, 'CAMPAIGN_LAUNCHED').map(({ cell, count, of: [kind, level, duration, method] }) => ({
    kind: oneOf(campaignKinds, kind),
    level: oneOf(launchLevels, level),
    duration: oneOf(durations, duration),
    method: among(campaignMethods, method),
    ...{ cell, count },
  }));

/** Awards with those of the same cell that were revoked; a cell of which some were only revoked this year has no awards. */
export function awardNumbers(sums: Sums, on: LocalDate) {
  const given = cellsOf(sums, 'AWARD').map(({ of }) => of.join('|'));
  const revoked = cellsOf(sums, 'AWARD_REVOKED').map(({ of }) => of.join('|'));
  return [...new Set([...given, ...revoked])].sort().map((key) => {
    const [level, code = '', kind, group, sex, type] = key.split('|');
    const [awards, back] = [numberOf(sums, 'AWARD', key), numberOf(sums, 'AWARD_REVOKED', key)];
    return {
      level: oneOf(awardLevels, level),
      awardCode: code,
      awardName: awardOn(code, on)?.name ?? code,
      kind: among(subjectKinds, kind),
      group: among(subjectGroups, group),
      sex: among(sexes, sex),
      type: among(commendationTypes, type),
      ...awards,
      revoked: back.count,
      revokedCell: back.cell,
    };
  });
}

/** What everybody may know: no more than level and form. */
export function awardTotals(sums: Sums, year: number) {
  const totals = new Map<string, ReturnType<typeof total>>();
  const total = ({ level, awardCode, awardName }: ReturnType<typeof awardNumbers>[number]) => ({
    ...{ level, awardCode, awardName, count: 0, revoked: 0 },
  });
  for (const one of awardNumbers(sums, localDate(`${year}-12-31`))) {
    const key = `${one.level} ${one.awardCode}`;
    const so = totals.get(key) ?? total(one);
    totals.set(key, { ...so, count: so.count + one.count, revoked: so.revoked + one.revoked });
  }
  return [...totals.values()];
}

const ages = ageBands.map(({ name }) => name);

export const dossierNumbers = (sums: Sums) =>
  cellsOf(sums, 'DOSSIER')
    .map(({ cell, count, of: [status, age] }) => ({
      ...{ status: oneOf(dossierStatuses, status), age: oneOf(ages, age), cell, count },
    }))
    .sort(
      (a, b) =>
        dossierStatuses.indexOf(a.status) - dossierStatuses.indexOf(b.status) ||
        ages.indexOf(a.age) - ages.indexOf(b.age),
    );

export const dossiersEnded = (sums: Sums) =>
  cellsOf(sums, 'DOSSIER_ENDED').map(({ cell, count, of: [status] }) => ({
    ...{ status: oneOf(dossierStatuses, status), cell, count },
  }));

export const processing = (sums: Sums) =>
  purposes.map((purpose) => {
    const onTime = numberOf(sums, 'PROCESSED', purpose, 'ON_TIME');
    const late = numberOf(sums, 'PROCESSED', purpose, 'LATE');
    const days = numberOf(sums, 'PROCESSING_DAYS', purpose).count;
    const done = onTime.count + late.count;
    const averageDays = done === 0 ? null : Math.floor(days / done);
    return { purpose, onTime, late, averageDays, waiting: waitingFor(sums, 'DUE', purpose) };
  });

export const sessions = (sums: Sums) => waitingFor(sums, 'SESSION_AHEAD');
export const recommendations = (sums: Sums) => waitingFor(sums, 'RECOMMENDATION');

export const complaints = (sums: Sums) =>
  complaintTypes
    .filter((type) => type !== 'DENUNCIATION')
    .map((type) => ({ type, waiting: waitingFor(sums, 'COMPLAINT', type) }));

export const exemplars = (sums: Sums) =>
  cellsOf(sums, 'EXEMPLAR').map(({ cell, count, of: [kind] }) => ({
    ...{ kind: oneOf(subjectKinds, kind), cell, count },
  }));

export const exemplarUnits = (sums: Sums, on: LocalDate) =>
  bands.map((band) => ({ band, count: numberOf(sums, 'EXEMPLAR_UNIT', String(yearOf(on)), band).count }));

export function fund(sums: Sums) {
  const of = (kind: FundEntryKind | 'APPROVED') => BigInt(numberOf(sums, 'FUND', kind).count);
  const [approved, contribution, recovery] = [of('APPROVED'), of('CONTRIBUTION'), of('RECOVERY')];
  const [bonus, organising] = [of('BONUS'), of('ORGANISING')];
  const left = approved + contribution + recovery - bonus - organising;
  return { approved, budget: of('BUDGET'), contribution, recovery, bonus, organising, left, cell: 'FUND' };
}

/**
 * Communes below a unit on a day, and how many of them have an officer who serves and was trained. A merged commune may
 * still be counted at its heir beside the heir's own officers, so those without are never less than none.
 */
export function training(sums: Sums, registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate) {
  const communes = [...registry.units.keys()].filter((id) => {
    const kind = registry.stateOn(id, on)?.kind;
    return kind && grassroots.includes(kind) && registry.pathOn(id, on).includes(unitId);
  }).length;
  const withTrained = numberOf(sums, 'TRAINED_COMMUNE');
  return { communes, withTrained, without: Math.max(0, communes - withTrained.count) };
}
