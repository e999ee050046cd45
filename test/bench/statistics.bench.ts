import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { inject, beforeAll, describe, it } from 'vitest';
import { userIdOf } from '../../functions/access/user.ts';
import { auditRecord } from '../../functions/audit/audit-record.ts';
import { dossierPolicySamples } from '../../functions/dossiers/dossier.samples.ts';
import { dossierPk } from '../../functions/dossiers/dossier.store.ts';
import type { Dossier } from '../../functions/dossiers/dossier.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { eventItem, type StoredEvent } from '../../functions/kernel/table/event.ts';
import { keepStatistics } from '../../functions/statistics/keep-statistics.ts';
import { createTable } from '../../infra/local/tables.ts';
import { headOf, keeperProcess, settleTree } from '../support/statistics.ts';
import { province, seedUnits, unitId } from '../support/units.ts';
import { createWorld, type World } from '../support/world.ts';
import { say } from './measure.ts';

/** Events of the audit copy that everything is counted from; BENCH_EVENTS asks for another number. */
const events = Number(process.env['BENCH_EVENTS'] ?? 20_000);
const pagesARun = 15;
/** Of one dossier. */
const each = 5;
const unitCount = Number(process.env['BENCH_UNITS'] ?? 3_000);
/** Whether the index of search is built anew with the numbers, as it is when deployed; BENCH_SEARCH=no for the numbers alone. */
const withSearch = process.env['BENCH_SEARCH'] !== 'no';

const sample = dossierPolicySamples().dossierIn('UNDER_APPRAISAL');
const actorId = userIdOf('test', 'officer');
const names = ['DossierDrafted', 'NomineesAdded', 'DossierSubmitted', 'DossierReceived', 'NomineesAppraised'];
const picture = `query ($unitId: ID!, $on: LocalDate) { statistics(unitId: $unitId, on: $on) {
  campaignsRunning { count } awards { count } dossiers { status age count } dossiersEnded { count }
  processing { purpose waiting { later { count } } } training { communes without } fund { left } } }`;
const inbox = `query ($unitId: ID!) { dossiers(filter: { inboxOf: $unitId }, first: 100) { nodes { id title status } } }`;

describe(`everything counted from ${events} events, of ${unitCount} units`, () => {
  let world: World;
  let auditTableName: string;
  let leader: Id<'usr'>;

  beforeAll(async () => {
    world = await createWorld('2021-12-20T02:00:00Z');
    await seedUnits(world, rows());
    leader = await world.user('leader', [['LEADER', province]]);
    const definition = inject('tables').find((table) => table.TableName.endsWith('-audit'));
    if (!definition) throw new Error('the template has no audit table');
    auditTableName = `${world.shared.tableName}-audit`;
    await createTable(world.client, { ...definition, TableName: auditTableName });
    const started = performance.now();
    for (let n = 0; n < events / each; n += 5) await seed(n);
    say(`seeded ${events} events in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }, 3_600_000);

  /** Five dossiers with their events, in the table and in the audit copy. */
  async function seed(from: number): Promise<void> {
    const [items, copies]: [object[], object[]] = [[], []];
    for (let n = from; n < from + 5; n += 1) {
      const dossier = dossierAt(world, n);
      const [put] = [world.deps().dossiers.create(dossier)].flat();
      if (put && 'Put' in put.request) items.push({ ...put.request.Put.Item, version: each });
      for (const event of eventsOf(dossier.id, n)) {
        items.push(eventItem(dossierPk(dossier.id), event));
        copies.push(auditRecord(dossierPk(dossier.id), event));
      }
    }
    await Promise.all([batch(world.shared.tableName, items), batch(auditTableName, copies)]);
  }

  async function batch(table: string, items: readonly object[]): Promise<void> {
    for (let at = 0; at < items.length; at += 25) {
      const requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item: { ...Item } } }));
      await world.shared.client.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    }
  }

  it('is rebuilt in steps that remember nothing, and read in three calls', async () => {
    await keepStatistics(keeperProcess(world, auditTableName), { rebuild: true }, () => 0);
    world.clock.set('2021-12-20T03:00:00Z');
    await settleTree(world);
    const whole = keeperProcess(world, auditTableName);
    const process_ = withSearch ? whole : { ...whole, alongside: () => Promise.resolve() };
    const [started, before] = [performance.now(), process.memoryUsage()];
    let [heap, rss, runs] = [0, 0, 0];
    let caught = 3;
    const sampling = setInterval(() => {
      const { heapUsed, rss: now } = process.memoryUsage();
      [heap, rss] = [Math.max(heap, heapUsed), Math.max(rss, now)];
    }, 100);
    // Each run is given time for so many pages of events, and so cut off again and again.
    for (let building = true; building; runs += 1) {
      let steps = pagesARun + 1;
      await keepStatistics(process_, { rebuild: false }, () => ((steps -= 1) > 0 ? 600_000 : 0));
      building = (await headOf(world)).building?.openFrom === null;
    }
    clearInterval(sampling);
    world.clock.set('2021-12-20T04:00:00Z');
    await keepStatistics(process_, { rebuild: false }, () => ((caught -= 1) > 0 ? 600_000 : 0));
    const seconds = (performance.now() - started) / 1000;
    const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
    const what = withSearch ? 'numbers and index' : 'numbers';
    say(
      `${what} rebuilt in ${seconds.toFixed(0)} s and ${runs} runs: ${Math.round(events / seconds)} events/s`,
    );
    say(
      `heap at most ${mb(heap)} (${mb(before.heapUsed)} before), RSS at most ${mb(rss)} (${mb(before.rss)} before)`,
    );
    await world.run(leader, picture, { unitId: province });
    for (const [what, query, variables] of [
      ['the picture of today', picture, { unitId: province }],
      ['the picture of a day in June', picture, { unitId: province, on: '2021-06-30' }],
      ['a box of dossiers', inbox, { unitId: province }],
    ] as const) {
      const at = performance.now();
      const { calls, errors } = await world.run(leader, query, { ...variables });
      say(
        `${what}: ${JSON.stringify(calls)}, ${Math.round(performance.now() - at)} ms, ${errors.length} errors`,
      );
    }
  }, 3_600_000);
});

type Row = Parameters<typeof seedUnits>[1] extends readonly (infer R)[] | undefined ? R : never;

/** A province of districts, each with communes. */
function rows(): readonly Row[] {
  const districts = Math.max(1, Math.round(unitCount / 30));
  const district = (n: number) => `Huyện ${n % districts}`;
  return [
    ['Tỉnh Nam Định', 'PROVINCE', null],
    ...Array.from({ length: districts }, (_, n): Row => [district(n), 'DISTRICT', 'Tỉnh Nam Định']),
    ...Array.from({ length: unitCount - districts - 1 }, (_, n): Row => [`Xã ${n}`, 'COMMUNE', district(n)]),
  ];
}

function dossierAt(world: World, n: number): Dossier {
  const authorUnitId = unitId(`Xã ${n % Math.floor(unitCount * 0.9)}`);
  return {
    ...sample,
    id: world.shared.ids.next('dos'),
    ...{
      authorUnitId,
      handlerUnitId: province,
      status: 'UNDER_APPRAISAL',
      stage: 1,
      revision: 1,
      version: each,
    },
  };
}

const eventsOf = (aggregateId: Id<'dos'>, n: number): readonly StoredEvent[] =>
  names.map((name, index) => ({
    ...{ aggregateId, seq: index + 1, name, actorId, requestId: 'r', facts: {} },
    at: new Date(Date.UTC(2021, 0, 5 + (n % 300) + index * 5, 5)).toISOString(),
  }));
