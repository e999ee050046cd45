import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import {
  maxDecisions,
  maxMembers,
  maxSeats,
  seatsOn,
  type Council,
  type CouncilDecision,
  type Seat,
  type SeatRole,
} from './council.ts';

export type SeatInput = {
  readonly role: SeatRole;
  readonly name: string;
  readonly title: string;
  readonly unitId?: string | null | undefined;
  readonly subjectId?: string | null | undefined;
  readonly userId?: string | null | undefined;
  readonly votes?: boolean | null | undefined;
  readonly fields?: readonly string[] | null | undefined;
  readonly to?: LocalDate | null | undefined;
};

const maxFields = 20;

/** REQUIRED, TOO_LONG and INVALID_VALUE for the document behind a change; none may be of a day to come. */
export function checkDecision(input: CouncilDecision, on: LocalDate): Result<CouncilDecision> {
  const number = requireLine('decision.number', input.number, 100);
  const signerName = requireLine('decision.signerName', input.signerName, 200);
  const refusals = [...refusalsOf(number, signerName)];
  if (input.issuedOn > on)
    refusals.push(refusal('INVALID_VALUE', 'decision.issuedOn', { expected: `đến ${on}` }));
  if (!number.ok || !signerName.ok || refusals.length > 0) return refuse(...refusals);
  return accept({ number: number.value, signerName: signerName.value, issuedOn: input.issuedOn });
}

type NewSeats = {
  readonly field: string;
  readonly seats: readonly SeatInput[];
  readonly from: LocalDate;
  /** Number of the first. */
  readonly first: number;
  readonly filledBy: number;
  readonly registry: UnitRegistry;
};

/** The seats that an input asks for; every problem is reported. */
export function checkSeats({
  field,
  seats,
  from,
  first,
  filledBy,
  registry,
}: NewSeats): Result<readonly Seat[]> {
  if (seats.length > maxMembers) return refuse(refusal('TOO_MANY', field, { limit: maxMembers }));
  const checked = seats.map((input, i) =>
    checkSeat(`${field}.${i}`, input, { from, filledBy, registry, number: first + i }),
  );
  const refusals = refusalsOf(...checked);
  return acceptUnless(refusals, () => checked.flatMap((one) => (one.ok ? [one.value] : [])));
}

const single: readonly SeatRole[] = ['CHAIR', 'STANDING_VICE_CHAIR', 'SECRETARY'];

type NewSeat = Pick<NewSeats, 'from' | 'filledBy' | 'registry'> & { readonly number: number };

function checkSeat(
  at: string,
  input: SeatInput,
  { from, filledBy, registry, number }: NewSeat,
): Result<Seat> {
  const name = requireLine(`${at}.name`, input.name, 200);
  const title = requireLine(`${at}.title`, input.title, 300);
  const fields = (input.fields ?? []).map((text, j) => checkText(`${at}.fields.${j}`, text, 200));
  const holder = checkHolder(at, input, registry);
  const refusals: Refusal[] = [...refusalsOf(name, title, ...fields, holder)];
  if (fields.length > maxFields) refusals.push(refusal('TOO_MANY', `${at}.fields`, { limit: maxFields }));
  if (input.to != null && input.to <= from)
    refusals.push(refusal('INVALID_VALUE', `${at}.to`, { expected: `sau ${from}` }));
  if (!name.ok || !title.ok || !holder.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    number,
    role: input.role,
    name: name.value,
    title: title.value,
    ...holder.value,
    votes: input.votes ?? true,
    fields: fields.flatMap((one) => (one.ok ? [one.value] : [])),
    relatives: [],
    from,
    to: input.to ?? null,
    filledBy,
    endedBy: null,
  });
}

function checkHolder(
  at: string,
  input: SeatInput,
  registry: UnitRegistry,
): Result<Pick<Seat, 'unitId' | 'subjectId' | 'userId'>> {
  const unitId = input.unitId == null ? null : parseId('unt', input.unitId);
  const subjectId = input.subjectId == null ? null : parseId('sub', input.subjectId);
  const userId = input.userId == null ? null : parseId('usr', input.userId);
  const known = unitId == null || registry.get(unitId) !== undefined;
  if (unitId !== undefined && known && subjectId !== undefined && userId !== undefined)
    return accept({ unitId, subjectId, userId });
  const wrong = { unitId: known ? unitId : undefined, subjectId, userId };
  return refuse(
    ...Object.entries(wrong).flatMap(([name, id]) =>
      id === undefined ? [refusal('NOT_FOUND', `${at}.${name}`)] : [],
    ),
  );
}

/** What holds for the composition as a whole on the day from which it counts. */
export function checkComposition(council: Council, on: LocalDate, field: string): readonly Refusal[] {
  const held = seatsOn(council, on);
  const refusals: Refusal[] = single
    .filter((role) => held.filter((seat) => seat.role === role).length > 1)
    .map((role) => refusal('COUNCIL_ROLE_TAKEN', field, { role }));
  for (const of of ['userId', 'subjectId'] as const) {
    const known = held.flatMap((seat) => seat[of] ?? []);
    if (new Set(known).size < known.length) refusals.push(refusal('COUNCIL_MEMBER_TWICE', field));
  }
  if (held.filter((seat) => seat.votes).length > maxMembers)
    refusals.push(refusal('TOO_MANY', field, { limit: maxMembers }));
  if (council.seats.length > maxSeats) refusals.push(refusal('TOO_MANY', field, { limit: maxSeats }));
  if (council.decisions.length > maxDecisions)
    refusals.push(refusal('TOO_MANY', 'decision', { limit: maxDecisions }));
  return refusals;
}
