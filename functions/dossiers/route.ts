import type { LocalDate } from '../kernel/dates.ts';
import { mayDecide } from '../law/authority.ts';
import { awardOn } from '../law/awards.ts';
import type { DatumStatus } from '../law/datum.ts';
import { deliberationRuleOn, opinionRuleOn, partyOpinionRuleOn, postingRuleOn } from '../law/procedure.ts';
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

/** The act by which the province has the standing body consider an award in place of the council; undefined for none. */
export type Replacing = (awardCode: string) => string | undefined;

const byCouncil: Replacing = () => undefined;

type Asked = Pick<Dossier, 'type' | 'simpleCases' | 'counters' | 'totalPerAward'>;

/**
 * The route of a dossier before a unit of this kind, by the law of a day. What one of its awards needs, the whole
 * dossier goes through. While nobody is approved, the awards asked for count.
 */
export function routeOf(
  dossier: Asked,
  kind: UnitKind | undefined,
  on: LocalDate,
  replacing = byCouncil,
): RouteTerms {
  const cases = lawCasesOf(dossier, on);
  const of = (term: (one: LawCase) => RouteTerm | undefined) => cases.flatMap((one) => term(one) ?? []);
  return {
    fixedOn: on,
    steps: [
      always('APPRAISAL', 'Cơ quan thường trực thẩm định mọi hồ sơ'),
      strictest(of(opinionTerm), 'OPINIONS'),
      strictest(
        of((one) => partyOpinionTerm(one, kind)),
        'PARTY_OPINION',
      ),
      strictest(
        of((one) => postingTerm(one, kind, dossier.simpleCases)),
        'POSTING',
      ),
      strictest(
        of((one) => councilTerm(one, kind, dossier.simpleCases, replacing)),
        'COUNCIL',
      ),
      always('OUTCOME', 'Quyết định trong thẩm quyền, trình cấp trên, hoặc kết thúc không khen thưởng'),
    ],
  };
}

/** What the law is asked about a dossier: each award approved, or asked for while none is. */
export function lawCasesOf({ type, counters, totalPerAward }: Asked, on: LocalDate): readonly LawCase[] {
  const approved = Object.keys(counters.approved);
  const codes = approved.length > 0 ? approved : Object.keys(totalPerAward);
  return codes.map((awardCode) => ({ awardCode, type, on }));
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

/** No text that we know makes these opinions a duty; once asked for, they are waited for. */
function opinionTerm(asked: LawCase): RouteTerm | undefined {
  const rule = opinionRuleOn(asked);
  return (
    rule && {
      code: 'OPINIONS',
      needed: false,
      reason: `${asked.awardCode}: cơ quan thường trực lấy ý kiến khi thấy cần; chưa hỏi cơ quan nào`,
      citation: rule.citation,
      status: rule.status,
    }
  );
}

function partyOpinionTerm(asked: LawCase, kind: UnitKind | undefined): RouteTerm | undefined {
  const rule = partyOpinionRuleOn(asked);
  if (!rule) return undefined;
  const term = (needed: boolean, reason: string): RouteTerm => ({
    code: 'PARTY_OPINION',
    needed,
    reason: `${asked.awardCode}: ${reason}`,
    citation: rule.citation,
    status: rule.status,
  });
  if (rule.forEveryNominee)
    return kind === 'PROVINCE'
      ? term(true, 'mọi trường hợp phải có ý kiến Ban Thường vụ Tỉnh ủy')
      : term(false, 'tỉnh lấy ý kiến Ban Thường vụ Tỉnh ủy');
  return rule.forManagedOfficials
    ? term(false, 'chỉ hỏi về cán bộ thuộc diện Ban Thường vụ Tỉnh ủy quản lý')
    : term(false, 'không lấy ý kiến Ban Thường vụ Tỉnh ủy');
}

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
  replacing: Replacing,
): RouteTerm | undefined {
  const rule = deliberationRuleOn(asked);
  if (!rule) return undefined;
  const base = { code: 'COUNCIL' as const, citation: rule.citation, status: rule.status };
  const off = (reason: string) => ({ ...base, needed: false, reason: `${asked.awardCode}: ${reason}` });
  if (simpleCases.length > 0) return off('thủ tục đơn giản, không qua Hội đồng');
  if (rule.body === 'STANDING_BODY') return off('cơ quan thường trực báo cáo thẳng người có thẩm quyền');
  if (!sits(rule.councilOf, asked, kind)) return off('Hội đồng của cấp khác xét');
  const act = rule.standingBodyMayReplace ? replacing(asked.awardCode) : undefined;
  if (act)
    return {
      ...off('tỉnh giao cơ quan thường trực xét thay Hội đồng'),
      citation: `${act}; ${rule.citation}`,
    };
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

/** The route as fixed when the appraisal ended; before that, as it looks today. Agencies join it when they are asked. */
export const currentRoute = (
  dossier: Dossier,
  registry: UnitRegistry,
  on: LocalDate,
  replacing = byCouncil,
): RouteTerms =>
  withConsulted(
    dossier.route ?? routeOf(dossier, handlerKind(dossier, registry, on), on, replacing),
    dossier.consulted,
  );

function withConsulted(route: RouteTerms, { asked, open }: Dossier['consulted']): RouteTerms {
  if (asked === 0) return route;
  const [appraisal, ...rest] = route.steps;
  const known = rest.find((step) => step.code === 'OPINIONS');
  const opinions: RouteTerm = {
    ...always('OPINIONS', `Đã hỏi ${asked} cơ quan, còn chờ ${open}`),
    ...(known && { citation: known.citation, status: known.status }),
  };
  const others = rest.filter((step) => step !== known);
  return { ...route, steps: [...(appraisal ? [appraisal] : []), opinions, ...others] };
}

export const needs = (route: RouteTerms, code: RouteStepCode): boolean =>
  route.steps.some((step) => step.code === code && step.needed);
