import { dossierPolicySamples } from '../../functions/dossiers/dossier.samples.ts';
import type { Dossier } from '../../functions/dossiers/dossier.ts';
import type { Nominee } from '../../functions/dossiers/nominee.ts';
import type { DossierStatus } from '../../functions/dossiers/status-table.ts';
import { instant } from '../../functions/kernel/clock.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { inGroups } from '../../functions/kernel/in-groups.ts';
import { chunks } from '../../functions/kernel/group.ts';
import type { Office } from './dossiers.ts';
import { minhThuan, province } from './units.ts';
import type { World } from './world.ts';

/** A dossier of so many nominees, all of them approved, as later steps find it: written to the table, not step by step. */
export async function storedDossier(
  { world, office: o }: { readonly world: World; readonly office: Office },
  status: DossierStatus,
  count: number,
  awardCode: string,
  extra: Partial<Dossier> = {},
) {
  const { dossiers, nominees } = world.deps();
  const perAward = { [awardCode]: count };
  const sample = dossierPolicySamples().dossierIn(status);
  const dossier: Dossier = {
    ...sample,
    ...{ id: world.shared.ids.next('dos'), authorUnitId: minhThuan, handlerUnitId: province },
    createdBy: o.officer,
    submitters: [o.officer],
    totalNominees: count,
    totalPerAward: perAward,
    counters: { ...sample.counters, approved: perAward },
    trail: [{ unitId: province, stage: 1, on: localDate('2021-04-01') }],
    ...extra,
  };
  await world.write(dossiers.create(dossier));
  const at = instant(world.clock);
  const list = Array.from({ length: count }, (_, n): Nominee => ({
    ...{ id: world.shared.ids.next('nom'), dossierId: dossier.id, subjectId: world.shared.ids.next('sub') },
    ...{ awardCode, kind: 'INDIVIDUAL', name: `Trần Văn Số ${n}`, position: null },
    ...{ unitId: minhThuan, unitName: 'Xã Minh Thuận', hasReport: true },
    ...{ addedIn: 1, removedIn: null, changedIn: [], suspendedBy: [], exclusion: null },
    assessments: [
      {
        ...{
          stage: 1,
          revision: 1,
          verdict: 'APPROVE',
          note: '',
          eligibility: null,
          evaluation: null,
          reopenedBy: null,
          by: o.first,
          at,
        },
        confirmation: { by: o.second, at, agrees: true },
      },
    ],
  }));
  await inGroups(chunks(list, 45), 10, (part) =>
    world.write(...part.flatMap((nominee, n) => nominees.add(nominee, n))),
  );
  return { dossier, list };
}
