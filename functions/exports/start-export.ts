import { instant, today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { checkWindow, countOne, readWindow, type RateRule } from '../kernel/rate-limit.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Ask } from './ask.ts';
import type { ExportDeps } from './deps.ts';
import { exportHours, type Export, type ExportFormat } from './export.ts';
import { exportPk } from './export.store.ts';
import { openSheet } from './open-sheet.ts';

type Of<L extends Ask['list']> = Omit<Extract<Ask, { list: L }>, 'list'>;
/** As GraphQL gives it: what may be left out, may. */
type Given<T, Maybe extends keyof T> = Omit<T, Maybe> & {
  readonly [Key in Maybe]?: T[Key] | null | undefined;
};

/** Exactly one list, with what decides its rows. */
export type StartExportInput = {
  readonly idempotencyKey: string;
  readonly format: ExportFormat;
  readonly statistics?: Given<Of<'STATISTICS'>, 'on' | 'tree'> | null | undefined;
  readonly form?: Of<'STATISTICAL_FORM'> | null | undefined;
  readonly records?: Given<Of<'STATISTICS_RECORDS'>, 'on' | 'tree'> | null | undefined;
  readonly dossiers?: Given<Of<'DOSSIERS'>, keyof Of<'DOSSIERS'>> | null | undefined;
  readonly nomineesOf?: string | null | undefined;
  readonly awards?: Given<Of<'AWARDS'>, keyof Of<'AWARDS'>> | null | undefined;
  readonly complaints?: Given<Of<'COMPLAINTS'>, 'status' | 'due'> | null | undefined;
  readonly recommendations?: Of<'RECOMMENDATIONS'> | null | undefined;
  readonly officers?: Given<Of<'OFFICERS'>, 'below' | 'status'> | null | undefined;
  readonly attendanceOf?: string | null | undefined;
  readonly uninspectedUnits?: Of<'UNINSPECTED'> | null | undefined;
  readonly exemplarCoverage?: Of<'EXEMPLAR_COVERAGE'> | null | undefined;
  readonly mediaItemsOf?: string | null | undefined;
  readonly planTasks?: Of<'PLAN_TASKS'> | null | undefined;
};

const hourly: RateRule = { name: 'export', limit: 30, windowSeconds: 60 * 60 };

/**
 * Has a list written to a file, off the request. EXPORT_ONE_LIST, NOT_FOUND, RATE_LIMITED; throws FORBIDDEN and BAD_USER_INPUT
 * as the list itself does.
 */
export function startExport(deps: ExportDeps, input: StartExportInput): Promise<Result<Export>> {
  const asked = asksOf(input, today(deps.clock));
  const [ask] = asked;
  const alone = asked.length === 1 ? ask : undefined;
  return mutate(deps, {
    operation: 'startExport',
    input,
    load: () =>
      Promise.all([readWindow(deps, hourly, deps.userId ?? ''), alone && openSheet(deps, alone.ask)]),
    decide: ([window, sheet], actor) => {
      if (!alone) return refuse(refusal('EXPORT_ONE_LIST', []));
      if (!sheet) return refuse(refusal('NOT_FOUND', alone.field));
      const refusals = checkWindow(window);
      if (refusals.length > 0) return refuse(...refusals);
      const now = deps.clock.now();
      const started: Export = {
        id: deps.ids.next('exp'),
        startedBy: actor.userId,
        startedAt: instant(deps.clock),
        startedOn: today(deps.clock),
        expiresAt: new Date(now.getTime() + exportHours * 60 * 60 * 1000).toISOString(),
        ask: alone.ask,
        format: input.format,
        title: sheet.title,
        status: 'RUNNING',
        rows: null,
        size: null,
        refusals: [],
        version: 1,
      };
      return accept({
        result: started,
        resultId: started.id,
        writes: [deps.exports.create(started), countOne(window)],
        event: {
          pk: exportPk(started.id),
          aggregateId: started.id,
          seq: 1,
          name: 'ExportStarted',
          facts: { list: alone.ask.list, format: input.format },
        },
      });
    },
    reload: async (raw) => {
      const id = parseId('exp', raw);
      return id && deps.exports.get(id);
    },
  });
}

type Asked = { readonly ask: Ask; readonly field: string };

function asksOf(input: StartExportInput, now: LocalDate): readonly Asked[] {
  const { statistics, form, records, dossiers, nomineesOf, awards } = input;
  const { complaints, recommendations, officers, attendanceOf } = input;
  const asks: (Asked | null | undefined)[] = [
    statistics && {
      field: 'statistics',
      ask: { list: 'STATISTICS', ...statistics, ...asOf(statistics, now) },
    },
    form && { field: 'form', ask: { list: 'STATISTICAL_FORM', ...form } },
    records && { field: 'records', ask: { list: 'STATISTICS_RECORDS', ...records, ...asOf(records, now) } },
    dossiers && { field: 'dossiers', ask: dossiersAsk(dossiers) },
    nomineesOf == null ? null : { field: 'nomineesOf', ask: { list: 'NOMINEES', dossierId: nomineesOf } },
    awards && { field: 'awards', ask: awardsAsk(awards) },
    complaints && {
      field: 'complaints',
      ask: { list: 'COMPLAINTS', unitId: complaints.unitId, ...stateOf(complaints) },
    },
    recommendations && { field: 'recommendations', ask: { list: 'RECOMMENDATIONS', ...recommendations } },
    officers && { field: 'officers', ask: officersAsk(officers) },
    attendanceOf == null
      ? null
      : { field: 'attendanceOf', ask: { list: 'ATTENDANCE', classId: attendanceOf } },
  ];
  return [...asks, ...workAsksOf(input)].filter((one) => one != null);
}

/** What the standing office keeps beside dossiers. */
const workAsksOf = (input: StartExportInput): readonly (Asked | null | undefined)[] => {
  const { uninspectedUnits, exemplarCoverage, mediaItemsOf, planTasks } = input;
  return [
    uninspectedUnits && { field: 'uninspectedUnits', ask: { list: 'UNINSPECTED', ...uninspectedUnits } },
    exemplarCoverage && {
      field: 'exemplarCoverage',
      ask: { list: 'EXEMPLAR_COVERAGE', ...exemplarCoverage },
    },
    mediaItemsOf == null
      ? null
      : { field: 'mediaItemsOf', ask: { list: 'MEDIA_ITEMS', unitId: mediaItemsOf } },
    planTasks && { field: 'planTasks', ask: { list: 'PLAN_TASKS', ...planTasks } },
  ];
};

/** A file says as of which day it is, so the day is fixed when it is asked for. */
const asOf = ({ on, tree }: Given<Of<'STATISTICS'>, 'on' | 'tree'>, now: LocalDate) => ({
  on: on ?? now,
  tree: tree ?? ('WAS' as const),
});

const stateOf = ({ status, due }: Given<Of<'COMPLAINTS'>, 'status' | 'due'>) => ({
  status: status ?? null,
  due: due ?? null,
});

const dossiersAsk = (given: NonNullable<StartExportInput['dossiers']>): Ask => ({
  list: 'DOSSIERS',
  authorUnitId: given.authorUnitId ?? null,
  inboxOf: given.inboxOf ?? null,
  roundId: given.roundId ?? null,
  status: given.status ?? null,
});

const awardsAsk = (given: NonNullable<StartExportInput['awards']>): Ask => ({
  list: 'AWARDS',
  year: given.year ?? null,
  unitId: given.unitId ?? null,
  name: given.name ?? null,
  awardCode: given.awardCode ?? null,
  decisionNumber: given.decisionNumber ?? null,
});

const officersAsk = (given: NonNullable<StartExportInput['officers']>): Ask => ({
  list: 'OFFICERS',
  unitId: given.unitId,
  below: given.below ?? false,
  status: given.status ?? 'SERVING',
});
