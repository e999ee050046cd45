import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { campaignSamples } from '../campaigns/campaign.samples.ts';
import { seesCampaign } from '../campaigns/campaign.policy.ts';
import { dossierPolicySamples } from '../dossiers/dossier.samples.ts';
import { maySee } from '../dossiers/dossier.policy.ts';
import { roles, type User } from '../kernel/actor.ts';
import { localDate } from '../kernel/dates.ts';
import { ulidSource } from '../kernel/ids.ts';
import type { UnitAct, UnitChange } from '../units/act.ts';
import { foldActs } from '../units/registry.ts';
import { ofCampaign, ofDossier } from './describe.ts';
import { mayFind, partsOf, partsOpenTo } from './parts.ts';

const ids = ulidSource({ now: () => new Date('2021-03-01T00:00:00Z') });
const units = Array.from({ length: 6 }, () => ids.next('unt'));
const [on, later] = [localDate('2021-03-01'), localDate('2021-09-01')];
const legalAct = { number: '1', issuer: 'Quốc hội', issuedOn: localDate('2019-12-01') };
const [root] = units;
if (!root) throw new Error('no units');

const created: UnitAct = {
  version: 1,
  effectiveOn: localDate('2020-01-01'),
  legalAct,
  changes: units.map((unitId, index): UnitChange => {
    const parentId = index === 0 ? null : (units[Math.floor((index - 1) / 2)] ?? root);
    return { kind: 'create', unitId, name: `Đơn vị ${index}`, code: null, unitKind: 'COMMUNE', parentId };
  }),
};
const unit = fc.constantFrom(...units);
/** A unit moves below the root, or ends and is carried on by another. */
const change = fc.tuple(unit, unit, fc.boolean(), fc.constantFrom(on, later)).map(([a, b, moves, day]) => ({
  version: 0,
  effectiveOn: day,
  legalAct,
  changes:
    a === root || a === b
      ? []
      : moves
        ? [{ kind: 'move' as const, unitId: a, parentId: root }]
        : [
            { kind: 'dissolve' as const, unitId: a },
            { kind: 'succeed' as const, unitId: a, successorId: b },
          ],
}));
const acts = fc
  .array(change, { maxLength: 4 })
  .map((some): readonly UnitAct[] => [
    created,
    ...some.map((act, index) => ({ ...act, version: index + 2 })),
  ]);
const grant = fc.record({ role: fc.constantFrom(...roles), unitId: unit });
const person = fc.array(grant, { maxLength: 3 }).map((grants): User => ({
  kind: 'user',
  userId: ids.next('usr'),
  name: 'A',
  root: false,
  grants: grants.map((one) => ({ ...one, from: localDate('2020-01-01'), to: null })),
}));
const staff = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'] as const;
const anchor = fc.oneof(
  unit.map((unitId) => [{ unitId, reach: 'OVER' as const, roles: staff }]),
  unit.map((unitId) => [
    { unitId, reach: 'AT' as const, roles: staff },
    { unitId, reach: 'OVER' as const, roles: ['AUDITOR'] as const },
  ]),
  unit.map((unitId) => [{ unitId, reach: 'OVER' as const, roles }]),
);

describe('the parts of the index', () => {
  it('open a record to exactly those who may find it, today and after every act that is entered', () => {
    fc.assert(
      fc.property(acts, anchor, person, (all, anchors, actor) => {
        const registry = foldActs(all);
        const open = partsOpenTo(actor);
        const reached = partsOf({ anchors }, registry, on).some((part) => open.includes(part));
        const days = [on, later].map((day) => mayFind({ actor, registry, on: day }, { anchors }));
        expect(reached).toBe(days.some(Boolean));
      }),
      { numRuns: 300 },
    );
  });

  it('are the public one for what is public, and nobody else’s', () => {
    const registry = foldActs([created]);
    expect(partsOf({ anchors: null }, registry, on)).toEqual(['PUBLIC']);
    expect(partsOpenTo({ kind: 'anonymous' })).toEqual([]);
  });

  it('say of dossiers and campaigns what their own slices say, for every role, unit and state', () => {
    const d = dossierPolicySamples();
    for (const status of ['DRAFT', 'SUBMITTED', 'DECIDED'] as const)
      for (const role of roles)
        for (const at of [d.author, d.province]) {
          const dossier = { ...d.dossierIn(status), revision: status === 'DRAFT' ? 0 : 1 };
          const viewer = d.viewer([role], at);
          expect(mayFind(viewer, ofDossier(dossier)), `${status} ${role}`).toBe(maySee(dossier, viewer));
        }
    const c = campaignSamples();
    for (const status of ['DRAFT', 'LAUNCHED'] as const)
      for (const role of roles)
        for (const at of [c.province, c.district, c.commune]) {
          const campaign = c.campaignIn(status);
          const viewer = c.viewer(role, at);
          expect(mayFind(viewer, ofCampaign(campaign)), `${status} ${role}`).toBe(
            seesCampaign(campaign, viewer),
          );
        }
  });
});
