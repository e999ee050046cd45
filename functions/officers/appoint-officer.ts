import type { UserRecord } from '../access/user.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { isValidOn, type LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Viewer } from '../units/machine.ts';
import { oversees } from '../units/standing.ts';
import type { OfficerDeps } from './deps.ts';
import { officerPermissions, seesOfficer } from './officer.policy.ts';
import { officerPk } from './officer.store.ts';
import type { Officer, OfficerWork } from './officer.ts';

export type Terms = {
  readonly name: string;
  readonly position: string;
  readonly work: OfficerWork;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly userId?: string | null | undefined;
  readonly appointment: { readonly number: string; readonly issuedOn: LocalDate };
  readonly from: LocalDate;
};

export type AppointOfficerInput = Terms & {
  readonly unitId: string;
  readonly formerOfficerId?: string | null | undefined;
  readonly idempotencyKey: string;
};

/**
 * Enters somebody who does this work at a unit; what they were trained for comes along from the term before. Codes:
 * NOT_FOUND, REQUIRED, TOO_LONG, INVALID_VALUE, OFFICER_DATES, DUPLICATE.
 */
export function appointOfficer(deps: OfficerDeps, input: AppointOfficerInput): Promise<Result<Officer>> {
  return mutate(deps, {
    operation: 'officer.appoint',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        loadAccount(deps, input.userId),
        input.formerOfficerId == null ? undefined : reloadOfficer(deps, input.formerOfficerId),
      ]),
    decide: ([registry, account, found], actor) => {
      if (unitsWithRole(actor, keepers).length === 0) throw forbidden();
      const viewer = { actor, registry, on: today(deps.clock) };
      const unitId = unitOf(input.unitId, viewer);
      if (!unitId) return refuse(refusal('NOT_FOUND', 'unitId'));
      const former = checkFormer(input.formerOfficerId, found, viewer);
      const terms = checkTerms(input, account, unitId, viewer);
      if (!terms.ok || !former.ok) return refuse(...refusalsOf(terms, former));
      const officer: Officer = {
        ...terms.value,
        id: deps.ids.next('ofc'),
        unitId,
        to: null,
        endReason: null,
        ...former.value,
        status: 'SERVING',
        version: 1,
      };
      return accept({
        result: officer,
        resultId: officer.id,
        writes: deps.officers.appoint(officer),
        event: {
          pk: officerPk(officer.id),
          aggregateId: officer.id,
          seq: 1,
          name: 'OfficerAppointed',
          facts: {
            ...{ unitId, from: officer.from, number: officer.appointment.number },
            trainedOn: officer.trainedOn,
          },
        },
      });
    },
    reload: (rawId) => reloadOfficer(deps, rawId),
  });
}

const keepers = officerPermissions['officer.appoint'];

/** A unit that lives today and that the caller works at or over. */
function unitOf(raw: string, { actor, registry, on }: Viewer): Id<'unt'> | undefined {
  const unitId = parseId('unt', raw);
  const lives = unitId && registry.stateOn(unitId, on);
  return lives && oversees(actor, keepers, registry, unitId, on) ? unitId : undefined;
}

/** What comes along from the same person's term before; NOT_FOUND when one is named that isn't there to be seen. */
function checkFormer(
  named: string | null | undefined,
  found: Officer | undefined,
  viewer: Viewer,
): Result<Pick<Officer, 'formerId' | 'trainedOn'>> {
  if (named == null) return accept({ formerId: null, trainedOn: null });
  if (!found || !seesOfficer(found, viewer)) return refuse(refusal('NOT_FOUND', 'formerOfficerId'));
  return accept({ formerId: found.id, trainedOn: found.trainedOn });
}

export async function reloadOfficer(
  deps: { readonly officers: Pick<OfficerDeps['officers'], 'get'> },
  rawId: string,
): Promise<Officer | undefined> {
  const id = parseId('ofc', rawId);
  return id && deps.officers.get(id);
}

/** The account that is named; null when none is. */
export async function loadAccount(
  deps: Pick<OfficerDeps, 'users'>,
  raw: string | null | undefined,
): Promise<UserRecord | null | undefined> {
  if (raw == null) return null;
  const id = parseId('usr', raw);
  return id && deps.users.get(id);
}

const emailForm = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const phoneForm = /^[+\d][\d .()-]{5,29}$/;

/** What a record of a term says; an account must be one that works at the unit. */
export function checkTerms(
  input: Terms,
  account: UserRecord | null | undefined,
  unitId: Id<'unt'>,
  { on, registry }: Viewer,
): Result<Person & Pick<Officer, 'userId' | 'appointment' | 'from'>> {
  const person = checkPerson(input);
  const number = requireLine('appointment.number', input.appointment.number, 100);
  const units = registry.heirsOn(unitId, on);
  const works = account?.grants.some((grant) => isValidOn(grant, on) && units.includes(grant.unitId));
  const { issuedOn } = input.appointment;
  const refusals: readonly Refusal[] = [
    ...refusalsOf(person, number),
    ...(account === null || works ? [] : [refusal('NOT_FOUND', 'userId')]),
    ...(issuedOn <= on ? [] : [refusal('OFFICER_DATES', 'appointment.issuedOn', notAhead)]),
    ...(input.from <= on ? [] : [refusal('OFFICER_DATES', 'from', notAhead)]),
  ];
  if (!person.ok || !number.ok || refusals.length > 0) return refuse(...refusals);
  const appointment = { number: number.value, issuedOn };
  return accept({ ...person.value, userId: account?.id ?? null, appointment, from: input.from });
}

type Person = Pick<Officer, 'name' | 'position' | 'work' | 'contact'>;

function checkPerson(input: Terms): Result<Person> {
  const name = requireLine('name', input.name, 200);
  const position = requireLine('position', input.position, 200);
  const phone = checkForm('phone', input.phone, phoneForm, 'số điện thoại');
  const email = checkForm('email', input.email, emailForm, 'địa chỉ thư điện tử');
  if (!name.ok || !position.ok || !phone.ok || !email.ok)
    return refuse(...refusalsOf(name, position, phone, email));
  return accept({
    name: name.value,
    position: position.value,
    work: input.work,
    contact: { phone: phone.value, email: email.value },
  });
}

const notAhead = { expected: 'không sau hôm nay' };

function checkForm(
  field: string,
  raw: string | null | undefined,
  form: RegExp,
  expected: string,
): Result<string> {
  const text = checkText(field, raw ?? '', 200);
  return text.ok && text.value !== '' && !form.test(text.value)
    ? refuse(refusal('INVALID_VALUE', field, { expected }))
    : text;
}
