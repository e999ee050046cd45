import type { Ask } from './ask.ts';
import type { ListDeps } from './deps.ts';
import type { Sheet } from './sheet.ts';
import { formSheet } from './sheets/form-sheet.ts';
import { attendanceSheet, officersSheet, recommendationsSheet } from './sheets/people-sheets.ts';
import {
  awardsSheet,
  complaintsSheet,
  dossiersSheet,
  nomineesSheet,
  recordsSheet,
} from './sheets/register-sheets.ts';
import { statisticsSheet } from './sheets/statistics-sheet.ts';
import {
  exemplarCoverageSheet,
  mediaItemsSheet,
  planTasksSheet,
  uninspectedSheet,
} from './sheets/work-sheets.ts';

/**
 * The list that is asked for, as the caller may read it: each is read by the function that shows it on the screen, and
 * throws as that does. Undefined when it is of something that isn't there to be seen.
 */
export async function openSheet(deps: ListDeps, ask: Ask): Promise<Sheet | undefined> {
  const sheet = await sheetFor(deps, ask);
  if (!sheet) return undefined;
  for await (const _ of sheet.pages()) break;
  return sheet;
}

function sheetFor(deps: ListDeps, ask: Ask): Promise<Sheet | undefined> | Sheet {
  return isOfWork(ask) ? workSheetFor(deps, ask) : registerSheetFor(deps, ask);
}

function registerSheetFor(deps: ListDeps, ask: Exclude<Ask, WorkAsk>): Promise<Sheet | undefined> | Sheet {
  switch (ask.list) {
    case 'STATISTICS':
      return statisticsSheet(deps, ask);
    case 'STATISTICAL_FORM':
      return formSheet(deps, ask);
    case 'STATISTICS_RECORDS':
      return recordsSheet(deps, ask);
    case 'DOSSIERS':
      return dossiersSheet(deps, ask);
    case 'NOMINEES':
      return nomineesSheet(deps, ask);
    case 'AWARDS':
      return awardsSheet(deps, ask);
    case 'COMPLAINTS':
      return complaintsSheet(deps, ask);
    case 'RECOMMENDATIONS':
      return recommendationsSheet(deps, ask);
    case 'OFFICERS':
      return officersSheet(deps, ask);
    case 'ATTENDANCE':
      return attendanceSheet(deps, ask);
  }
}

const workLists = ['UNINSPECTED', 'EXEMPLAR_COVERAGE', 'MEDIA_ITEMS', 'PLAN_TASKS'] as const;
type WorkAsk = Extract<Ask, { readonly list: (typeof workLists)[number] }>;
const isOfWork = (ask: Ask): ask is WorkAsk => workLists.some((list) => list === ask.list);

/** What the standing office keeps beside dossiers. */
function workSheetFor(deps: ListDeps, ask: WorkAsk): Promise<Sheet | undefined> | Sheet {
  switch (ask.list) {
    case 'UNINSPECTED':
      return uninspectedSheet(deps, ask);
    case 'EXEMPLAR_COVERAGE':
      return exemplarCoverageSheet(deps, ask);
    case 'MEDIA_ITEMS':
      return mediaItemsSheet(deps, ask);
    case 'PLAN_TASKS':
      return planTasksSheet(deps, ask);
  }
}
