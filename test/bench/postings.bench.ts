import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, it } from 'vitest';
import type { Dossier } from '../../functions/dossiers/dossier.ts';
import type { Nominee } from '../../functions/dossiers/nominee.ts';
import { instant } from '../../functions/kernel/clock.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { openCursors } from '../../functions/kernel/cursors.ts';
import { openTable } from '../../functions/kernel/table/table.ts';
import { openFile } from '../../functions/postings/open-data.ts';
import { postingStore } from '../../functions/postings/posting.store.ts';
import { serveOpenData } from '../../functions/postings/serve-open-data.ts';
import { office, type Office } from '../support/dossiers.ts';
import { deliver, postings } from '../support/postings.ts';
import { minhThuan } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, type World } from '../support/world.ts';
import { say } from './measure.ts';

/** As many as a dossier may name; BENCH_NOMINEES asks for another number. */
const many = Number(process.env['BENCH_NOMINEES'] ?? 10_000);

/** Names as long as they get in an office. */
const nomineeOf = (world: World, o: Office, dossier: Dossier, n: number): Nominee => {
  const { ids } = world.shared;
  const at = instant(world.clock);
  return {
    ...{ id: ids.next('nom'), dossierId: dossier.id, subjectId: ids.next('sub'), awardCode: 'BKTTG' },
    ...{ kind: 'INDIVIDUAL', name: `Nguyễn Phương Quỳnh Trâm ${n}`, unitId: minhThuan },
    position: 'Phó Trưởng phòng Tổ chức - Hành chính, Phó Bí thư Chi bộ',
    unitName: 'Trường Trung học phổ thông chuyên Lê Hồng Phong, thành phố Nam Định',
    ...{ hasReport: true, addedIn: 1, removedIn: null, changedIn: [], suspendedBy: [], exclusion: null },
    assessments: [
      {
        ...{ stage: 1, revision: 1, verdict: 'APPROVE', note: 'Đủ tiêu chuẩn', eligibility: 'ELIGIBLE' },
        ...{ evaluation: null, reopenedBy: null },
        ...{ by: o.first, at, confirmation: { by: o.second, at, agrees: true } },
      },
    ],
  };
};

describe(`a notice of ${many} nominees`, () => {
  let world: World;
  let o: Office;
  let dossier: Dossier;
  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    o = await office(world);
    const { dossiers, nominees } = world.deps();
    const appraised = await postings(o).appraised('BKTTG');
    const id = parseId('dos', appraised.id);
    const model = id && (await dossiers.get(id));
    if (!model) throw new Error('no dossier');
    const perAward = { BKTTG: many };
    const counters = { ...model.counters, approved: perAward };
    dossier = {
      ...model,
      counters,
      totalNominees: many,
      totalPerAward: perAward,
      version: model.version + 1,
    };
    await world.write(dossiers.replace(dossier));
    const { client, tableName } = world.shared;
    for (let n = 1; n < many; n += 25) {
      const items = Array.from({ length: Math.min(25, many - n) }, (_, i) => {
        const [put] = nominees.add(nomineeOf(world, o, dossier, n + i), 0);
        return { PutRequest: { Item: put && 'Put' in put.request ? put.request.Put.Item : {} } };
      });
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: items } }));
    }
  }, 900_000);

  async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
    const [started, before] = [performance.now(), process.memoryUsage().rss];
    const result = await work();
    const grown = Math.round((process.memoryUsage().rss - before) / 1e6);
    say(`${what}: ${Math.round(performance.now() - started)} ms, ${grown} MB more`);
    return result;
  }

  it('is opened, listed, closed with its hash and served as a file', async () => {
    const p = postings(o);
    const opened = await timed('open', () => p.run(o.first, 'openPosting', p.notice([dossier.id])));
    say(`  refusals ${JSON.stringify(opened.refusals)}, calls ${JSON.stringify(opened.answer.calls)}`);
    const id = String(pick(opened.view, 'id'));
    const dueOn = String(pick(opened.view, 'period', 'dueOn'));
    await timed('the stream writes the list', () => deliver(world, 'PostingOpened', id, { postingId: id }));
    await timed('and finds it there', () => deliver(world, 'PostingOpened', id, { postingId: id }));
    world.clock.set(`${dueOn}T20:00:00Z`);
    const closed = await timed('close', () => p.close({ id, version: 1 }, [dossier.id]));
    say(`  refusals ${JSON.stringify(closed.refusals)}, calls ${JSON.stringify(closed.answer.calls)}`);
    say(`  report ${JSON.stringify(pick(closed.view, 'report', 'rows'))} rows`);
    for (const kind of ['csv', 'json']) {
      const table = openTable(world.shared.client, world.shared.tableName);
      const cursors = openCursors(table, world.shared.cursorSecret, 'bench');
      const deps = { postings: postingStore({ table, cursors }), year: 2021 };
      const event = { rawPath: `/open-data/${id}.${kind}`, headers: {} };
      const answer = await timed(kind, () => serveOpenData(event, (name) => openFile(deps, name)));
      const bytes = Buffer.byteLength(JSON.stringify(answer));
      say(
        `  ${(bytes / 1e6).toFixed(2)} MB of the 6.29 MB a function may answer, calls ${JSON.stringify(table.calls)}`,
      );
    }
    const [first] = await world.deps().nominees.all(dossier.id);
    const gone = { postingId: id, nomineeIds: [first?.id] };
    await timed('one leaves the list', () => deliver(world, 'NomineesExcluded', dossier.id, gone));
  });
});
