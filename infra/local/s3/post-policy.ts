import { z } from 'zod';
import { S3Error } from './answers.ts';

const conditionSchema = z.union([
  z.tuple([z.literal('content-length-range'), z.coerce.number(), z.coerce.number()]),
  z.tuple([z.enum(['eq', 'starts-with']), z.string().startsWith('$'), z.string()]),
  z.record(z.string(), z.string()),
]);

const policySchema = z.object({ expiration: z.iso.datetime(), conditions: z.array(conditionSchema) });

type Condition = z.output<typeof conditionSchema>;

/** These need no condition: the signature is checked with the policy, the rest never reaches the object. */
const uncovered = (name: string): boolean =>
  ['x-amz-signature', 'file', 'policy', 'bucket'].includes(name) || name.startsWith('x-ignore-');

/** Holds a form against its signed policy as S3 does: every condition is true, and no field is without one. */
export function checkPolicy(
  fields: ReadonlyMap<string, string>,
  bucket: string,
  size: number,
  now: Date,
): void {
  const policy = read(fields.get('policy') ?? '');
  if (now > new Date(policy.expiration)) throw invalid('Policy expired.');
  const given = new Map([...fields, ['bucket', bucket]]);
  const conditions = policy.conditions.flatMap(asRules);
  for (const rule of conditions) check(rule, given, size);
  const covered = new Set(conditions.map((rule) => rule.field));
  const extra = [...fields.keys()].filter((name) => !uncovered(name) && !covered.has(name));
  if (extra.length > 0) throw invalid(`Extra input fields: ${extra.join(', ')}`);
}

type Rule =
  | { readonly field: string; readonly kind: 'eq' | 'starts-with'; readonly value: string }
  | { readonly field: ''; readonly kind: 'size'; readonly min: number; readonly max: number };

function asRules(condition: Condition): readonly Rule[] {
  if (!Array.isArray(condition))
    return Object.entries(condition).map(([name, value]) => ({
      field: name.toLowerCase(),
      kind: 'eq',
      value,
    }));
  if (condition[0] === 'content-length-range')
    return [{ field: '', kind: 'size', min: condition[1], max: condition[2] }];
  const [kind, name, value] = condition;
  return [{ field: name.slice(1).toLowerCase(), kind, value }];
}

function check(rule: Rule, given: ReadonlyMap<string, string>, size: number): void {
  if (rule.kind === 'size') {
    if (size < rule.min)
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size');
    if (size > rule.max)
      throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
    return;
  }
  const value = given.get(rule.field) ?? '';
  if (rule.kind === 'eq' ? value !== rule.value : !value.startsWith(rule.value))
    throw invalid(`Policy Condition failed: ["${rule.kind}", "$${rule.field}", "${rule.value}"]`);
}

function read(encoded: string): z.output<typeof policySchema> {
  try {
    return policySchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8')));
  } catch {
    throw new S3Error('InvalidPolicyDocument', 'Invalid Policy: Invalid JSON.');
  }
}

const invalid = (why: string): S3Error => new S3Error('AccessDenied', `Invalid according to Policy: ${why}`);
