import { describe, expect, it } from 'vitest';
import type { Council } from '../councils/council.ts';
import { localDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import type { Meeting } from '../meetings/meeting.ts';
import type { Ballot, Sheet } from './ballot.ts';
import { participationOf, type Held } from './participation.ts';

const ids = ulidSource({ now: () => new Date('2021-01-01T00:00:00Z') });
const [councilId, unitId, meetingId] = [ids.next('cnl'), ids.next('unt'), ids.next('mtg')];
const day = localDate('2021-01-01');

const council: Council = {
  id: councilId,
  unitId,
  name: 'Hội đồng',
  term: { from: day, to: localDate('2026-01-01') },
  decisions: [],
  seats: [1, 2, 3].map((number) => ({
    ...{ number, role: 'MEMBER' as const, name: '', title: '', unitId: null, subjectId: null, userId: null },
    ...{ votes: true, fields: [], relatives: [], from: day, to: null, filledBy: 0, endedBy: null },
  })),
  version: 1,
};

const meeting = (status: Meeting['status']): Meeting => ({
  ...{ id: meetingId, councilId, unitId, title: '', scheduledAt: '', place: '', status, agenda: [] },
  invited: [1, 2, 3],
  invitedAt: null,
  attendance: [
    { seat: 1, mode: 'PRESENT' },
    { seat: 2, mode: 'ONLINE' },
    { seat: 3, mode: 'EXCUSED' },
  ],
  ...{ presiding: 1, openedAt: null, quorum: null, tasks: [], minutes: null, cancelReason: null, version: 1 },
});

const sheet = (recused: readonly number[]): Sheet => ({
  ...{ sheetId: 's', nominees: [0], seats: [1, 2], recused, keys: null },
});
const ballot = (mode: Ballot['mode']): Ballot => ({
  ...{ id: ids.next('bal'), meetingId, councilId, unitId, mode, status: 'FINAL', dossiers: [], nominees: 1 },
  ...{ tellers: [1, 2], openedOn: day, members: [1, 2, 3], roll: [1, 2], sheets: [] },
  ...{ signatures: [], localThresholds: [] },
  ...{ countHash: null, concluded: [], annulReason: null, version: 1 },
});
const held = (mode: Ballot['mode'], extra: Partial<Held> = {}): Held => ({
  ...{ ballot: ballot(mode), sheets: [sheet([])], papers: [], written: [] },
  ...extra,
});

describe('participation', () => {
  it('counts meetings that took place, and votes by paper taken, presence or opinion in writing', () => {
    const votes = [
      held('ELECTRONIC', { papers: [{ sheetId: 's', seat: 1, blindedHash: '', version: 1 }] }),
      held('PAPER', { written: [{ seat: 3, choices: [], recordedBy: ids.next('usr'), at: '' }] }),
      held('ELECTRONIC', { sheets: [sheet([2])] }),
    ];
    const meetings = [meeting('CLOSED'), meeting('OPEN'), meeting('CANCELLED')];
    const rows = participationOf(council, meetings, votes);
    expect(
      rows.map(({ seat, invited, attended, entitled, voted }) => [seat, invited, attended, entitled, voted]),
    ).toEqual([
      [1, 2, 2, 3, 2],
      [2, 2, 2, 2, 1],
      [3, 2, 0, 3, 1],
    ]);
  });

  it('says of votes whether, never how', () => {
    const [row] = participationOf(council, [], [held('ELECTRONIC')]);
    expect(Object.keys(row ?? {})).toEqual(['seat', 'invited', 'attended', 'entitled', 'voted']);
  });
});
