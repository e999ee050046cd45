import { fold } from '../kernel/text.ts';
import type { AchievementYear } from '../law/achievement-year.ts';
import { catalogue } from '../law/awards.ts';
import { isOf, type Content, type ContentOf, type Entry, type RecordKind } from './entry.ts';

/** How a new record stands to one that is there: it says the same, or both can't be true. */
export type Clash = { readonly how: 'SAME' | 'CONTRADICTS'; readonly with: Entry };

/** Every entry that a new content repeats or contradicts; none when it simply adds to what is known. */
export const clashes = (entries: readonly Entry[], content: Content): readonly Clash[] =>
  entries.flatMap((entry) => {
    const how = comparisons[content.is](entry.content, content) ?? titleAndYear(entry.content, content);
    return how ? [{ how, with: entry }] : [];
  });

type How = Clash['how'] | undefined;

/** Records of different kinds clash only as `titleAndYear` says. */
const between =
  <K extends RecordKind>(kind: K, compare: (old: ContentOf<K>, next: ContentOf<K>) => How) =>
  (old: Content, next: Content): How =>
    isOf(old, kind) && isOf(next, kind) ? compare(old, next) : undefined;

const sameYear = (a: AchievementYear | null, b: AchievementYear | null): boolean =>
  a !== null && b !== null && a.kind === b.kind && a.year === b.year;

const sameText = (a: string, b: string): boolean => fold(a) === fold(b);

/** Said once of one thing: the same again is a repetition, anything else a contradiction. */
const once = (about: boolean, same: () => boolean): How =>
  about ? (same() ? 'SAME' : 'CONTRADICTS') : undefined;

function awards(a: ContentOf<'AWARD'>, b: ContentOf<'AWARD'>): How {
  if (a.awardCode !== b.awardCode) return undefined;
  const sameYears = (a.year === null && b.year === null) || sameYear(a.year, b.year);
  if (sameText(a.decisionNumber, b.decisionNumber) && sameText(a.issuer, b.issuer))
    return once(
      true,
      () => a.decidedOn === b.decidedOn && a.type === b.type && a.revokedOn === b.revokedOn && sameYears,
    );
  // The same merit award isn't given twice for one year, unless one was revoked; ad-hoc and thematic ones are.
  const stand = a.revokedOn === null && b.revokedOn === null;
  return stand && a.type === 'MERIT' && b.type === 'MERIT' && sameYear(a.year, b.year)
    ? 'CONTRADICTS'
    : undefined;
}

/** A title of emulation is given to who did the work of the year, and nobody who did it failed in it. */
function titleAndYear(old: Content, next: Content): How {
  const [award, year] = isOf(old, 'AWARD') ? [old, next] : [next, old];
  if (!isOf(award, 'AWARD') || award.revokedOn !== null) return undefined;
  if (!isOf(year, 'COMPLETION') || year.level !== 'NOT_COMPLETED') return undefined;
  const isTitle = catalogue().some((one) => one.code === award.awardCode && one.kind === 'TITLE');
  return isTitle && sameYear(award.year, year.year) ? 'CONTRADICTS' : undefined;
}

const staff = ['total', 'completed', 'advanced', 'fighters', 'disciplined'] as const;

const comparisons: Readonly<Record<RecordKind, (old: Content, next: Content) => How>> = {
  AWARD: between('AWARD', awards),
  COMPLETION: between('COMPLETION', (a, b) =>
    once(sameYear(a.year, b.year), () => a.level === b.level && a.excuse === b.excuse),
  ),
  INITIATIVE: between('INITIATIVE', (a, b) =>
    once(
      a.initiativeId === b.initiativeId ||
        (sameText(a.name, b.name) && sameText(a.decisionNumber, b.decisionNumber)),
      () =>
        a.scope === b.scope &&
        a.recognisedOn === b.recognisedOn &&
        a.sharePercent === b.sharePercent &&
        a.kind === b.kind &&
        sameYear(a.year, b.year),
    ),
  ),
  STAFFING: between('STAFFING', (a, b) =>
    once(sameYear(a.year, b.year), () => staff.every((count) => a[count] === b[count])),
  ),
  ATTESTATION: between('ATTESTATION', (a, b) =>
    once(a.key === b.key && sameYear(a.year, b.year), () => a.holds === b.holds),
  ),
  HISTORY_EXTENT: between('HISTORY_EXTENT', (a, b) => once(a.of === b.of, () => a.knownFrom === b.knownFrom)),
  CONDUCT_CHECK: between('CONDUCT_CHECK', (a, b) =>
    sameText(a.body, b.body) && a.asOf === b.asOf ? 'SAME' : undefined,
  ),
  POSITION: between('POSITION', (a, b) =>
    once(sameText(a.title, b.title) && a.from === b.from, () => a.group === b.group && a.to === b.to),
  ),
  DISCIPLINE: between('DISCIPLINE', (a, b) =>
    once(
      sameText(a.decisionNumber, b.decisionNumber) || (a.form === b.form && a.from === b.from),
      () => a.form === b.form && a.from === b.from && a.endedOn === b.endedOn,
    ),
  ),
  PROCEEDING: between('PROCEEDING', (a, b) =>
    once(
      a.kind === b.kind && sameText(a.reference, b.reference),
      () => a.openedOn === b.openedOn && a.closedOn === b.closedOn,
    ),
  ),
};
