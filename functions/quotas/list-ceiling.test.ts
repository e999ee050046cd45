import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ulidSource } from '../kernel/ids.ts';
import type { Bound } from './bounds.ts';
import { ceilingsOver, withoutSeat } from './list-ceiling.ts';
import type { Quota } from './quota.ts';

const unitId = ulidSource({ now: () => new Date(0) }).next('unt');
const quota = (own: Partial<Quota>): Quota => ({
  unitId,
  awardCode: 'CSTDCS',
  year: { kind: 'CALENDAR', year: 2020 },
  seats: null,
  taken: 0,
  base: null,
  working: [],
  version: 0,
  ...own,
});
const bound = (percent: number | null): Bound => ({
  source: 'NATIONAL',
  percent,
  citation: 'x',
  status: 'unverified',
});

describe('ceilings over a list', () => {
  it('show each by itself, from the rule to who is over it', () => {
    const over = ceilingsOver(quota({ seats: 5, base: 33, version: 2 }), [bound(15)], {
      asked: 4,
      takenByOthers: 2,
    });
    expect(over).toMatchObject([
      { source: 'SEATS', rule: 'Cấp trên đặt chỉ tiêu 5', seats: 5, free: 3, over: 1, status: 'confirmed' },
      { source: 'NATIONAL', rule: 'Không quá 15 %', seats: 4, free: 2, over: 2, status: 'unverified' },
    ]);
    expect(over[1]?.working).toEqual([
      '15 % × 33 người = 4,95, làm tròn xuống: 4',
      '4 − 2 (hồ sơ khác đã giữ) = 2 cho hồ sơ này',
      'đề nghị 4: vượt 2, tính từ cuối danh sách',
    ]);
  });

  it('give no number where the rule names no percentage, or nobody said of how many people', () => {
    const numberless = { seats: null, free: null, over: null };
    const asked = { asked: 4, takenByOthers: 2 };
    expect(ceilingsOver(quota({ base: 33 }), [bound(null)], asked)).toMatchObject([numberless]);
    expect(ceilingsOver(quota({}), [bound(15)], asked)).toMatchObject([{ ...numberless, percent: 15 }]);
    expect(withoutSeat({ free: null }, ['a'])).toEqual([]);
  });

  it('name as many as they count, always the end of the list', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), (seats, takenByOthers, asked) => {
        const names = Array.from({ length: asked }, (_, i) => i);
        return ceilingsOver(quota({ seats }), [], { asked, takenByOthers }).every((one) => {
          const out = withoutSeat(one, names);
          const left = Math.max(0, seats - takenByOthers);
          return out.length === one.over && out.every((name) => name >= left) && asked - out.length <= left;
        });
      }),
    );
  });
});
