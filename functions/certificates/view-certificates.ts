import type { Award } from '../awards/award.ts';
import { keeperOf } from '../dossiers/decision.ts';
import { forbidden } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { parseId } from '../kernel/ids.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { spendOne, type RateRule } from '../kernel/rate-limit.ts';
import { actsFor } from '../units/standing.ts';
import { certificatePermissions } from './certificate.policy.ts';
import { certificateCodeHash, type Certificate } from './certificate.ts';
import type { CertificateDeps } from './deps.ts';

async function views(deps: CertificateDeps, unitId: Id<'unt'>): Promise<boolean> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  return actsFor(actor, certificatePermissions['certificate.view'], registry, unitId, today(deps.clock));
}

/** A certificate, for the staff of the unit that issued it. */
export async function viewCertificate(deps: CertificateDeps, raw: string): Promise<Certificate | undefined> {
  const id = parseId('crt', raw);
  const certificate = id && (await deps.certificates.get(id));
  return certificate && (await views(deps, certificate.unitId)) ? certificate : undefined;
}

/** The certificates of a decision. FORBIDDEN for others than the staff of the unit that decided. */
export async function listCertificates(
  deps: CertificateDeps,
  rawId: string,
  args: PageArgs,
): Promise<Page<Certificate>> {
  const id = parseId('dec', rawId);
  const decision = id && (await deps.dossiers.decision(id));
  const keeper = decision && keeperOf(decision);
  if (!keeper || !(await views(deps, keeper))) throw forbidden();
  return deps.certificates.pageByDecision(decision.id, args);
}

export const verifyingPerSource: RateRule = { name: 'certificate-verify', limit: 60, windowSeconds: 600 };

export type Verified = Pick<
  Certificate,
  'number' | 'name' | 'awardName' | 'decisionNumber' | 'decidedOn' | 'issuerName'
> & {
  readonly status: 'VALID' | 'REPLACED' | 'REVOKED' | 'CORRECTED';
  readonly correctedName: string | null;
  readonly corrections: Award['corrections'];
};

/**
 * What a code on a certificate stands for, to whoever holds it: no more than the certificate says, and whether it is in
 * force. Undefined for a code that nobody gave. Throws RATE_LIMITED.
 */
export async function verifyCertificate(deps: CertificateDeps, code: string): Promise<Verified | undefined> {
  if (code.length > 100) throw new AppError('BAD_USER_INPUT', 'Mã không hợp lệ.');
  await spendOne(deps, verifyingPerSource, await deps.source());
  const hash = certificateCodeHash(code);
  const found = hash === undefined ? undefined : await deps.certificates.byCode(hash);
  if (!found) return undefined;
  const award = await deps.awards.get(found.awardId);
  const { number, name, awardName, decisionNumber, decidedOn, issuerName, replacedBy } = found;
  const correctedName = award && award.name !== name ? award.name : null;
  const corrections = award?.corrections ?? [];
  const said = { number, name, awardName, decisionNumber, decidedOn, issuerName };
  return { ...said, status: statusOf(award, replacedBy, correctedName), correctedName, corrections };
}

function statusOf(
  award: Award | undefined,
  replacedBy: Certificate['replacedBy'],
  correctedName: string | null,
): Verified['status'] {
  if (award?.revocation) return 'REVOKED';
  if (replacedBy) return 'REPLACED';
  return correctedName === null ? 'VALID' : 'CORRECTED';
}
