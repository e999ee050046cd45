import * as z from 'zod';
import { addDays, weekday, yearOf, type LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import type { UnitKind } from '../units/unit.ts';
import { levelOf } from './authority.ts';
import { authorityLevels } from './awards.ts';
import { dated, datumStatus, holdsOn, lawDate, type DatumStatus } from './datum.ts';
import holidayData from './data/holidays.json' with { type: 'json' };
import dayData from './data/processing-days.json' with { type: 'json' };

export type DeadlineStep = { readonly on: LocalDate; readonly counts: boolean; readonly reason: string };

/** A due date with its working: each day from the start, whether it counts, and why not. */
export type Deadline = {
  readonly dueOn: LocalDate;
  readonly workingDays: number;
  readonly steps: readonly DeadlineStep[];
  readonly citation: string;
  readonly status: DatumStatus;
  /** Vietnamese sentences about what in the data a person should check. */
  readonly needsHumanLook: readonly string[];
};

export const holidays = lazy(() =>
  z
    .array(
      z.object({ on: lawDate, name: z.string().min(1), citation: z.string().min(1), status: datumStatus }),
    )
    .parse(holidayData),
);

export const processingDays = lazy(() =>
  z
    .array(
      dated.extend({
        level: z.enum(authorityLevels),
        workingDays: z.int().positive(),
        /** Whether the day of receipt itself is the first day. */
        countFirstDay: z.boolean(),
      }),
    )
    .parse(dayData),
);

const holidayOn = lazy(() => new Map(holidays().map((holiday) => [holiday.on, holiday])));
const knownYears = lazy(() => new Set(holidays().map((holiday) => yearOf(holiday.on))));

/** Working days are Monday to Friday without public holidays. Counts `days` of them from `start`. */
export function countWorkingDays(
  start: LocalDate,
  days: number,
  countFirstDay: boolean,
): readonly DeadlineStep[] {
  const steps: DeadlineStep[] = [];
  let counted = 0;
  for (let on = countFirstDay ? start : addDays(start, 1); counted < days; on = addDays(on, 1)) {
    const off = reasonOff(on);
    if (off === undefined) counted += 1;
    steps.push({ on, counts: off === undefined, reason: off ?? `ngày làm việc thứ ${counted}` });
  }
  return steps;
}

function reasonOff(on: LocalDate): string | undefined {
  const holiday = holidayOn().get(on);
  if (holiday) return holiday.name;
  const day = weekday(on);
  return day === 6 ? 'Thứ Bảy' : day === 7 ? 'Chủ nhật' : undefined;
}

/** When the answer to a dossier received on a day is due; undefined for a unit that decides nothing on that day. */
export function processingDeadline(kind: UnitKind, receivedOn: LocalDate): Deadline | undefined {
  const level = levelOf(kind, receivedOn);
  const rule = processingDays().find((one) => one.level === level && holdsOn(one, receivedOn));
  if (!rule) return undefined;
  const steps = countWorkingDays(receivedOn, rule.workingDays, rule.countFirstDay);
  const dueOn = steps.at(-1)?.on ?? receivedOn;
  return {
    dueOn,
    workingDays: rule.workingDays,
    steps,
    citation: rule.citation,
    status: rule.status,
    needsHumanLook: doubts(rule.status, steps),
  };
}

function doubts(status: DatumStatus, steps: readonly DeadlineStep[]): readonly string[] {
  const used = steps
    .flatMap((step) => holidayOn().get(step.on) ?? [])
    .filter((one) => one.status === 'unverified');
  const unknown = [...new Set(steps.map((step) => yearOf(step.on)))].filter(
    (year) => !knownYears().has(year),
  );
  return [
    ...(status === 'unverified' ? ['Thời hạn xử lý chưa được đối chiếu với văn bản.'] : []),
    ...used.map((one) => `Ngày nghỉ ${one.on} (${one.name}) chưa được đối chiếu với thông báo lịch nghỉ.`),
    ...unknown.map((year) => `Chưa có lịch nghỉ lễ năm ${year}.`),
  ];
}
