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
};

const compared = ['title', 'type', 'campaignId', 'roundId', 'receivingUnitId', 'simpleCases'] as const;

/** What changed between two submitted revisions; `nominees` holds present and removed ones alike. */
export function differenceOf(before: Revision, after: Revision, nominees: readonly Nominee[]): Difference {
  const within = (n: number) => n > before.number && n <= after.number;
  const inBefore = (n: Nominee) => presentIn(n, before.number);
  const inAfter = (n: Nominee) => presentIn(n, after.number);
  return {
    from: before.number,
    to: after.number,
    fields: compared.flatMap((field) => {
      const [was, is] = [String(before[field] ?? ''), String(after[field] ?? '')];
      return was === is ? [] : [{ field, before: was, after: is }];
    }),
    filesAdded: missingFrom(before.files, after.files),
    filesRemoved: missingFrom(after.files, before.files),
    added: nominees.filter((n) => !inBefore(n) && inAfter(n)),
    removed: nominees.filter((n) => inBefore(n) && !inAfter(n)),
    changed: nominees.filter((n) => inBefore(n) && inAfter(n) && n.changedIn.some(within)),
  };
}

const presentIn = (nominee: Nominee, revision: number): boolean =>
  nominee.addedIn <= revision && (nominee.removedIn === null || nominee.removedIn > revision);

const missingFrom = (those: readonly DossierFile[], these: readonly DossierFile[]) =>
  these.filter((f) => !those.some((g) => g.attachmentId === f.attachmentId && g.component === f.component));
