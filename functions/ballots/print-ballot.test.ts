import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { printCountForm, printPaper, printRoll, type Printed } from './print-ballot.ts';

const printed: Printed = {
  unitName: 'Tỉnh Nam Định',
  councilName: 'Hội đồng Thi đua - Khen thưởng tỉnh',
  meetingTitle: 'Phiên họp <b>thứ nhất</b>',
  on: localDate('2021-03-05'),
  sheet: 1,
  sheets: 2,
  voters: [
    { name: 'Lê Ủy Viên', title: 'Giám đốc Sở & "cộng sự"' },
    { name: 'Vũ Ủy Viên', title: 'Chánh Văn phòng' },
  ],
  tellers: [{ name: 'Bà Kiểm Phiếu' }],
  nominees: [
    { name: '<img src=x onerror=alert(1)>', unitName: 'Xã A', awardName: 'Bằng khen' },
    { name: 'Trần Văn An', unitName: 'Xã B', awardName: 'Bằng khen' },
  ],
};

const cells = (html: string) => [...html.matchAll(/<td>(.*?)<\/td>/g)].map(([, text]) => text);

describe('what a vote on paper is printed from', () => {
  it('is a page that loads and runs nothing, whatever names say', () => {
    for (const html of [printRoll(printed), printPaper(printed), printCountForm(printed)]) {
      expect(html).toMatch(/^<!doctype html><html lang="vi">/);
      expect(html).toContain('ngày 05/03/2021');
      expect(html).toContain('Tờ phiếu 1/2');
      expect(html).not.toMatch(/<(script|img|link|b>thứ)|href|url\(|http/i);
    }
  });

  it('numbers voters on the roll and nominees on the paper, and puts nothing of one on the other', () => {
    const roll = cells(printRoll(printed));
    expect(roll).toEqual([
      ...['1', 'Lê Ủy Viên', 'Giám đốc Sở &amp; &quot;cộng sự&quot;', ''],
      ...['2', 'Vũ Ủy Viên', 'Chánh Văn phòng', ''],
    ]);
    const paper = printPaper(printed);
    expect(cells(paper)).toEqual([
      ...['1', '&lt;img src=x onerror=alert(1)&gt;', 'Xã A', 'Bằng khen', '☐', '☐', '☐'],
      ...['2', 'Trần Văn An', 'Xã B', 'Bằng khen', '☐', '☐', '☐'],
    ]);
    for (const { name } of [...printed.voters, ...printed.tellers]) expect(paper).not.toContain(name);
    for (const voters of [printed.voters.slice(1), [...printed.voters].reverse()])
      expect(printPaper({ ...printed, voters })).toBe(paper);
    expect(printRoll(printed)).not.toContain('Trần Văn An');
  });

  it('gives the tellers a line for each nominee and for the papers', () => {
    const form = printCountForm(printed);
    expect(form).toContain('Trên 2 thành viên');
    expect(form).toContain('Bà Kiểm Phiếu');
    expect(form).not.toContain('Lê Ủy Viên');
  });
});
