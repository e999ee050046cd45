import type { Id } from '../../functions/kernel/ids.ts';
import { province } from './units.ts';
import { pick } from './pick.ts';
import { key, refusals, type World } from './world.ts';

export const campaignMutation = (name: string, field = 'campaign', body = '') => {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  const shown = body || `id status version launchedOn addressing { addressed pending }`;
  return `mutation ($input: ${type}Input!) { ${name}(input: $input) { ${field} { ${shown} }
    userErrors { code field message details { name value } } } }`;
};

/** A province's movement of 2021 for all of its districts and communes, with every due date. */
export const movement = (extra: object = {}) => ({
  hostUnitId: province,
  name: 'Nam Định chung sức xây dựng nông thôn mới',
  kind: 'MOVEMENT',
  launcher: { level: 'PROVINCE', unitId: province, name: 'Ủy ban nhân dân tỉnh Nam Định' },
  legalBases: [{ number: '08/KH-UBND', issuer: 'Ủy ban nhân dân tỉnh', issuedOn: '2021-01-21' }],
  period: { kind: 'CALENDAR_YEAR', from: '2021-01-01', to: '2021-12-31' },
  contents: 'Nâng cao chất lượng các tiêu chí nông thôn mới',
  criteria: ['Hoàn thành chỉ tiêu xây dựng nông thôn mới nâng cao'],
  targets: [
    { code: 'XA-NC', name: 'Xã đạt nông thôn mới nâng cao', unit: 'xã', direction: 'AT_LEAST', plan: '60' },
    {
      code: 'HO-NGHEO',
      name: 'Tỷ lệ hộ nghèo',
      unit: '%',
      direction: 'AT_MOST',
      baseline: '1.20',
      plan: '0.9',
    },
  ],
  addressing: { kinds: ['DISTRICT', 'COMMUNE'] },
  dueDates: {
    acknowledgeBy: '2021-02-10',
    registerBy: '2021-03-31',
    planBy: '2021-04-15',
    reportsBy: ['2021-06-30', '2021-11-30'],
  },
  idempotencyKey: key(),
  ...extra,
});

export type Draft = { readonly id: string; readonly version: number };

export async function drafted(world: World, as: Id<'usr'>, extra: object = {}): Promise<Draft> {
  const answer = await world.run(as, campaignMutation('createCampaign'), { input: movement(extra) });
  if (refusals(answer, 'createCampaign').length > 0) throw new Error(JSON.stringify(answer.data));
  return { id: String(pick(answer.data, 'createCampaign', 'campaign', 'id')), version: 1 };
}

/** Drafts and launches a campaign; returns its id. */
export async function launched(world: World, as: Id<'usr'>, extra: object = {}): Promise<string> {
  const { id } = await drafted(world, as, extra);
  const input = { campaignId: id, expectedVersion: 1, idempotencyKey: key() };
  const answer = await world.run(as, campaignMutation('launchCampaign'), { input });
  if (refusals(answer, 'launchCampaign').length > 0) throw new Error(JSON.stringify(answer.data));
  return id;
}

export async function acknowledged(
  world: World,
  as: Id<'usr'>,
  campaignId: string,
  unitId: Id<'unt'>,
): Promise<void> {
  const input = { campaignId, unitId, expectedVersion: 1, idempotencyKey: key() };
  const mutation = campaignMutation('acknowledgeCampaign', 'addressedUnit', 'version acknowledgedLate');
  const answer = await world.run(as, mutation, { input });
  if (refusals(answer, 'acknowledgeCampaign').length > 0) throw new Error(JSON.stringify(answer.data));
}
