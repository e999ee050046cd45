import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { fitsSimpleCases, simpleProcedureOn } from '../law/procedure.ts';
import { refusalsFor } from './dossier.policy.ts';
import { dossierPolicySamples } from './dossier.samples.ts';
import type { Dossier } from './dossier.ts';
import type { RouteStepCode } from './route-step.ts';
import { needs, routeOf } from './route.ts';
import { dossierActions } from './status-table.ts';
import { viewRoute } from './view-route.ts';

const { dossierIn, viewer, province } = dossierPolicySamples();
const asking = (code: string, more: Partial<Dossier> = {}): Dossier => ({
  ...dossierIn('APPRAISED'),
  totalPerAward: { [code]: 1 },
  ...more,
});
const steps = (dossier: Dossier, on: string, kind: 'PROVINCE' | 'COMMUNE' | 'DISTRICT' = 'PROVINCE') => {
  const route = routeOf(dossier, kind, localDate(on));
  return (['POSTING', 'COUNCIL'] as const).filter((code) => needs(route, code));
};

describe('the route of a dossier', () => {
  it.each<[string, string, readonly RouteStepCode[]]>([
    ['BKTTG', '2021-01-20', ['COUNCIL']],
    ['BKTTG', '2021-01-21', ['POSTING', 'COUNCIL']],
    ['CTDCP', '2021-02-08', ['POSTING', 'COUNCIL']],
    ['HCLD3', '2018-05-01', ['POSTING', 'COUNCIL']],
    ['BKT', '2021-04-20', ['COUNCIL']],
    ['HCLD3', '2025-08-20', ['POSTING', 'COUNCIL']],
  ])('of %s at the province on %s goes through %j', (code, on, expected) => {
    expect(steps(asking(code), on)).toEqual(expected);
  });

  it('is posted by the province, not by the levels below', () => {
    expect(steps(asking('BKTTG'), '2021-04-20', 'DISTRICT')).toEqual([]);
    expect(steps(asking('LDTT'), '2021-04-20', 'COMMUNE')).toEqual(['COUNCIL']);
  });

  it('is the longest that one of its awards needs', () => {
    const mixed = asking('BKT', { totalPerAward: { BKT: 3, BKTTG: 1 } });
    expect(steps(mixed, '2021-04-20')).toEqual(['POSTING', 'COUNCIL']);
    const turnedDown = { ...mixed, counters: { ...mixed.counters, approved: { BKT: 3 } } };
    expect(steps(turnedDown, '2021-04-20')).toEqual(['COUNCIL']);
  });

  it('has no council in the simple procedure, and no posting of what must not be posted', () => {
    const secret = asking('BKTTG', { simpleCases: ['STATE_SECRET'] });
    expect(steps(secret, '2024-05-01')).toEqual([]);
    const political = asking('BKTTG', { simpleCases: ['POLITICAL_TASK'] });
    expect(steps(political, '2024-05-01')).toEqual(['POSTING']);
  });

  const simple = (['2021-04-20', '2024-05-01', '2025-09-01'] as const).flatMap((on) => {
    const rule = simpleProcedureOn({ awardCode: 'BKTTG', type: 'MERIT', on: localDate(on) });
    return rule ? [{ on, rule, keys: rule.cases.map((one) => one.key) }] : [];
  });
  const cases = simple.flatMap(({ on, rule }) =>
    rule.cases.map((one) => [one.key, on, rule, one.posted] as const),
  );

  it.each(cases)('has no council in the simple case %s on %s', (key, on, rule, posted) => {
    const together = rule.mode === 'ALL' ? rule.cases.map((one) => one.key) : [key];
    expect(steps(asking('BKTTG', { simpleCases: together }), on)).toEqual(posted ? ['POSTING'] : []);
    expect(fitsSimpleCases(rule, [key])).toBe(rule.mode === 'ANY');
  });

  it('has five simple cases since 2024, any of which suffices, and before three that hold together', () => {
    expect(simple.map(({ rule, keys }) => [rule.mode, keys.length])).toEqual([
      ['ALL', 3],
      ['ANY', 5],
      ['ANY', 5],
    ]);
    for (const { rule, keys } of simple) {
      expect(fitsSimpleCases(rule, keys)).toBe(true);
      expect(fitsSimpleCases(rule, [...keys, 'NO_SUCH_CASE'])).toBe(false);
      expect(fitsSimpleCases(rule, [])).toBe(false);
    }
  });

  it('waits for the Standing Committee where a rule asks for its word on every nominee', () => {
    const needsParty = (code: string, on: string, kind: 'PROVINCE' | 'COMMUNE' = 'PROVINCE') =>
      needs(routeOf(asking(code), kind, localDate(on)), 'PARTY_OPINION');
    expect(needsParty('CSTDTQ', '2025-09-01')).toBe(true);
    expect(needsParty('CSTDTQ', '2025-09-01', 'COMMUNE')).toBe(false);
    expect(needsParty('BKTTG', '2025-09-01')).toBe(false);
    expect(needsParty('CSTDTQ', '2021-04-20')).toBe(false);
    expect(needsParty('HCLD3', '2024-05-01')).toBe(false);
  });

  it('has opinions of agencies on it once they are asked, before everything that follows the appraisal', () => {
    const asked = { ...asking('BKTTG'), consulted: { asked: 2, open: 1 } };
    const { steps: seen } = viewRoute(asked, viewer(['LEADER'], province));
    expect(seen.map((step) => [step.code, step.state])).toEqual([
      ['APPRAISAL', 'DONE'],
      ['OPINIONS', 'CURRENT'],
      ['PARTY_OPINION', 'NOT_NEEDED'],
      ['POSTING', 'AHEAD'],
      ['COUNCIL', 'AHEAD'],
      ['OUTCOME', 'AHEAD'],
    ]);
    const waiting = dossierActions.filter((action) =>
      refusalsFor(action, asked, viewer(['LEADER'], province)).some(
        (r) => r.code === 'DOSSIER_STEP_MISSING' && r.details?.['step'] === 'OPINIONS',
      ),
    );
    expect(waiting).toEqual(['post', 'sendToCouncil', 'decide', 'forward']);
    const old = { ...asked, route: { fixedOn: localDate('2021-02-01'), steps: [] } };
    expect(viewRoute(old, viewer(['LEADER'], province)).steps.map((step) => step.code)).toEqual(['OPINIONS']);
  });

  it('says of every step why, and where the dossier stands', () => {
    const { steps: seen, fixedOn } = viewRoute(asking('BKTTG'), viewer(['LEADER'], province));
    expect(fixedOn).toBeNull();
    expect(seen.map((step) => [step.code, step.needed])).toEqual([
      ['APPRAISAL', true],
      ['OPINIONS', false],
      ['PARTY_OPINION', false],
      ['POSTING', true],
      ['COUNCIL', true],
      ['OUTCOME', true],
    ]);
    const posting = seen.find((step) => step.code === 'POSTING');
    expect(posting?.reason).toBe('BKTTG: phải công khai lấy ý kiến Nhân dân');
    expect(posting?.citation).toContain('08/KH-UBND');
    const ended = viewRoute({ ...asking('BKTTG'), status: 'FORWARDED' }, viewer(['LEADER'], province));
    expect(ended.steps.at(-1)?.state).toBe('DONE');
  });

  it('keeps every outcome waiting while a nominee is suspended', () => {
    const suspended = { ...dossierIn('APPRAISED'), suspended: 2 };
    const stopped = dossierActions.filter((action) =>
      refusalsFor(action, suspended, viewer(['LEADER'], province)).some(
        (r) => r.code === 'DOSSIER_SUSPENDED',
      ),
    );
    expect(stopped).toEqual(['post', 'sendToCouncil', 'decide', 'forward']);
  });
});
