import type { LocalDate } from '../kernel/dates.ts';
import type { Case } from '../records/case.ts';
import { caseLabel, isAnswered, type Complaint } from './complaint.ts';

/**
 * What a complaint or denunciation means for those whom it names: from acceptance on they are in a proceeding. It ends with
 * a decision that rejects it, with its withdrawal, or, when it was right, with what was done about it.
 */
export function casesOfComplaint(one: Complaint): readonly Case[] {
  const { type, acceptedOn } = one;
  if (acceptedOn === null || isAnswered(type)) return [];
  return one.accusedSubjectIds.map((subjectId) => ({
    id: one.id,
    subjectId,
    kind: type === 'DENUNCIATION' ? 'DENUNCIATION' : 'COMPLAINT',
    reference: caseLabel(one),
    openedOn: acceptedOn,
    closedOn: closedOn(one),
    disciplines: one.disciplines.filter((discipline) => discipline.subjectId === subjectId),
  }));
}

const closedOn = ({ decision, enforcement, withdrawnOn }: Complaint): LocalDate | null =>
  withdrawnOn ?? (decision?.outcome === 'REJECTED' ? decision.issuedOn : (enforcement?.on ?? null));
