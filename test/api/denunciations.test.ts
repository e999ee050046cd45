import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { complaintIdOf } from '../../functions/complaints/complaint.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { idTypeOf, type Id } from '../../functions/kernel/ids.ts';
import { fold } from '../../functions/kernel/text.ts';
import { placesForIds, placesWithoutIds, question, takes } from '../support/ask-everything.ts';
import { office, type Office } from '../support/dossiers.ts';
import { noFiles } from '../support/files.ts';
import { stepper, type Held } from '../support/steps.ts';
import { hienKhanh, minhThuan, province, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, root, type World } from '../support/world.ts';

const name = 'Quách Thị Kín Đáo';
const secrets = [name, fold(name), '0987654321', 'kin.dao@example.com', 'Thôn Kín, xã Đáo'];

describe('who sent a denunciation', () => {
  let world: World;
  let o: Office;
  let held: Held;
  let code = '';
  let verifier: Id<'usr'>, admin: Id<'usr'>;
  let complaint: ReturnType<typeof stepper>;

  beforeAll(async () => {
    world = await createWorld('2021-05-10T02:00:00Z', {
      ...noFiles,
      presignPost: () => Promise.resolve({ url: 'memory:', fields: [] }),
    });
    o = await office(world);
    verifier = await world.user('verifier', [['AUDITOR', province]]);
    admin = await world.user('admin', [
      ['ADMIN', province],
      ['AUDITOR', province],
      ['APPRAISER', province],
    ]);
    complaint = stepper(world, 'complaintId', 'complaint', 'id version status statement named');
    const input = {
      ...{ handlerUnitId: province, type: 'DENUNCIATION', text: 'Khai man thành tích.' },
      identity: { name, phone: '0987654321', email: 'kin.dao@example.com', address: 'Thôn Kín, xã Đáo' },
      idempotencyKey: randomUUID(),
    };
    const send = `mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) { receipt { trackingCode } } }`;
    const answer = await world.run(undefined, send, { input });
    code = String(pick(answer.data, 'sendComplaint', 'receipt', 'trackingCode'));
    const file = {
      ...{ trackingCode: code, fileName: `${name}.pdf`, contentType: 'application/pdf', size: 9 },
      ...{ sha256: '0'.repeat(64), idempotencyKey: randomUUID() },
    };
    const sendFile = `mutation ($input: SendComplaintFileInput!) { sendComplaintFile(input: $input) { file { fileName } } }`;
    const taken = await world.run(undefined, sendFile, { input: file });
    expect(pick(taken.data, 'sendComplaintFile', 'file')).toEqual({ fileName: 'Tệp 1 kèm đơn.pdf' });
    held = { id: String(complaintIdOf(code)), version: 1 };
    held = await complaint.done(o.leader, 'classifyComplaint', held, {
      ...{ type: 'DENUNCIATION', accusedUnitId: minhThuan, accusedUserIds: [o.officer] },
    });
    held = await complaint.done(o.leader, 'assignComplaint', held, { userIds: [verifier] });
    held = await complaint.done(o.leader, 'acceptComplaint', held, { competent: true, unresolved: true });
  });

  const reveal = (user: Id<'usr'>, of: Held) =>
    stepper(world, 'complaintId', 'complainant', 'name phone email address').step(
      user,
      'revealComplainant',
      of,
      {
        reason: 'Mời làm việc',
      },
    );

  it('is told to the one it is assigned to, and each reading is an event before it is answered', async () => {
    const shown = await reveal(verifier, held);
    expect(shown.refusals).toEqual([]);
    expect(shown.view).toMatchObject({ name, phone: '0987654321' });
    expect(shown.answer.calls).toEqual({ reads: 1, writes: 1 });
    held = { ...held, version: held.version + 1 };
    const query =
      'query ($id: ID!) { complaint(id: $id) { version history(first: 1) { nodes { name actorId } } } }';
    expect(
      pick((await world.run(verifier, query, { id: held.id })).data, 'complaint', 'history', 'nodes'),
    ).toEqual([{ name: 'ComplainantRevealed', actorId: verifier }]);
  });

  it('is refused to everybody else, in words that tell nothing', async () => {
    for (const user of [o.leader, o.first, o.auditor, admin, root, o.officer, o.outsider]) {
      const document = `mutation ($input: RevealComplainantInput!) { revealComplainant(input: $input) {
        complainant { name } userErrors { code field message details { name value } } } }`;
      const input = {
        complaintId: held.id,
        expectedVersion: held.version,
        reason: 'x',
        idempotencyKey: randomUUID(),
      };
      const answer = await world.run(user, document, { input });
      expect(pick(answer.data, 'revealComplainant', 'complainant') ?? null).toBeNull();
      const text = JSON.stringify(answer);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  });

  it('is not in the table: not in items, keys, events, records of requests or counters', async () => {
    const dump = await world.dump();
    expect(dump).toContain(held.id);
    expect(secrets.filter((secret) => dump.includes(secret))).toEqual([]);
    expect(dump).not.toContain(code);
    expect(dump).not.toContain(code.replaceAll('-', ''));
  });

  it('can be asked for nowhere: not by an administrator, an auditor, a leader, nor the one accused', async () => {
    const ids = [held.id, province, minhThuan, verifier, o.officer];
    for (const user of [root, admin, o.auditor, o.leader, o.first, o.officer, undefined]) {
      const said: string[] = [];
      for (const place of placesForIds().filter(({ kind }) => kind === 'query'))
        for (const id of ids.filter((one) => takes(place, idTypeOf(one) ?? ''))) {
          const asked = question(place, id, province);
          said.push(JSON.stringify(await world.run(user, asked.query, asked.variables)));
        }
      for (const place of placesWithoutIds()) {
        const asked = question(place, '');
        said.push(JSON.stringify(await world.run(user, asked.query, asked.variables)));
      }
      const text = said.join('\n');
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  }, 120_000);

  it('leaves the denunciation itself to a leader and those assigned, the words to those assigned', async () => {
    const query = 'query ($id: ID!) { complaint(id: $id) { statement } node(id: $id) { id } }';
    const look = async (user: Id<'usr'> | undefined) => (await world.run(user, query, { id: held.id })).data;
    for (const user of [o.first, o.auditor, admin, root, o.officer, o.outsider, undefined])
      expect(await look(user)).toEqual({ complaint: null, node: null });
    expect(pick(await look(o.leader), 'complaint')).toEqual({ statement: null });
    expect(pick(await look(verifier), 'complaint')).toEqual({ statement: 'Khai man thành tích.' });
    const list = `query ($unitId: ID!) { complaints(unitId: $unitId, denunciations: true, status: ACCEPTED, first: 9) { nodes { id } } }`;
    const listed = async (user: Id<'usr'>) => world.run(user, list, { unitId: province });
    expect(pick((await listed(o.leader)).data, 'complaints', 'nodes')).toEqual([{ id: held.id }]);
    for (const user of [o.first, o.auditor, admin])
      expect(pick((await listed(user)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const mine = '{ assignedComplaints(first: 5) { nodes { id } } }';
    expect(pick((await world.run(verifier, mine)).data, 'assignedComplaints', 'nodes')).toEqual([
      { id: held.id },
    ]);
  });

  it('is kept from a leader who also works where it is about, in every list, whose next rows they find', async () => {
    const both = await world.user('leader here, auditor there', [
      ['LEADER', province],
      ['AUDITOR', minhThuan],
    ]);
    const lodged = async (receivedOn: string, accusedUnitId: string): Promise<Held> => {
      const receipts = stepper(world, 'complaintId', 'receipt', 'trackingCode');
      const { view } = await receipts.step(o.first, 'registerComplaint', null, {
        ...{ handlerUnitId: province, type: 'DENUNCIATION', text: 'Khác', receivedOn },
        identity: { name: 'Ai Đó' },
      });
      const c = { id: String(complaintIdOf(String(pick(view, 'trackingCode')))), version: 1 };
      const about = { type: 'DENUNCIATION', accusedUnitId, accusedUserIds: [] };
      return complaint.done(o.leader, 'classifyComplaint', c, about);
    };
    const theirs = await lodged('2021-05-10', minhThuan);
    const others = await lodged('2021-05-09', vuBan);
    const list = `query ($unitId: ID!, $status: ComplaintStatus, $due: ComplaintDueFilter) { complaints(unitId: $unitId,
      denunciations: true, status: $status, due: $due, first: 1) { nodes { id } pageInfo { hasNextPage } } }`;
    const ids = async (user: Id<'usr'>, by: object) =>
      [pick((await world.run(user, list, { unitId: province, ...by })).data, 'complaints', 'nodes')]
        .flat()
        .map((one) => pick(one, 'id'));
    expect(await ids(o.leader, { status: 'CLASSIFIED' })).toEqual([theirs.id]);
    expect(await ids(both, { status: 'CLASSIFIED' })).toEqual([others.id]);
    expect(await ids(both, { status: 'ACCEPTED' })).toEqual([]);
    world.clock.set('2021-12-10T02:00:00Z');
    expect(await ids(o.leader, { due: 'OVERDUE' })).not.toEqual([]);
    expect(await ids(both, { due: 'OVERDUE' })).toEqual([others.id]);
    world.clock.set('2021-05-10T02:00:00Z');
  });

  it('is closed again to who is no longer assigned', async () => {
    const other = await world.user('other', [['APPRAISER', province]]);
    const moved = await complaint.done(o.leader, 'assignComplaint', held, { userIds: [other] });
    expect((await reveal(verifier, moved)).refusals).toEqual(['NOT_FOUND complaintId']);
    const mine = '{ assignedComplaints(first: 5) { nodes { id } } }';
    expect(pick((await world.run(verifier, mine)).data, 'assignedComplaints', 'nodes')).toEqual([]);
  });

  it('may not be handled by a unit whose leader it is about: it has to be transferred', async () => {
    const receipts = stepper(world, 'complaintId', 'receipt', 'trackingCode');
    const again = await receipts.step(o.first, 'registerComplaint', null, {
      ...{ handlerUnitId: province, type: 'DENUNCIATION', text: 'Khác', receivedOn: '2021-05-10' },
      identity: { name: 'Ai Đó' },
    });
    const id = String(complaintIdOf(String(pick(again.view, 'trackingCode'))));
    const about = { type: 'DENUNCIATION', accusedUserIds: [o.leader] };
    const second = await world.user('vice', [['LEADER', province]]);
    expect((await complaint.step(second, 'classifyComplaint', { id, version: 1 }, about)).refusals).toEqual([
      'COMPLAINT_ACCUSED accusedUserIds',
    ]);
  });

  /** One that is classified, about nobody of those in question yet, and assigned. */
  const assignedTo = async (user: Id<'usr'>): Promise<Held> => {
    const receipts = stepper(world, 'complaintId', 'receipt', 'trackingCode');
    const sent = await receipts.step(o.first, 'registerComplaint', null, {
      ...{ handlerUnitId: province, type: 'DENUNCIATION', text: 'Kể lại', receivedOn: '2021-05-10' },
      identity: { name },
    });
    const id = String(complaintIdOf(String(pick(sent.view, 'trackingCode'))));
    const about = { type: 'DENUNCIATION', accusedUserIds: [] };
    const c = await complaint.done(o.leader, 'classifyComplaint', { id, version: 1 }, about);
    return complaint.done(o.leader, 'assignComplaint', c, { userIds: [user] });
  };
  const read = async (user: Id<'usr'>, { id }: Held) =>
    pick(
      (await world.run(user, 'query ($id: ID!) { complaint(id: $id) { statement } }', { id })).data,
      'complaint',
    );
  const mine = async (user: Id<'usr'>) =>
    pick(
      (await world.run(user, '{ assignedComplaints(first: 5) { nodes { id } } }')).data,
      'assignedComplaints',
      'nodes',
    );

  it('is taken from those assigned when it turns out to be about them or their unit', async () => {
    for (const [key, about] of [
      ['of-unit', () => ({ accusedUnitId: minhThuan, accusedUserIds: [] })],
      ['accused', (user: Id<'usr'>) => ({ accusedUserIds: [user] })],
    ] as const) {
      const user = await world.user(key, [['AUDITOR', key === 'accused' ? vuBan : minhThuan]]);
      const c = await assignedTo(user);
      expect(await read(user, c)).toEqual({ statement: 'Kể lại' });
      const next = { type: 'DENUNCIATION', ...about(user) };
      const now = await complaint.step(o.leader, 'classifyComplaint', c, next);
      expect([now.refusals, now.answer.calls.writes]).toEqual([[], 1]);
      expect([await read(user, now.held), await mine(user)]).toEqual([null, []]);
      expect((await reveal(user, now.held)).refusals).toEqual(['NOT_FOUND complaintId']);
      expect(
        (await complaint.step(o.leader, 'acceptComplaint', now.held, { competent: true, unresolved: true }))
          .refusals,
      ).toEqual(['COMPLAINT_ASSIGNEES complaintId']);
      const same = await complaint.done(o.leader, 'assignComplaint', now.held, { userIds: [verifier] });
      await complaint.done(o.leader, 'classifyComplaint', same, next);
      expect(await mine(verifier)).toContainEqual({ id: c.id });
    }
  });

  it('is closed to those assigned who come to work at the accused unit', async () => {
    const user = await world.user('mover', [['AUDITOR', vuBan]]);
    const about = { type: 'DENUNCIATION', accusedUnitId: minhThuan, accusedUserIds: [] };
    let c = await assignedTo(user);
    c = await complaint.done(o.leader, 'classifyComplaint', c, about);
    c = await complaint.done(o.leader, 'assignComplaint', c, { userIds: [user] });
    c = await complaint.done(o.leader, 'acceptComplaint', c, { competent: true, unresolved: true });
    expect(await read(user, c)).toEqual({ statement: 'Kể lại' });
    const moved = await stepper(world, 'userId', 'user', 'id version').step(
      root,
      'setGrants',
      { id: user, version: 1 },
      {
        grants: [{ role: 'AUDITOR', unitId: minhThuan, from: '2021-05-01' }],
      },
    );
    expect(moved.refusals).toEqual([]);
    expect(await read(user, c)).toBeNull();
    expect((await reveal(user, c)).refusals).toEqual(['NOT_FOUND complaintId']);
    const entry = { on: '2021-05-10', text: 'Đã xác minh.' };
    expect((await complaint.step(user, 'recordVerification', c, entry)).refusals).toEqual([
      'NOT_FOUND complaintId',
    ]);
  });

  it('is never handled by the unit that it is about, nor by the one that carries it on', async () => {
    const receipts = stepper(world, 'complaintId', 'receipt', 'trackingCode');
    const sent = await receipts.step(o.first, 'registerComplaint', null, {
      ...{ handlerUnitId: province, type: 'DENUNCIATION', text: 'Kể lại', receivedOn: '2021-05-10' },
      identity: { name },
    });
    const c = { id: String(complaintIdOf(String(pick(sent.view, 'trackingCode')))), version: 1 };
    const about = (accusedUnitId: string) => ({ type: 'DENUNCIATION', accusedUnitId, accusedUserIds: [] });
    const own = await complaint.step(o.leader, 'classifyComplaint', c, about(province));
    expect(own.refusals).toEqual(['COMPLAINT_ACCUSED accusedUnitId']);
    const of = await complaint.done(o.leader, 'classifyComplaint', c, about(minhThuan));
    const to = (toUnitId: string) => ({ toUnitId, reason: 'Đúng thẩm quyền' });
    expect((await complaint.step(o.leader, 'transferComplaint', of, to(minhThuan))).refusals).toEqual([
      'COMPLAINT_ACCUSED toUnitId',
    ]);
    const { version } = await world.deps().units.registry();
    const act = {
      version: version + 1,
      effectiveOn: localDate('2021-06-01'),
      legalAct: { number: '02/NQ', issuer: 'Quốc hội', issuedOn: localDate('2021-05-01') },
      changes: [
        { kind: 'dissolve', unitId: minhThuan },
        { kind: 'succeed', unitId: minhThuan, successorId: hienKhanh },
      ],
    } as const;
    await world.write(...world.deps().units.append(act, version));
    world.clock.set('2021-06-01T02:00:00Z');
    expect((await complaint.step(o.leader, 'transferComplaint', of, to(hienKhanh))).refusals).toEqual([
      'COMPLAINT_ACCUSED toUnitId',
    ]);
    const moved = await complaint.step(o.leader, 'transferComplaint', of, to(vuBan));
    expect(moved.refusals).toEqual([]);
  });
});
