import { today } from '../../kernel/clock.ts';
import type { LocalDate } from '../../kernel/dates.ts';
import type { Id } from '../../kernel/ids.ts';
import { refusal } from '../../kernel/refusal.ts';
import { checkIdNumber, parseIdNumber } from '../../subjects/id-number.ts';
import type { Subject } from '../../subjects/subject.ts';
import type { ImportBackground } from './background.ts';
import type { RecordImport } from './import.ts';
import { directoryOf, matchPerson, type Match } from './match-person.ts';
import { placesOf, reaches, type Places } from './reach.ts';
import type { Person, ReadRow, Row, RowError } from './row.ts';

/** Finds whom each row means, among the subjects that the import may be about. */
export async function matchRows(
  deps: ImportBackground,
  head: RecordImport,
  read: readonly ReadRow[],
): Promise<readonly Row[]> {
  const [registry, on] = [await deps.units.registry(), today(deps.clock)];
  const places = placesOf(head, registry, on);
  const rows = read.map((row) => ({ row, where: whereOf(row.person, places), errors: checkNumber(row, on) }));
  const within = (subject: Subject) => reaches(head, registry, subject.unitId, on);
  const [subjects, named, byNumber] = await Promise.all([
    subjectsOf(deps, new Set(rows.flatMap(({ where }) => [...where]))),
    subjectsById(deps, read),
    holders(
      deps,
      rows.filter((one) => one.errors.length === 0).map((one) => one.row.person),
    ),
  ]);
  const directory = directoryOf(
    [...new Map([...subjects, ...named.filter(within)].map((one) => [one.id, one])).values()],
    new Map([...byNumber].filter(([, subject]) => within(subject))),
  );
  return rows.map(({ row, where, errors }) => {
    if (errors.length > 0) return rowOf(row, { how: 'NOBODY' }, errors);
    const { person } = row;
    if (person.unitText !== null && where.size === 0)
      return rowOf(row, { how: 'NOBODY' }, [unknownUnit(person.unitText)]);
    const match = matchPerson(person, head.kind, where, directory);
    // Without a unit, a name and a birth date are sure only where there is one unit to look in.
    const unsure =
      match.how === 'ONE' && head.reach === 'BELOW' && person.unitText === null && isByName(person);
    return rowOf(row, unsure ? { how: 'UNSURE', candidates: [match.subject] } : match, []);
  });
}

const whereOf = ({ unitText }: Person, places: Places): ReadonlySet<Id<'unt'>> =>
  unitText === null ? places.all : places.named(unitText);

const isByName = (person: Person): boolean => person.subjectId === null && person.idNumber === null;

const unknownUnit = (value: string): RowError => ({
  refusal: refusal('INVALID_VALUE', ['unit'], { expected: 'mã hoặc tên đơn vị trong phạm vi' }),
  value,
});

function checkNumber({ person, errors }: ReadRow, on: LocalDate): readonly RowError[] {
  if (person.idNumber === null) return errors;
  const checked = checkIdNumber(person.idNumber, { birthDate: person.birthDate, sex: null }, on);
  return checked.ok
    ? errors
    : [
        ...errors,
        ...checked.refusals.map((one) => ({ refusal: { ...one, field: ['idNumber'] }, value: '' })),
      ];
}

function rowOf({ row, person, content }: ReadRow, match: Match, errors: readonly RowError[]): Row {
  const candidates = match.how === 'UNSURE' ? match.candidates.map((one) => one.id) : [];
  const found: readonly RowError[] =
    errors.length > 0 || match.how === 'ONE'
      ? errors
      : [{ refusal: aboutPerson(candidates.length), value: person.name.slice(0, 200) }];
  return {
    row,
    outcome: match.how === 'ONE' ? 'ADD' : candidates.length > 0 ? 'CHOOSE' : 'ERROR',
    name: person.name.slice(0, 200),
    subjectId: match.how === 'ONE' ? match.subject.id : null,
    content,
    candidates,
    chosen: null,
    errors: found,
  };
}

const aboutPerson = (count: number) =>
  count > 0
    ? refusal('IMPORT_PERSON_UNSURE', ['name'], { count })
    : refusal('IMPORT_PERSON_UNKNOWN', ['name']);

async function subjectsOf(
  deps: ImportBackground,
  units: ReadonlySet<Id<'unt'>>,
): Promise<readonly Subject[]> {
  return (await inParallel([...units], (unitId) => deps.subjects.allOfUnit(unitId))).flat();
}

async function subjectsById(deps: ImportBackground, rows: readonly ReadRow[]): Promise<readonly Subject[]> {
  const ids = new Set(rows.flatMap(({ person }) => person.subjectId ?? []));
  const found = await Promise.all([...ids].map((id) => deps.subjects.get(id)));
  return found.flatMap((one) => one ?? []);
}

/** Whose the personal numbers are; each is asked for by its fingerprint and kept nowhere. */
async function holders(
  deps: ImportBackground,
  people: readonly Person[],
): Promise<ReadonlyMap<string, Subject>> {
  const numbers = [...new Set(people.flatMap(({ idNumber }) => idNumber ?? []))];
  const found = await inParallel(numbers, async (number) => {
    const parsed = parseIdNumber('idNumber', number);
    if (!parsed.ok) return [];
    const holder = await deps.subjects.holder(await deps.sealer.fingerprint(parsed.value.digits));
    const subject = holder && (await deps.subjects.get(holder.subjectId));
    return subject ? [[number, subject] as const] : [];
  });
  return new Map(found.flat());
}

/** As many calls at a time as a function has connections for. */
const atOnce = 40;

async function inParallel<A, B>(all: readonly A[], run: (one: A) => Promise<B>): Promise<readonly B[]> {
  const done: B[] = [];
  for (let at = 0; at < all.length; at += atOnce)
    done.push(...(await Promise.all(all.slice(at, at + atOnce).map(run))));
  return done;
}
