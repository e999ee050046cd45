import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { in2020, recordOffice, type RecordOffice } from '../support/records.ts';
import { yenBang } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const shown = `id status version otherSharePercent authors { subject { id } sharePercent usedFor { awardCode } recordId }
  history { nodes { name } }`;
const mutationOf = (name: string) =>
  `mutation ($input: ${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
    initiative { ${shown} } userErrors { code field details { name value } } } }`;

describe('initiatives', () => {
  let world: World;
  let o: RecordOffice;
  let [an, binh, far]: Id<'sub'>[] = [];
  beforeAll(async () => {
    world = await createWorld();
    o = await recordOffice(world);
  });
  beforeEach(async () => {
    [an, binh] = [await o.person('Trần Văn An'), await o.person('Lê Thị Bình')];
    far = await o.person('Phạm Xa', yenBang);
  });

  const recognised = (extra: object = {}) => ({
    name: 'Máy gieo hạt ba hàng',
    kind: 'INITIATIVE',
    scope: 'BASE',
    year: in2020,
    recognisedOn: '2020-11-01',
    decisionNumber: '77/QĐ-UBND',
    issuer: 'Chủ tịch Ủy ban nhân dân huyện Vụ Bản',
    authors: [
      { subjectId: an, sharePercent: 60 },
      { subjectId: binh, sharePercent: 40 },
    ],
    ...extra,
  });
  async function act(user: Id<'usr'>, name: string, input: object) {
    const answer = await world.run(user, mutationOf(name), { input: { idempotencyKey: key(), ...input } });
    const initiative = pick(answer.data, name, 'initiative');
    return { answer, refusals: refusals(answer, name), initiative };
  }
  async function recorded(extra: object = {}) {
    const { initiative, refusals: why } = await act(o.officer, 'recordInitiative', recognised(extra));
    if (why.length > 0) throw new Error(why.join('; '));
    return { initiativeId: String(pick(initiative, 'id')), expectedVersion: 1 };
  }
  const sharesIn = async (subjectId: Id<'sub'> | undefined) =>
    (await o.records(o.officer, String(subjectId))).map((one) => pick(one, 'initiative', 'sharePercent'));

  it('are entered into the files of all authors in one read and one transaction', async () => {
    const bare =
      'mutation ($input: RecordInitiativeInput!) { recordInitiative(input: $input) { initiative { id } } }';
    const input = { ...recognised(), idempotencyKey: key() };
    expect((await world.run(o.officer, bare, { input })).calls).toEqual({ reads: 1, writes: 1 });
    expect([await sharesIn(an), await sharesIn(binh)]).toEqual([[60], [40]]);
    expect((await o.lane(o.officer, String(an), 'OPEN')).events).toEqual(['1 RecordEntered']);
  });

  it.each<[string, () => object, readonly string[]]>([
    ['shares over 100 %', () => ({ otherSharePercent: 1 }), ['INITIATIVE_SHARES authors']],
    ['no author', () => ({ authors: [] }), ['REQUIRED authors']],
    [
      'an author twice',
      () => ({ authors: [an, an].map((subjectId) => ({ subjectId, sharePercent: 20 })) }),
      ['DUPLICATE authors.1.subjectId'],
    ],
    [
      "an author of another unit's",
      () => ({ authors: [{ subjectId: far, sharePercent: 20 }] }),
      ['NOT_FOUND authors.0.subjectId'],
    ],
    [
      'a share of nothing',
      () => ({ authors: [{ subjectId: an, sharePercent: 0 }] }),
      ['INVALID_VALUE authors.0.sharePercent'],
    ],
  ])('refuse %s, and nothing is stored', async (_what, extra, expected) => {
    const before = await world.dump();
    expect((await act(o.officer, 'recordInitiative', recognised(extra()))).refusals).toEqual(expected);
    expect(await world.dump()).toBe(before);
  });

  it('refuse the same initiative entered again, naming the author whose file has it', async () => {
    await recorded();
    const again = recognised({ authors: [{ subjectId: binh, sharePercent: 90 }] });
    expect((await act(o.officer, 'recordInitiative', again)).refusals).toEqual([
      'RECORD_CONTRADICTS authors.0',
    ]);
  });

  it('are corrected for all: who is no author any more has it no longer, and others get it', async () => {
    const ref = await recorded({ authors: [{ subjectId: an, sharePercent: 100 }] });
    const authors = [{ subjectId: binh, sharePercent: 70 }];
    const input = { ...ref, ...recognised({ authors, otherSharePercent: 30 }), reason: 'Ghi nhầm người' };
    const corrected = await act(o.officer, 'correctInitiative', input);
    expect(pick(corrected.initiative, 'otherSharePercent')).toBe(30);
    expect([await sharesIn(an), await sharesIn(binh)]).toEqual([[], [70]]);
    expect(pick((await o.lane(o.officer, String(an), 'OPEN')).former, 0, 'reason')).toBe('Ghi nhầm người');
    const stale = await act(o.officer, 'correctInitiative', { ...input, idempotencyKey: key() });
    expect(stale.refusals).toEqual(['STALE_VERSION expectedVersion']);
  });

  it("are withdrawn from all files at once, and never from one author's alone", async () => {
    const ref = await recorded();
    const [mine] = await o.records(o.officer, String(an));
    const alone = { subjectId: an, recordId: pick(mine, 'id'), reason: 'x' };
    expect((await o.act(o.officer, 'withdrawRecord', alone)).refusals).toEqual(['RECORD_SHARED recordId']);
    const gone = await act(o.officer, 'withdrawInitiative', { ...ref, reason: 'Không được công nhận' });
    expect(pick(gone.initiative, 'status')).toBe('WITHDRAWN');
    expect([await sharesIn(an), await sharesIn(binh)]).toEqual([[], []]);
    const again = { ...ref, expectedVersion: 2, reason: 'x' };
    expect((await act(o.officer, 'withdrawInitiative', again)).refusals).toEqual([
      'WRONG_STATE initiativeId',
    ]);
  });

  it('are marked as used for an award, and stay verified; the mark survives a correction', async () => {
    const ref = await recorded();
    const [record] = await o.records(o.officer, String(an));
    await o.recorded(o.second, 'verifyRecord', { subjectId: an, recordId: pick(record, 'id') });
    const use = { ...ref, subjectId: an, awardCode: 'CSTDCS', year: in2020 };
    expect((await act(o.officer, 'markInitiativeUsed', use)).refusals).toEqual(['RECORD_SETTLED authors.0']);
    const odd = { ...use, awardCode: 'NOPE', year: { kind: 'CALENDAR', year: -5 } };
    expect((await act(o.first, 'markInitiativeUsed', odd)).refusals).toEqual([
      'RECORD_AWARD_UNKNOWN awardCode',
      'INVALID_VALUE year',
    ]);
    const used = await act(o.first, 'markInitiativeUsed', use);
    expect(pick(used.initiative, 'authors', 0, 'usedFor')).toEqual([{ awardCode: 'CSTDCS' }]);
    const [now] = await o.records(o.officer, String(an));
    expect(now).toMatchObject({ verifiedBy: o.second, initiative: { usedFor: [{ awardCode: 'CSTDCS' }] } });
    const twice = { ...use, expectedVersion: 2 };
    expect((await act(o.first, 'markInitiativeUsed', twice)).refusals).toEqual(['DUPLICATE awardCode']);
    const input = {
      ...recognised({ scope: 'PROVINCE' }),
      ...ref,
      expectedVersion: 2,
      reason: 'Nâng phạm vi',
    };
    const corrected = await act(o.first, 'correctInitiative', input);
    expect(pick(corrected.initiative, 'authors', 0, 'usedFor', 0, 'awardCode')).toBe('CSTDCS');
  });

  it("are seen by those who look after an author; other authors' names aren't", async () => {
    const authors = [
      { subjectId: an, sharePercent: 50 },
      { subjectId: far, sharePercent: 50 },
    ];
    const { initiative } = await act(o.first, 'recordInitiative', recognised({ authors }));
    const query = `query ($id: ID!) { initiative(id: $id) { authors { subject { id } sharePercent } } node(id: $id) { id } }`;
    const id = pick(initiative, 'id');
    const seen = await world.run(o.officer, query, { id });
    expect(pick(seen.data, 'initiative', 'authors')).toEqual([
      { subject: { id: an }, sharePercent: 50 },
      { subject: null, sharePercent: 50 },
    ]);
    const unseen = await world.run(o.outsider, query, { id });
    expect(unseen.data).toEqual({ initiative: null, node: null });
  });
});
