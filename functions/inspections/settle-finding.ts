import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { checkDisciplines, type CaseDisciplineInput } from '../records/case-discipline.ts';
import { nothing } from '../units/change-root.ts';
import { changeInspection, type InspectionInput } from './change-inspection.ts';
import type { InspectionDeps } from './deps.ts';
import type { Inspection } from './inspection.ts';

export type SettleFindingInput = InspectionInput & {
  readonly findingNumber: number;
  readonly on: LocalDate;
  readonly text: string;
  readonly disciplines?: readonly CaseDisciplineInput[] | null | undefined;
};

/**
 * Says what became of a finding after the conclusion, with the disciplines that it led to: those whom it names are no
 * longer in a proceeding because of it. Codes: those of a step, NOT_FOUND, DUPLICATE, REQUIRED, TOO_LONG, INSPECTION_DATES,
 * and for disciplines TOO_MANY, INVALID_VALUE.
 */
export const settleFinding = (deps: InspectionDeps, input: SettleFindingInput): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'settle',
    load: nothing,
    decide: ({ root, actor, viewer }) => {
      const finding = root.findings.find((one) => one.number === input.findingNumber);
      if (!finding) return refuse(refusal('NOT_FOUND', 'findingNumber'));
      if (finding.settlement) return refuse(refusal('DUPLICATE', 'findingNumber'));
      const since = root.conclusion?.issuedOn ?? root.decision.issuedOn;
      const text = requireText('text', input.text, 5_000);
      const days = { since: root.decision.issuedOn, on: viewer.on };
      const disciplines = checkDisciplines(input.disciplines, finding.links.subjectIds, days);
      const refusals = [
        ...refusalsOf(text, disciplines),
        ...(input.on < since || input.on > viewer.on
          ? [refusal('INSPECTION_DATES', 'on', { expected: 'từ ngày kết luận đến hôm nay' })]
          : []),
      ];
      if (!text.ok || !disciplines.ok || refusals.length > 0) return refuse(...refusals);
      const settlement = {
        on: input.on,
        text: text.value,
        by: actor.userId,
        disciplines: disciplines.value,
      };
      return accept({
        patch: {
          findings: root.findings.map((one) =>
            one.number === finding.number ? { ...one, settlement } : one,
          ),
        },
        event: 'FindingSettled',
        facts: { number: finding.number, on: input.on, disciplines: disciplines.value.length },
      });
    },
  });
