import { awardId, type Id } from '../kernel/ids.ts';
import type { PageArgs } from '../kernel/paging.ts';
import type { Table } from '../kernel/table/table.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Decision } from '../dossiers/decision.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { Award } from './award.ts';
import type { AwardStore } from './award.store.ts';

export type RegisterDeps = {
  readonly table: Table;
  readonly dossiers: Pick<DossierStore, 'decision'>;
  readonly nominees: Pick<NomineeStore, 'page'>;
  readonly awards: AwardStore;
  readonly awardName: (code: string, on: Decision['issuedOn']) => string;
  /** Makes the award part of what is on record of its subject. */
  readonly record: (decision: Decision, nominee: Nominee) => Promise<void>;
};

/**
 * Puts the signed list of a decision on the public register, a page of nominees at a time. Ids derive from nominee and
 * decision; a second delivery of the same event leaves what is there, which may have been revoked meanwhile.
 */
export async function registerAwards(deps: RegisterDeps, decisionId: Id<'dec'>): Promise<void> {
  const decision = await deps.dossiers.decision(decisionId);
  if (!decision) throw new Error(`no decision ${decisionId}`);
  const counts: Record<string, number> = {};
  let args: PageArgs = { first: 100 };
  for (;;) {
    const page = await deps.nominees.page(decision.dossierId, args);
    const signed = page.edges.map((edge) => edge.node).filter((nominee) => isSigned(nominee, decision));
    for (const nominee of signed) {
      counts[nominee.awardCode] = (counts[nominee.awardCode] ?? 0) + 1;
      const award = awardOf(deps, decision, nominee);
      if (!(await deps.awards.get(award.id))) await commit(deps.table, deps.awards.put(award));
      await deps.record(decision, nominee);
    }
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) break;
    args = { first: 100, after };
  }
  await commit(deps.table, [deps.awards.putCounts(decision.year, decision.id, counts)]);
}

const awardOf = (deps: RegisterDeps, decision: Decision, nominee: Nominee): Award => ({
  id: awardId(decision.id, nominee.id),
  name: nominee.name,
  position: nominee.position,
  unitId: nominee.unitId,
  unitName: nominee.unitName,
  awardCode: nominee.awardCode,
  awardName: deps.awardName(nominee.awardCode, decision.issuedOn),
  decisionId: decision.id,
  decisionNumber: decision.number,
  issuedOn: decision.issuedOn,
  issuerName: decision.issuerName,
  year: decision.year,
  kind: nominee.kind,
  subjectId: nominee.subjectId,
  revocation: null,
});

/** A later delivery overwrites with the same. */
const commit = (table: Table, writes: readonly Write[]): Promise<void> =>
  table.transact(writes.map((write) => write.request));
