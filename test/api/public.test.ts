import {
  buildSchema,
  getNamedType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from 'graphql';
import { expect, it } from 'vitest';
import type { Award } from '../../functions/awards/award.ts';
import { sdl } from '../../functions/generated/sdl.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { idTypeOf } from '../../functions/kernel/ids.ts';
import { placesForIds, placesWithoutIds, question, takes } from '../support/ask-everything.ts';
import { drafted, launched } from '../support/campaigns.ts';
import { office } from '../support/dossiers.ts';
import { dutyRecords } from '../support/duty.ts';
import { withdrawnDocument } from '../support/library.ts';
import { hiddenOversight } from '../support/oversight.ts';
import { indexAll } from '../support/search.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const schema = buildSchema(sdl, { noLocation: true });

/** Whatever an anonymous caller gets to read anywhere is in `public.txt`, so that nothing becomes public unnoticed. */
it('shows the public no field but those on the list', async () => {
  const world = await createWorld('2021-02-01T02:00:00Z');
  const o = await office(world);
  const planner = await world.user('planner', [['OFFICER', province]]);
  const someone = await o.person('Trần Thị Lan');
  const sent = await o.complete([{ subjectId: someone, awardCode: 'BKT' }]);
  await o.done(o.officer, 'submitDossier', sent, { receivingUnitId: province });
  const award = anAward(world.shared.ids.next('awd'), world.shared.ids.next('dec'));
  await world.write(...world.deps().awards.add(award));
  const duty = await dutyRecords(o);
  const ids = [
    ...duty.hidden,
    ...duty.open,
    minhThuan,
    award.id,
    sent.id,
    someone,
    o.first,
    await o.file('Bí mật.pdf'),
    ...(await o.nomineeIds(sent)),
    await launched(world, planner),
    (await drafted(world, planner)).id,
    ...(await hiddenOversight(o)),
    await withdrawnDocument(o),
  ];
  const read = new Set<string>();
  const ask = async (field: string, asked: { query: string; variables: Record<string, unknown> }) => {
    const { data } = await world.run(undefined, asked.query, asked.variables);
    const root = schema.getQueryType()?.getFields()[field];
    if (root) collect(read, root.type, pick(data, field));
  };
  for (const place of placesForIds().filter(({ kind }) => kind === 'query'))
    for (const id of ids.filter((one) => takes(place, idTypeOf(one) ?? '')))
      await ask(place.field, question(place, id, minhThuan));
  for (const place of placesWithoutIds()) await ask(place.field, question(place, ''));
  await indexAll(world);
  await ask('search', {
    ...question({ kind: 'query', field: 'search', path: '' }, ''),
    variables: { text: 'xa' },
  });
  await expect(`${[...read].sort().join('\n')}\n`).toMatchFileSnapshot('public.txt');
}, 120_000);

function anAward(id: Award['id'], decisionId: Award['decisionId']): Award {
  return {
    id,
    name: 'Nguyễn Văn An',
    position: 'Giáo viên',
    unitId: minhThuan,
    unitName: 'Xã Minh Thuận',
    awardCode: 'BKT',
    awardName: 'Bằng khen của Chủ tịch UBND tỉnh',
    decisionId,
    decisionNumber: '335/QĐ-UBND',
    issuedOn: localDate('2021-04-29'),
    issuerName: 'Chủ tịch UBND tỉnh Nam Định',
    year: 2021,
    kind: 'INDIVIDUAL',
    subjectId: null,
    nomineeId: null,
    original: null,
    corrections: [],
    version: 1,
    sex: null,
    group: null,
    type: null,
    revocation: null,
  };
}

/** Notes each field that has a value. */
function collect(read: Set<string>, of: GraphQLOutputType, value: unknown): void {
  for (const one of [value].flat()) {
    if (typeof one !== 'object' || one === null) continue;
    const named = pick(one, '__typename');
    const type = schema.getType(typeof named === 'string' ? named : getNamedType(of).name);
    for (const [name, inside] of Object.entries<unknown>({ ...one }))
      if (isObjectType(type) && isSaid(inside)) note(read, type, name, inside);
  }
}

const isSaid = (value: unknown): boolean => value !== null && !(Array.isArray(value) && value.length === 0);

function note(read: Set<string>, type: GraphQLObjectType, name: string, value: unknown): void {
  const field = type.getFields()[name];
  if (!field) return;
  // The wrappers of a list say nothing themselves.
  if (!type.name.endsWith('Connection')) read.add(`${type.name}.${name}`);
  collect(read, field.type, value);
}
