import { awardId, type Id } from '../kernel/ids.ts';
import { inGroups } from '../kernel/in-groups.ts';
import type { PageArgs } from '../kernel/paging.ts';
import { TransactionRefused, type Table } from '../kernel/table/table.ts';
import type { Decision } from '../dossiers/decision.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { NomineeStore } from '../dossiers/nominee.store.ts';
import { isSigned, type Nominee } from '../dossiers/nominee.ts';
import type { SubjectStore } from '../subjects/subject.store.ts';
import type { Subject } from '../subjects/subject.ts';
import type { Award } from './award.ts';
import type { AwardStore } from './award.store.ts';

export type RegisterDeps = {
  readonly table: Table;
  readonly dossiers: Pick<DossierStore, 'get' | 'decision'>;
  readonly nominees: Pick<NomineeStore, 'page'>;
  readonly awards: AwardStore;
  readonly subjects: Pick<SubjectStore, 'get'>;
  readonly awardName: (code: string, on: Decision['issuedOn']) => string;
  /** Makes the award part of what is on record of its subject. */
  readonly record: (decision: Decision, nominee: Nominee, award: Award) => Promise<void>;
};

const atOnce = 25;

/**
 * Puts the signed list of a decision on the public register, a page of nominees at a time. Ids derive from nominee and
 * decision; a second delivery of the same event changes nothing.
 */
export async function registerAwards(deps: RegisterDeps, decisionId: Id<'dec'>): Promise<void> {
  const decision = await deps.dossiers.decision(decisionId);
  if (!decision) throw new Error(`no decision ${decisionId}`);
  const dossier = await deps.dossiers.get(decision.dossierId);
  const counts: Record<string, number> = {};
  let args: PageArgs = { first: 100 };
  for (;;) {
    const page = await deps.nominees.page(decision.dossierId, args);
    const signed = page.edges.map((edge) => edge.node).filter((nominee) => isSigned(nominee, decision));
    await inGroups(signed, atOnce, async (nominee) => {
      counts[nominee.awardCode] = (counts[nominee.awardCode] ?? 0) + 1;
      const award = awardOf(deps, decision, {
        nominee,
        type: dossier?.type ?? null,
        subject: await deps.subjects.get(nominee.subjectId),
      });
      await deps.record(decision, nominee, await addOnce(deps, award));
    });
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) break;
    args = { first: 100, after };
  }
  await deps.table.transact([deps.awards.putCounts(decision.year, decision.id, counts).request]);
}

type Given = {
  readonly nominee: Nominee;
  readonly type: Award['type'];
  readonly subject: Subject | undefined;
};

const awardOf = (deps: RegisterDeps, decision: Decision, { nominee, type, subject }: Given): Award => ({
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
  nomineeId: nominee.id,
  original: null,
  corrections: [],
  sex: subject?.sex ?? null,
  group: subject?.group ?? null,
  type,
  revocation: null,
  version: 1,
});

/** A later delivery leaves what is there, which may have been corrected or revoked meanwhile. */
async function addOnce({ table, awards }: RegisterDeps, award: Award): Promise<Award> {
  const there = await awards.get(award.id);
  if (there) return there;
  try {
    await table.transact(awards.add(award).map((write) => write.request));
  } catch (error) {
    const taken = error instanceof TransactionRefused && error.reasons[0]?.code === 'ConditionalCheckFailed';
    if (!taken) throw error;
  }
  return award;
}
