import { describe, expect, it } from 'vitest';
import { addNominees } from '../../functions/dossiers/add-nominees.ts';
import {
  appraiseNominees,
  confirmNominees,
  finishAppraisal,
} from '../../functions/dossiers/appraise-nominees.ts';
import { decideDossier } from '../../functions/dossiers/decide-dossier.ts';
import { dossierStore } from '../../functions/dossiers/dossier.store.ts';
import type { Dossier } from '../../functions/dossiers/dossier.ts';
import { createDossier } from '../../functions/dossiers/draft-dossier.ts';
import { nomineeStore } from '../../functions/dossiers/nominee.store.ts';
import type { DossierDeps } from '../../functions/dossiers/ports.ts';
import { receiveDossier } from '../../functions/dossiers/receive-dossier.ts';
import { returnDossier } from '../../functions/dossiers/return-dossier.ts';
import { submitDossier } from '../../functions/dossiers/submit-dossier.ts';
import { viewDifference, viewDossier } from '../../functions/dossiers/view-dossier.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import type { Result } from '../../functions/kernel/result.ts';
import { minhThuan, province, seedUnits } from '../support/units.ts';
import { createWorld, key, type World } from '../support/world.ts';

const on = localDate('2021-03-01');
const codes = (result: Result<unknown>) => (result.ok ? [] : result.refusals.map((r) => r.code));

function done(result: Result<Dossier>): Dossier {
  if (!result.ok) throw new Error(JSON.stringify(result.refusals));
  return result.value;
}

/** The neighbours are given as ports: one award that the province decides, and a person for every id. */
function depsOf(world: World, userId: Id<'usr'>): DossierDeps {
  const deps = world.deps(userId);
  const none = () => Promise.resolve(undefined);
  const unused = () => {
    throw new Error('not used here');
  };
  return {
    ...deps,
    dossiers: dossierStore(deps),
    nominees: nomineeStore(deps),
    law: {
      awardOn: (code) =>
        code === 'BK'
          ? { code, subjects: ['INDIVIDUAL'], decidedBy: ['PROVINCE'], components: [] }
          : undefined,
      mayDecide: (_code, kind) => kind === 'PROVINCE',
      processingDeadline: () => ({
        dueOn: on,
        workingDays: 0,
        steps: [],
        citation: '',
        status: 'unverified',
        needsHumanLook: [],
      }),
    },
    rounds: { get: none, guard: unused },
    subjects: {
      get: (id) =>
        Promise.resolve({ id, kind: 'INDIVIDUAL', name: 'Trần Thị Hoa', unitId: minhThuan, position: null }),
    },
    attachments: { get: none, attach: unused, detach: unused },
    campaigns: { get: none },
  };
}

async function arrange() {
  const world = await createWorld();
  await seedUnits(world);
  const [officer, first, second, leader] = await Promise.all([
    world.user('officer', [['OFFICER', minhThuan]]),
    world.user('first', [['APPRAISER', province]]),
    world.user('second', [['APPRAISER', province]]),
    world.user('leader', [['LEADER', province]]),
  ]);
  const as = (userId: Id<'usr'>) => depsOf(world, userId);
  const draft = done(
    await createDossier(as(officer), {
      authorUnitId: minhThuan,
      title: 'Đề nghị',
      type: 'MERIT',
      idempotencyKey: key(),
    }),
  );
  return { world, as, officer, first, second, leader, draft };
}

const step = (d: Dossier) => ({ dossierId: d.id, expectedVersion: d.version, idempotencyKey: key() });

describe('a dossier', () => {
  it('goes from draft over a return to exactly one decision', async () => {
    const { world, as, officer, first, second, leader, draft } = await arrange();
    const add = (d: Dossier) => {
      const nominees = [{ subjectId: world.shared.ids.next('sub'), awardCode: 'BK' }];
      return addNominees(as(officer), { ...step(d), nominees });
    };
    const send = (d: Dossier) => submitDossier(as(officer), { ...step(d), receivingUnitId: province });
    expect(codes(await send(draft))).toEqual(['DOSSIER_NO_NOMINEES']);
    expect(await viewDossier(as(first), draft.id)).toBeUndefined();
    let d = done(await send(done(await add(draft))));
    const reasons = [{ path: ['nominees'], reason: 'Thiếu một người' }];
    d = done(await returnDossier(as(first), { ...step(d), reasons }));
    d = done(await send(done(await add(d))));
    const difference = await viewDifference(as(first), d.id, 1, 2);
    expect([difference?.added.length, difference?.removed.length]).toEqual([1, 0]);
    d = done(await receiveDossier(as(first), { ...step(d), handlerUnitId: province }));
    expect(d.receipt?.number).toBe('1/2021');
    const nomineeIds = (await as(first).nominees.page(d.id, {})).edges.map((edge) => edge.node.id);
    const verdicts = nomineeIds.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE' as const, note: '' }));
    const appraiser = as(first);
    d = done(await appraiseNominees(appraiser, { ...step(d), verdicts }));
    expect(appraiser.table.calls).toEqual({ reads: 1, writes: 1 });
    const confirm = { ...step(d), nomineeIds, agrees: true };
    expect(codes(await confirmNominees(as(first), confirm))).toEqual([
      'DOSSIER_SAME_OFFICER',
      'DOSSIER_SAME_OFFICER',
    ]);
    d = done(await confirmNominees(as(second), confirm));
    d = done(await finishAppraisal(as(second), step(d)));
    const decision = { number: '12/QĐ', issuedOn: on, signerName: 'A', signerTitle: 'Chủ tịch' };
    const race = await Promise.all([1, 2].map(() => decideDossier(as(leader), { ...step(d), ...decision })));
    expect(race.filter((r) => r.ok)).toHaveLength(1);
    expect((await viewDossier(as(officer), d.id))?.status).toBe('DECIDED');
  });

  it('refuses duplicates, 10,001 nominees and a stale version, and changes nothing', async () => {
    const { world, as, officer, draft } = await arrange();
    const before = await world.dump();
    const one = { subjectId: world.shared.ids.next('sub'), awardCode: 'BK' };
    const add = (n: number, version = draft.version) =>
      addNominees(as(officer), {
        ...step(draft),
        expectedVersion: version,
        nominees: Array.from({ length: n }, () => one),
      });
    expect(codes(await add(2))).toEqual(['DUPLICATE']);
    expect(codes(await add(10_001))).toEqual(['TOO_MANY']);
    expect(codes(await add(1, 9))).toEqual(['STALE_VERSION']);
    expect(await world.dump()).toBe(before);
    const d = done(await add(1));
    expect(codes(await add(1, d.version))).toEqual(['DUPLICATE']);
  });
});
