import { beforeAll, describe, expect, it } from 'vitest';
import { consultations } from '../support/consultations.ts';
import { office, type Office } from '../support/dossiers.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

/** Under the law from July 2025 on, the Standing Committee is asked about every nominee for some awards. */
describe('the opinion of the Standing Committee', () => {
  let world: World;
  let o: Office;
  let c: Awaited<ReturnType<typeof consultations>>;
  beforeAll(async () => {
    world = await createWorld('2025-09-03T02:00:00Z');
    o = await office(world);
    c = await consultations(o);
  });

  const committee = (extra: object = {}) => ({
    ...{ agency: 'PARTY_STANDING_COMMITTEE', agencyUnitId: null, agencyName: 'Ban Thường vụ Tỉnh ủy' },
    ...{ answerBy: '2025-09-20', ...extra },
  });
  const reasons = async (id: string) => {
    const query = `query ($id: ID!) { dossier(id: $id) {
      availableActions { code reasons { code details { value } } } route { steps { code state } } } }`;
    const seen = pick((await world.run(o.leader, query, { id })).data, 'dossier');
    const action = [pick(seen, 'availableActions')].flat().find((one) => pick(one, 'code') === 'post');
    return [pick(action, 'reasons')].flat().map((one) => pick(one, 'details', 0, 'value'));
  };
  const record = (asked: { id: string; version: number }, dossierId: string, extra: object = {}) =>
    c.answer(o.first, asked, dossierId, { documentNumber: '5-KL/TU', ...extra }, 'recordConsultationAnswer');

  it('is a step that cannot be skipped: only its word on the whole list is enough, and silence never', async () => {
    const d = await c.appraised('HCDL3', ['Đặng Thị Lan']);
    expect(await reasons(d.id)).toEqual(['PARTY_OPINION']);
    const some = await c.asked(d.id, committee({ nomineeIds: d.nominees }));
    expect(await reasons(d.id)).toEqual(['OPINIONS', 'PARTY_OPINION']);
    expect((await record(some, d.id)).refusals).toEqual([]);
    expect(await reasons(d.id)).toEqual(['PARTY_OPINION']);

    const all = await c.asked(d.id, committee());
    await c.walk('2025-10-20T02:00:00Z');
    expect(pick(await c.view(o.first, all.id), 'status')).toBe('OPEN');
    expect(await reasons(d.id)).toEqual(['OPINIONS', 'PARTY_OPINION']);
    const back = await c.step(o.first, 'withdrawConsultation', all, { dossierId: d.id, reason: 'Nhầm' });
    expect(back.refusals).toEqual([]);
    expect(await reasons(d.id)).toEqual(['PARTY_OPINION']);

    const again = await c.asked(d.id, committee({ answerBy: '2025-11-20' }));
    const objected = { opinions: [{ nomineeId: d.nominees[0], kind: 'OBJECTS', text: 'Đang xem xét.' }] };
    const { held } = await record(again, d.id, objected);
    // How many nominees are suspended.
    expect(await reasons(d.id)).toEqual(['1']);
    const resolved = await c.step(o.leader, 'resolveObjections', held, {
      ...{ dossierId: d.id, nomineeIds: d.nominees, outcome: 'CLEARED', reason: 'Đã kết luận.' },
    });
    expect(resolved.refusals).toEqual([]);
    expect(await reasons(d.id)).toEqual([]);
  });

  it('is asked about officials whom it manages for other awards, and keeps the dossier only once asked', async () => {
    const d = await c.appraised('BKTTG', ['Vũ Văn Sáu']);
    expect(await reasons(d.id)).toEqual([]);
    const asked = await c.asked(d.id, committee({ nomineeIds: d.nominees, answerBy: '2025-12-01' }));
    expect(await reasons(d.id)).toEqual(['OPINIONS']);
    await record(asked, d.id);
    expect(await reasons(d.id)).toEqual([]);
  });

  it('has new agencies beside it, which earlier law does not name', async () => {
    const d = await c.received();
    expect((await c.ask(d.id, { agency: 'HEALTH' })).refusals).toEqual([]);
    const old = await createWorld('2024-06-03T02:00:00Z');
    const before = await consultations(await office(old));
    const asked = await before.ask((await before.received()).id, { agency: 'HEALTH' });
    expect(asked.refusals).toEqual(['CONSULTATION_NOT_FORESEEN agency']);
    expect(pick(asked.answer.data, 'consultAgency', 'userErrors', 0, 'citation')).toContain('98/2023');
  });
});
