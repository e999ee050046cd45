import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { changeInspection, type InspectionInput } from './change-inspection.ts';
import type { Checklist } from './checklist.ts';
import type { InspectionDeps } from './deps.ts';
import { checkFiles, loadFiles } from '../attachments/named-files.ts';
import {
  maxEvidence,
  maxVisits,
  type Answer,
  type Inspection,
  type InspectionCoverage,
} from './inspection.ts';
import { checkTeam, loadTeam, type TeamInput } from './team.ts';

/** Puts another team in the place of the first. Codes: those of a step and of a team. */
export const changeInspectionTeam = (
  deps: InspectionDeps,
  input: InspectionInput & { readonly team: TeamInput },
): Promise<Result<Inspection>> =>
  changeInspection(deps, input, {
    action: 'changeTeam',
    load: () => loadTeam(deps, input.team),
    decide: ({ root, viewer, extra }) => {
      const team = checkTeam(input.team, extra, root.unitId, viewer);
      return team.ok
        ? accept({
            patch: { team: team.value },
            event: 'InspectionTeamChanged',
            facts: {
              team: team.value.map((one) => one.userId),
              registerVersion: viewer.registry.version,
            },
          })
        : team;
    },
  });

export type RecordInspectionVisitInput = InspectionInput & {
  /** Host, unit, kind and template of the inspection, named again so that they are read along with it. */
  readonly hostUnitId: string;
  readonly unitId: string;
  readonly kind: Inspection['kind'];
  readonly checklistId?: string | null | undefined;
  readonly checklistVersion?: number | null | undefined;
  readonly on: LocalDate;
  readonly minutesId: string;
  readonly evidenceIds: readonly string[];
  readonly answers: readonly Answer[];
};

const noCoverage: Promise<InspectionCoverage | undefined> = Promise.resolve(undefined);
const noChecklist: Promise<Checklist | undefined> = Promise.resolve(undefined);

/** Minutes first, evidence after. */
const filesOf = ({ minutesId, evidenceIds }: RecordInspectionVisitInput) => [minutesId, ...evidenceIds];

/**
 * Records a visit with its minutes, evidence and answers. Codes: those of a step, NOT_FOUND, DUPLICATE, FILE_NOT_CLEAN,
 * TOO_MANY, TOO_LONG, INSPECTION_DATES, INSPECTION_ANSWERS.
 */
export function recordInspectionVisit(
  deps: InspectionDeps,
  input: RecordInspectionVisitInput,
): Promise<Result<Inspection>> {
  const [host, unit] = [parseId('unt', input.hostUnitId), parseId('unt', input.unitId)];
  const checklistId = input.checklistId == null ? undefined : parseId('ckl', input.checklistId);
  return changeInspection(deps, input, {
    action: 'visit',
    load: () =>
      Promise.all([
        loadFiles(deps, filesOf(input), maxEvidence + 1),
        host && unit ? deps.inspections.coverage(host, input.kind, unit) : noCoverage,
        checklistId ? deps.inspections.checklist(checklistId, input.checklistVersion ?? 1) : noChecklist,
      ]),
    decide: ({ root, actor, viewer, extra: [files, coverage, checklist] }) => {
      const misnamed = checkNamed(root, input, host, unit);
      if (misnamed.length > 0) return refuse(...misnamed);
      const answers = checkAnswers(input.answers, checklist);
      const refusals = [
        ...refusalsOf(answers),
        ...checkFiles(filesOf(input), files, {
          unitId: root.hostUnitId,
          field: 'files',
          limit: maxEvidence + 1,
        }),
        ...(input.on < root.decision.issuedOn || input.on > viewer.on
          ? [refusal('INSPECTION_DATES', 'on', { expected: 'từ ngày quyết định đến hôm nay' })]
          : []),
        ...(root.visits.length >= maxVisits ? [refusal('TOO_MANY', 'on', { limit: maxVisits })] : []),
      ];
      const [minutes, ...evidence] = files.flatMap((file) => file ?? []);
      if (!minutes || !answers.ok || refusals.length > 0) return refuse(...refusals);
      const owner = { kind: 'INSPECTION' as const, id: root.id };
      const latest = coverage === undefined || coverage.lastOn < input.on;
      const { hostUnitId, unitId, kind } = root;
      return accept({
        patch: {
          visits: [
            ...root.visits,
            {
              on: input.on,
              minutesId: minutes.id,
              evidenceIds: evidence.map((file) => file.id),
              answers: answers.value,
              by: actor.userId,
            },
          ],
        },
        writes: [
          ...[minutes, ...evidence].map((file) => deps.attachments.attach(file, owner)),
          ...(latest
            ? [
                deps.inspections.setCoverage({
                  ...{ hostUnitId, unitId, kind },
                  lastOn: input.on,
                  inspectionId: root.id,
                }),
              ]
            : []),
        ],
        event: 'InspectionVisited',
        facts: { on: input.on, unitId, kind, minutesId: minutes.id },
      });
    },
  });
}

function checkNamed(
  root: Inspection,
  input: RecordInspectionVisitInput,
  host: Inspection['hostUnitId'] | undefined,
  unit: Inspection['unitId'] | undefined,
): readonly Refusal[] {
  const sameChecklist =
    (input.checklistId ?? null) === (root.checklist?.id ?? null) &&
    (root.checklist === null || (input.checklistVersion ?? 1) === root.checklist.version);
  return [
    ...(host === root.hostUnitId ? [] : [refusal('NOT_FOUND', 'hostUnitId')]),
    ...(unit === root.unitId && input.kind === root.kind ? [] : [refusal('NOT_FOUND', 'unitId')]),
    ...(sameChecklist ? [] : [refusal('NOT_FOUND', 'checklistId')]),
  ];
}

/** Every question of the template once, and no other. */
function checkAnswers(raw: readonly Answer[], checklist: Checklist | undefined): Result<readonly Answer[]> {
  const codes = checklist?.questions.map((one) => one.code) ?? [];
  const answered = raw.map((one) => one.code);
  const wrong = (code: string, problem: string) =>
    refusal('INSPECTION_ANSWERS', 'answers', { code: code.slice(0, 40), problem });
  const refusals = [
    ...codes.filter((code) => !answered.includes(code)).map((code) => wrong(code, 'chưa trả lời')),
    ...answered
      .filter((code, i) => !codes.includes(code) || answered.indexOf(code) < i)
      .map((code) => wrong(code, 'không có trong mẫu hoặc trả lời hai lần')),
  ];
  if (refusals.length > 0) return refuse(...refusals.slice(0, 20));
  const notes = raw.map((one, i) => checkText(`answers.${i}.note`, one.note, 2_000));
  return notes.every((note) => note.ok)
    ? accept(raw.map(({ code, verdict }, i) => ({ code, verdict, note: textOf(notes[i]) })))
    : refuse(...refusalsOf(...notes));
}

const textOf = (note: Result<string> | undefined): string => (note?.ok ? note.value : '');
