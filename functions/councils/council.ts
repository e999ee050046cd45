import { addDays, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';

export const seatRoles = ['CHAIR', 'STANDING_VICE_CHAIR', 'VICE_CHAIR', 'MEMBER', 'SECRETARY'] as const;
export type SeatRole = (typeof seatRoles)[number];

/** The document by which a council was set up or changed. */
export type CouncilDecision = {
  readonly number: string;
  readonly issuedOn: LocalDate;
  readonly signerName: string;
};

/** A place in a council and who holds it; whoever takes it over gets a seat of their own, so that history stays. */
export type Seat = {
  /** Counts up within the council and never changes. */
  readonly number: number;
  readonly role: SeatRole;
  readonly name: string;
  readonly title: string;
  /** Where the holder works. */
  readonly unitId: Id<'unt'> | null;
  /** The holder on the register of people, by whom awards to them are recognised. */
  readonly subjectId: Id<'sub'> | null;
  /** The account by which the holder takes part electronically. */
  readonly userId: Id<'usr'> | null;
  /** A secretary from outside the council writes but doesn't vote. */
  readonly votes: boolean;
  /** Fields of work that the holder answers for. */
  readonly fields: readonly string[];
  /** Close relatives as the holder declared them. */
  readonly relatives: readonly Id<'sub'>[];
  readonly from: LocalDate;
  /** First day on which the seat is no longer held. */
  readonly to: LocalDate | null;
  /** Places in `decisions` of what filled the seat and what ended it. */
  readonly filledBy: number;
  readonly endedBy: number | null;
};

/** A council for emulation and commendation (Hội đồng Thi đua - Khen thưởng) of one unit. */
export type Council = {
  readonly id: Id<'cnl'>;
  readonly unitId: Id<'unt'>;
  readonly name: string;
  /** `to` is the first day after the term. */
  readonly term: { readonly from: LocalDate; readonly to: LocalDate };
  /** The establishment first, then every change, in their order. */
  readonly decisions: readonly CouncilDecision[];
  readonly seats: readonly Seat[];
  readonly version: number;
};

/** Seats that a council may have had in all; its root holds them. */
export const maxSeats = 300;
/** Members at once. */
export const maxMembers = 60;
export const maxDecisions = 60;
export const maxRelatives = 50;

export const holdsOn = (seat: Seat, on: LocalDate): boolean =>
  seat.from <= on && (seat.to === null || on < seat.to);

/** The seats that are held on a day, in their order. */
export const seatsOn = (council: Council, on: LocalDate): readonly Seat[] =>
  council.seats.filter((seat) => holdsOn(seat, on));

/** The members whose votes count on a day; "total members" of the law. */
export const votersOn = (council: Council, on: LocalDate): readonly Seat[] =>
  seatsOn(council, on).filter((seat) => seat.votes);

export const seatOf = (council: Council, userId: Id<'usr'>, on: LocalDate): Seat | undefined =>
  seatsOn(council, on).find((seat) => seat.userId === userId);

export const sits = (council: Council, on: LocalDate): boolean =>
  council.term.from <= on && on < council.term.to;

export const councilWarnings = [
  'TERM_ENDED',
  'TERM_ENDS_SOON',
  'CHAIR_VACANT',
  'STANDING_VICE_CHAIR_VACANT',
  'SECRETARY_VACANT',
  'SEAT_EXPIRED',
  'SEAT_WITHOUT_ACCOUNT',
] as const;
export type CouncilWarning = {
  readonly code: (typeof councilWarnings)[number];
  readonly seat: number | null;
  readonly on: LocalDate | null;
};

/** Days before the end of a term from which it is said to end soon. */
const soon = 60;

/** What should be mended in a council's composition, as of a day. */
export function warningsOf(council: Council, on: LocalDate): readonly CouncilWarning[] {
  const { to } = council.term;
  const held = seatsOn(council, on);
  const vacant = (role: SeatRole, code: CouncilWarning['code']) =>
    held.some((seat) => seat.role === role) ? [] : [{ code, seat: null, on: null }];
  return [
    ...(on >= to ? [{ code: 'TERM_ENDED' as const, seat: null, on: to }] : []),
    ...(on < to && addDays(on, soon) >= to ? [{ code: 'TERM_ENDS_SOON' as const, seat: null, on: to }] : []),
    ...vacant('CHAIR', 'CHAIR_VACANT'),
    ...vacant('STANDING_VICE_CHAIR', 'STANDING_VICE_CHAIR_VACANT'),
    ...vacant('SECRETARY', 'SECRETARY_VACANT'),
    ...council.seats
      .filter((seat) => seat.to !== null && seat.to <= on && seat.endedBy === null)
      .map((seat) => ({ code: 'SEAT_EXPIRED' as const, seat: seat.number, on: seat.to })),
    ...held
      .filter((seat) => seat.votes && seat.userId === null)
      .map((seat) => ({ code: 'SEAT_WITHOUT_ACCOUNT' as const, seat: seat.number, on: null })),
  ];
}
