/** Yes, no, or not known: an unknown fact is never taken for either. */
export type Truth = 'YES' | 'NO' | 'UNKNOWN';

/** All of them: one NO decides, else one UNKNOWN does. */
export const every = (truths: readonly Truth[]): Truth =>
  truths.includes('NO') ? 'NO' : truths.includes('UNKNOWN') ? 'UNKNOWN' : 'YES';

/** Any of them: one YES decides, else one UNKNOWN does. */
export const some = (truths: readonly Truth[]): Truth =>
  truths.includes('YES') ? 'YES' : truths.includes('UNKNOWN') ? 'UNKNOWN' : 'NO';

/** Whether a number is reached, of which `certain` is sure and up to `possible` may turn out so. */
export const reaches = (certain: number, possible: number, needed: number): Truth =>
  certain >= needed ? 'YES' : possible >= needed ? 'UNKNOWN' : 'NO';

/**
 * What is not certain about the law itself. WHETHER: it may not be demanded, so a NO is none. ENOUGH: more may be
 * demanded, so a YES is none. WORDING: neither is.
 */
export const doubts = ['WHETHER', 'ENOUGH', 'WORDING'] as const;
export type Doubt = (typeof doubts)[number];

export const doubted = (truth: Truth, doubt: Doubt | undefined): Truth =>
  (truth === 'NO' && (doubt === 'WHETHER' || doubt === 'WORDING')) ||
  (truth === 'YES' && (doubt === 'ENOUGH' || doubt === 'WORDING'))
    ? 'UNKNOWN'
    : truth;
