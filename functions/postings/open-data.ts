import { parseId } from '../kernel/ids.ts';
import { feed } from './feed.ts';
import { columns, listCsv } from './list-file.ts';
import type { PostingStore } from './posting.store.ts';
import type { PostedRow, Posting } from './posting.ts';

export type OpenDataDeps = { readonly postings: PostingStore; readonly year: number };

/** A public file; `tag` changes whenever its bytes do. */
export type OpenFile = { readonly contentType: string; readonly body: string; readonly tag: string };

const json = (value: unknown, tag: string): OpenFile => ({
  contentType: 'application/json; charset=utf-8',
  body: `${JSON.stringify(value, null, 1)}\n`,
  tag,
});

/** How many notices the index and the feed tell of, the newest first. */
const recent = 100;

/**
 * The files of the open data by name: `postings.json`, `postings.atom`, `columns.json`, and for every notice
 * `<id>.csv`, the list as posted, and `<id>.json`. Undefined for any other name.
 */
export async function openFile(deps: OpenDataDeps, name: string): Promise<OpenFile | undefined> {
  if (name === 'columns.json') return json({ columns }, 'columns-1');
  if (name === 'postings.json' || name === 'postings.atom') {
    const notices = await newest(deps);
    const tag = notices.map((one) => `${one.id}.${one.version}`).join('-');
    return name === 'postings.atom'
      ? { contentType: 'application/atom+xml; charset=utf-8', body: feed(notices), tag }
      : json({ postings: notices.map(described) }, tag);
  }
  const [, rawId = '', kind] = /^(pst_[0-9A-Z]{26})\.(csv|json)$/.exec(name) ?? [];
  const id = parseId('pst', rawId);
  if (!id || !kind) return undefined;
  const [posting, list] = await Promise.all([deps.postings.get(id), deps.postings.list(id)]);
  if (!posting || !list) return undefined;
  const rows = await deps.postings.allRows(id);
  if (kind === 'csv')
    return { contentType: 'text/csv; charset=utf-8; header=present', body: listCsv(rows), tag: list.sha256 };
  const gone = rows.filter((row) => row.withdrawnOn !== null).length;
  const document = { ...described(posting), list, columns, rows: rows.map(listed) };
  return json(document, `${list.sha256}-${posting.version}-${gone}`);
}

async function newest({ postings, year }: OpenDataDeps): Promise<readonly Posting[]> {
  const found = await Promise.all([year, year - 1].map((of) => postings.newest(of, recent)));
  return found.flat().slice(0, recent);
}

const described = (posting: Posting) => ({
  id: posting.id,
  title: posting.title,
  unit: posting.unitName,
  opinions_to: posting.opinionsTo,
  legal_bases: posting.legalBases,
  opens_on: posting.period.startOn,
  closes_on: posting.period.dueOn,
  status: posting.status,
  csv: `${posting.id}.csv`,
  json: `${posting.id}.json`,
  report: posting.report && {
    closed_on: posting.report.closedOn,
    list_sha256: posting.report.listSha256,
    report_sha256: posting.report.sha256,
    opinions: posting.report.opinions,
  },
});

const listed = (row: PostedRow) => ({
  number: row.number,
  name: row.name,
  position: row.position,
  unit: row.unitName,
  award_code: row.awardCode,
  award: row.awardName,
  withdrawn_on: row.withdrawnOn,
});
