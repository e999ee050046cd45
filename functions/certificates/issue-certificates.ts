import type { Award } from '../awards/award.ts';
import { keeperOf, type Decision } from '../dossiers/decision.ts';
import { forbidden, unitsWithRole, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import { certificatePermissions, type CertificateAction } from './certificate.policy.ts';
import { certificatePk } from './certificate.store.ts';
import type { Certificate } from './certificate.ts';
import type { CertificateDeps } from './deps.ts';
import { certificateEvent, makeCertificate } from './make-certificate.ts';

export type IssueCertificatesInput = {
  readonly decisionId: string;
  /** The unit that issues, from whose register of certificates the numbers are taken. */
  readonly unitId: string;
  readonly awardIds: readonly string[];
  readonly idempotencyKey: string;
};

/** Four writes each, and two calls to KMS. */
export const maxPerCall = 20;

/**
 * Numbers, signs and registers certificates of awards of one decision. Codes: NOT_FOUND, REQUIRED, TOO_MANY, DUPLICATE,
 * CERTIFICATE_ISSUED, CERTIFICATE_REVOKED.
 */
export function issueCertificates(
  deps: CertificateDeps,
  input: IssueCertificatesInput,
): Promise<Result<readonly Certificate[]>> {
  const [decisionId, unitId] = [parseId('dec', input.decisionId), parseId('unt', input.unitId)];
  return mutate(deps, {
    operation: 'issueCertificates',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        decisionId && deps.dossiers.decision(decisionId),
        unitId && deps.certificates.register(unitId, yearOf(today(deps.clock))),
        Promise.all(input.awardIds.slice(0, maxPerCall).map((raw) => loadAward(deps, raw))),
      ]),
    decide: async ([registry, decision, register, found], actor) => {
      const on = today(deps.clock);
      if (
        !register ||
        !decision ||
        !actsForIssuer('certificate.issue', { actor, registry, on }, decision, unitId)
      )
        return refuse(refusal('NOT_FOUND', 'decisionId'));
      const awards = checkAwards(input.awardIds, found, decision);
      if (!awards.ok) return awards;
      const made = await Promise.all(
        awards.value.map((award, i) =>
          makeCertificate(deps, {
            award,
            unitId: register.unitId,
            number: `${register.last + 1 + i}/${register.year}`,
            copy: 1,
            replaces: null,
            on,
          }),
        ),
      );
      const [first, ...rest] = made.map((one) => one.certificate);
      if (!first) return refuse(refusal('REQUIRED', 'awardIds'));
      return accept({
        result: [first, ...rest],
        resultId: made.map((one) => one.certificate.id).join(' '),
        writes: [
          ...made.flatMap((one, i) => deps.certificates.create(one.certificate, one.codeHash, i)),
          deps.certificates.takeNumbers(register, made.length),
          ...rest.map((certificate) =>
            certificateEvent(deps, {
              certificate,
              actorId: actor.userId,
              name: 'CertificateIssued',
              facts: { number: certificate.number },
            }),
          ),
        ],
        event: {
          pk: certificatePk(first.id),
          aggregateId: first.id,
          seq: 1,
          name: 'CertificateIssued',
          facts: { number: first.number },
        },
      });
    },
    reload: (ids) => reloadCertificates(deps, ids),
  });
}

export async function reloadCertificates(
  deps: CertificateDeps,
  ids: string,
): Promise<readonly Certificate[] | undefined> {
  const found = await Promise.all(
    ids.split(' ').map(async (raw) => {
      const id = parseId('crt', raw);
      return id && deps.certificates.get(id);
    }),
  );
  return found.flatMap((one) => one ?? []);
}

const loadAward = async (deps: CertificateDeps, raw: string): Promise<Award | undefined> => {
  const id = parseId('awd', raw);
  return id && deps.awards.get(id);
};

export type Asker = { readonly actor: User; readonly registry: UnitRegistry; readonly on: LocalDate };

/** Holds a role for the action at the unit that decided, recorded the state’s decision, or carries it on. Throws FORBIDDEN. */
export function actsForIssuer(
  action: CertificateAction,
  { actor, registry, on }: Asker,
  decision: Pick<Decision, 'issuerUnitId' | 'keptBy'>,
  unitId: Id<'unt'> | undefined,
): boolean {
  const allowed = certificatePermissions[action];
  if (unitsWithRole(actor, allowed).length === 0) throw forbidden();
  const keeper = keeperOf(decision);
  const own =
    keeper !== null &&
    unitId !== undefined &&
    (keeper === unitId || registry.heirsOn(keeper, on).includes(unitId));
  return own && actsFor(actor, allowed, registry, unitId, on);
}

function checkAwards(
  raw: readonly string[],
  found: readonly (Award | undefined)[],
  decision: Decision,
): Result<readonly Award[]> {
  if (raw.length > maxPerCall) return refuse(refusal('TOO_MANY', 'awardIds', { limit: maxPerCall }));
  const refusals = raw.flatMap((id, i): readonly Refusal[] => {
    const field = ['awardIds', String(i)];
    const award = found[i];
    if (raw.indexOf(id) < i) return [refusal('DUPLICATE', field)];
    if (award?.decisionId !== decision.id) return [refusal('NOT_FOUND', field)];
    return award.revocation ? [refusal('CERTIFICATE_REVOKED', field)] : [];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept(found.flatMap((one) => one ?? []));
}
