import type { LocalDate } from '../kernel/dates.ts';
import { sha256 } from './list-file.ts';
import type { OpinionCounts } from './opinion.ts';
import type { ClosingReport, PostedList, Posting } from './posting.ts';

/** What the council and the file get: when and how long, which list, how many opinions of which kind. No names. */
export function closingReport(
  posting: Posting,
  list: PostedList,
  opinions: OpinionCounts,
  at: { readonly closedOn: LocalDate; readonly withdrawnDossiers: number },
): ClosingReport {
  const text = JSON.stringify(
    {
      posting: posting.id,
      unit: posting.unitName,
      title: posting.title,
      legalBases: posting.legalBases,
      opensOn: posting.period.startOn,
      closesOn: posting.period.dueOn,
      workingDays: posting.period.days,
      closedOn: at.closedOn,
      rows: list.rows,
      listSha256: list.sha256,
      dossiers: posting.dossiers.length,
      withdrawnDossiers: at.withdrawnDossiers,
      opinions: {
        received: opinions.received,
        support: opinions.support,
        information: opinions.information,
        accusation: opinions.accusation,
        answered: opinions.answered,
      },
    },
    null,
    2,
  );
  return { ...at, rows: list.rows, listSha256: list.sha256, opinions, text, sha256: sha256(text) };
}
