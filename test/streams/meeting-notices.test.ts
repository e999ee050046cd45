import { beforeAll, describe, expect, it } from 'vitest';
import { followNotices } from '../../functions/notices/follow-notices.ts';
import { postNotices, type Posting } from '../../functions/notices/post-notices.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import { eventShape } from '../../functions/kernel/table/event.ts';
import { create } from '../../functions/kernel/table/write.ts';
import { establish, seatsFor, take } from '../support/councils.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

let o: Office;
beforeAll(async () => {
  o = await office(await createWorld('2021-03-01T02:00:00Z'));
});

describe('notices of a council’s sessions', () => {
  let members: readonly Id<'usr'>[];
  let councilId: string;
  beforeAll(async () => {
    members = await Promise.all([1, 2, 3, 4].map((n) => o.world.user(`member ${n}`)));
    const onPaper = { role: 'MEMBER', name: 'Ủy viên 5', title: 'Giám đốc Sở' };
    councilId = (await establish(o.world, o.leader, [...seatsFor(members), onPaper])).id;
  });
  const member = (n: number): Id<'usr'> => members[n - 1] ?? expect.fail();

  const step = async (name: string, held: Held, extra: object = {}) => {
    const own = name === 'planMeeting' ? {} : { meetingId: held.id, expectedVersion: held.version };
    const done = await take(o.world, member(3), [name, 'meeting', 'id version status invited'], {
      ...{ councilId, ...own, ...extra },
    });
    const { view, refusals, answer } = done;
    const after =
      view === null ? held : { id: String(pick(view, 'id')), version: Number(pick(view, 'version')) };
    return { view, refusals, answer, held: after };
  };
  const plan = async (title: string) =>
    step(
      'planMeeting',
      { id: '', version: 0 },
      {
        ...{ title, place: 'Phòng kín số 1', scheduledAt: '2021-03-05T01:30:00Z', dossierIds: [] },
      },
    );
  /** Hands over every event of a meeting, as the stream would, from the first on. */
  async function deliver(id: string) {
    const items = await o.world.deps().table.queryAll({ pk: `MTG#${id}`, skPrefix: 'EVENT#' });
    for (const [minute, item] of items.entries()) {
      o.world.clock.set(`2021-03-01T02:0${minute}:00Z`);
      await followNotices(
        {
          client: o.world.shared.client,
          tableName: o.world.shared.tableName,
          clock: o.world.clock,
          secret: o.world.shared.cursorSecret,
          unitCache: o.world.shared.unitCache,
        },
        `MTG#${id}`,
        eventShape.read(item),
      );
    }
  }
  const told = async (user: Id<'usr'>, about: string) => {
    const query = '{ me { notices(first: 50) { nodes { kind title text aboutId } } } }';
    const nodes = [pick((await o.world.run(user, query)).data, 'me', 'notices', 'nodes')].flat();
    return nodes.filter((one) => pick(one, 'aboutId') === about).reverse();
  };

  it('are shown before they go out, to those who prepare the meeting alone, with whom they are for', async () => {
    const planned = (await plan('Họp thử')).held;
    const query = `query ($id: ID!) { meeting(id: $id) {
      invitation { title text webhooks recipients { userId name byMail } } } }`;
    const shown = async (user: Id<'usr'>) =>
      pick((await o.world.run(user, query, { id: planned.id })).data, 'meeting', 'invitation');
    const preview = await shown(member(3));
    expect(preview).toEqual({
      title: 'Mời họp Hội đồng lúc 08:30 ngày 05/03/2021',
      text: 'Hội đồng Thi đua - Khen thưởng của Tỉnh Nam Định mời họp lúc 08:30 ngày 05/03/2021; xem địa điểm và chương trình trong phiên họp.',
      webhooks: 0,
      recipients: [1, 2, 4].map((n) => ({ userId: member(n), name: `member ${n}`, byMail: false })),
    });
    expect(await shown(member(4))).toBeNull();
    const convened = await step('conveneMeeting', planned);
    expect(await shown(member(3))).toBeNull();
    await deliver(planned.id);
    expect(await told(member(1), planned.id)).toMatchObject([
      { title: pick(preview, 'title'), text: pick(preview, 'text') },
    ]);
    await step('cancelMeeting', convened.held, { reason: 'Chỉ thử' });
  });

  it('invite each member by name, tell them of another day, and of none at all, once', async () => {
    const planned = (await plan('Xét khen ông Nguyễn Bí Mật')).held;
    await deliver(planned.id);
    expect(await told(member(1), planned.id)).toEqual([]);
    let at = await step('conveneMeeting', planned);
    expect(pick(at.view, 'invited')).toEqual([1, 2, 3, 4, 5]);
    const moved = { scheduledAt: '2021-03-08T07:00:00Z', place: 'Phòng kín số 1' };
    at = await step('moveMeeting', at.held, moved);
    expect([at.refusals, at.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    expect((await step('moveMeeting', at.held, moved)).refusals).toEqual(['INVALID_VALUE scheduledAt']);
    const late = { ...moved, scheduledAt: '2027-03-05T01:00:00Z' };
    expect((await step('moveMeeting', at.held, late)).refusals).toEqual([
      'MEETING_COUNCIL_OUT_OF_TERM scheduledAt',
    ]);
    expect((await step('moveMeeting', at.held, { ...moved, place: ' ' })).refusals).toEqual([
      'REQUIRED place',
    ]);
    at = await step('moveMeeting', at.held, { ...moved, place: 'Hội trường' });
    at = await step('cancelMeeting', at.held, { reason: 'Chủ tịch ốm' });
    expect((await step('moveMeeting', at.held, moved)).refusals).toEqual(['WRONG_STATE meetingId']);
    await deliver(planned.id);
    const before = await o.world.dump();
    await deliver(planned.id);
    expect(await o.world.dump()).toBe(before);

    const notices = await told(member(4), planned.id);
    expect(notices.map((one) => pick(one, 'kind'))).toEqual([
      'MEETING_CALLED',
      'MEETING_MOVED',
      'MEETING_MOVED',
      'MEETING_CANCELLED',
    ]);
    expect(notices.map((one) => pick(one, 'text'))).toEqual([
      'Hội đồng Thi đua - Khen thưởng của Tỉnh Nam Định mời họp lúc 08:30 ngày 05/03/2021; xem địa điểm và chương trình trong phiên họp.',
      'Phiên họp của Hội đồng Thi đua - Khen thưởng của Tỉnh Nam Định lúc 08:30 ngày 05/03/2021 chuyển sang 14:00 ngày 08/03/2021; xem địa điểm và chương trình trong phiên họp.',
      'Hội đồng Thi đua - Khen thưởng của Tỉnh Nam Định họp lúc 14:00 ngày 08/03/2021 ở nơi khác; xem địa điểm trong phiên họp.',
      'Hội đồng Thi đua - Khen thưởng của Tỉnh Nam Định không họp lúc 14:00 ngày 08/03/2021; xem lý do trong phiên họp.',
    ]);
    expect(JSON.stringify(notices)).not.toMatch(/Bí Mật|Phòng kín|Hội trường|ốm/);
    // Who called it knows; who has nothing to do with it hears nothing.
    for (const other of [member(3), o.leader, o.first, o.outsider])
      expect(await told(other, planned.id)).toEqual([]);
  });

  it('tell nobody of a session that nobody was invited to', async () => {
    const planned = (await plan('Phiên họp')).held;
    const at = await step('moveMeeting', planned, { scheduledAt: '2021-03-09T01:00:00Z', place: 'A' });
    expect(pick(at.view, 'status')).toBe('PLANNED');
    await step('cancelMeeting', at.held, { reason: 'x' });
    await deliver(planned.id);
    for (const n of [1, 2, 3, 4]) expect(await told(member(n), planned.id)).toEqual([]);
  });
});

describe('news for more people than one transaction tells', () => {
  const people = 130;
  const posting = (cause: string, userIds: readonly Id<'usr'>[]): Posting => ({
    ...{ cause, kind: 'DOSSIER_SUBMITTED', facts: { unitName: 'Tỉnh Nam Định', label: 'Xã A' } },
    ...{ aboutId: 'x', unitId: province, restricted: false, userIds },
  });
  const deps = () => {
    const { table, notices, webhooks, mails } = o.world.deps();
    return { clock: o.world.clock, requestId: 'r', table, notices, webhooks, mails };
  };
  const users = () => Array.from({ length: people }, () => o.world.shared.ids.next('usr'));
  const heard = async (userIds: readonly Id<'usr'>[]) => {
    const counts = await Promise.all(userIds.map((id) => deps().notices.countUnread(id)));
    return counts.reduce((sum, n) => sum + n, 0);
  };

  it('reaches every one of them once, with mails, however often it is told', async () => {
    const userIds = users();
    const box = { delivery: 'EACH' as const, address: 'a@example.vn', version: 1 };
    for (const userId of userIds) await o.world.write(deps().notices.replaceBox({ ...box, userId }));
    expect(await postNotices(deps(), posting('a', userIds))).toBe(true);
    expect(await heard(userIds)).toBe(people);
    const before = await o.world.dump();
    expect(await postNotices(deps(), posting('a', userIds))).toBe(false);
    expect(await o.world.dump()).toBe(before);
  });

  it('goes on where it was cut short, also when others have come and gone since', async () => {
    const userIds = users();
    await postNotices(deps(), posting('b', userIds.slice(10, 70)));
    expect(await postNotices(deps(), posting('b', userIds))).toBe(true);
    expect(await heard(userIds)).toBe(people);
  });

  it('is marked as told with the last of them, and not told again once it is marked', async () => {
    const userIds = users();
    const mark = create({ pk: 'MARK#c', sk: '#', type: 'mark', v: 1 }, refusal('DUPLICATE', []));
    await postNotices(deps(), posting('c', userIds.slice(0, 60)));
    expect(await postNotices(deps(), posting('c', userIds), [mark])).toBe(true);
    expect(await postNotices(deps(), posting('c', userIds), [mark])).toBe(false);
    expect(await heard(userIds)).toBe(people);
  });
});
