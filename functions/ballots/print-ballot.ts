import type { LocalDate } from '../kernel/dates.ts';
import type { Seat } from '../councils/council.ts';

/** What is printed of one sheet. Nothing of it names a seat beside a paper, and papers of a sheet are alike. */
export type Printed = {
  readonly unitName: string;
  readonly councilName: string;
  readonly meetingTitle: string;
  readonly on: LocalDate;
  /** Place of the sheet among those of the vote, from 1. */
  readonly sheet: number;
  readonly sheets: number;
  readonly voters: readonly Pick<Seat, 'name' | 'title'>[];
  readonly tellers: readonly Pick<Seat, 'name'>[];
  readonly nominees: readonly {
    readonly name: string;
    readonly unitName: string;
    readonly awardName: string;
  }[];
};

/** Who takes a paper of this sheet, to sign for it. */
export const printRoll = (p: Printed): string =>
  page(p, 'Danh sách nhận phiếu', [
    `<p>Số phiếu in: <b>${p.voters.length}</b> bản giống nhau, không đánh số, không ghi tên.</p>`,
    table(
      ['STT', 'Họ và tên', 'Chức vụ', 'Ký nhận phiếu'],
      p.voters.map(({ name, title }, i) => [String(i + 1), name, title, '']),
    ),
    signatures(p),
  ]);

/** One paper, to be printed once for every name on the roll. */
export const printPaper = (p: Printed): string =>
  page(p, 'Phiếu bầu', [
    '<p>Đánh dấu X vào một ô cho mỗi trường hợp. Không ghi tên, không ký, không ghi gì khác lên phiếu.</p>',
    table(
      ['STT', 'Họ tên, tên tập thể', 'Đơn vị', 'Đề nghị', 'Đồng ý', 'Không đồng ý', 'Không có ý kiến'],
      rows(p, ['☐', '☐', '☐']),
    ),
  ]);

/** What the tellers fill in, and then enter. */
export const printCountForm = (p: Printed): string =>
  page(p, 'Biên bản kiểm phiếu', [
    table(
      ['Số phiếu', 'Phát ra', 'Thu về', 'Hợp lệ', 'Không hợp lệ'],
      [[`Trên ${p.voters.length} thành viên`, '', '', '', '']],
    ),
    table(
      ['STT', 'Họ tên, tên tập thể', 'Đơn vị', 'Đề nghị', 'Đồng ý', 'Không đồng ý', 'Không có ý kiến'],
      rows(p, ['', '', '']),
    ),
    signatures(p),
  ]);

const rows = ({ nominees }: Printed, boxes: readonly string[]) =>
  nominees.map(({ name, unitName, awardName }, i) => [String(i + 1), name, unitName, awardName, ...boxes]);

const signatures = ({ tellers }: Printed): string =>
  `<div class="sign"><p>Ban kiểm phiếu</p>${tellers.map(({ name }) => `<span>${escape(name)}</span>`).join('')}</div>`;

function table(head: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escape(cell)}</${tag}>`).join('')}</tr>`;
  const lines = body.map((cells) => row(cells, 'td')).join('');
  return `<table><thead>${row(head, 'th')}</thead><tbody>${lines}</tbody></table>`;
}

/** A page that stands alone: no script, no link, nothing that is fetched. */
function page(p: Printed, title: string, parts: readonly string[]): string {
  const sheet = p.sheets > 1 ? `<p>Tờ phiếu ${p.sheet}/${p.sheets}</p>` : '';
  const day = p.on.split('-').reverse().join('/');
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head><body>
<header><div><b>${escape(p.unitName.toLocaleUpperCase('vi'))}</b><br>${escape(p.councilName)}</div>
<div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b></div></header>
<h1>${title}</h1><p class="of">${escape(p.meetingTitle)}, ngày ${day}</p>${sheet}${parts.join('\n')}</body></html>`;
}

const style = `@page{size:A4;margin:20mm 15mm}body{font:12pt/1.35 "Times New Roman",serif;color:#000}
header{display:flex;justify-content:space-between;text-align:center}h1{font-size:15pt;text-align:center;text-transform:uppercase}
.of{text-align:center}table{width:100%;border-collapse:collapse;margin:4mm 0}thead{display:table-header-group}
tr{break-inside:avoid}th,td{border:1px solid #000;padding:1.5mm;vertical-align:top}th{text-align:center}
td:first-child{text-align:center}.sign{margin-top:8mm;text-align:center}.sign span{display:inline-block;width:45%;margin-top:22mm}`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
