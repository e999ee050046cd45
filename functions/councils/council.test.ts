import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, localDate } from '../kernel/dates.ts';
import { derivedId, ulidSource } from '../kernel/ids.ts';
import { checkComposition } from './check-seats.ts';
import { seatRoles, seatsOn, sits, votersOn, warningsOf, type Council, type Seat } from './council.ts';

const day = localDate;
const user = (n: number) => derivedId('usr', new Uint8Array(26).fill(n));
const ids = ulidSource({ now: () => new Date('2021-01-01T00:00:00Z') }, () => 0.5);

const seat = (number: number, extra: Partial<Seat> = {}): Seat => ({
  number,
  role: 'MEMBER',
  name: `Thành viên ${number}`,
  title: 'Giám đốc Sở',
  unitId: null,
  subjectId: null,
  userId: user(number),
  votes: true,
  fields: [],
  relatives: [],
  from: day('2021-01-01'),
  to: null,
  filledBy: 0,
  endedBy: null,
  ...extra,
});

const council = (...seats: readonly Seat[]): Council => ({
  id: ids.next('cnl'),
  unitId: ids.next('unt'),
  name: 'Hội đồng',
  term: { from: day('2021-01-01'), to: day('2026-01-01') },
  decisions: [],
  seats,
  version: 1,
});

const full = council(
  seat(1, { role: 'CHAIR' }),
  seat(2, { role: 'STANDING_VICE_CHAIR' }),
  seat(3, { role: 'SECRETARY', votes: false, userId: null }),
  seat(4),
);

describe('a council', () => {
  it('counts as total members only whose votes count on the day', () => {
    const left = council(...full.seats, seat(5, { to: day('2021-06-01'), endedBy: 1 }));
    expect(votersOn(left, day('2021-05-31')).map((s) => s.number)).toEqual([1, 2, 4, 5]);
    expect(votersOn(left, day('2021-06-01')).map((s) => s.number)).toEqual([1, 2, 4]);
    expect(seatsOn(left, day('2020-12-31'))).toEqual([]);
  });

  it.each([
    ['2020-12-31', false],
    ['2021-01-01', true],
    ['2025-12-31', true],
    ['2026-01-01', false],
  ] as const)('sits on %s: %s', (on, expected) => expect(sits(full, day(on))).toBe(expected));

  it('says what is to be mended', () => {
    const codes = (c: Council, on: string) =>
      warningsOf(c, day(on)).map((w) => `${w.code} ${w.seat ?? ''}`.trim());
    expect(codes(full, '2021-02-01')).toEqual([]);
    expect(codes(full, '2025-11-01')).toEqual([]);
    expect(codes(full, '2025-11-02')).toEqual(['TERM_ENDS_SOON']);
    expect(codes(full, '2026-01-01')).toContain('TERM_ENDED');
    const bare = council(seat(1, { userId: null }), seat(2, { to: day('2021-03-01') }));
    expect(codes(bare, '2021-03-01')).toEqual([
      'CHAIR_VACANT',
      'STANDING_VICE_CHAIR_VACANT',
      'SECRETARY_VACANT',
      'SEAT_EXPIRED 2',
      'SEAT_WITHOUT_ACCOUNT 1',
    ]);
  });

  it('never lets one person sit twice or a single role be held twice, whatever the seats', () => {
    const seats = fc.array(
      fc.record({
        role: fc.constantFrom(...seatRoles),
        person: fc.integer({ min: 1, max: 6 }),
        gone: fc.boolean(),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(seats, (drawn) => {
        const on = day('2021-06-01');
        const made = council(
          ...drawn.map(({ role, person, gone }, i) =>
            seat(i + 1, { role, userId: user(person), ...(gone && { to: addDays(on, -1), endedBy: 1 }) }),
          ),
        );
        const held = drawn.filter((one) => !one.gone);
        const people = new Set(held.map((one) => one.person)).size;
        const twice = ['CHAIR', 'STANDING_VICE_CHAIR', 'SECRETARY'].filter(
          (role) => held.filter((one) => one.role === role).length > 1,
        );
        const codes = checkComposition(made, on, 'seats').map((r) => r.code);
        expect(codes.includes('COUNCIL_MEMBER_TWICE')).toBe(people < held.length);
        expect(codes.filter((code) => code === 'COUNCIL_ROLE_TAKEN')).toHaveLength(twice.length);
      }),
    );
  });
});
