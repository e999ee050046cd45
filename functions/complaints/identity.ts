import * as z from 'zod/mini';
import { checkText, refusalsOf } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';

/** Who sends it, as they say. */
export type IdentityInput = {
  readonly name: string;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly address?: string | null | undefined;
};

const identity = z.object({
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
});
export type Identity = z.output<typeof identity>;

const limits = { name: 200, phone: 30, email: 254, address: 500 } as const;

/** One text to seal; null when nobody is named. Codes: REQUIRED without a name, TOO_LONG, INVALID_VALUE. */
export function checkIdentity(raw: IdentityInput | null | undefined): Result<string | null> {
  if (raw == null) return accept(null);
  const check = (field: keyof typeof limits) =>
    checkText(`identity.${field}`, raw[field] ?? '', limits[field]);
  const [name, phone, email, address] = [check('name'), check('phone'), check('email'), check('address')];
  if (!name.ok || !phone.ok || !email.ok || !address.ok)
    return refuse(...refusalsOf(name, phone, email, address));
  if (name.value === '') return refuse(refusal('REQUIRED', 'identity.name'));
  return accept(
    JSON.stringify({
      name: name.value,
      phone: phone.value,
      email: email.value,
      address: address.value,
    }),
  );
}

export const readIdentity = (opened: string): Identity => identity.parse(JSON.parse(opened));
