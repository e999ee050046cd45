import type { LocalDate } from '../kernel/dates.ts';
import type { Posting } from './posting.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const xml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Noon of the day in Viet Nam: a notice has days, not instants. */
const instant = (on: LocalDate): string => `${on}T05:00:00Z`;

/** An Atom feed (RFC 4287) of notices, for portals; its links are relative to its own address. */
export function feed(notices: readonly Posting[]): string {
  const updated = notices.map(updatedOn).sort().at(-1);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
    '<id>urn:thidua:postings</id>',
    '<title>Công khai lấy ý kiến Nhân dân về đề nghị khen thưởng</title>',
    '<author><name>thidua</name></author>',
    '<link rel="self" href="postings.atom"/>',
    `<updated>${updated ? instant(updated) : '1970-01-01T00:00:00Z'}</updated>`,
    ...notices.flatMap(entry),
    '</feed>',
  ];
  return `${lines.join('\n')}\n`;
}

const updatedOn = ({ period, report }: Posting): LocalDate => report?.closedOn ?? period.startOn;

const entry = (posting: Posting): readonly string[] => [
  '<entry>',
  `<id>urn:thidua:posting:${posting.id}</id>`,
  `<title>${xml(posting.title)}</title>`,
  `<author><name>${xml(posting.unitName)}</name></author>`,
  `<published>${instant(posting.period.startOn)}</published>`,
  `<updated>${instant(updatedOn(posting))}</updated>`,
  `<link rel="alternate" type="application/json" href="${posting.id}.json"/>`,
  `<link rel="enclosure" type="text/csv" href="${posting.id}.csv"/>`,
  `<summary>${xml(`Từ ${posting.period.startOn} đến hết ${posting.period.dueOn}. Nơi nhận ý kiến: ${posting.opinionsTo}`)}</summary>`,
  '</entry>',
];
