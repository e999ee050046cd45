import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openFile } from '../../functions/postings/open-data.ts';
import { serveOpenData } from '../../functions/postings/serve-open-data.ts';
import { office, type Office } from '../support/dossiers.ts';
import { deliver, postings } from '../support/postings.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

describe('the open data', () => {
  let o: Office;
  let posting: { readonly id: string; readonly view: unknown };
  const get = (name: string, headers: Record<string, string> = {}) => {
    const { postings: store } = o.world.deps();
    const open = (file: string) => openFile({ postings: store, year: 2021 }, file);
    return serveOpenData({ rawPath: `/open-data/${name}`, headers }, open);
  };
  beforeAll(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    const p = postings(o);
    const d = await p.appraised('BKTTG', ['=HYPERLINK("http://x")', 'Trần <b>Thị</b> Ân']);
    posting = await p.open([d.id], { title: 'Công khai <đợt 1> & "2"' });
    const facts = { postingId: posting.id, nomineeIds: [d.nominees[1]] };
    await deliver(o.world, 'NomineesExcluded', d.id, facts);
  });

  it('serves the list as posted, whose hash is the one that the notice tells', async () => {
    const { body = '', headers } = await get(`${posting.id}.csv`);
    expect(headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'cache-control': 'public, max-age=300',
      'x-content-type-options': 'nosniff',
    });
    const query = 'query ($id: ID!) { posting(id: $id) { list { rows sha256 } } }';
    const { data } = await o.world.run(undefined, query, { id: posting.id });
    expect(createHash('sha256').update(body, 'utf8').digest('hex')).toBe(
      pick(data, 'posting', 'list', 'sha256'),
    );
    expect(parse(body, { bom: true })).toEqual([
      ['number', 'name', 'position', 'unit', 'award_code', 'award'],
      ['1', '\'=HYPERLINK("http://x")', '', 'Xã Minh Thuận', 'BKTTG', 'Bằng khen của Thủ tướng Chính phủ'],
      ['2', 'Trần <b>Thị</b> Ân', '', 'Xã Minh Thuận', 'BKTTG', 'Bằng khen của Thủ tướng Chính phủ'],
    ]);
  });

  it('serves JSON with its dictionary, and nothing of a person but what the list shows', async () => {
    const { body = '' } = await get(`${posting.id}.json`);
    const document: unknown = JSON.parse(body);
    expect(pick(document, 'rows', 1)).toEqual({
      number: 2,
      name: 'Trần <b>Thị</b> Ân',
      position: null,
      unit: 'Xã Minh Thuận',
      award_code: 'BKTTG',
      award: 'Bằng khen của Thủ tướng Chính phủ',
      withdrawn_on: '2021-03-01',
    });
    const named = [pick(document, 'columns')].flat().map((column) => pick(column, 'name'));
    expect(named).toEqual(Object.keys(z.record(z.string(), z.unknown()).parse(pick(document, 'rows', 0))));
    expect(body).not.toMatch(/nom_|dos_|sub_|usr_/);
  });

  it('has an index, a feed that a portal can read, and answers 304 to whoever has it', async () => {
    const index = await get('postings.json');
    expect(pick(JSON.parse(index.body ?? ''), 'postings', 0, 'csv')).toBe(`${posting.id}.csv`);
    const feed = await get('postings.atom');
    expect(feed.body).toContain('<title>Công khai &lt;đợt 1&gt; &amp; &quot;2&quot;</title>');
    expect(feed.body).toContain(`href="${posting.id}.csv"`);
    const etag = String(feed.headers?.['etag']);
    expect(await get('postings.atom', { 'if-none-match': `W/${etag}, "x"` })).toMatchObject({
      statusCode: 304,
    });
    expect((await get('columns.json')).statusCode).toBe(200);
  });

  it.each(['pst_00000000000000000000000000.csv', '../graphql', 'x', 'dos_x.json', ''])(
    'has no file %j',
    async (name) => {
      expect(await get(name)).toMatchObject({ statusCode: 404 });
    },
  );
});
