import type { DossierFile } from './dossier.ts';
import type { Nominee } from './nominee.ts';
import type { Revision } from './revision.ts';

export type FieldChange = { readonly field: string; readonly before: string; readonly after: string };

export type Difference = {
  readonly from: number;
  readonly to: number;
  readonly fields: readonly FieldChange[];
  readonly filesAdded: readonly DossierFile[];
  readonly filesRemoved: readonly DossierFile[];
  readonly added: readonly Nominee[];
  readonly removed: readonly Nominee[];
  readonly changed: readonly Nominee[];
  /** How many there are of each; the lists are the first of them. */
  readonly counts: { readonly added: number; readonly removed: number; readonly changed: number };
};

/** Nominees that an answer tells of each kind of change; a dossier may have ten thousand. */
export const maxListed = 500;

const compared = ['title', 'type', 'campaignId', 'roundId', 'receivingUnitId', 'simpleCases'] as const;

/** What changed between two submitted revisions; `nominees` holds present and removed ones alike. */
export function differenceOf(before: Revision, after: Revision, nominees: readonly Nominee[]): Difference {
  const within = (n: number) => n > before.number && n <= after.number;
  const inBefore = (n: Nominee) => presentIn(n, before.number);
  const inAfter = (n: Nominee) => presentIn(n, after.number);
  const added = nominees.filter((n) => !inBefore(n) && inAfter(n));
  const removed = nominees.filter((n) => inBefore(n) && !inAfter(n));
  const changed = nominees.filter((n) => inBefore(n) && inAfter(n) && n.changedIn.some(within));
  return {
    from: before.number,
    to: after.number,
    fields: compared.flatMap((field) => {
      const [was, is] = [String(before[field] ?? ''), String(after[field] ?? '')];
      return was === is ? [] : [{ field, before: was, after: is }];
    }),
    filesAdded: missingFrom(before.files, after.files),
    filesRemoved: missingFrom(after.files, before.files),
    added: added.slice(0, maxListed),
    removed: removed.slice(0, maxListed),
    changed: changed.slice(0, maxListed),
    counts: { added: added.length, removed: removed.length, changed: changed.length },
  };
}

const presentIn = (nominee: Nominee, revision: number): boolean =>
  nominee.addedIn <= revision && (nominee.removedIn === null || nominee.removedIn > revision);

const missingFrom = (those: readonly DossierFile[], these: readonly DossierFile[]) =>
  these.filter((f) => !those.some((g) => g.attachmentId === f.attachmentId && g.component === f.component));
