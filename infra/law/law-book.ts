import type { DatedDatum } from '../../functions/law/datum.ts';
import type { RegimeKey } from '../../functions/law/regime.ts';

/** One part of the law as `npm run law` sees it. */
export type LawBook = {
  readonly name: string;
  readonly data: readonly DatedDatum[];
  /** False where a law of awards that nobody has read puts nothing in doubt: holidays stand by the labour code. */
  readonly ofAwardLaw: boolean;
  /** Gaps, overlaps, holes and whatever else must not be; the command fails on any. */
  readonly problems: readonly string[];
  /** The regime that each example is judged by, and whether it came out as written. */
  readonly examples: readonly { readonly regime: RegimeKey; readonly passes: boolean }[];
};
