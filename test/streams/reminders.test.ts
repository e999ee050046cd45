import { beforeAll, describe, expect, it } from 'vitest';
import { closeDeadline, openDeadline } from '../../functions/deadlines/keep-deadline.ts';
import type { Opening } from '../../functions/deadlines/running.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { processingRule } from '../../functions/law/processing.ts';
import { walkDeadlines } from '../../functions/notices/walk.ts';
import { minhThuan, province, seedUnits, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, root, type World } from '../support/world.ts';

/** Received on Monday 1 March 2021: due on Monday 5 April. */
const start = localDate('2021-03-01');

describe('reminders of due days', () => {
  let world: World;
  let first: Id<'usr'>;
  let second: Id<'usr'>;
  let leader: Id<'usr'>;
  let officer: Id<'usr'>;
  let runs = 0;
  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    first = await world.user('first', [['APPRAISER', province]]);
    second = await world.user('second', [['APPRAISER', province]]);
    leader = await world.user('leader', [['LEADER', province]]);
    officer = await world.user('officer', [
      ['OFFICER', province],
      ['APPRAISER', vuBan],
    ]);
    await open('dos_1');
    await open('dos_closed');
    await open('cmp_1', { restricted: true, assignees: [second], label: 'Đơn số 5' });
    const { deadlines } = world.deps();
    const closing = await deadlines.get('dos_closed', 'DOSSIER_ANSWER');
    await world.write(...closeDeadline(world.deps(root), closing, start, 'DONE').writes);
  });

  async function open(ownerId: string, extra: Partial<Opening> = {}) {
    const rule = processingRule('PROVINCE', start);
    if (!rule) throw new Error('no rule');
    const opening: Opening = {
      ownerId,
      purpose: 'DOSSIER_ANSWER',
      term: { kind: 'RULE', rule, startOn: start },
      unitId: province,
      label: 'Hồ sơ số 1/2021',
      assignees: [],
      restricted: false,
      lane: null,
      ...extra,
    };
    const deps = world.deps(root);
    const before = await deps.deadlines.get(ownerId, 'DOSSIER_ANSWER');
    await world.write(...openDeadline(deps, before, opening, await deps.calendar.current()).writes);
  }
  const walk = (at: string) => {
    world.clock.set(`${at}:00Z`);
    const process = {
      client: world.shared.client,
      tableName: world.shared.tableName,
      clock: world.clock,
      secret: world.shared.cursorSecret,
      unitCache: world.shared.unitCache,
    };
    return walkDeadlines(process, `run-${(runs += 1)}`);
  };
  const kinds = async (user: Id<'usr'>) => {
    const query = '{ me { unreadNotices notices(first: 50) { nodes { kind aboutId } } } }';
    const { data } = await world.run(user, query);
    const nodes = [pick(data, 'me', 'notices', 'nodes')].flat();
    expect(pick(data, 'me', 'unreadNotices')).toBe(nodes.length);
    return nodes.map((node) => `${String(pick(node, 'kind'))} ${String(pick(node, 'aboutId'))}`).reverse();
  };

  it('tell each step once, to those whose work it is, and then to their leader', async () => {
    expect(await walk('2021-03-30T03:00')).toBe(0);
    expect(await walk('2021-03-30T23:59')).toBe(0);
    expect(await walk('2021-03-31T00:00')).toBe(2);
    expect(await walk('2021-03-31T00:15')).toBe(0);
    await Promise.all([walk('2021-04-05T01:00'), walk('2021-04-05T01:00')]);
    await walk('2021-04-06T01:00');
    await walk('2021-04-07T01:00');
    await walk('2021-04-08T01:00');
    await walk('2021-04-20T01:00');
    const told = ['DEADLINE_SOON', 'DEADLINE_TODAY', 'DEADLINE_OVERDUE', 'DEADLINE_ESCALATED'];
    expect(await kinds(first)).toEqual(told.map((kind) => `${kind} dos_1`));
    expect(await kinds(leader)).toEqual(['DEADLINE_ESCALATED dos_1']);
    expect(await kinds(officer)).toEqual([]);
    expect((await kinds(second)).filter((one) => one.endsWith('cmp_1'))).toEqual(
      told.map((kind) => `${kind} cmp_1`),
    );
    expect((await kinds(second)).filter((one) => one.endsWith('dos_1'))).toHaveLength(4);
  });

  it('catch up after an outage with what the deadline has come to, not with what it has passed', async () => {
    await open('dos_2');
    const before = (await kinds(first)).length;
    await walk('2021-04-21T01:00');
    expect((await kinds(first)).slice(before)).toEqual(['DEADLINE_ESCALATED dos_2']);
  });

  it('begin anew for a new run, and say nothing of one that was closed meanwhile', async () => {
    const { deadlines } = world.deps();
    const running = await deadlines.get('dos_2', 'DOSSIER_ANSWER');
    await world.write(...closeDeadline(world.deps(root), running, start, 'DONE').writes);
    await open('dos_2', { unitId: minhThuan });
    const before = (await kinds(first)).length;
    await walk('2021-04-22T01:00');
    expect((await kinds(first)).length).toBe(before);
    const query = '{ me { notices(unread: true, first: 1) { nodes { title text unit { id } readAt } } } }';
    expect(pick((await world.run(leader, query)).data, 'me', 'notices', 'nodes', 0)).toEqual({
      title: 'Quá hạn, báo cáo thủ trưởng: Hồ sơ số 1/2021',
      text: 'Tỉnh Nam Định vẫn chưa trả kết quả hồ sơ đề nghị khen thưởng; hạn là ngày 05/04/2021.',
      unit: { id: province },
      readAt: null,
    });
  });

  it('can be looked at before they are sent, by those who work at the unit', async () => {
    const preview = (user: Id<'usr'> | undefined, input: object) =>
      world.run(
        user,
        'query ($i: NoticePreviewInput!) { noticePreview(input: $i) { title text webhooks recipients { name byMail } } }',
        { i: { unitId: province, ...input } },
      );
    const about = { deadlineOf: 'dos_1', purpose: 'DOSSIER_ANSWER' };
    const escalated = await preview(first, { kind: 'DEADLINE_ESCALATED', ...about });
    expect(pick(escalated.data, 'noticePreview')).toMatchObject({
      title: 'Quá hạn, báo cáo thủ trưởng: Hồ sơ số 1/2021',
      webhooks: 0,
      recipients: ['first', 'second', 'leader'].map((name) => ({ name, byMail: false })),
    });
    expect(pick(escalated.data, 'noticePreview', 'text')).toContain('05/04/2021');
    const returned = await preview(officer, { kind: 'DOSSIER_RETURNED' });
    expect(pick(returned.data, 'noticePreview', 'recipients')).toEqual([
      { name: 'leader', byMail: false },
      { name: 'officer', byMail: false },
    ]);
    const kept = { kind: 'DEADLINE_SOON', deadlineOf: 'cmp_1', purpose: 'DOSSIER_ANSWER' };
    expect(pick((await preview(first, kept)).data, 'noticePreview')).toBeNull();
    expect(pick((await preview(second, kept)).data, 'noticePreview', 'recipients')).toEqual([
      { name: 'second', byMail: false },
    ]);
    const code = async (user: Id<'usr'> | undefined, input: object) =>
      pick((await preview(user, input)).errors, 0, 'extensions', 'code');
    expect(await code(first, { kind: 'DEADLINE_SOON' })).toBe('BAD_USER_INPUT');
    expect(await code(undefined, { kind: 'DOSSIER_RETURNED' })).toBe('FORBIDDEN');
    expect(await code(first, { kind: 'DOSSIER_RETURNED', unitId: minhThuan })).toBe('FORBIDDEN');
  });
});
