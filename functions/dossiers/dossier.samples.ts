import type { Role } from '../kernel/actor.ts';
import { localDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import { foldActs } from '../units/registry.ts';
import type { Viewer } from '../units/machine.ts';
import { noCounters, offRoute, type Dossier } from './dossier.ts';
import type { DossierStatus } from './status-table.ts';

/** A commune under a province, and a dossier between them in any status; for tests of the pure rules. */
export function dossierPolicySamples() {
  const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
  const [province, author] = [ids.next('unt'), ids.next('unt')];
  const [writer, other] = [ids.next('usr'), ids.next('usr')];
  const on = localDate('2021-03-01');
  const unit = { kind: 'create', code: null } as const;
  const registry = foldActs([
    {
      version: 1,
      effectiveOn: localDate('2020-01-01'),
      legalAct: { number: '1', issuer: 'Quốc hội', issuedOn: localDate('2019-12-01') },
      changes: [
        { ...unit, unitId: province, name: 'Tỉnh', unitKind: 'PROVINCE', parentId: null },
        { ...unit, unitId: author, name: 'Xã', unitKind: 'COMMUNE', parentId: province },
      ],
    },
  ]);
  const dossierId = ids.next('dos');
  const dossierIn = (status: DossierStatus): Dossier => ({
    id: dossierId,
    authorUnitId: author,
    authorName: 'Xã',
    authorPath: ['Tỉnh', 'Xã'],
    createdBy: writer,
    title: 'Đề nghị khen thưởng',
    type: 'MERIT',
    campaignId: null,
    round: null,
    status,
    handlerUnitId: province,
    stage: 1,
    revision: 1,
    files: [],
    counters: noCounters,
    totalNominees: 0,
    totalPerAward: {},
    submission: null,
    evaluation: null,
    submitters: [writer],
    receipt: null,
    returnReasons: [],
    trail: [],
    forwarding: null,
    ...offRoute,
    simpleCases: [],
    suspended: 0,
    heldBy: [],
    decisionId: null,
    resultNotice: null,
    closingReason: null,
    version: 1,
  });
  const viewer = (held: readonly Role[], unitId: typeof author, wrote = false): Viewer => ({
    registry,
    on,
    actor: {
      kind: 'user',
      userId: wrote ? writer : other,
      name: 'A',
      root: false,
      grants: held.map((role) => ({ role, unitId, from: localDate('2020-01-01'), to: null })),
    },
  });
  return { dossierIn, viewer, author, province };
}
