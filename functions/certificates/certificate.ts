import { createHash } from 'node:crypto';
import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { readTrackingCode } from '../kernel/tracking-code.ts';
import type { Deadline } from '../law/deadline.ts';

export const reissueReasons = ['LOST', 'DAMAGED', 'WRONG'] as const;
export type ReissueReason = (typeof reissueReasons)[number];

/** Somebody asked for another one, which is due within the days of law. */
export type ReissueRequest = {
  readonly reason: ReissueReason;
  readonly requestedOn: LocalDate;
  readonly due: Deadline | null;
};

export type HandOver = {
  readonly on: LocalDate;
  /** The ceremony or place. */
  readonly place: string;
  readonly receivedBy: string;
};

/** Giấy chứng nhận, bằng: what proves one award on paper. What it says never changes. */
export type Certificate = {
  readonly id: Id<'crt'>;
  readonly awardId: Id<'awd'>;
  readonly decisionId: Id<'dec'>;
  readonly unitId: Id<'unt'>;
  /** Number in the register of certificates of the issuing unit, as `12/2021`. */
  readonly number: string;
  /** 1 for the first, one more at each re-issue. */
  readonly copy: number;
  readonly name: string;
  readonly awardName: string;
  readonly decisionNumber: string;
  readonly decidedOn: LocalDate;
  readonly issuerName: string;
  readonly issuedOn: LocalDate;
  /** JWS (ES256) of what the certificate says, for a QR code. */
  readonly token: string;
  readonly handOver: HandOver | null;
  readonly reissue: ReissueRequest | null;
  readonly replacedBy: Id<'crt'> | null;
  readonly replaces: Id<'crt'> | null;
  readonly version: number;
};

export type CertificateRegister = {
  readonly unitId: Id<'unt'>;
  readonly year: number;
  readonly last: number;
  readonly version: number;
};

/** What is signed: short names, since a QR code has to be read from paper. */
export const claimsOf = (
  code: string,
  c: Pick<Certificate, 'name' | 'awardName' | 'decisionNumber' | 'decidedOn' | 'issuerName' | 'number'>,
) => ({
  v: 1,
  code,
  no: c.number,
  name: c.name,
  award: c.awardName,
  decision: c.decisionNumber,
  on: c.decidedOn,
  by: c.issuerName,
});

const part = (value: object): string => Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/** What a JWS signs: header and claims. */
export const signingInput = (kid: string, claims: object): string =>
  `${part({ alg: 'ES256', kid })}.${part(claims)}`;

/** The hash under which a code of a certificate is found, however it was typed; undefined for what can't be a code. */
export function certificateCodeHash(raw: string): string | undefined {
  const code = readTrackingCode(raw);
  return code && createHash('sha256').update(`certificate ${code}`).digest('base64url');
}
