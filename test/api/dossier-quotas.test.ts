import { beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals } from '../support/world.ts';

const document = `query ($id: ID!, $first: Int, $after: String, $source: CeilingSource) { dossier(id: $id) { quotas {
  awardCode year { name } base asked takenByOthers ceilings(source: $source) { source rule citation status percent seats free over working
    beyond(first: $first, after: $after) { nodes { name } pageInfo { hasNextPage endCursor } } } } } }`;
const year = { kind: 'CALENDAR', year: 2020 };
const numbers = ['A', 'B', 'C', 'D', 'E', 'G'];

describe('the quotas of a dossier', () => {
  let o: Office;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
  });

  const setSeats = async (awardCode: string, seats: number, extra: object = {}) => {
    const input = { unitId: minhThuan, awardCode, year, seats, expectedVersion: 0, idempotencyKey: key() };
    const answer = await o.world.run(
      o.first,
      'mutation ($input: SetQuotaInput!) { setQuota(input: $input) { userErrors { code field } } }',
      { input: { ...input, ...extra } },
    );
    expect(refusals(answer, 'setQuota')).toEqual([]);
  };
  const tighten = async (awardCode: string, percent: number) => {
    const act = { number: '05/2021/QĐ-UBND', issuer: 'UBND tỉnh Nam Định', issuedOn: '2021-02-15' };
    const content = { kind: 'QUOTA', awardCode, percent };
    const input = { unitId: province, expectedVersion: 0, content, from: '2021-03-01', act };
    const answer = await o.world.run(
      o.leader,
      'mutation ($input: AdoptLocalRuleInput!) { adoptLocalRule(input: $input) { userErrors { code field } } }',
      { input: { ...input, idempotencyKey: key() } },
    );
    expect(refusals(answer, 'adoptLocalRule')).toEqual([]);
  };
  const draft = async (awardCode: string, count: number, of = ''): Promise<Held> => {
    const nominees = [];
    for (const name of numbers.slice(0, count))
      nominees.push({ subjectId: await o.person(`${name}${of}`), awardCode });
    const attachmentId = await o.file('Giấy công nhận sáng kiến.pdf');
    return o.done(o.officer, 'attachToDossier', await o.complete(nominees), {
      attachmentId,
      component: 'INITIATIVE_CERTIFICATE',
    });
  };
  const submit = (d: Held) => o.step(o.officer, 'submitDossier', d, { receivingUnitId: province });
  const view = async (d: Held, user: Id<'usr'> = o.officer, page: object = {}) => {
    const { data, calls } = await o.world.run(user, document, { id: d.id, ...page });
    return { quotas: pick(data, 'dossier', 'quotas'), calls };
  };
  const short = (quotas: unknown) =>
    [pick(quotas, 0, 'ceilings')].flat().map((one) => [
      pick(one, 'source'),
      pick(one, 'seats'),
      pick(one, 'free'),
      [pick(one, 'beyond', 'nodes')]
        .flat()
        .map((node) => pick(node, 'name'))
        .join(' '),
    ]);

  it('name on a draft who would be beyond the seats, the law and the rule of the province', async () => {
    await setSeats('CSTDCS', 4, { base: 33 });
    expect((await submit(await draft('CSTDCS', 1, ' khác'))).refusals).toEqual([]);
    await tighten('CSTDCS', 10);
    const d = await draft('CSTDCS', 5);
    const { quotas, calls } = await view(d);
    expect(quotas).toMatchObject([{ awardCode: 'CSTDCS', base: 33, asked: 5, takenByOthers: 1 }]);
    expect(short(quotas)).toEqual([
      ['SEATS', 4, 3, 'D E'],
      ['NATIONAL', 4, 3, 'D E'],
      ['LOCAL', 3, 2, 'C D E'],
    ]);
    expect(pick(quotas, 0, 'ceilings', 2)).toMatchObject({
      rule: 'Không quá 10 %',
      citation: '05/2021/QĐ-UBND, UBND tỉnh Nam Định',
      status: 'CONFIRMED',
      over: 3,
      working: [
        '10 % × 33 người = 3,30, làm tròn xuống: 3',
        '3 − 1 (hồ sơ khác đã giữ) = 2 cho hồ sơ này',
        'đề nghị 5: vượt 3, tính từ cuối danh sách',
      ],
    });
    // The dossier with the actor and the units, the seats with the province's rules, the list in two queries for all three.
    expect(calls).toEqual({ reads: 4, writes: 0 });
    expect((await submit(d)).refusals).toEqual(['DOSSIER_QUOTA nominees.CSTDCS']);
    expect((await view(d, o.outsider)).quotas ?? null).toBeNull();
    expect((await view(d, o.first)).quotas ?? null).toBeNull();
  });

  it('go on from page to page under one ceiling', async () => {
    await setSeats('BKT', 1);
    const d = await draft('BKT', 4);
    const page = async (after?: unknown) => {
      const { quotas } = await view(d, o.officer, {
        first: 2,
        source: 'SEATS',
        ...(after === undefined ? {} : { after }),
      });
      return { names: short(quotas)[0]?.[3], next: pick(quotas, 0, 'ceilings', 0, 'beyond', 'pageInfo') };
    };
    const first = await page();
    expect([first.names, first.next]).toMatchObject(['B C', { hasNextPage: true }]);
    expect(await page(pick(first.next, 'endCursor'))).toMatchObject({
      names: 'D',
      next: { hasNextPage: false },
    });
  });

  it('say so where nothing is set or known, and read no list when nobody is beyond', async () => {
    const { quotas, calls } = await view(await draft('BKT', 2));
    expect(quotas).toMatchObject([
      {
        base: null,
        asked: 2,
        takenByOthers: 0,
        ceilings: [{ source: 'NATIONAL', status: 'UNVERIFIED', percent: null, seats: null, over: null }],
      },
    ]);
    expect(calls).toEqual({ reads: 2, writes: 0 });
  });

  it('go by the law and the seats of the submission afterwards, and show the handlers who is beyond lowered seats', async () => {
    await setSeats('CSTDCS', 4, { base: 33 });
    const d = (await submit(await draft('CSTDCS', 3))).dossier;
    expect(short((await view(d, o.first)).quotas)).toEqual([
      ['SEATS', 4, 4, ''],
      ['NATIONAL', 4, 4, ''],
    ]);
    await setSeats('CSTDCS', 2, { base: 33, expectedVersion: 1 });
    o.world.clock.set('2024-02-01T02:00:00Z');
    expect(short((await view(d, o.first)).quotas)).toEqual([
      ['SEATS', 2, 2, 'C'],
      ['NATIONAL', 4, 4, ''],
    ]);
  });

  it('keep seats for whom a proposal above names, and then for whom the answer awards', async () => {
    const p = postings(o);
    await setSeats('BKTTG', 3);
    let d = (await submit(await draft('BKTTG', 3))).dossier;
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    const ids = await o.nomineeIds(d);
    const verdicts = ids.map((nomineeId, i) => ({ nomineeId, verdict: i === 0 ? 'REJECT' : 'APPROVE' }));
    d = await o.done(o.first, 'appraiseNominees', d, { verdicts });
    d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: ids, agrees: true });
    d = await o.done(o.second, 'finishAppraisal', d);
    const passed = await o.throughCouncil(o.second, await p.posted(d));
    const letter = { addressee: 'PRIME_MINISTER', letterNumber: '45/TTr-UBND' };
    d = await o.done(o.leader, 'forwardDossier', passed, letter);
    expect((await view(d)).quotas).toMatchObject([{ asked: 2, takenByOthers: 0 }]);
    await setSeats('BKTTG', 1, { expectedVersion: 1 });
    expect(short((await view(d)).quotas)[0]).toEqual(['SEATS', 1, 1, 'C']);
    o.world.clock.set('2021-06-02T02:00:00Z');
    d = await o.done(o.first, 'recordStateAnswer', d, {
      number: '500/QĐ-TTg',
      issuedOn: '2021-06-01',
      signerName: 'B',
      signerTitle: 'Thủ tướng',
      refusedIds: [ids[1]],
    });
    expect((await view(d)).quotas).toMatchObject([{ asked: 1, takenByOthers: 0 }]);
    expect(short((await view(d)).quotas)[0]).toEqual(['SEATS', 1, 1, '']);
  });
});
