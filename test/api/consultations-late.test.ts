import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordSilences } from '../../functions/consultations/record-silence.ts';
import { consultations, processOf } from '../support/consultations.ts';
import { office, type Office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';

/** Ten working days from Monday 1 March 2021 end on Monday 15 March. */
const monday = '2021-03-01T02:00:00Z';
const lastDay = '2021-03-15T09:00:00Z';
const dayAfter = '2021-03-15T18:00:00Z';

describe("opinions of agencies that don't come", () => {
  let world: World;
  let o: Office;
  let c: Awaited<ReturnType<typeof consultations>>;
  beforeAll(async () => {
    world = await createWorld(monday);
    o = await office(world);
    c = await consultations(o);
  });
  beforeEach(() => world.clock.set(monday));

  const step = async (id: string, code: string) => {
    const query = 'query ($id: ID!) { dossier(id: $id) { route { steps { code state reason } } } }';
    const steps = pick((await world.run(o.first, query, { id })).data, 'dossier', 'route', 'steps');
    return [steps].flat().find((one) => pick(one, 'code') === code);
  };
  const standing = async (id: string) => {
    const query = 'query ($id: ID!) { dossier(id: $id) { nominees(first: 9) { nodes { standing } } } }';
    const nodes = pick((await world.run(o.first, query, { id })).data, 'dossier', 'nominees', 'nodes');
    return [nodes].flat().map((one) => pick(one, 'standing'));
  };
  const objection = (nomineeId: string | undefined) => ({
    opinions: [{ nomineeId, kind: 'OBJECTS', text: 'Còn nợ thuế.' }],
  });

  it('are taken for no objection by the clock, once the last day is over and not before', async () => {
    const d = await c.appraised();
    const asked = await c.asked(d.id);
    const silent = async (at: string) => {
      await c.walk(at);
      return pick(await c.view(o.first, asked.id, 'status'), 'status');
    };
    expect(await silent(lastDay)).toBe('OPEN');
    expect(await step(d.id, 'OPINIONS')).toMatchObject({ state: 'CURRENT' });
    world.clock.set(dayAfter);
    const runs = await Promise.all([1, 2].map((n) => recordSilences(processOf(world), `both-${n}`)));
    expect(runs.reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(1);
    const before = await world.dump();
    expect(await recordSilences(processOf(world), 'again')).toBe(0);
    expect(await world.dump()).toBe(before);
    expect(await c.view(o.first, asked.id)).toMatchObject({
      ...{ status: 'SILENT', closedOn: '2021-03-16', answer: null },
      deadline: { state: 'CLOSED', outcome: 'CANCELLED', late: true },
      needsHumanLook: [expect.stringContaining('chưa đối chiếu')],
    });
    expect(await step(d.id, 'OPINIONS')).toMatchObject({
      state: 'DONE',
      reason: 'Đã hỏi 1 cơ quan, còn chờ 0',
    });
    const history = await c.view(o.first, asked.id, 'history(first: 9) { nodes { name } }');
    expect(
      [pick(history, 'history', 'nodes')]
        .flat()
        .map((one) => pick(one, 'name'))
        .sort(),
    ).toEqual(['ConsultationOpened', 'ConsultationSilent']);
  });

  it('that come late are heard, marked, and still stop a nominee while the list can change', async () => {
    const d = await c.appraised();
    const asked = await c.asked(d.id);
    await c.walk(dayAfter);
    expect((await c.answer(c.tax, asked, d.id)).refusals).toEqual(['STALE_VERSION expectedVersion']);
    const late = await c.answer(c.tax, { ...asked, version: 2 }, d.id, objection(d.nominees[0]));
    expect(late.view).toMatchObject({ status: 'ANSWERED', answer: { late: true }, unresolved: 1 });
    expect(await standing(d.id)).toEqual(['SUSPENDED']);
    expect(await step(d.id, 'OPINIONS')).toMatchObject({
      state: 'DONE',
      reason: 'Đã hỏi 1 cơ quan, còn chờ 0',
    });
    world.clock.set(dayAfter);
    const before = await c.received();
    const open = await c.asked(before.id);
    world.clock.set('2021-04-05T02:00:00Z');
    const [answered] = await Promise.all([
      c.answer(c.tax, open, before.id, objection(before.nominees[0])),
      recordSilences(processOf(world), 'race'),
    ]);
    const view = await c.view(o.first, open.id);
    // Whoever was first: never both, and never neither.
    expect(pick(view, 'status')).toBe(answered.refusals.length === 0 ? 'ANSWERED' : 'SILENT');
    expect(await step(before.id, 'OPINIONS')).toMatchObject({ reason: 'Đã hỏi 1 cơ quan, còn chờ 0' });
  });

  it('of whom no rule names wait on: silence is no answer, a person must look, and paper is recorded', async () => {
    const d = await c.received();
    const other = { agency: 'OTHER', agencyUnitId: null, agencyName: 'Cục Hải quan' };
    expect((await c.ask(d.id, other)).refusals).toEqual(['REQUIRED answerBy']);
    expect((await c.ask(d.id, { ...other, answerBy: '2021-03-01' })).refusals).toEqual([
      'INVALID_VALUE answerBy',
    ]);
    const asked = await c.asked(d.id, { ...other, answerBy: '2021-03-10' });
    expect(pick(await c.view(o.first, asked.id), 'needsHumanLook')).toEqual([]);
    await c.walk(dayAfter);
    expect(await c.view(o.first, asked.id)).toMatchObject({
      ...{ status: 'OPEN', silence: { meaning: 'NO_ANSWER', citation: '' } },
      needsHumanLook: [expect.stringContaining('vẫn chờ trả lời')],
    });
    const record = (extra: object) => c.answer(o.first, asked, d.id, extra, 'recordConsultationAnswer');
    expect((await record({ documentNumber: ' ' })).refusals).toEqual(['REQUIRED documentNumber']);
    const scan = await o.file('tra-loi.pdf', 'CLEAN', province);
    const { view } = await record({
      ...{ documentNumber: '77/HQ', attachmentIds: [scan], text: 'Không vi phạm.' },
    });
    expect(view).toMatchObject({ status: 'ANSWERED', answer: { documentNumber: '77/HQ', late: true } });
  });
});
