import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import type { DatumStatus } from '../law/datum.ts';
import { opinionAgencies } from '../law/procedure-book.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';

/** Whom the law names, the Party's Standing Committee, and whoever else has to be asked. */
export const agencyKinds = [...opinionAgencies, 'PARTY_STANDING_COMMITTEE', 'OTHER'] as const;
export type AgencyKind = (typeof agencyKinds)[number];

/** OPEN: asked. SILENT: its days ran out, and the law takes that for no objection. */
export const consultationStatuses = ['OPEN', 'ANSWERED', 'SILENT', 'WITHDRAWN'] as const;
export type ConsultationStatus = (typeof consultationStatuses)[number];

export const agencyOpinionKinds = ['NO_OBJECTION', 'REMARKS', 'OBJECTS'] as const;
export type AgencyOpinionKind = (typeof agencyOpinionKinds)[number];

/** The nominee goes on, or leaves the list. */
export const objectionOutcomes = ['CLEARED', 'EXCLUDED'] as const;
export type ObjectionOutcome = (typeof objectionOutcomes)[number];

/** What silence means, who says so, and whether anybody has read it. */
export type SilenceRule = {
  readonly meaning: 'NO_OBJECTION' | 'NO_ANSWER';
  readonly citation: string;
  readonly status: DatumStatus;
};

/** What an agency answered on the whole; of whom it said nothing by name, it has no objection to. */
export type ConsultationAnswer = {
  readonly text: string;
  /** Number of the agency's letter; null for one that answered here. */
  readonly documentNumber: string | null;
  readonly attachmentIds: readonly Id<'att'>[];
  readonly on: LocalDate;
  readonly by: Id<'usr'>;
  readonly late: boolean;
};

/** One agency asked about one dossier, at one stage of one submitted revision. */
export type Consultation = {
  readonly id: Id<'cst'>;
  readonly dossierId: Id<'dos'>;
  readonly stage: number;
  readonly revision: number;
  readonly askerUnitId: Id<'unt'>;
  readonly askerName: string;
  readonly agency: AgencyKind;
  /** Null for a body without an account here: what it answers on paper, the asker records. */
  readonly agencyUnitId: Id<'unt'> | null;
  readonly agencyName: string;
  /** Null for the whole list. */
  readonly nomineeIds: readonly Id<'nom'>[] | null;
  readonly question: string;
  readonly askedBy: Id<'usr'>;
  readonly askedOn: LocalDate;
  readonly silence: SilenceRule;
  /** No due day comes before this one, whatever becomes of the calendar; null where silence is no answer. */
  readonly silentNotBefore: LocalDate | null;
  readonly status: ConsultationStatus;
  readonly answer: ConsultationAnswer | null;
  /** Nominees named by the agency, those objected to, and those of them that nobody has resolved. */
  readonly named: number;
  readonly objections: number;
  readonly unresolved: number;
  readonly closedOn: LocalDate | null;
  readonly withdrawal: string | null;
  readonly version: number;
};

/** What became of an objection. */
export type Resolution = {
  readonly outcome: ObjectionOutcome;
  readonly reason: string;
  readonly by: Id<'usr'>;
  readonly on: LocalDate;
};

/** What an agency said of one nominee by name. */
export type AgencyOpinion = {
  readonly consultationId: Id<'cst'>;
  readonly dossierId: Id<'dos'>;
  readonly nomineeId: Id<'nom'>;
  readonly name: string;
  readonly kind: AgencyOpinionKind;
  readonly text: string;
  readonly on: LocalDate;
  readonly resolution: Resolution | null;
};

/** Each nominee is up to two writes, beside the roots, the deadline and the files. */
export const maxNamed = 40;
export const maxAnswerFiles = 5;
/** More at once is a mistake: each one keeps the dossier waiting. */
export const maxOpen = 20;

/** While the list that a decision will sign can still change. */
const live: readonly DossierStatus[] = ['RECEIVED', 'UNDER_APPRAISAL', 'APPRAISED', 'POSTING', 'COUNCIL'];

export const isLive = (dossier: Dossier): boolean => live.includes(dossier.status);

/** The dossier still is at the stage and revision that the agency was asked about. */
export const isAbout = (one: Consultation, dossier: Dossier): boolean =>
  dossier.id === one.dossierId && dossier.stage === one.stage && dossier.revision === one.revision;

/** What the dossier keeps of its consultations when one of them is no longer waited for. */
export function settled(dossier: Dossier, one: Consultation): Pick<Dossier, 'consulted'> {
  const { asked, open } = dossier.consulted;
  return { consulted: { asked, open: one.status === 'OPEN' ? open - 1 : open } };
}
