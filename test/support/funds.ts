import { projectPayments } from '../../functions/fund/project-payments.ts';
import type { Decision } from '../../functions/dossiers/decision.ts';
import { dossierStore } from '../../functions/dossiers/dossier.store.ts';
import { nomineeStore } from '../../functions/dossiers/nominee.store.ts';
import type { Nominee } from '../../functions/dossiers/nominee.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { minhThuan, province } from './units.ts';
import type { World } from './world.ts';

const officer = userIdOf('test', 'officer');
const at = '2021-04-20T02:00:00.000Z';

let decisions = 0;

/** A signed decision with nominees of these awards, and the event of it as the stream delivers it. */
export async function decidedList(
  world: World,
  nominees: readonly Partial<Nominee>[],
  issuedOn = '2021-04-29',
) {
  const { ids } = world.shared;
  const decision: Decision = {
    id: ids.next('dec'),
    kind: 'AWARD',
    legalBases: [],
    corrects: null,
    text: null,
    changes: [],
    keptBy: null,
    dossierId: ids.next('dos'),
    number: `${(decisions += 1)}/QĐ-UBND`,
    issuedOn: localDate(issuedOn),
    year: Number(issuedOn.slice(0, 4)),
    signerName: 'Phạm Đình Nghị',
    signerTitle: 'Chủ tịch',
    issuerUnitId: province,
    issuerName: 'Tỉnh Nam Định',
    stage: 1,
    revision: 1,
    awardCounts: {},
  };
  const { table, cursors } = world.deps();
  await world.write(...dossierStore({ table, cursors }).addDecision(decision));
  const rows = nominees.map((more, index): Nominee => ({
    id: ids.next('nom'),
    dossierId: decision.dossierId,
    subjectId: ids.next('sub'),
    awardCode: 'BKT',
    kind: 'INDIVIDUAL',
    name: `Trần Văn Số ${index}`,
    position: null,
    unitId: minhThuan,
    unitName: 'Xã Minh Thuận',
    hasReport: true,
    addedIn: 1,
    removedIn: null,
    changedIn: [],
    assessments: [approved],
    suspendedBy: [],
    exclusion: null,
    ...more,
  }));
  for (const [index, row] of rows.entries())
    await world.write(...nomineeStore({ table, cursors }).add(row, index));
  const deliver = () =>
    projectPayments(
      { client: world.shared.client, tableName: world.shared.tableName, secret: world.shared.cursorSecret },
      {
        aggregateId: decision.dossierId,
        seq: 9,
        name: 'DossierDecided',
        at,
        actorId: officer,
        requestId: 'r',
        facts: { decisionId: decision.id },
      },
    );
  return { decision, nominees: rows, deliver };
}

const approved = {
  stage: 1,
  revision: 1,
  verdict: 'APPROVE' as const,
  eligibility: null,
  evaluation: null,
  reopenedBy: null,
  note: '',
  by: officer,
  at,
  confirmation: { by: officer, at, agrees: true },
};

/** The same word of the second person, of a nominee who was turned down. */
export const rejected = { ...approved, verdict: 'REJECT' as const };
