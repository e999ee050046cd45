import type { Award } from '../awards/award.ts';
import type { Campaign } from '../campaigns/campaign.ts';
import type { Registration } from '../campaigns/registration.ts';
import type { Exemplar } from '../exemplars/exemplar.ts';
import type { Recommendation } from '../inspections/recommendation.ts';
import { dayOf } from '../kernel/clock.ts';
import { addDays, localDate, type LocalDate } from '../kernel/dates.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { awardOn } from '../law/awards.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Posting } from '../postings/posting.ts';
import { due, happened, lasting, nothing, together, type Counted } from './contribution.ts';

/** What each register adds to the statistics, from a record as it is and what happened to it. */

export const dayOfEvent = (event: StoredEvent): LocalDate => dayOf(new Date(event.at));

const dayOfFirst = (events: readonly StoredEvent[], ...names: readonly string[]): LocalDate | null => {
  const found = events.find((event) => names.includes(event.name));
  return found ? dayOfEvent(found) : null;
};

/** Launched in a year; running from then on to the last day of its period, unless it is called off. */
export function campaignRows(campaign: Campaign, events: readonly StoredEvent[]): Counted {
  const { launchedOn, period, kind, launcher, method } = campaign;
  if (launchedOn === null) return nothing;
  const end = addDays(period.to, 1);
  const cancelledOn = dayOfFirst(events, 'CampaignCancelled');
  const to = cancelledOn !== null && cancelledOn < end ? cancelledOn : end;
  return together(
    happened('CAMPAIGN_LAUNCHED', [kind, launcher.level, durationOf(period), method], launchedOn),
    running({ from: launchedOn, to }),
  );
}

/** Its end is known beforehand, so it is listed by that day for as long as it is ahead. */
const running = (stretch: { readonly from: LocalDate; readonly to: LocalDate }): Counted =>
  stretch.to <= stretch.from
    ? nothing
    : {
        rows: lasting('CAMPAIGN_RUNNING', [], stretch).rows,
        listings: [{ kind: 'STOCK', list: 'CAMPAIGN_RUNNING', day: stretch.to }],
      };

export const durations = ['UNDER_1', 'ONE', 'UNDER_3', 'UNDER_5', 'FROM_5'] as const;
export type Duration = (typeof durations)[number];

/** How many years a period lasts, in the steps of the statutory forms. */
export function durationOf({ from, to }: Campaign['period']): Duration {
  const end = addDays(to, 1);
  const after = (years: number) => laterBy(from, years);
  if (end < after(1)) return 'UNDER_1';
  if (end === after(1)) return 'ONE';
  if (end < after(3)) return 'UNDER_3';
  return end < after(5) ? 'UNDER_5' : 'FROM_5';
}

const laterBy = (day: LocalDate, years: number): LocalDate =>
  localDate(`${Number(day.slice(0, 4)) + years}${day.slice(4).replace('-02-29', '-02-28')}`);

export const registrationRows = ({ firstSentAt, late }: Registration): Counted =>
  firstSentAt === null
    ? nothing
    : happened('REGISTERED', [late ? 'LATE' : 'ON_TIME'], dayOf(new Date(firstSentAt)));

export const awardLevels = ['STATE', 'PROVINCE', 'BASE', 'UNKNOWN'] as const;
export type AwardLevel = (typeof awardLevels)[number];

/** State level as the law names it; of the others, those of the province and those of all below. */
export function awardLevelOf(code: string, on: LocalDate): AwardLevel {
  const rule = awardOn(code, on);
  if (!rule) return 'UNKNOWN';
  if (rule.stateLevel) return 'STATE';
  return rule.decidedBy.includes('PROVINCE') ? 'PROVINCE' : 'BASE';
}

/** An award that was revoked stays one of its day, and is one of those revoked from the day of that decision. */
export function awardRows(award: Award): Counted {
  const { awardCode, issuedOn, kind, group, sex, type, revocation } = award;
  const dimensions = [awardLevelOf(awardCode, issuedOn), awardCode, kind, group, sex, type];
  return together(
    happened('AWARD', dimensions, issuedOn),
    revocation ? happened('AWARD_REVOKED', dimensions, revocation.issuedOn) : nothing,
  );
}

export const postingRows = ({ period, report }: Posting): Counted =>
  lasting('POSTING_OPEN', [], { from: period.startOn, to: report ? addDays(report.closedOn, 1) : null });

/** Ahead until it is opened or called off. */
export function meetingRows(meeting: Meeting, events: readonly StoredEvent[]): Counted {
  const from = dayOfFirst(events, 'MeetingPlanned');
  if (from === null) return nothing;
  const to = meeting.openedAt
    ? dayOf(new Date(meeting.openedAt))
    : dayOfFirst(events, 'MeetingCancelled', 'MeetingClosed');
  return due('SESSION_AHEAD', [], { from, to }, dayOf(new Date(meeting.scheduledAt)));
}

export function recommendationRows(one: Recommendation, events: readonly StoredEvent[]): Counted {
  const made = events[0];
  if (!made) return nothing;
  const verified = one.remedies.find(({ verdict }) => verdict?.accepted === true)?.verdict;
  const to = verified ? dayOf(new Date(verified.at)) : null;
  return due('RECOMMENDATION', [], { from: dayOfEvent(made), to }, one.dueOn);
}

/** Introduced and not taken back. */
export const exemplarRows = ({ introducedOn, status, kind }: Exemplar): Counted =>
  introducedOn === null || status === 'WITHDRAWN' ? nothing : happened('EXEMPLAR', [kind], introducedOn);
