import type { DatumStatus } from '../law/datum.ts';
import { nationalQuotaOn } from '../law/local-room.ts';
import type { LawCase } from '../law/matter.ts';
import type { LocalRule } from '../local-rules/local-rule.ts';
import { ofKind } from '../local-rules/local-rules-on.ts';

/** A percentage that bounds how many may be proposed; null where the law of the day names none. */
export type Bound = {
  readonly source: 'NATIONAL' | 'LOCAL';
  readonly percent: number | null;
  readonly citation: string;
  readonly status: DatumStatus;
};

/** What national law says of an award's share on a day, and what the province adds to it: at most one of each. */
export function boundsOn(asked: LawCase, local: readonly LocalRule[]): readonly Bound[] {
  const national = nationalQuotaOn(asked);
  return [
    ...(national
      ? [
          {
            source: 'NATIONAL' as const,
            percent: national.maxPercent,
            citation: national.citation,
            status: national.status,
          },
        ]
      : []),
    ...ofKind(local, 'QUOTA', asked.awardCode).map(({ content, act }) => ({
      source: 'LOCAL' as const,
      percent: content.percent,
      citation: `${act.number}, ${act.issuer}`,
      status: 'confirmed' as const,
    })),
  ];
}
