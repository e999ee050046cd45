import { createHash } from 'node:crypto';
import { addDecimals, zero, type Decimal } from '../kernel/decimal.ts';
import { derivedId, type Id } from '../kernel/ids.ts';
import type { SubjectKind } from '../law/subject-kind.ts';

export const registrationStatuses = ['DRAFT', 'SENT', 'RETURNED', 'APPROVED', 'CONSOLIDATED'] as const;
export type RegistrationStatus = (typeof registrationStatuses)[number];

/** How many of a title or form the unit aims for. */
export type AimedTitle = {
  readonly awardCode: string;
  readonly subjectKind: SubjectKind;
  readonly count: number;
};

/** What the unit itself promises for a target of the campaign. */
export type PledgedTarget = { readonly code: string; readonly plan: Decimal };

/** An approved registration of a unit below that this one has taken in, with all that it had taken in before. */
export type Consolidated = {
  readonly registrationId: Id<'reg'>;
  readonly unitId: Id<'unt'>;
  /** Units that it stands for, itself included. */
  readonly units: number;
  readonly titles: readonly AimedTitle[];
  readonly targets: readonly PledgedTarget[];
};

/** A unit's registration in a campaign (đăng ký thi đua). */
export type Registration = {
  readonly id: Id<'reg'>;
  readonly campaignId: Id<'cmp'>;
  readonly unitId: Id<'unt'>;
  /** Who approves it: the nearest addressed unit above, else the launching unit. */
  readonly receivingUnitId: Id<'unt'>;
  readonly hostUnitId: Id<'unt'>;
  readonly status: RegistrationStatus;
  readonly contents: string;
  readonly titles: readonly AimedTitle[];
  readonly targets: readonly PledgedTarget[];
  readonly consolidated: readonly Consolidated[];
  /** The first sending decides whether it was late; a return and a correction don't make it so. */
  readonly firstSentAt: string | null;
  readonly sentAt: string | null;
  readonly late: boolean;
  readonly returnReason: string | null;
  readonly version: number;
};

/** One for each unit of a campaign, so that the same unit can't register twice. */
export const registrationId = (campaignId: Id<'cmp'>, unitId: Id<'unt'>): Id<'reg'> =>
  derivedId('reg', createHash('sha256').update(`${campaignId}\n${unitId}`).digest());

type Part = Pick<Consolidated, 'titles' | 'targets' | 'units'>;

export type Totals = {
  readonly units: number;
  readonly titles: readonly AimedTitle[];
  readonly targets: readonly PledgedTarget[];
};

/** A registration with everything below it. */
export const totalsOf = (registration: Registration): Totals =>
  sumOf([{ ...registration, units: 1 }, ...registration.consolidated]);

export function sumOf(parts: readonly Part[]): Totals {
  const titles = new Map<string, AimedTitle>();
  const targets = new Map<string, Decimal>();
  for (const part of parts) {
    for (const title of part.titles) {
      const name = `${title.awardCode} ${title.subjectKind}`;
      titles.set(name, { ...title, count: title.count + (titles.get(name)?.count ?? 0) });
    }
    for (const { code, plan } of part.targets)
      targets.set(code, addDecimals(targets.get(code) ?? zero, plan));
  }
  return {
    units: parts.reduce((sum, part) => sum + part.units, 0),
    titles: [...titles].sort(byKey).map(([, title]) => title),
    targets: [...targets].sort(byKey).map(([code, plan]) => ({ code, plan })),
  };
}

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
