import type { Award } from '../awards/award.ts';
import { instant } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { trackingCode } from '../kernel/tracking-code.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import { certificateCodeHash, claimsOf, signingInput, type Certificate } from './certificate.ts';
import { certificatePk } from './certificate.store.ts';
import type { CertificateDeps } from './deps.ts';

/** The code on the certificate: derived by KMS from its id, so that nothing that is stored tells it. */
export const codeOf = async (deps: Pick<CertificateDeps, 'sealer'>, id: Id<'crt'>): Promise<string> =>
  trackingCode(Buffer.from(await deps.sealer.fingerprint(`certificate-code:${id}`), 'base64url'));

export type Wanted = {
  readonly award: Award;
  readonly unitId: Id<'unt'>;
  readonly number: string;
  readonly copy: number;
  readonly replaces: Id<'crt'> | null;
  readonly on: LocalDate;
};

export type Made = { readonly certificate: Certificate; readonly codeHash: string };

/** A new certificate with its signature; two calls to KMS. */
export async function makeCertificate(deps: CertificateDeps, wanted: Wanted): Promise<Made> {
  const { award, on, ...own } = wanted;
  const id = deps.ids.next('crt');
  const [code, { kid }] = await Promise.all([codeOf(deps, id), deps.signer.publicKey()]);
  const said = {
    name: award.name,
    awardName: award.awardName,
    decisionNumber: award.decisionNumber,
    decidedOn: award.issuedOn,
    issuerName: award.issuerName,
    number: own.number,
  };
  const input = signingInput(kid, claimsOf(code, said));
  const certificate: Certificate = {
    ...own,
    ...said,
    id,
    awardId: award.id,
    decisionId: award.decisionId,
    issuedOn: on,
    token: `${input}.${await deps.signer.sign(input)}`,
    handOver: null,
    reissue: null,
    replacedBy: null,
    version: 1,
  };
  const codeHash = certificateCodeHash(code);
  if (codeHash === undefined) throw new Error('a code that cannot be read back');
  return { certificate, codeHash };
}

export type CertificateEvent = {
  readonly certificate: Certificate;
  readonly actorId: Id<'usr'>;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** The line in a certificate's own history, for steps that many certificates take at once. */
export const certificateEvent = (deps: CertificateDeps, event: CertificateEvent): Write =>
  create(
    eventItem(certificatePk(event.certificate.id), {
      aggregateId: event.certificate.id,
      seq: event.certificate.version,
      name: event.name,
      at: instant(deps.clock),
      actorId: event.actorId,
      requestId: deps.requestId,
      facts: event.facts,
    }),
    refusal('STALE_VERSION', 'expectedVersion'),
  );
