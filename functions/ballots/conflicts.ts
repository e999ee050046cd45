import { chunks, groupBy } from '../kernel/group.ts';
import type { Id } from '../kernel/ids.ts';
import type { Seat } from '../councils/council.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { assessmentAt, type Nominee } from '../dossiers/nominee.ts';
import type { Hidden } from '../dossiers/nominee.store.ts';
import { maxSheetNominees, type ConflictGround, type ConflictRecord } from './ballot.ts';

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
  const placesOf = (entries: ConflictRecord['declared'], seat: number) =>
    new Set(entries.flatMap((one) => (one.seat === seat ? one.nominees : [])));
  return seats.flatMap((seat) => {
    const [own, waived] = [placesOf(declared, seat.number), placesOf(waivers, seat.number)];
    return list.flatMap((of, nominee): readonly Conflict[] => {
      const said = own.has(nominee) ? (['DECLARED'] as const) : [];
      const grounds = [...detected(seat, of), ...said];
      if (grounds.length === 0) return [];
      return [{ seat: seat.number, nominee, grounds, waived: waived.has(nominee) }];
    });
  });
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
 * Sheets of one set of recused members each: whoever gets a paper of a sheet votes on all of it, so that no ballot tells by
 * its gaps whose it is. A long list is dealt onto sheets of about the same length.
 */
export function planSheets(
  roll: readonly number[],
  recused: readonly (readonly number[])[],
  longest = maxSheetNominees,
): readonly SheetPlan[] {
  const places = groupBy([...recused.keys()], (place) => recused[place]?.join(' '));
  return [...places.values()].flatMap((all) => {
    const out = recused[all[0] ?? 0] ?? [];
    const seats = roll.filter((seat) => !out.includes(seat));
    const size = Math.ceil(all.length / Math.ceil(all.length / longest));
    return chunks(all, size).map((nominees) => ({ nominees, seats, recused: out }));
  });
}

/** Whom each account may not read the confidential part of, by dossier; what most of a dossier has in common is said once. */
export function hiddenFrom(
  seats: readonly Seat[],
  list: readonly Case[],
  recused: readonly (readonly number[])[],
): ReadonlyMap<Id<'dos'>, Hidden> {
  const usersAt = (place: number) =>
    seats.flatMap((seat) => (seat.userId && recused[place]?.includes(seat.number) ? [seat.userId] : []));
  const byDossier = groupBy([...list.keys()], (place) => list[place]?.dossier.id);
  return new Map(
    [...byDossier].flatMap(([id, places]) => {
      const [most, ...groups] = [...groupBy(places, (place) => recused[place]?.join(' ')).values()].sort(
        (a, b) => b.length - a.length,
      );
      if (!id || !most) return [];
      const hidden: Hidden = {
        groups: groups.map((group) => ({
          userIds: usersAt(group[0] ?? 0),
          nomineeIds: group.flatMap((place) => list[place]?.nominee.id ?? []),
        })),
        rest: usersAt(most[0] ?? 0),
      };
      return [[id, hidden] as const];
    }),
  );
}
