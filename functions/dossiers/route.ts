import type { LocalDate } from '../kernel/dates.ts';
import { mayDecide } from '../law/authority.ts';
import { awardOn } from '../law/awards.ts';
import type { DatumStatus } from '../law/datum.ts';
import { deliberationRuleOn, postingRuleOn } from '../law/procedure.ts';
import type { LawCase } from '../law/matter.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitKind } from '../units/unit.ts';
import type { Dossier } from './dossier.ts';
import type { RouteStepCode } from './route-step.ts';

/** A step with why it is on the route or not; `reason` is Vietnamese, for people. */
export type RouteTerm = {
  readonly code: RouteStepCode;
  readonly needed: boolean;
  readonly reason: string;
  readonly citation: string;
  readonly status: DatumStatus;
};

export type RouteTerms = { readonly fixedOn: LocalDate; readonly steps: readonly RouteTerm[] };

type Asked = Pick<Dossier, 'type' | 'simpleCases' | 'counters' | 'totalPerAward'>;

/**
 * The route of a dossier before a unit of this kind, by the law of a day. What one of its awards needs, the whole
 * dossier goes through. While nobody is approved, the awards asked for count.
 */
export function routeOf(dossier: Asked, kind: UnitKind | undefined, on: LocalDate): RouteTerms {
  const approved = Object.keys(dossier.counters.approved);
  const codes = approved.length > 0 ? approved : Object.keys(dossier.totalPerAward);
  const cases = codes.map((awardCode) => ({ awardCode, type: dossier.type, on }));
  const of = (term: (one: LawCase) => RouteTerm | undefined) => cases.flatMap((one) => term(one) ?? []);
  return {
    fixedOn: on,
    steps: [
      always('APPRAISAL', 'Cơ quan thường trực thẩm định mọi hồ sơ'),
      strictest(
        of((one) => postingTerm(one, kind, dossier.simpleCases)),
        'POSTING',
      ),
      strictest(
        of((one) => councilTerm(one, kind, dossier.simpleCases)),
        'COUNCIL',
      ),
      always('OUTCOME', 'Quyết định trong thẩm quyền, trình cấp trên, hoặc kết thúc không khen thưởng'),
    ],
  };
}

const always = (code: RouteStepCode, reason: string): RouteTerm => ({
  code,
  needed: true,
  reason,
  citation: '',
  status: 'confirmed',
});

/** A needed term before one that isn't; of several, the first. */
const strictest = (terms: readonly RouteTerm[], code: RouteStepCode): RouteTerm =>
  terms.find((term) => term.needed) ??
  terms[0] ?? { ...always(code, 'Chưa có hình thức nào cần bước này'), needed: false };

function postingTerm(
  asked: LawCase,
  kind: UnitKind | undefined,
  simpleCases: readonly string[],
): RouteTerm | undefined {
  const freed = simpleCases.map((key) => postingRuleOn(asked, key)).find((one) => one && !one.needed);
  const rule = freed ?? postingRuleOn(asked);
  if (!rule) return undefined;
  const base = { code: 'POSTING' as const, citation: rule.citation, status: rule.status };
  if (!rule.needed)
    return { ...base, needed: false, reason: `${asked.awardCode}: không phải công khai lấy ý kiến` };
  return kind === 'PROVINCE'
    ? { ...base, needed: true, reason: `${asked.awardCode}: phải công khai lấy ý kiến Nhân dân` }
    : { ...base, needed: false, reason: `${asked.awardCode}: tỉnh công khai lấy ý kiến trước khi trình` };
}

function councilTerm(
  asked: LawCase,
  kind: UnitKind | undefined,
  simpleCases: readonly string[],
): RouteTerm | undefined {
  const rule = deliberationRuleOn(asked);
  if (!rule) return undefined;
  const base = { code: 'COUNCIL' as const, citation: rule.citation, status: rule.status };
  const off = (reason: string) => ({ ...base, needed: false, reason: `${asked.awardCode}: ${reason}` });
  if (simpleCases.length > 0) return off('thủ tục đơn giản, không qua Hội đồng');
  if (rule.body === 'STANDING_BODY') return off('cơ quan thường trực báo cáo thẳng người có thẩm quyền');
  if (!sits(rule.councilOf, asked, kind)) return off('Hội đồng của cấp khác xét');
  return {
    ...base,
    needed: true,
    reason: `${asked.awardCode}: Hội đồng xét trước khi quyết định hoặc trình`,
  };
}

/** Whether the council that the rule names is the one of a unit of this kind. */
function sits(councilOf: string, { awardCode, on }: LawCase, kind: UnitKind | undefined): boolean {
  const award = awardOn(awardCode, on);
  if (!award || !kind) return false;
  if (councilOf === 'PROVINCE') return kind === 'PROVINCE';
  return mayDecide(award, kind, on) === (councilOf === 'DECIDING');
}

/** The kind of the unit that has the dossier before it, or of the one that carries it on. */
export function handlerKind(
  dossier: Pick<Dossier, 'handlerUnitId'>,
  registry: UnitRegistry,
  on: LocalDate,
): UnitKind | undefined {
  const heir = dossier.handlerUnitId ? registry.heirsOn(dossier.handlerUnitId, on)[0] : undefined;
  return heir && registry.stateOn(heir, on)?.kind;
}

/** The route as fixed when the appraisal ended; before that, as it looks today. */
export const currentRoute = (dossier: Dossier, registry: UnitRegistry, on: LocalDate): RouteTerms =>
  dossier.route ?? routeOf(dossier, handlerKind(dossier, registry, on), on);

export const needs = (route: RouteTerms, code: RouteStepCode): boolean =>
  route.steps.some((step) => step.code === code && step.needed);
