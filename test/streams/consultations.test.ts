import { beforeAll, describe, expect, it } from 'vitest';
import { followDossier } from '../../functions/consultations/follow-dossier.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { systemUser } from '../../functions/kernel/system-user.ts';
import type { StoredEvent } from '../../functions/kernel/table/event.ts';
import { eventShape } from '../../functions/kernel/table/event.ts';
import { followNotices } from '../../functions/notices/follow-notices.ts';
import { consultations, processOf } from '../support/consultations.ts';
import { office, type Office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

describe('what follows from a consultation', () => {
  let world: World;
  let o: Office;
  let c: Awaited<ReturnType<typeof consultations>>;
  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    o = await office(world);
    c = await consultations(o);
  });

  /** Every event of an aggregate, as the stream would bring them. */
  async function follow(pk: string, by: (event: StoredEvent) => Promise<void>): Promise<void> {
    const items = await world.deps().table.queryAll({ pk, skPrefix: 'EVENT#' });
    for (const item of items) await by(eventShape.read(item));
  }
  const tell = (id: string) =>
    follow(`CST#${id}`, (event) => followNotices(processOf(world), `CST#${id}`, event));
  const told = async (user: Id<'usr'>, aboutId: string) => {
    const query = '{ me { notices(first: 100) { nodes { kind aboutId text } } } }';
    const nodes = [pick((await world.run(user, query)).data, 'me', 'notices', 'nodes')].flat();
    return nodes.filter((one) => pick(one, 'aboutId') === aboutId).map((one) => pick(one, 'kind'));
  };

  it('is told to the agency when it is asked, and to those who asked when it answers', async () => {
    const d = await c.received();
    const asked = await c.asked(d.id);
    await tell(asked.id);
    await c.answer(c.tax, asked, d.id);
    await tell(asked.id);
    expect(await told(c.tax, asked.id)).toEqual(['CONSULTATION_ASKED']);
    expect(await told(o.second, asked.id)).toEqual(['CONSULTATION_ANSWERED']);
    expect(await told(c.police, asked.id)).toEqual([]);
    expect(await told(o.officer, asked.id)).toEqual([]);
    const notice = '{ me { notices(first: 1) { nodes { text } } } }';
    expect(pick((await world.run(c.tax, notice)).data, 'me', 'notices', 'nodes', 0, 'text')).toBe(
      'Tỉnh Nam Định hỏi ý kiến Sở Giáo dục và Đào tạo; cần trả lời trước hết ngày 15/03/2021.',
    );
  });

  it('is told when nobody answered; until then the agency is reminded', async () => {
    world.clock.set('2021-03-01T02:00:00Z');
    const d = await c.received();
    const asked = await c.asked(d.id);
    await c.walk('2021-03-10T02:00:00Z');
    await c.walk('2021-03-15T02:00:00Z');
    await c.walk('2021-03-16T02:00:00Z');
    await c.walk('2021-03-19T02:00:00Z');
    await tell(asked.id);
    expect((await told(c.tax, asked.id)).sort()).toEqual([
      'CONSULTATION_ASKED',
      'DEADLINE_SOON',
      'DEADLINE_TODAY',
    ]);
    expect(await told(o.first, asked.id)).toEqual(['CONSULTATION_SILENT']);
  });

  it('is told when it is taken back; the dossier’s own history of it tells nobody again', async () => {
    const d = await c.received();
    const asked = await c.asked(d.id);
    const input = { dossierId: d.id, reason: 'Hỏi nhầm cơ quan' };
    expect((await c.step(o.first, 'withdrawConsultation', asked, input)).refusals).toEqual([]);
    await tell(asked.id);
    await follow(`DOS#${d.id}`, (event) => followNotices(processOf(world), `DOS#${d.id}`, event));
    expect((await told(c.tax, asked.id)).sort()).toEqual(['CONSULTATION_ASKED', 'CONSULTATION_WITHDRAWN']);
    expect(await told(c.tax, d.id)).toEqual([]);
  });

  it('is a later last day when a holiday is declared, and no silence before that', async () => {
    world.clock.set('2021-03-01T02:00:00Z');
    const d = await c.received();
    const asked = await c.asked(d.id);
    const declare = `mutation ($input: DeclareHolidayInput!) { declareHoliday(input: $input) { userErrors { code } } }`;
    const declared = await world.run(o.leader, declare, {
      input: {
        ...{ unitId: province, name: 'Nghỉ do bão', days: [{ on: '2021-03-12', works: false }] },
        legalAct: { number: '1/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: '2021-03-01' },
        ...{ expectedVersion: 0, idempotencyKey: key() },
      },
    });
    expect(refusals(declared, 'declareHoliday')).toEqual([]);
    await c.walk('2021-03-15T18:00:00Z');
    expect(await c.view(o.first, asked.id)).toMatchObject({
      status: 'OPEN',
      deadline: { dueOn: '2021-03-16' },
    });
    await c.walk('2021-03-16T18:00:00Z');
    expect(pick(await c.view(o.first, asked.id), 'status')).toBe('SILENT');
  });

  it('ends, and its clock with it, when the dossier leaves the desk; twice changes nothing', async () => {
    world.clock.set('2021-04-01T02:00:00Z');
    const d = await c.received();
    const asked = await c.asked(d.id, { agency: 'OTHER', answerBy: '2021-04-20' });
    const deliver = () => follow(`DOS#${d.id}`, (event) => followDossier(processOf(world), event));
    await deliver();
    expect(pick(await c.view(o.first, asked.id), 'status')).toBe('OPEN');
    const now = await c.held(d);
    await o.done(o.first, 'returnDossier', now, { reasons: [{ path: ['files'], reason: 'Thiếu' }] });
    await deliver();
    await deliver();
    expect(await c.view(o.first, asked.id)).toMatchObject({
      ...{ status: 'WITHDRAWN', version: 2, withdrawal: 'Hồ sơ được trả lại để bổ sung' },
      deadline: { state: 'CLOSED', outcome: 'CANCELLED', late: false },
    });
    const back = await o.done(o.officer, 'submitDossier', await c.held(d), { receivingUnitId: province });
    const again = await o.done(o.first, 'receiveDossier', back, { handlerUnitId: province });
    const anew = await c.asked(again.id);
    await deliver();
    expect(pick(await c.view(o.first, anew.id), 'status')).toBe('OPEN');
    const id = parseId('cst', anew.id);
    const history = id && (await world.deps().consultations.history(id, { first: 5 }));
    expect(history?.edges.map(({ node }) => node.actorId === systemUser)).toEqual([false]);
  });
});
