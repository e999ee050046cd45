import { describe, expect, it } from 'vitest';
import { roles } from '../kernel/actor.ts';
import { parseDecimal } from '../kernel/decimal.ts';
import { nextStep, notAddressed, receiverOf, restarted, unitsMeant } from './addressing.ts';
import { campaignActions, availableActions, refusalsFor } from './campaign.policy.ts';
import { campaignSamples } from './campaign.samples.ts';
import { campaignStatuses, targetMet, type Target } from './campaign.ts';
import {
  availableActions as registrationAvailable,
  refusalsFor as registrationRefusals,
  registrationActions,
  seesRegistration,
} from './registration.policy.ts';
import { registrationStatuses } from './registration.ts';

const { province, district, commune, registry, on, campaignIn, registrationIn, viewer, ids } =
  campaignSamples();
const units = { province, district, commune };

/** The tables, written out a second time: a change of the rules has to be made twice, on purpose. */
const campaignExpected: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  DRAFT: {
    'campaign.update': ['OFFICER', 'ADMIN'],
    'campaign.address': ['OFFICER', 'ADMIN'],
    'campaign.launch': ['OFFICER', 'ADMIN', 'LEADER'],
    'campaign.attachDocument': ['OFFICER', 'ADMIN'],
    'campaign.detachDocument': ['OFFICER', 'ADMIN'],
    'campaign.cancel': ['LEADER'],
  },
  LAUNCHED: {
    'campaign.attachDocument': ['OFFICER', 'ADMIN'],
    'campaign.detachDocument': ['OFFICER', 'ADMIN'],
    'campaign.cancel': ['LEADER'],
    'campaign.reviewMidTerm': ['OFFICER', 'APPRAISER', 'LEADER'],
    'campaign.reviewFinal': ['OFFICER', 'APPRAISER', 'LEADER'],
  },
  REVIEWED: {},
  CANCELLED: {},
};

const writing = {
  'registration.update': ['OFFICER', 'LEADER'],
  'registration.consolidate': ['OFFICER', 'LEADER'],
  'registration.send': ['OFFICER', 'LEADER'],
};
const unitSide: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  DRAFT: writing,
  RETURNED: writing,
};
const receiverSide: typeof unitSide = {
  SENT: {
    'registration.approve': ['LEADER', 'APPRAISER'],
    'registration.return': ['LEADER', 'APPRAISER'],
  },
};

describe('the status table of campaigns', () => {
  const cases = campaignStatuses.flatMap((status) => roles.map((role) => [status, role] as const));
  it.each(cases)('allows in %s to %s exactly what it names', (status, role) => {
    for (const unit of [province, district]) {
      const who = viewer(role, unit);
      const open = campaignActions.filter((code) => refusalsFor(code, campaignIn(status), who).length === 0);
      const expected = Object.entries(campaignExpected[status] ?? {}).filter(([, held]) =>
        held.includes(role),
      );
      expect(open).toEqual(unit === province ? expected.map(([code]) => code) : []);
      for (const action of availableActions(campaignIn(status), who))
        expect(action.allowed).toBe(open.some((code) => code === action.code));
    }
  });
});

describe('the status table of registrations', () => {
  const cases = registrationStatuses.flatMap((status) => roles.map((role) => [status, role] as const));
  it.each(cases)('allows in %s to %s exactly what it names', (status, role) => {
    const registration = registrationIn(status);
    const campaign = campaignIn('LAUNCHED');
    for (const [name, unit] of Object.entries(units)) {
      const who = viewer(role, unit);
      const open = registrationActions.filter(
        (code) => registrationRefusals(code, registration, campaign, who).length === 0,
      );
      const side = (name === 'commune' ? unitSide : receiverSide)[status] ?? {};
      const expected = Object.entries(side).filter(([, held]) => held.includes(role));
      expect(open).toEqual(expected.map(([code]) => code));
      for (const action of registrationAvailable(registration, campaign, who))
        expect(action.allowed).toBe(open.some((code) => code === action.code));
      expect(seesRegistration(registration, who)).toBe(status !== 'DRAFT' || name === 'commune');
    }
  });

  it.each(campaignStatuses)('is closed in a campaign that is %s unless it goes on', (status) => {
    const who = viewer('OFFICER', commune);
    const codes = registrationRefusals('registration.send', registrationIn('DRAFT'), campaignIn(status), who);
    expect(codes.map((r) => r.code)).toEqual(status === 'LAUNCHED' ? [] : ['CAMPAIGN_CLOSED']);
  });
});

describe('the list of addressed units', () => {
  const many = Array.from({ length: 200 }, () => ids.next('unt'));

  it('means the kinds below a unit, and never the unit itself', () => {
    const rule = { unitIds: [], kinds: ['PROVINCE', 'DISTRICT', 'COMMUNE'], underUnitId: province } as const;
    expect(unitsMeant(rule, registry, on)).toEqual([district, commune].sort());
    expect(unitsMeant({ ...rule, underUnitId: district }, registry, on)).toEqual([commune]);
    expect(unitsMeant({ ...rule, kinds: [], unitIds: [province] }, registry, on)).toEqual([province]);
  });

  it('is reached in whole steps, also after the rule has changed halfway', () => {
    let at = nextStep(notAddressed, many, 75);
    expect([at.add.length, at.pending]).toEqual([75, 125]);
    at = nextStep(restarted(at.after), many.slice(50, 60), 75);
    expect(at.after.written).toEqual(many.slice(50, 60));
    expect([at.add.length, at.drop.length, at.pending]).toEqual([10, 65, 0]);
    expect(at.after.outdated).toEqual([]);
  });

  it('lets the nearest addressed unit above receive', () => {
    expect(receiverOf([province, district, commune], registry, commune, on)).toBe(district);
    expect(receiverOf([province, commune], registry, commune, on)).toBe(province);
    expect(receiverOf([commune], registry, commune, on)).toBeUndefined();
  });
});

describe('a target', () => {
  const target = (direction: Target['direction'], plan: string | null, actual: string | null): Target => ({
    ...{ code: 'A', name: 'A', unit: '%', direction, baseline: null },
    plan: plan === null ? null : (parseDecimal(plan) ?? null),
    actual: actual === null ? null : (parseDecimal(actual) ?? null),
  });
  it.each([
    ['AT_LEAST', '60', '60.0', true],
    ['AT_LEAST', '60', '59.999999', false],
    ['AT_MOST', '0.9', '0.90', true],
    ['AT_MOST', '0.9', '0.900001', false],
    ['AT_MOST', null, '1', null],
    ['AT_LEAST', '1', null, null],
  ] as const)('%s %s with %s is met: %s', (direction, plan, actual, met) => {
    expect(targetMet(target(direction, plan, actual))).toBe(met);
  });
});
