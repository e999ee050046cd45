import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { openKey, postings } from '../support/postings.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const letter = { addressee: 'PRIME_MINISTER', letterNumber: '45/TTr-UBND' };
const track = 'query ($code: String!) { trackOpinion(code: $code) { number status kind outcome answer } }';

describe('opinions about a notice', () => {
  let o: Office;
  let p: ReturnType<typeof postings>;
  let d: Held & { readonly nominees: readonly string[] };
  let posting: { readonly id: string; readonly version: number; readonly dueOn: string };
  let sources = 0;
  beforeAll(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    p = postings(o);
  });
  beforeEach(async () => {
    o.world.clock.set('2021-03-01T02:00:00Z');
    d = await p.appraised('BKTTG', ['Lê Văn An', 'Trần Thị Ân']);
    posting = await p.open([d.id]);
    sources += 1;
  });

  const send = (extra: object = {}, ip = `198.51.100.${sources}`, user?: typeof o.officer) =>
    p.run(user, 'sendOpinion', { postingId: posting.id, text: 'Tôi đồng ý', ...extra }, ip);
  const opinionIds = async () => {
    const query = 'query ($id: ID!) { posting(id: $id) { opinions(first: 100) { nodes { id } } } }';
    const { data } = await o.world.run(o.auditor, query, { id: posting.id });
    return [pick(data, 'posting', 'opinions', 'nodes')].flat().map((node) => String(pick(node, 'id')));
  };
  const handle = (name: string, id: string, version: number, extra: object, user = o.first) =>
    p.run(user, name, { opinionId: id, postingId: posting.id, expectedVersion: version, ...extra });
  const together = (opinions: readonly object[], extra: object = {}, user = o.first) =>
    p.run(user, 'classifyOpinions', { postingId: posting.id, kind: 'SUPPORT', opinions, ...extra });
  const follow = async (code: unknown) =>
    pick((await o.world.run(undefined, track, { code }, `203.0.113.${sources}`)).data, 'trackOpinion');

  it('are classified many at once, all of them or none, each with a line in its history', async () => {
    for (let i = 0; i < 45; i += 1) await send({}, `192.0.2.${i}`);
    const all = (await opinionIds()).map((opinionId) => ({ opinionId, expectedVersion: 1 }));
    const [first, second, third, ...rest] = all;
    if (!first || !second || !third) throw new Error('no opinions');
    await handle('classifyOpinion', third.opinionId, 1, { kind: 'INFORMATION' });
    await handle('answerOpinion', third.opinionId, 2, { text: 'Đã tiếp thu' });
    const before = await o.world.dump();
    const wrong = [
      { ...first, expectedVersion: 2 },
      { ...second, opinionId: posting.id },
      { ...third, expectedVersion: 3 },
      ...rest.slice(0, 1),
      ...rest.slice(0, 1),
    ];
    expect((await together(wrong, { kind: 'ACCUSATION' })).refusals).toEqual([
      'INVALID_VALUE kind',
      'STALE_VERSION opinions.0.expectedVersion',
      'NOT_FOUND opinions.1.opinionId',
      'WRONG_STATE opinions.2.opinionId',
      'DUPLICATE opinions.4.opinionId',
    ]);
    expect((await together([])).refusals).toEqual(['REQUIRED opinions']);
    expect((await together([...all, first])).refusals).toContain('TOO_MANY opinions');
    expect((await together([first], {}, o.districtLeader)).refusals).toEqual(['NOT_FOUND postingId']);
    expect(await o.world.dump()).toBe(before);

    const most = [...all.slice(0, 2), { ...third, expectedVersion: 3 }, ...rest];
    expect((await together(most)).refusals).toEqual(['WRONG_STATE opinions.2.opinionId']);
    await send({}, '192.0.2.200');
    const ids = (await opinionIds()).filter((id) => id !== third.opinionId);
    const key = openKey();
    const input = { note: 'Cùng nội dung', idempotencyKey: key };
    const list = ids.map((opinionId) => ({ opinionId, expectedVersion: 1 }));
    const done = await together(list, input);
    expect([done.refusals, done.answer.calls]).toEqual([[], one]);
    expect([done.view].flat()).toHaveLength(45);
    const again = await together(list, input);
    expect(again.view).toEqual(done.view);
    const query = `query ($id: ID!, $opinion: ID!) { posting(id: $id) { opinionCounts { received support information } }
      opinion(id: $opinion) { kind status history(first: 5) { nodes { name } } } }`;
    const asked = { id: posting.id, opinion: ids[44] };
    expect((await o.world.run(o.first, query, asked)).data).toMatchObject({
      posting: { opinionCounts: { received: 46, support: 45, information: 1 } },
      opinion: { kind: 'SUPPORT', status: 'CLASSIFIED' },
    });
  });

  it('come from anyone, are registered, answered, and followed by a code that nobody else has', async () => {
    await send();
    const text = '<script>alert(1)</script> =HYPERLINK("x") Ông A, CCCD 036012345678';
    const contact = { name: 'Nguyễn Thị Bí Mật', phone: '0912345678' };
    const key = openKey();
    const sent = await send({ text, rows: [2, 1], contact, idempotencyKey: key });
    expect([sent.refusals, sent.answer.calls]).toEqual([[], one]);
    const code = String(pick(sent.view, 'trackingCode'));
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    const again = await send({ text, rows: [2, 1], contact, idempotencyKey: key });
    expect(again.view).toEqual(sent.view);
    const other = await send({ text, rows: [2, 1], contact: { name: 'X' }, idempotencyKey: key });
    expect(other.refusals).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
    expect(await follow(code.toLowerCase().replaceAll('-', ' '))).toEqual({
      number: 2,
      status: 'RECEIVED',
      kind: null,
      outcome: null,
      answer: null,
    });
    const [, id = ''] = await opinionIds();
    const query = 'query ($id: ID!) { opinion(id: $id) { text hasContact about { number name } } }';
    expect(pick((await o.world.run(o.first, query, { id })).data, 'opinion')).toEqual({
      text,
      hasContact: true,
      about: [
        { number: 1, name: 'Lê Văn An' },
        { number: 2, name: 'Trần Thị Ân' },
      ],
    });
    const stored = await o.world.dump();
    for (const secret of ['Bí Mật', '0912345678', code, code.replaceAll('-', ''), `198.51.100.${sources}`])
      expect(stored).not.toContain(secret);

    const early = await handle('answerOpinion', id, 1, { text: 'Đã tiếp thu' });
    expect(early.refusals).toEqual(['WRONG_STATE opinionId']);
    const sorted = await handle('classifyOpinion', id, 1, { kind: 'INFORMATION' });
    expect([sorted.refusals, sorted.answer.calls]).toEqual([[], one]);
    const answered = await handle('answerOpinion', id, 2, { text: 'Đã tiếp thu' });
    expect(answered.answer.calls).toEqual(one);
    expect(await follow(code)).toMatchObject({ status: 'ANSWERED', answer: 'Đã tiếp thu' });
    const looked = await p.run(o.first, 'revealContact', {
      opinionId: id,
      expectedVersion: 3,
      reason: 'Cần xác minh',
    });
    expect(looked.view).toEqual({ ...contact, email: '', address: '' });
    const history = 'query ($id: ID!) { opinion(id: $id) { history { nodes { name } } } }';
    const names = pick((await o.world.run(o.auditor, history, { id })).data, 'opinion', 'history', 'nodes');
    expect([names].flat().map((node) => pick(node, 'name'))).toEqual([
      'OpinionReceived',
      'OpinionClassified',
      'OpinionAnswered',
      'OpinionContactRevealed',
    ]);
  });

  it('are not to be seen by anyone else, by no way', async () => {
    await send();
    const [id = ''] = await opinionIds();
    const query = `query ($id: ID!, $posting: ID!) { node(id: $id) { id } opinion(id: $id) { id }
      posting(id: $posting) { opinionCounts { received } opinions { nodes { id } } } }`;
    for (const user of [undefined, o.officer, o.outsider, o.districtLeader]) {
      const answer = await o.world.run(user, query, { id, posting: posting.id });
      expect(answer.data).toMatchObject({ node: null, opinion: null });
      expect(pick(answer.errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
    }
    expect((await handle('classifyOpinion', id, 1, { kind: 'SUPPORT' }, o.outsider)).refusals).toEqual([
      'NOT_FOUND opinionId',
    ]);
  });

  it('stop a nominee when they accuse, until a leader resolves it', async () => {
    const [an = '', lan = ''] = d.nominees;
    await send({ text: 'Người số 1 khai sai', rows: [1] });
    await send({ text: 'Cả hai khai sai' });
    const [first = '', second = ''] = await opinionIds();
    const accused = { dossierId: d.id, nomineeIds: [an] };
    const both = { dossierId: d.id, nomineeIds: [an, lan] };
    expect((await handle('classifyOpinion', first, 1, { kind: 'ACCUSATION' })).refusals).toEqual([
      'REQUIRED accused',
    ]);
    const stop = await handle('classifyOpinion', first, 1, { kind: 'ACCUSATION', accused });
    expect([stop.refusals, stop.answer.calls]).toEqual([[], one]);
    await handle('classifyOpinion', second, 1, { kind: 'ACCUSATION', accused: both });
    const standing = async (user = o.first) => {
      const query = `query ($id: ID!) { dossier(id: $id) { suspended nominees { nodes { standing } } } }`;
      const seen = pick((await o.world.run(user, query, { id: d.id })).data, 'dossier');
      return [
        pick(seen, 'suspended'),
        ...[pick(seen, 'nominees', 'nodes')].flat().map((n) => pick(n, 'standing')),
      ];
    };
    expect(await standing()).toEqual([2, 'SUSPENDED', 'SUSPENDED']);
    expect(await standing(o.officer)).toEqual([null, null, null]);
    o.world.clock.set(`${posting.dueOn}T20:00:00Z`);
    expect((await p.close(posting, [d.id])).refusals).toEqual([]);
    const blocked = await o.step(o.leader, 'forwardDossier', await p.held(d), letter);
    expect(blocked.refusals).toContain('DOSSIER_SUSPENDED dossierId');

    const conclusion = 'Đã xác minh';
    const wrong = { outcome: 'CLEARED', conclusion, accused: both };
    expect((await handle('resolveAccusation', first, 2, wrong, o.leader)).refusals).toEqual([
      'NOT_FOUND accused',
    ]);
    const clear = { outcome: 'CLEARED', conclusion, accused };
    const cleared = await handle('resolveAccusation', first, 2, clear, o.leader);
    expect([cleared.refusals, cleared.answer.calls]).toEqual([[], one]);
    expect(await standing()).toEqual([2, 'SUSPENDED', 'SUSPENDED']);
    const out = { outcome: 'EXCLUDED', conclusion, accused: both };
    await handle('resolveAccusation', second, 2, out, o.leader);
    expect(await standing()).toEqual([0, 'EXCLUDED', 'EXCLUDED']);
    const heard = await o.throughCouncil(o.second, await p.held(d));
    const empty = await o.step(o.leader, 'forwardDossier', heard, letter);
    expect(empty.refusals).toEqual(['DOSSIER_NOT_APPRAISED dossierId']);
  });

  it('keep a notice from closing while one is unread, and come no more once its time is over', async () => {
    await send();
    o.world.clock.set(`${posting.dueOn}T20:00:00Z`);
    expect((await send()).refusals).toEqual(['POSTING_NOT_RECEIVING postingId']);
    expect((await p.close(posting, [d.id])).refusals).toEqual(['POSTING_OPINIONS_UNREAD postingId']);
    const [id = ''] = await opinionIds();
    await handle('classifyOpinion', id, 1, { kind: 'SUPPORT' });
    const { view } = await p.close(posting, [d.id]);
    const counts = { received: 1, support: 1, information: 0, accusation: 0, answered: 0 };
    expect(pick(view, 'report', 'opinions')).toEqual(counts);
  });

  it('are limited by the address that the gateway saw, and their codes cannot be guessed at length', async () => {
    for (let i = 0; i < 10; i += 1) expect((await send()).refusals).toEqual([]);
    const before = await o.world.dump();
    const flood = await send();
    expect(flood.refusals).toEqual(['RATE_LIMITED']);
    expect(await o.world.dump()).toBe(before);
    expect((await send({}, `2001:db8:0:${sources}::1`)).refusals).toEqual([]);
    o.world.clock.set('2021-03-01T03:00:00Z');
    expect((await send()).refusals).toEqual([]);
    const guess = () =>
      o.world.run(undefined, track, { code: '0000-0000-0000-0000-0000' }, `192.0.2.${sources}`);
    for (let i = 0; i < 30; i += 1) expect((await guess()).data).toEqual({ trackOpinion: null });
    expect(pick((await guess()).errors, 0, 'extensions', 'code')).toBe('RATE_LIMITED');
  });

  it('are checked before anything is kept', async () => {
    const why = async (extra: object) => (await send(extra)).refusals;
    expect(await why({ text: ' \n ' })).toEqual(['REQUIRED text']);
    expect(await why({ text: 'a'.repeat(10_001) })).toEqual(['TOO_LONG text']);
    expect(await why({ rows: [3] })).toEqual(['INVALID_VALUE rows']);
    expect(await why({ postingId: 'pst_x' })).toEqual(['NOT_FOUND postingId']);
    expect(await why({ idempotencyKey: 'short' })).toEqual(['INVALID_VALUE idempotencyKey']);
    expect(await why({ contact: { phone: '0'.repeat(31) } })).toEqual(['TOO_LONG contact.phone']);
  });
});
