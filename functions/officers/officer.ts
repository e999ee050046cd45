import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const officerWorks = ['FULL_TIME', 'CONCURRENT'] as const;
/** Chuyên trách or kiêm nhiệm. */
export type OfficerWork = (typeof officerWorks)[number];

export const officerStatuses = ['SERVING', 'ENDED'] as const;
export type OfficerStatus = (typeof officerStatuses)[number];

/** The act by which somebody was given this work. */
export type Appointment = { readonly number: string; readonly issuedOn: LocalDate };

/** For people in offices, never for the public. */
export type Contact = { readonly phone: string; readonly email: string };

/** One person who does this work at one unit, for one term. */
export type Officer = {
  readonly id: Id<'ofc'>;
  readonly unitId: Id<'unt'>;
  readonly name: string;
  readonly position: string;
  readonly work: OfficerWork;
  readonly contact: Contact;
  /** The account by which they sign in, if they do. */
  readonly userId: Id<'usr'> | null;
  readonly appointment: Appointment;
  readonly from: LocalDate;
  /** First day on which the term no longer holds. */
  readonly to: LocalDate | null;
  readonly endReason: string | null;
  /** The same person's term before this one, here or elsewhere. */
  readonly formerId: Id<'ofc'> | null;
  /** Last day of the last class of which they hold a certificate, in this term or one before. */
  readonly trainedOn: LocalDate | null;
  readonly status: OfficerStatus;
  readonly version: number;
};

/** A serving officer as coverage counts them. */
export type ServingOfficer = {
  readonly unitId: Id<'unt'>;
  readonly officerId: Id<'ofc'>;
  readonly trainedOn: LocalDate | null;
};
