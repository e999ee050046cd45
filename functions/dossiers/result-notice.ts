import { closeDeadline, openDeadline, type Kept } from '../deadlines/keep-deadline.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { procedureDays } from '../law/procedure-days.ts';
import { noticeRuleOn } from '../law/procedure.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { changeDossier, type DossierInput } from './change-dossier.ts';
import type { DossierDeps } from './deps.ts';
import type { Dossier } from './dossier.ts';

type Loaded = { readonly before: RunningDeadline | undefined; readonly calendar: WorkCalendar };

export async function loadResultNotice(
  deps: Pick<DossierDeps, 'deadlines' | 'calendar'>,
  dossierId: Id<'dos'>,
): Promise<Loaded> {
  const [before, calendar] = await Promise.all([
    deps.deadlines.get(dossierId, 'RESULT_NOTICE'),
    deps.calendar.current(),
  ]);
  return { before, calendar };
}

type Outcome = {
  readonly unitId: Id<'unt'>;
  readonly on: LocalDate;
  readonly what: 'result' | 'refusal';
};

/** From the outcome on, the author must be told within the days of law; a refusal has days of its own. */
export function openResultNotice(
  deps: DossierDeps,
  { before, calendar }: Loaded,
  dossier: Dossier,
  { unitId, on, what }: Outcome,
): Kept {
  const [awardCode] = Object.keys(dossier.totalPerAward);
  const rule = awardCode === undefined ? undefined : noticeRuleOn({ awardCode, type: dossier.type, on });
  if (!rule) return { deadline: before, writes: [] };
  const days = procedureDays('RESULT_NOTICE', 'Thông báo kết quả xét khen thưởng', rule[what], rule);
  const opening = {
    ownerId: dossier.id,
    purpose: 'RESULT_NOTICE' as const,
    term: { kind: 'RULE' as const, rule: days, startOn: on },
    unitId,
    label: `Hồ sơ số ${dossier.receipt?.number ?? ''}`.trim(),
    assignees: [],
    restricted: false,
    lane: null,
  };
  return openDeadline(deps, before, opening, calendar);
}

export type NotifyResultInput = DossierInput & { readonly documentNumber: string; readonly text: string };

/** Tells the author the result, and why somebody was not awarded. Codes: those of a change, REQUIRED, TOO_LONG. */
export const notifyResult = (deps: DossierDeps, input: NotifyResultInput): Promise<Result<Dossier>> =>
  changeDossier(deps, {
    action: 'notifyResult',
    input,
    load: (dossierId) => loadResultNotice(deps, dossierId),
    decide: ({ on, extra: { before } }) => {
      const number = requireLine('documentNumber', input.documentNumber, 100);
      const text = requireText('text', input.text, 5000);
      if (!number.ok || !text.ok) return refuse(...refusalsOf(number, text));
      return accept({
        patch: { resultNotice: { documentNumber: number.value, text: text.value, sentOn: on } },
        writes: closeDeadline(deps, before, on, 'DONE').writes,
        event: 'ResultNotified',
        facts: { documentNumber: number.value },
      });
    },
  });
