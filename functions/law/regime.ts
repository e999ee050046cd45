import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { lastDay, yearName, type AchievementYear } from './achievement-year.ts';
import regimeData from './data/regimes.json' with { type: 'json' };
import { dated, datumStatus, holdsOn } from './datum.ts';

/** What happens to a dossier that was received before the regime began: the old rules go on; the better ones may apply. */
const transitionSchema = z.object({
  moreFavourable: z.boolean(),
  citation: z.string().check(z.minLength(1)),
  status: datumStatus,
});

const regimeSchema = z.extend(dated, {
  key: z.enum(['A', 'B', 'C', 'D']),
  name: z.string().check(z.minLength(1)),
  /** The regime whose rules stand in for its own, which were not read: nothing in it is confirmed. */
  inherits: z.nullable(z.enum(['A', 'B', 'C'])),
  transition: z.nullable(transitionSchema),
});

/** A period of the law between two of its changes. */
export type Regime = z.output<typeof regimeSchema>;
export type RegimeKey = Regime['key'];
export type Transition = z.output<typeof transitionSchema>;

export const regimes = lazy((): readonly Regime[] => z.array(regimeSchema).parse(regimeData));

/** Undefined before 2017-10-01, of which no law is held. */
export const regimeOn = (on: LocalDate, all: readonly Regime[] = regimes()): Regime | undefined =>
  all.find((regime) => holdsOn(regime, on));

/** The date by which the law of a rule is chosen: end of the achievement year, receipt or decision. */
export const anchors = ['ACHIEVEMENT', 'RECEIPT', 'DECISION'] as const;
export type Anchor = (typeof anchors)[number];

export type Dates = {
  readonly year: AchievementYear;
  /** The day of receipt; null while nothing has been received. */
  readonly receivedOn: LocalDate | null;
  /** The day of the question, or of the decision. */
  readonly on: LocalDate;
};

export type RegimeChoice = {
  readonly regime: Regime;
  /** The day whose law applies. */
  readonly anchoredOn: LocalDate;
  readonly reason: string;
  /** The law that came since the dossier was received, by the clause that says what becomes of it. */
  readonly since: { readonly regime: Regime; readonly clause: Transition; readonly on: LocalDate } | null;
};

/** Chooses the law for a rule and says why; undefined where the chosen day lies before all that is held. */
export function chooseRegime(
  anchor: Anchor,
  dates: Dates,
  all: readonly Regime[] = regimes(),
): RegimeChoice | undefined {
  const { on, receivedOn } = dates;
  const now = regimeOn(on, all);
  const then = receivedOn === null ? undefined : regimeOn(receivedOn, all);
  if (receivedOn && then && now && now.transition && then !== now && anchor !== 'ACHIEVEMENT')
    return {
      regime: then,
      anchoredOn: receivedOn,
      reason: `Hồ sơ nhận ngày ${shown(receivedOn)}, trước khi ${now.name} có hiệu lực (${shown(now.validFrom)}), nên tiếp tục theo quy định cũ: ${then.name}. Căn cứ: ${now.transition.citation}.`,
      since: { regime: now, clause: now.transition, on },
    };
  const anchoredOn = anchorOf(anchor, dates);
  const regime = regimeOn(anchoredOn, all);
  return regime && { regime, anchoredOn, reason: reasonOf(anchor, dates, anchoredOn, regime), since: null };
}

const anchorOf = (anchor: Anchor, { year, receivedOn, on }: Dates): LocalDate =>
  anchor === 'ACHIEVEMENT' ? lastDay(year) : anchor === 'RECEIPT' ? (receivedOn ?? on) : on;

function reasonOf(anchor: Anchor, dates: Dates, anchoredOn: LocalDate, regime: Regime): string {
  const why = {
    ACHIEVEMENT: `Theo ngày kết thúc ${yearName(dates.year)}, ${shown(anchoredOn)}`,
    RECEIPT: dates.receivedOn
      ? `Theo ngày nhận hồ sơ, ${shown(anchoredOn)}`
      : `Hồ sơ chưa được tiếp nhận; theo ngày xét, ${shown(anchoredOn)}`,
    DECISION: `Theo ngày quyết định, ${shown(anchoredOn)}`,
  }[anchor];
  const read = regime.inherits
    ? ` Chưa đọc được toàn văn, nên tạm dùng quy định trước đó (${regime.inherits}) và cần người xem.`
    : '';
  return `${why}: áp dụng ${regime.name}.${read}`;
}

/** As offices write a day: 01/10/2026. */
export const shown = (on: LocalDate): string => `${on.slice(8)}/${on.slice(5, 7)}/${on.slice(0, 4)}`;
