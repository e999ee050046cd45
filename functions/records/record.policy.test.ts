import { describe, expect, it } from 'vitest';
import { roles, type Role } from '../kernel/actor.ts';
import { localDate } from '../kernel/dates.ts';
import { ulidSource, type Id } from '../kernel/ids.ts';
import { foldActs } from '../units/registry.ts';
import { lanes, type Entry } from './entry.ts';
import { lanesSeen, mayRecord, mayReplace, type Verb, type Viewer } from './record.policy.ts';

const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
const [above, own, beside] = [ids.next('unt'), ids.next('unt'), ids.next('unt')];
const on = localDate('2021-03-01');
const unit = { kind: 'create', code: null } as const;
const registry = foldActs([
  {
    version: 1,
    effectiveOn: localDate('2020-01-01'),
    legalAct: { number: '1', issuer: 'Quốc hội', issuedOn: localDate('2019-12-01') },
    changes: [
      { ...unit, unitId: above, name: 'Huyện', unitKind: 'DISTRICT', parentId: null },
      { ...unit, unitId: own, name: 'Xã', unitKind: 'COMMUNE', parentId: above },
      { ...unit, unitId: beside, name: 'Xã bên', unitKind: 'COMMUNE', parentId: above },
    ],
  },
]);
const userId = ids.next('usr');
const viewer = (role: Role, unitId: Id<'unt'>): Viewer => ({
  actor: {
    kind: 'user',
    userId,
    name: 'A',
    root: false,
    grants: [{ role, unitId, from: localDate('2020-01-01'), to: null }],
  },
  registry,
  on,
});

/** Roles that may, at the subject's own unit and above it. */
type Allowed = readonly [own: readonly Role[], above: readonly Role[]];
const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];
const expected: Readonly<Record<(typeof lanes)[number], Readonly<Record<Verb, Allowed>>>> = {
  OPEN: {
    view: [staff, staff],
    enter: [['OFFICER', 'APPRAISER'], ['APPRAISER']],
    verify: [['APPRAISER'], ['APPRAISER']],
  },
  DISCIPLINE: {
    view: [['OFFICER', 'APPRAISER', 'LEADER'], ['APPRAISER']],
    enter: [['OFFICER', 'APPRAISER'], ['APPRAISER']],
    verify: [['APPRAISER'], ['APPRAISER']],
  },
  PROCEEDING: {
    view: [['APPRAISER'], ['APPRAISER']],
    enter: [['APPRAISER'], ['APPRAISER']],
    verify: [['APPRAISER'], ['APPRAISER']],
  },
};

describe('who may do what with records', () => {
  const verbs: readonly Verb[] = ['view', 'enter', 'verify'];
  for (const lane of lanes)
    for (const verb of verbs)
      it(`${verb} ${lane}`, () => {
        const [atOwn, fromAbove] = expected[lane][verb];
        for (const role of roles) {
          expect(mayRecord(viewer(role, own), lane, verb, own), `${role} own`).toBe(atOwn.includes(role));
          expect(mayRecord(viewer(role, above), lane, verb, own), `${role} above`).toBe(
            fromAbove.includes(role),
          );
          expect(mayRecord(viewer(role, beside), lane, verb, own), `${role} beside`).toBe(false);
        }
        const anonymous: Viewer = { actor: { kind: 'anonymous' }, registry, on };
        expect(mayRecord(anonymous, lane, verb, own)).toBe(false);
      });

  it('sees only the lanes of their office', () => {
    expect(lanesSeen(viewer('APPRAISER', above), own)).toEqual(lanes);
    expect(lanesSeen(viewer('LEADER', own), own)).toEqual(['OPEN', 'DISCIPLINE']);
    expect(lanesSeen(viewer('AUDITOR', own), own)).toEqual(['OPEN']);
    expect(lanesSeen(viewer('ADMIN', own), own)).toEqual([]);
  });

  it('replaces what was verified or decided here only as an appraiser', () => {
    const entry: Entry = {
      id: ids.next('rec'),
      content: { is: 'HISTORY_EXTENT', of: 'AWARDS', knownFrom: null, note: null },
      source: { from: 'ENTRY' },
      recordedBy: userId,
      recordedAt: '2021-03-01T00:00:00.000Z',
      verified: null,
      corrects: null,
      contradicts: [],
    };
    const verified = { ...entry, verified: { by: userId, at: entry.recordedAt } };
    const decided = { ...entry, source: { from: 'DECISION', decisionId: ids.next('dec') } as const };
    const may = (role: Role, one: Entry) => mayReplace(viewer(role, own), one, own);
    expect([entry, verified, decided].map((one) => may('OFFICER', one))).toEqual([true, false, false]);
    expect([entry, verified, decided].map((one) => may('APPRAISER', one))).toEqual([true, true, true]);
  });
});
