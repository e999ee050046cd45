import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import type { LegalAct } from './unit.ts';

/** An act as it may be stored. Codes at `legalAct.…`: REQUIRED, TOO_LONG, INVALID_VALUE. */
export function checkLegalAct(raw: LegalAct): Result<LegalAct> {
  const number = requireLine('legalAct.number', raw.number, 100);
  const issuer = requireLine('legalAct.issuer', raw.issuer, 200);
  return acceptUnless(refusalsOf(number, issuer), () => ({
    number: number.ok ? number.value : '',
    issuer: issuer.ok ? issuer.value : '',
    issuedOn: raw.issuedOn,
  }));
}
