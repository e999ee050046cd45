import { beforeEach, describe, expect, it } from 'vitest';
import type { Letter } from '../../functions/notices/mail.ts';
import { postNotices } from '../../functions/notices/post-notices.ts';
import { sendMails, type Mailer } from '../../functions/notices/send-mails.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { province, seedUnits, unitId, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

describe('notices by e-mail', () => {
  let world: World;
  let anna: Id<'usr'>;
  let letters: Letter[];
  let down: boolean;
  let posted = 0;
  beforeEach(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    anna = await world.user('anna', [['OFFICER', province]]);
    letters = [];
    down = false;
  });

  const mailer: Mailer = {
    send: (letter) => {
      if (down) return Promise.reject(new Error('451 try again later'));
      letters.push(letter);
      return Promise.resolve();
    },
  };
  const post = async (label = 'Hồ sơ số 1/2021') => {
    const { table, notices, webhooks, mails } = world.deps();
    const facts = { unitName: 'Tỉnh Nam Định', label };
    const cause = `cause-${(posted += 1)}`;
    await postNotices(
      { clock: world.clock, requestId: cause, table, notices, webhooks, mails },
      {
        cause,
        kind: 'DEADLINE_TODAY',
        facts,
        aboutId: 'dos_1',
        unitId: province,
        userIds: [anna],
        restricted: false,
      },
    );
  };
  const run = () =>
    sendMails({
      requestId: `run-${(posted += 1)}`,
      clock: world.clock,
      mailer,
      open: () => {
        const { table, mails, notices } = world.deps();
        return { table, mails, notices };
      },
    });
  const set = (
    user: Id<'usr'> | undefined,
    name: 'setNoticeDelivery' | 'setNoticeAddress',
    input: object,
  ) => {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) {
      settings { delivery address version } userErrors { code field } } }`;
    return world.run(user, query, { input: { idempotencyKey: key(), ...input } });
  };
  const subscribe = async (delivery: 'EACH' | 'DAILY') => {
    const address = { userId: anna, address: 'anna@tinh.example.vn', expectedVersion: 0 };
    expect(refusals(await set(root, 'setNoticeAddress', address), 'setNoticeAddress')).toEqual([]);
    const chosen = await set(anna, 'setNoticeDelivery', { delivery, expectedVersion: 1 });
    expect(refusals(chosen, 'setNoticeDelivery')).toEqual([]);
  };

  it('go out once, in one letter, to who chose so; others get none', async () => {
    await post();
    await subscribe('EACH');
    await post('Hồ sơ số 2/2021');
    await Promise.all([run(), run()]);
    expect(letters).toMatchObject([
      { to: 'anna@tinh.example.vn', subject: 'Đến hạn hôm nay: Hồ sơ số 2/2021' },
    ]);
    expect(letters[0]?.text).toContain('Hôm nay');
    await post('A');
    await post('B');
    await run();
    await run();
    expect(letters.map((letter) => letter.subject)).toEqual([
      'Đến hạn hôm nay: Hồ sơ số 2/2021',
      'thidua: 2 thông báo',
    ]);
  });

  it('wait for the morning where one letter a day was chosen', async () => {
    await subscribe('DAILY');
    await post('A');
    await post('B');
    await run();
    world.clock.set('2021-03-02T00:15:00Z');
    await run();
    expect(letters).toEqual([]);
    world.clock.set('2021-03-02T00:30:00Z');
    await run();
    expect(letters.map((letter) => letter.subject)).toEqual(['thidua: 2 thông báo']);
  });

  it('are tried again after 15, 30, 60 and 120 minutes, and then given up', async () => {
    await subscribe('EACH');
    await post();
    down = true;
    const tries: string[] = [];
    for (let minutes = 0; minutes < 12 * 60; minutes += 15) {
      world.clock.set(new Date(Date.parse('2021-03-01T02:00:00Z') + minutes * 60_000).toISOString());
      const { failures } = await run();
      if (failures > 0) tries.push(`${minutes}`);
    }
    expect(tries).toEqual(['0', '15', '45', '105', '225']);
    down = false;
    world.clock.set('2021-03-02T02:00:00Z');
    expect(await run()).toEqual({ letters: 0, failures: 0 });
  });

  it('that were given up are listed to who looks after the province, and sent once more', async () => {
    await subscribe('EACH');
    await post();
    down = true;
    for (const at of ['02:00', '02:15', '02:45', '03:45', '05:45']) {
      world.clock.set(`2021-03-01T${at}:00Z`);
      await run();
    }
    const list = `{ undeliveredMails(first: 10) {
      nodes { noticeId user { id name } kind attempts failedAt } } }`;
    const admin = await world.user('admin', [['ADMIN', province]]);
    const listed = await world.run(admin, list);
    expect(listed.errors).toEqual([]);
    const [mail, ...more] = [pick(listed.data, 'undeliveredMails', 'nodes')].flat();
    expect(more).toEqual([]);
    expect(mail).toEqual({
      noticeId: pick(mail, 'noticeId'),
      user: { id: anna, name: 'anna' },
      kind: 'DEADLINE_TODAY',
      attempts: 5,
      failedAt: '2021-03-01T05:45:00.000Z',
    });
    const far = await world.user('far', [['ADMIN', vuBan]]);
    for (const user of [anna, far])
      expect(pick((await world.run(user, list)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');

    const elsewhere = localDate('2020-02-01');
    const { units } = world.deps();
    const { version } = await units.registry();
    const other = unitId('Tỉnh Hà Nam');
    const made = { kind: 'create', unitId: other, name: 'Tỉnh Hà Nam', code: null } as const;
    const changes = [{ ...made, unitKind: 'PROVINCE', parentId: null }] as const;
    const legalAct = { number: '1/NQ', issuer: 'Quốc hội', issuedOn: elsewhere };
    await world.write(
      ...units.append({ version: version + 1, effectiveOn: elsewhere, legalAct, changes }, version),
    );
    const neighbour = await world.user('neighbour', [['ADMIN', other]]);
    expect(pick((await world.run(neighbour, list)).data, 'undeliveredMails', 'nodes', 0, 'user')).toBeNull();

    const resend = (user: Id<'usr'>, input: object) =>
      world.run(
        user,
        `mutation ($input: ResendMailInput!) { resendMail(input: $input) {
          mail { noticeId state attempts failedAt } userErrors { code field } } }`,
        { input: { userId: anna, noticeId: pick(mail, 'noticeId'), idempotencyKey: key(), ...input } },
      );
    const before = await world.dump();
    expect(pick((await resend(anna, {})).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(refusals(await resend(far, {}), 'resendMail')).toEqual(['NOT_FOUND userId']);
    expect(refusals(await resend(neighbour, {}), 'resendMail')).toEqual(['NOT_FOUND userId']);
    expect(refusals(await resend(admin, { noticeId: 'ntc_0' }), 'resendMail')).toEqual([
      'NOT_FOUND noticeId',
    ]);
    expect(await world.dump()).toBe(before);
    down = false;
    const again = { idempotencyKey: key() };
    for (const answer of [await resend(admin, again), await resend(admin, again)]) {
      expect(refusals(answer, 'resendMail')).toEqual([]);
      expect(pick(answer.data, 'resendMail', 'mail')).toMatchObject({
        state: 'WAITING',
        attempts: 0,
        failedAt: null,
      });
    }
    await run();
    expect(letters).toHaveLength(1);
    expect(pick((await world.run(admin, list)).data, 'undeliveredMails', 'nodes')).toEqual([]);
    expect(refusals(await resend(admin, {}), 'resendMail')).toEqual(['WRONG_STATE noticeId']);
  });

  it('stop with the address, and are no news after three days without a sender', async () => {
    await subscribe('EACH');
    await post();
    world.clock.set('2021-03-05T02:00:00Z');
    await run();
    await post();
    const gone = { userId: anna, address: null, expectedVersion: 2 };
    const answer = await set(root, 'setNoticeAddress', gone);
    expect(pick(answer.data, 'setNoticeAddress', 'settings')).toEqual({
      delivery: 'NONE',
      address: null,
      version: 3,
    });
    await run();
    expect(letters).toEqual([]);
  });

  it('are set up by an administrator over the person, and chosen by the person', async () => {
    const far = await world.user('far', [['ADMIN', vuBan]]);
    const address = { userId: anna, address: 'anna@tinh.example.vn', expectedVersion: 0 };
    const asked = async (user: Id<'usr'> | undefined, input: object) => set(user, 'setNoticeAddress', input);
    expect(refusals(await asked(far, address), 'setNoticeAddress')).toEqual(['NOT_FOUND userId']);
    expect(pick((await asked(anna, address)).errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    expect(pick((await asked(undefined, address)).errors, 0, 'extensions', 'code')).toBe('UNAUTHENTICATED');
    for (const bad of ['anna', 'a@b.vn\nBcc: x@y.vn', 'a@b.vn, x@y.vn', `${'a'.repeat(250)}@b.vn`])
      expect(refusals(await asked(root, { ...address, address: bad }), 'setNoticeAddress')).toEqual([
        'INVALID_VALUE address',
      ]);
    const early = await set(anna, 'setNoticeDelivery', { delivery: 'EACH', expectedVersion: 0 });
    expect(refusals(early, 'setNoticeDelivery')).toEqual(['NOTICE_NO_ADDRESS delivery']);
    const stale = await asked(root, { ...address, expectedVersion: 7 });
    expect(refusals(stale, 'setNoticeAddress')).toEqual(['STALE_VERSION expectedVersion']);
    const mine = '{ me { noticeSettings { delivery address version } } }';
    expect(pick((await world.run(anna, mine)).data, 'me', 'noticeSettings')).toEqual({
      delivery: 'NONE',
      address: null,
      version: 0,
    });
  });
});
