import type { Records } from '../law/eligibility/records.ts';
import type { Lane } from '../records/entry.ts';

/**
 * What of a nominee's records somebody may know of. A proceeding can be about the very person who asks, so without its
 * lane nothing is known either way: an answer that depends on it needs a look, whether or not there is one.
 */
export const shownRecords = (records: Records, lanes: readonly Lane[]): Records => ({
  ...records,
  disciplines: lanes.includes('DISCIPLINE') ? records.disciplines : [],
  proceedings: lanes.includes('PROCEEDING') ? records.proceedings : [],
  conductCheckedOn:
    lanes.includes('DISCIPLINE') && lanes.includes('PROCEEDING') ? records.conductCheckedOn : null,
});
