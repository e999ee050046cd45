import { beforeAll, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { office } from '../support/dossiers.ts';
import { pick } from '../support/pick.ts';
import { stepper, type Held } from '../support/steps.ts';
import { minhThuan, province } from '../support/units.ts';
import { createWorld, type World } from '../support/world.ts';

describe('an exemplar', () => {
  let world: World;
  let at: Awaited<ReturnType<typeof office>>;
  let officer: Id<'usr'>, leader: Id<'usr'>, districtLeader: Id<'usr'>;
  let year: Held;
  let exemplar: ReturnType<typeof stepper>;

  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    at = await office(world);
    ({ officer, leader, districtLeader } = at);
    exemplar = stepper(world, 'exemplarId', 'exemplar', 'id version');
    const opening = { hostUnitId: province, year: 2021, kinds: ['DISTRICT', 'COMMUNE'] };
    year = await stepper(world, 'yearId', 'exemplarYear', 'id version').done(
      leader,
      'openExemplarYear',
      null,
      opening,
    );
  });

  const part = () => ({ yearId: year.id, unitId: minhThuan });
  const news = {
    ...{ medium: 'NEWS', outlet: 'Báo Nam Định', level: 'PROVINCIAL', title: 'Người mở đường' },
    ...{ on: '2021-01-25', link: 'https://baonamdinh.example/bai-1' },
  };

  async function nurtured(name: string): Promise<Held> {
    const input = { ...part(), subjectId: await at.person(name), field: 'Nông nghiệp', story: 'Dồn điền.' };
    let e = await exemplar.done(officer, 'recordExemplar', null, input);
    e = await exemplar.done(districtLeader, 'verifyExemplar', e, { note: '' });
    e = await exemplar.done(districtLeader, 'approveExemplar', e, { note: 'Đồng ý' });
    const task = { task: 'Viết bài', mentor: 'Hội Nông dân', dueOn: '2021-02-10' };
    return exemplar.done(officer, 'addNurtureTask', e, task);
  }

  it('is entered among what was published with the first of those whom an article is about', async () => {
    const link = { ...part(), ...news, link: 'https://bao-mau.example/hai-guong' };
    const query = `query ($id: ID!, $unitId: ID!) {
      exemplar(id: $id) { introductions { mediaItem { id title exemplar { id } } } }
      mediaCounts(unitId: $unitId, year: 2021) { total } }`;
    const seen = async (id: string) => {
      const { data } = await world.run(districtLeader, query, { id, unitId: minhThuan });
      return {
        item: pick(data, 'exemplar', 'introductions', 0, 'mediaItem'),
        counted: Number(pick(data, 'mediaCounts', 'total')),
      };
    };
    const [one, two] = [await nurtured('Gương thứ nhất'), await nurtured('Gương thứ hai')];
    const { counted } = await seen(one.id);
    await Promise.all([one, two].map((e) => exemplar.done(officer, 'introduceExemplar', e, link)));
    const [first, second] = [await seen(one.id), await seen(two.id)];
    expect(first.item).toEqual(second.item);
    expect([one.id, two.id]).toContain(pick(first.item, 'exemplar', 'id'));
    expect(first.counted).toBe(counted + 1);
    const third = await nurtured('Gương thứ ba');
    const known = { ...part(), ...news, mediaItemId: pick(first.item, 'id') };
    const foreign = { ...known, mediaItemId: world.shared.ids.next('mdi') };
    const { refusals } = await exemplar.step(officer, 'introduceExemplar', third, foreign);
    expect(refusals).toEqual(['NOT_FOUND mediaItemId']);
    await exemplar.done(officer, 'introduceExemplar', third, known);
    expect(await seen(third.id)).toEqual({ item: first.item, counted: counted + 1 });
  });

  it('has its media items listed for everybody, without what was taken back', async () => {
    const items = stepper(world, 'mediaItemId', 'mediaItem', 'id version');
    const ready = await nurtured('Phạm Văn Gương');
    const shown = await exemplar.done(officer, 'introduceExemplar', ready, { ...part(), ...news });
    const told = async (on: string, exemplarId: string | null = shown.id) =>
      items.done(officer, 'recordMediaItem', null, {
        ...{ unitId: minhThuan, medium: 'REPORTAGE', outlet: 'Đài PT-TH', level: 'PROVINCIAL', exemplarId },
        ...{ title: 'Gương sáng', on, link: `https://namdinhtv.example/${on}-${exemplarId ?? 'none'}` },
      });
    const [early, late, gone] = [
      await told('2021-01-20'),
      await told('2021-01-24'),
      await told('2021-01-22'),
    ];
    await told('2021-01-23', null);
    await items.done(officer, 'withdrawMediaItem', gone, { reason: 'Nhầm' });
    const first = `query ($id: ID!) { exemplar(id: $id) { introductions { mediaItem { id } } } }`;
    const { data } = await world.run(officer, first, { id: shown.id });
    const own = { id: pick(data, 'exemplar', 'introductions', 0, 'mediaItem', 'id') };
    const query = 'query ($id: ID!) { mediaItemsOfExemplar(exemplarId: $id, first: 9) { nodes { id } } }';
    for (const user of [undefined, officer]) {
      const answer = await world.run(user, query, { id: shown.id });
      expect(answer.calls.reads).toBeLessThanOrEqual(3);
      expect(pick(answer.data, 'mediaItemsOfExemplar', 'nodes')).toEqual([
        own,
        { id: late.id },
        { id: early.id },
      ]);
    }
    const other = await world.run(undefined, query, { id: world.shared.ids.next('exm') });
    expect(pick(other.data, 'mediaItemsOfExemplar', 'nodes')).toEqual([]);
  });
});
