import { beforeAll, describe, expect, it } from 'vitest';
import { idTypeOf, type Id } from '../../functions/kernel/ids.ts';
import { placesForIds, question, takes, type Place } from '../support/ask-everything.ts';
import { acknowledged, campaignMutation, drafted, launched } from '../support/campaigns.ts';
import { consultations } from '../support/consultations.ts';
import { office } from '../support/dossiers.ts';
import { dutyRecords } from '../support/duty.ts';
import { withdrawnDocument } from '../support/library.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { minhThuan, province, vuBan, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type Answer, type World } from '../support/world.ts';

const createRound = `mutation ($input: CreateRoundInput!) { createRound(input: $input) { round { id } userErrors { code field } } }`;

describe('whoever has nothing to do with a record', () => {
  let world: World;
  let hidden: readonly string[];
  const strangers = new Map<string, Id<'usr'> | undefined>();
  beforeAll(async () => {
    world = await createWorld('2021-02-01T02:00:00Z');
    const o = await office(world);
    const planner = await world.user('planner', [['OFFICER', province]]);
    const staff = await world.user('staff', [['OFFICER', vuBan]]);
    const someone = await o.person('Trần Thị Lan');
    const draft = await o.complete([{ subjectId: someone, awardCode: 'BKT' }]);
    const sent = await o.complete([{ subjectId: await o.person('Lê Văn Hai'), awardCode: 'BKT' }]);
    await o.done(o.officer, 'submitDossier', sent, { receivingUnitId: province });
    const campaignId = await launched(world, planner);
    await acknowledged(world, staff, campaignId, vuBan);
    const registration = await world.run(staff, campaignMutation('draftRegistration', 'registration', 'id'), {
      input: {
        campaignId,
        unitId: vuBan,
        contents: 'Đăng ký',
        titles: [],
        targets: [],
        idempotencyKey: key(),
      },
    });
    const round = await world.run(o.leader, createRound, {
      input: {
        hostUnitId: province,
        name: 'Đợt chưa mở',
        year: 2021,
        opensOn: '2021-04-01',
        closesOn: '2021-04-30',
        achievement: { kind: 'CALENDAR_YEAR', from: '2020-01-01', to: '2020-12-31' },
        awardCodes: ['CTDCP'],
        idempotencyKey: key(),
      },
    });
    expect(refusals(round, 'createRound')).toEqual([]);
    const c = await consultations(o);
    const asked = await c.asked((await c.received()).id);
    hidden = [
      draft.id,
      sent.id,
      ...(await o.nomineeIds(draft)).slice(0, 1),
      someone,
      await o.file('Bí mật.pdf'),
      (await drafted(world, planner)).id,
      String(pick(round.data, 'createRound', 'round', 'id')),
      String(pick(registration.data, 'draftRegistration', 'registration', 'id')),
      o.first,
      asked.id,
      ...(await hiddenOversight(o)),
      ...(await dutyRecords(o)).hidden,
      await withdrawnDocument(o),
    ];
    expect(hidden.filter((id) => idTypeOf(id) === undefined)).toEqual([]);
    strangers.set('nobody in particular', undefined);
    strangers.set('somebody without a grant', await world.user('nobody'));
    strangers.set(
      'the whole staff of another district',
      await world.user('next door', [
        ['ADMIN', yYen],
        ['OFFICER', yYen],
        ['APPRAISER', yYen],
        ['LEADER', yYen],
        ['AUDITOR', yYen],
      ]),
    );
  });

  const unknown = (id: string) => `${id.slice(0, 4)}${world.shared.ids.next('unt').slice(4)}`;
  /** Everything of an answer but the id that was asked for and the number of the request. */
  const told = ({ data, errors }: Answer, id: string) =>
    JSON.stringify({
      data,
      errors: errors.map(({ message, path, extensions }) => ({
        message,
        path,
        ...extensions,
        requestId: '',
      })),
    }).replaceAll(id, 'THE-ID');

  /** What one user is told at a place, of ids and of others of their types that nobody has. */
  async function differences(
    place: Place,
    [who, user]: readonly [string, Id<'usr'> | undefined],
    ids: readonly string[],
  ): Promise<readonly string[]> {
    const ask = async (asked: string) => {
      const { query, variables } = question(place, asked, yYen);
      return told(await world.run(user, query, variables), asked);
    };
    const nobodys = new Map(ids.map((id) => [id.slice(0, 4), ask(unknown(id))]));
    const each = ids.map(async (id) => {
      const [theirs, other] = [await ask(id), await nobodys.get(id.slice(0, 4))];
      return theirs === other ? [] : [`${who}: ${place.field} ${place.path}: ${theirs} instead of ${other}`];
    });
    return (await Promise.all(each)).flat();
  }

  it('is answered as for an id that nobody has, wherever the schema takes one', async () => {
    const before = await world.dump();
    const told: string[] = [];
    for (const place of placesForIds())
      for (const one of strangers) {
        const ids = hidden.filter((id) => takes(place, idTypeOf(id) ?? ''));
        told.push(...(await differences(place, one, ids)));
      }
    expect(told).toEqual([]);
    expect(await world.dump()).toBe(before);
  }, 300_000);

  it('reads no list of a unit that says more than of an unknown one, but what is public', async () => {
    const lists = placesForIds().filter(
      (place) => place.kind === 'query' && takes(place, 'Unit') && !openToAll.has(place.field),
    );
    const told: string[] = [];
    for (const one of strangers)
      for (const place of lists) told.push(...(await differences(place, one, [minhThuan])));
    expect(told).toEqual([]);
  }, 300_000);
});

/** Fields that tell of units what everybody may know. */
const openToAll: ReadonlySet<string> = new Set(['unit', 'unitCounts', 'node', 'nodes']);
