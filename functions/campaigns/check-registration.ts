import type { LocalDate } from '../kernel/dates.ts';
import type { Decimal } from '../kernel/decimal.ts';
import { checkText, refusalsOf } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import { awardOn } from '../law/awards.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import type { Campaign } from './campaign.ts';
import type { Registration } from './registration.ts';

export type RegistrationTerms = {
  readonly contents: string;
  readonly titles: readonly {
    readonly awardCode: string;
    readonly subjectKind: SubjectKind;
    readonly count: number;
  }[];
  readonly targets: readonly { readonly code: string; readonly plan: Decimal }[];
};

const maxTitles = 100;
const maxCount = 10_000;

/** What a registration says; the titles must exist for their subjects on the day. Every problem is reported. */
export function checkRegistration(
  input: RegistrationTerms,
  campaign: Campaign,
  on: LocalDate,
): Result<Pick<Registration, 'contents' | 'titles' | 'targets'>> {
  const contents = checkText('contents', input.contents, 20_000);
  const refusals = [
    ...refusalsOf(contents),
    ...checkTitles(input.titles, on),
    ...checkTargets('targets', input.targets, campaign),
  ];
  return acceptUnless(refusals, () => ({
    contents: contents.ok ? contents.value : '',
    titles: input.titles.map(({ awardCode, subjectKind, count }) => ({ awardCode, subjectKind, count })),
    targets: input.targets.map(({ code, plan }) => ({ code, plan })),
  }));
}

function checkTitles(titles: RegistrationTerms['titles'], on: LocalDate): readonly Refusal[] {
  if (titles.length > maxTitles) return [refusal('TOO_MANY', 'titles', { limit: maxTitles })];
  return titles.flatMap((title, index) => {
    const { awardCode, subjectKind, count } = title;
    const refusals: Refusal[] = [];
    if (!awardOn(awardCode, on)?.subjects.includes(subjectKind))
      refusals.push(refusal('REGISTRATION_AWARD', `titles.${index}.awardCode`, { award: awardCode, on }));
    if (count < 1 || count > maxCount)
      refusals.push(refusal('INVALID_VALUE', `titles.${index}.count`, { expected: `1–${maxCount}` }));
    const first = titles.findIndex((t) => t.awardCode === awardCode && t.subjectKind === subjectKind);
    if (first < index) refusals.push(refusal('DUPLICATE', `titles.${index}.awardCode`));
    return refusals;
  });
}

/** Values for targets must be for those that the campaign has, each once. */
export const checkTargets = (
  field: string,
  values: readonly { readonly code: string }[],
  campaign: Campaign,
): readonly Refusal[] =>
  values.flatMap(({ code }, index) => {
    if (!campaign.targets.some((target) => target.code === code))
      return [refusal('CAMPAIGN_TARGET_UNKNOWN', `${field}.${index}.code`, { target: code.slice(0, 40) })];
    return values.findIndex((other) => other.code === code) < index
      ? [refusal('DUPLICATE', `${field}.${index}.code`)]
      : [];
  });
