import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitKind } from '../units/unit.ts';
import { authorityNoteOn, levelOf, mayDecide } from './authority.ts';
import type { AuthorityLevel, AwardRule } from './awards.ts';
import type { DatumStatus } from './datum.ts';
import { ruled } from './matter.ts';

export type AuthorityAnswer = {
  readonly mayDecide: boolean;
  readonly level: AuthorityLevel | null;
  readonly rule: AwardRule;
  /** The unit, or the first that carries it on; null when none exists on the day. */
  readonly actingUnitId: Id<'unt'> | null;
  /** The nearest at or above it whose head decides; null when that is above this system, or nowhere. */
  readonly deciderId: Id<'unt'> | null;
  readonly reason: string;
  readonly citation: string;
  readonly status: DatumStatus;
};

/** Who decides an award for a unit on a day. A unit that has ended decides nothing; its heir is asked in its place. */
export function authorityAnswer(
  registry: UnitRegistry,
  unitId: Id<'unt'>,
  rule: AwardRule,
  on: LocalDate,
): AuthorityAnswer {
  const [heir] = registry.heirsOn(unitId, on);
  const kind = registry.stateOn(unitId, on)?.kind;
  const path = heir ? registry.pathOn(heir, on) : [];
  const decider = path.findLast((id) => decides(registry, id, rule, on));
  const may = kind !== undefined && mayDecide(rule, kind, on);
  return {
    mayDecide: may,
    level: (kind && levelOf(kind, on)) ?? null,
    rule,
    actingUnitId: heir ?? null,
    deciderId: decider ?? null,
    ...reasonFor(kind, may, rule, on),
  };
}

const decides = (registry: UnitRegistry, id: Id<'unt'>, rule: AwardRule, on: LocalDate): boolean => {
  const kind = registry.stateOn(id, on)?.kind;
  return kind !== undefined && mayDecide(rule, kind, on);
};

type Reason = Pick<AuthorityAnswer, 'reason' | 'citation' | 'status'>;

function reasonFor(kind: UnitKind | undefined, may: boolean, rule: AwardRule, on: LocalDate): Reason {
  const award = { citation: rule.citation, status: rule.status };
  if (rule.stateLevel)
    return { reason: 'Do Thủ tướng hoặc Chủ tịch nước quyết định; tỉnh xét và trình.', ...award };
  const note = kind && noteOn(kind, on);
  if (!note) return { reason: 'Đơn vị không tồn tại vào ngày này.', ...award };
  const outcome = may ? 'được quyết định' : 'không quyết định';
  return {
    reason: `${note.text}; ${outcome} ${rule.name}.`,
    citation: [...new Set([note.citation, rule.citation])].join('; '),
    status: note.status === 'confirmed' && rule.status === 'confirmed' ? 'confirmed' : 'unverified',
  };
}

function noteOn(kind: UnitKind, on: LocalDate) {
  const term = authorityNoteOn(kind, on);
  return term && ruled(term, on);
}
