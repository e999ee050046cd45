import type { Dossier } from '../dossiers/dossier.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { DossierStatus } from '../dossiers/status-table.ts';
import type { Clock } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { systemUser } from '../kernel/system-user.ts';
import type { Table } from '../kernel/table/table.ts';
import { writeUntilStill } from '../kernel/table/write-until-still.ts';
import { blocksOn } from '../law/eligibility/judge-conduct.ts';
import type { Records } from '../law/eligibility/records.ts';
import type { RecordStore } from '../records/record.store.ts';

export type HoldDeps = {
  readonly table: Table;
  readonly clock: Clock;
  readonly requestId: string;
  readonly dossiers: Pick<DossierStore, 'get' | 'follow'>;
  readonly nominees: Pick<NomineeStore, 'update' | 'get'>;
  readonly records: Pick<RecordStore, 'load'>;
};

/** While the list that a decision will sign can still change; before that the verdict on each nominee says it. */
const onRoute: readonly DossierStatus[] = ['APPRAISED', 'POSTING', 'COUNCIL'];

export const isOnRoute = ({ status }: Pick<Dossier, 'status'>): boolean => onRoute.includes(status);

const atOnce = 40;

/**
 * Stops those of these nominees whose disciplines or proceedings stand in the way of an award, and lets go those whom
 * nothing of that kind stops any more. Stopped for other reasons, they stay so. What is right already costs no write.
 */
export async function holdByRecords(
  deps: HoldDeps,
  dossierId: Id<'dos'>,
  nomineeIds: readonly Id<'nom'>[],
  on: LocalDate,
): Promise<void> {
  for (let from = 0; from < nomineeIds.length; from += atOnce)
    await holdSome(deps, dossierId, nomineeIds.slice(from, from + atOnce), on);
}

async function holdSome(
  deps: HoldDeps,
  dossierId: Id<'dos'>,
  ids: readonly Id<'nom'>[],
  on: LocalDate,
): Promise<void> {
  await writeUntilStill(deps.table, `dossier ${dossierId}`, async () => {
    const [dossier, ...found] = await Promise.all([
      deps.dossiers.get(dossierId),
      ...ids.map((id) => deps.nominees.get(dossierId, id)),
    ]);
    if (!dossier || !isOnRoute(dossier)) return [];
    const nominees = found.flatMap((one) => one ?? []);
    const known = await deps.records.load(nominees.map((one) => one.subjectId));
    const changed = nominees.flatMap((nominee) => {
      const after = { ...nominee, suspendedBy: reasons(dossier, nominee, known.get(nominee.subjectId), on) };
      return same(nominee.suspendedBy, after.suspendedBy) ? [] : [{ nominee, after }];
    });
    if (changed.length === 0) return [];
    const stopped = changed.some((one) => step(one) > 0);
    return [
      // Named as any other stop: the history of a dossier is read by more people than the records behind it.
      ...joinedStep(deps, {
        dossier,
        actorId: systemUser,
        patch: { suspended: dossier.suspended + changed.reduce((sum, one) => sum + step(one), 0) },
        event: stopped ? 'NomineesSuspended' : 'NomineesReleased',
        facts: { nomineeIds: changed.map(({ nominee }) => nominee.id) },
      }),
      ...changed.map(({ after }) => deps.nominees.update(after)),
    ];
  });
}

/** What keeps a nominee from going on: other reasons as they are, and the records of the day where it is on the list. */
function reasons(
  dossier: Dossier,
  nominee: Nominee,
  records: Records | undefined,
  on: LocalDate,
): readonly string[] {
  const others = nominee.suspendedBy.filter((by) => parseId('rec', by) === undefined);
  if (!records || !isSigned(nominee, dossier)) return others;
  const { disciplines, proceedings } = blocksOn(records, on);
  return [...others, ...[...disciplines, ...proceedings].map(({ id }) => id).toSorted()];
}

type Changed = { readonly nominee: Nominee; readonly after: Nominee };

/** How many more of the dossier's nominees are stopped. */
const step = ({ nominee, after }: Changed): number =>
  Number(after.suspendedBy.length > 0) - Number(nominee.suspendedBy.length > 0);

const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((one) => b.includes(one));
