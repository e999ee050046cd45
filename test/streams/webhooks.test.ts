import { createHmac } from 'node:crypto';
import { createServer, request, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { postNotices } from '../../functions/notices/post-notices.ts';
import { deliverWebhooks } from '../../functions/webhooks/deliver-webhooks.ts';
import { minhThuan, province, seedUnits, vuBan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

type Seen = { readonly body: string; readonly headers: Readonly<Record<string, unknown>> };

describe('webhooks', () => {
  let world: World;
  let server: Server;
  let port = 0;
  let seen: Seen[] = [];
  let status = 200;
  let runs = 0;
  beforeAll(async () => {
    server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        seen.push({ body, headers: incoming.headers });
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    await seedUnits(world);
    seen = [];
    status = 200;
  });

  const call = (user: Id<'usr'> | undefined, name: string, input: object) => {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const secret = name === 'registerWebhook' ? 'secret' : '';
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${secret}
      unitWebhooks { version webhooks { id url topics active } } userErrors { code field } } }`;
    return world.run(user, query, { input: { unitId: province, idempotencyKey: key(), ...input } });
  };
  const url = 'https://nhan.tinh.vn/thidua';
  const register = async (input: object = {}, user: Id<'usr'> = root) => {
    const topics = ['DOSSIER_SUBMITTED'];
    const answer = await call(user, 'registerWebhook', { url, topics, expectedVersion: 0, ...input });
    const payload = pick(answer.data, 'registerWebhook');
    const id = String(pick(payload, 'unitWebhooks', 'webhooks', 0, 'id'));
    return { answer, id, secret: String(pick(payload, 'secret')) };
  };
  const post = async (
    more: { kind?: 'DOSSIER_SUBMITTED' | 'DOSSIER_DECIDED'; restricted?: boolean; unitId?: Id<'unt'> } = {},
  ) => {
    const { table, notices, webhooks, mails } = world.deps();
    const cause = `cause-${(runs += 1)}`;
    const facts = { unitName: 'Tỉnh Nam Định', label: 'Xã Minh Thuận' };
    const posting = { kind: 'DOSSIER_SUBMITTED' as const, unitId: province, restricted: false, ...more };
    await postNotices(
      { clock: world.clock, requestId: cause, table, notices, webhooks, mails },
      { cause, facts, aboutId: 'dos_1', userIds: [], ...posting },
    );
  };
  const run = (resolved = '127.0.0.1') =>
    deliverWebhooks({
      requestId: `run-${(runs += 1)}`,
      clock: world.clock,
      network: {
        resolve: () => Promise.resolve([{ address: resolved, family: 4 }]),
        mayConnect: (address) => address === '127.0.0.1',
        request,
        timeoutMs: 2000,
        port,
      },
      open: () => world.deps(),
    });
  const log = async () => {
    const query = `query ($u: ID!) { unitWebhooks(unitId: $u) { version webhooks {
      deliveries(first: 20) { nodes { id state attempts result body } } } } }`;
    const { data } = await world.run(root, query, { u: province });
    return [pick(data, 'unitWebhooks', 'webhooks', 0, 'deliveries', 'nodes')].flat();
  };
  const wait = (minutes: number) =>
    world.clock.set(new Date(world.clock.now().getTime() + minutes * 60_000).toISOString());

  it('get what concerns their unit, signed, once, and nothing restricted', async () => {
    const { secret, answer } = await register();
    expect([refusals(answer, 'registerWebhook'), answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    await post();
    await post({ kind: 'DOSSIER_DECIDED' });
    await post({ restricted: true });
    await post({ unitId: vuBan });
    await Promise.all([run(), run()]);
    await run();
    expect(seen).toHaveLength(1);
    const [{ body, headers } = { body: '', headers: {} }] = seen;
    const mac = createHmac('sha256', secret).update(`1614564000.${body}`).digest('hex');
    expect(headers['thidua-signature']).toBe(`t=1614564000,v1=${mac}`);
    const message: unknown = JSON.parse(body);
    expect(message).toMatchObject({
      id: headers['thidua-delivery'],
      topic: 'DOSSIER_SUBMITTED',
      unitId: province,
      aboutId: 'dos_1',
    });
    expect(await log()).toMatchObject([{ state: 'DELIVERED', attempts: 1, result: '200', body }]);
  });

  it('are tried eight times over two hours, given up, and sent again by hand', async () => {
    await register();
    await post();
    status = 503;
    for (const minutes of [0, 1, 2, 4, 8, 16, 32, 64, 128]) {
      wait(minutes);
      await run();
    }
    expect(seen).toHaveLength(8);
    const [given] = await log();
    expect(given).toMatchObject({ state: 'FAILED', attempts: 8, result: '503' });
    status = 200;
    const deliveryId = pick(given, 'id');
    const redelivery = { deliveryId, expectedVersion: 1 };
    expect(refusals(await call(root, 'redeliverWebhook', redelivery), 'redeliverWebhook')).toEqual([]);
    const twice = { ...redelivery, expectedVersion: 2 };
    expect(refusals(await call(root, 'redeliverWebhook', twice), 'redeliverWebhook')).toEqual([
      'WRONG_STATE deliveryId',
    ]);
    await run();
    expect(await log()).toMatchObject([{ id: deliveryId, state: 'DELIVERED', attempts: 1, result: '200' }]);
    expect(new Set(seen.map((one) => one.body)).size).toBe(1);
  });

  it('post to no address inside, and nothing once they are off or gone', async () => {
    const { id } = await register();
    await post();
    expect(await run('169.254.169.254')).toEqual({ delivered: 0, refused: 1 });
    expect(await log()).toMatchObject([{ state: 'WAITING', result: 'NOT_PUBLIC' }]);
    const off = { webhookId: id, active: false, topics: ['DOSSIER_SUBMITTED'], expectedVersion: 1 };
    expect(refusals(await call(root, 'changeWebhook', off), 'changeWebhook')).toEqual([]);
    wait(5);
    await run();
    await post();
    expect(await log()).toMatchObject([{ state: 'FAILED', result: 'HOOK_OFF' }]);
    const gone = { webhookId: id, expectedVersion: 2 };
    expect(refusals(await call(root, 'removeWebhook', gone), 'removeWebhook')).toEqual([]);
    const again = { ...gone, expectedVersion: 3 };
    expect(refusals(await call(root, 'removeWebhook', again), 'removeWebhook')).toEqual([
      'NOT_FOUND webhookId',
    ]);
    expect(seen).toEqual([]);
  });

  it('are registered with a secret that is shown once and is in no event', async () => {
    const input = { idempotencyKey: key() };
    const first = await register(input);
    expect(first.secret).toMatch(/^whsec_/);
    const again = await register(input);
    expect([again.id, again.secret]).toEqual([first.id, 'null']);
    const events = (await world.dump()).split('\n').filter((line) => line.includes('"type":"event"'));
    expect(events.join()).toContain('WebhookRegistered');
    expect(events.join()).not.toContain(first.secret);
    expect(events.join()).not.toContain('/thidua');
  });

  it.each([
    [{ url: 'http://nhan.tinh.vn/' }, 'WEBHOOK_URL url'],
    [{ url: 'https://169.254.169.254/latest' }, 'WEBHOOK_URL url'],
    [{ url: 'https://2852039166/' }, 'WEBHOOK_URL url'],
    [{ url: 'https://[::ffff:169.254.169.254]/' }, 'WEBHOOK_URL url'],
    [{ topics: [] }, 'REQUIRED topics'],
    [{ expectedVersion: 3 }, 'STALE_VERSION expectedVersion'],
    [{ unitId: 'unt_0' }, 'NOT_FOUND unitId'],
  ])('refuse %j', async (input, code) => {
    const before = await world.dump();
    expect(refusals((await register(input)).answer, 'registerWebhook')).toEqual([code]);
    expect(await world.dump()).toBe(before);
  });

  it('number five a unit, and no two the same', async () => {
    await register();
    const next = (n: number, to: string) => register({ url: to, expectedVersion: n });
    expect(refusals((await next(1, url)).answer, 'registerWebhook')).toEqual(['DUPLICATE url']);
    for (const n of [1, 2, 3, 4]) await next(n, `${url}/${n}`);
    expect(refusals((await next(5, `${url}/5`)).answer, 'registerWebhook')).toEqual(['TOO_MANY unitId']);
  });

  it('are an administrator’s, for their unit and those below', async () => {
    const admin = await world.user('admin', [['ADMIN', vuBan]]);
    const leader = await world.user('leader', [['LEADER', province]]);
    expect(refusals((await register({}, admin)).answer, 'registerWebhook')).toEqual(['NOT_FOUND unitId']);
    expect(refusals((await register({ unitId: minhThuan }, admin)).answer, 'registerWebhook')).toEqual([]);
    const { answer } = await register({}, leader);
    expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    const query = 'query ($u: ID!) { unitWebhooks(unitId: $u) { version } }';
    for (const user of [undefined, leader, admin])
      expect(pick((await world.run(user, query, { u: province })).errors, 0, 'extensions', 'code')).toBe(
        'FORBIDDEN',
      );
  });
});
