import type { Id } from '../kernel/ids.ts';
import type { Seat } from '../councils/council.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { assessmentAt, type Nominee } from '../dossiers/nominee.ts';
import type { ConflictGround, ConflictRecord } from './ballot.ts';

/** A nominee at its place in the list, with the records that conflicts are found in. */
export type Case = { readonly nominee: Nominee; readonly dossier: Dossier };

export type Conflict = {
  readonly seat: number;
  /** Place in the list. */
  readonly nominee: number;
  readonly grounds: readonly ConflictGround[];
  readonly waived: boolean;
};

/** Grounds that the records themselves give against a member's vote on a nominee. */
export function detected(seat: Seat, { nominee, dossier }: Case): readonly ConflictGround[] {
  const grounds: ConflictGround[] = [];
  if (seat.subjectId !== null && seat.subjectId === nominee.subjectId) grounds.push('SELF');
  if (isOwnUnit(seat, nominee)) grounds.push('UNIT');
  if (seat.relatives.includes(nominee.subjectId)) grounds.push('RELATIVE');
  return seat.userId === null ? grounds : [...grounds, ...byHand(seat.userId, { nominee, dossier })];
}

/** What the member did with the dossier before it came to the council. */
function byHand(userId: Id<'usr'>, { nominee, dossier }: Case): readonly ConflictGround[] {
  const said = assessmentAt(nominee, dossier);
  const proposed = dossier.createdBy === userId || dossier.submitters.includes(userId);
  const appraised = said?.by === userId || said?.confirmation?.by === userId;
  return [...(proposed ? (['PROPOSER'] as const) : []), ...(appraised ? (['APPRAISER'] as const) : [])];
}

/** The unit where the member works, or a collective of it, is the nominee. */
const isOwnUnit = (seat: Seat, { kind, unitId }: Nominee): boolean =>
  (kind === 'UNIT' || kind === 'COLLECTIVE') && seat.unitId === unitId;

/** Every conflict between these seats and the list, from the records as they are now and from what was declared. */
export function conflictsOf(
  seats: readonly Seat[],
  list: readonly Case[],
  { declared, waivers }: ConflictRecord,
): readonly Conflict[] {
  const among = (entries: ConflictRecord['declared'], seat: number, nominee: number) =>
    entries.some((one) => one.seat === seat && one.nominees.includes(nominee));
  return seats.flatMap((seat) =>
    list.flatMap((of, nominee): readonly Conflict[] => {
      const own = among(declared, seat.number, nominee) ? (['DECLARED'] as const) : [];
      const grounds = [...detected(seat, of), ...own];
      if (grounds.length === 0) return [];
      const waived = among(waivers, seat.number, nominee);
      return [{ seat: seat.number, nominee, grounds, waived }];
    }),
  );
}

/** The seats that may not vote on each place of the list. */
export function recusedAt(conflicts: readonly Conflict[], nominees: number): readonly (readonly number[])[] {
  const at = Array.from({ length: nominees }, (): number[] => []);
  for (const one of conflicts) if (!one.waived) at[one.nominee]?.push(one.seat);
  return at.map((seats) => [...new Set(seats)].sort((a, b) => a - b));
}

export type SheetPlan = {
  readonly nominees: readonly number[];
  readonly seats: readonly number[];
  readonly recused: readonly number[];
};

/**
 * One sheet for each set of recused members: whoever gets a paper of a sheet votes on all of it, so that no ballot tells
 * by its gaps whose it is.
 */
export function planSheets(
  roll: readonly number[],
  recused: readonly (readonly number[])[],
): readonly SheetPlan[] {
  const sheets = new Map<string, { nominees: number[]; recused: readonly number[] }>();
  recused.forEach((seats, nominee) => {
    const key = seats.join(' ');
    const sheet = sheets.get(key) ?? { nominees: [], recused: seats };
    sheet.nominees.push(nominee);
    sheets.set(key, sheet);
  });
  return [...sheets.values()].map((sheet) => ({
    ...sheet,
    seats: roll.filter((seat) => !sheet.recused.includes(seat)),
  }));
}

/** Whom each account may not read the confidential part of, by dossier. */
export function hiddenFrom(
  seats: readonly Seat[],
  list: readonly Case[],
  recused: readonly (readonly number[])[],
): ReadonlyMap<
  Id<'dos'>,
  readonly { readonly userId: Id<'usr'>; readonly nomineeIds: readonly Id<'nom'>[] }[]
> {
  const users = new Map(seats.flatMap((seat) => (seat.userId ? [[seat.number, seat.userId] as const] : [])));
  const hidden = new Map<Id<'dos'>, Map<Id<'usr'>, Id<'nom'>[]>>();
  list.forEach(({ nominee, dossier }, place) => {
    const of = hidden.get(dossier.id) ?? new Map<Id<'usr'>, Id<'nom'>[]>();
    hidden.set(dossier.id, of);
    for (const seat of recused[place] ?? []) {
      const userId = users.get(seat);
      if (userId) of.set(userId, [...(of.get(userId) ?? []), nominee.id]);
    }
  });
  return new Map(
    [...hidden].map(([id, of]) => [id, [...of].map(([userId, nomineeIds]) => ({ userId, nomineeIds }))]),
  );
}
