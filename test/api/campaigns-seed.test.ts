import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Id } from '../../functions/kernel/ids.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { campaignMutation } from '../support/campaigns.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, root, type World } from '../support/world.ts';

const file = (name: string) => readFile(new URL(`../../infra/seed/${name}`, import.meta.url), 'utf8');
const loose = z.record(z.string(), z.unknown());
const campaignFile = z.object({
  hostUnitCode: z.string(),
  campaigns: z.array(
    z.looseObject({
      key: z.string(),
      parentKey: z.string().nullable(),
      name: z.string(),
      launcher: z.looseObject({ level: z.string() }),
    }),
  ),
});
const roundFile = z.object({
  rounds: z.array(z.looseObject({ key: z.string(), unverified: z.array(z.string()) })),
});

describe('the seed of 2021', () => {
  let world: World;
  let province: string, officer: Id<'usr'>, appraiser: Id<'usr'>;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    world = await createWorld('2021-01-25T02:00:00Z');
    const importUnits = `mutation ($input: ImportUnitsInput!) { importUnits(input: $input) { userErrors { code field } } }`;
    const legalAct = { number: '1', issuer: 'Tổng cục Thống kê', issuedOn: '2020-01-01' };
    const csv = await file('nam-dinh-units-2021.csv');
    const input = { format: 'SNAPSHOT', csv, effectiveOn: '2020-01-01', legalAct, idempotencyKey: key() };
    expect(refusals(await world.run(root, importUnits, { input }), 'importUnits')).toEqual([]);
    const found = await world.run(root, '{ unitByCode(code: "36") { id } }');
    province = String(pick(found.data, 'unitByCode', 'id'));
    const unitId = parseId('unt', province);
    if (!unitId) throw new Error(province);
    officer = await world.user('officer', [['OFFICER', unitId]]);
    appraiser = await world.user('appraiser', [['APPRAISER', unitId]]);
  });

  it('loads every campaign that it names, with all of their units', async () => {
    const { campaigns } = campaignFile.parse(JSON.parse(await file('campaigns-2021.json')));
    for (const { key: name, parentKey, ...terms } of campaigns) {
      const parentId = parentKey === null ? null : ids.get(parentKey);
      const input = { ...terms, hostUnitId: province, parentId, idempotencyKey: key() };
      const created = await world.run(officer, campaignMutation('createCampaign'), { input });
      expect(refusals(created, 'createCampaign'), name).toEqual([]);
      ids.set(name, await launch(String(pick(created.data, 'createCampaign', 'campaign', 'id'))));
    }
    const list = `{ campaigns(year: 2021, first: 100) { nodes { name kind status launcher { level } unverified
      parent { name } addressing { addressed pending } legalBases { number } } } }`;
    const nodes = [pick((await world.run(undefined, list)).data, 'campaigns', 'nodes')].flat();
    expect(nodes).toHaveLength(20);
    expect(nodes.filter((node) => pick(node, 'kind') === 'DRIVE')).toHaveLength(2);
    expect(nodes.filter((node) => pick(node, 'launcher', 'level') === 'PRIME_MINISTER')).toHaveLength(4);
    expect(nodes.every((node) => pick(node, 'status') === 'LAUNCHED')).toBe(true);
    const own = nodes.find((node) => pick(node, 'name') === 'Nam Định chung sức xây dựng nông thôn mới');
    expect(own).toMatchObject({
      parent: { name: 'Cả nước chung sức xây dựng nông thôn mới' },
      addressing: { addressed: 236, pending: 0 },
    });
  });

  /** As a client does it: the list of units in steps, then the launch. */
  async function launch(campaignId: string): Promise<string> {
    let [version, pending] = [1, await pendingOf(campaignId)];
    while (pending > 75) {
      const input = { campaignId, expectedVersion: version, idempotencyKey: key() };
      const early = await world.run(officer, campaignMutation('launchCampaign'), {
        input: { ...input, idempotencyKey: key() },
      });
      expect(refusals(early, 'launchCampaign')).toEqual(['CAMPAIGN_UNITS_PENDING campaignId']);
      const step = await world.run(officer, campaignMutation('addressUnits'), { input });
      expect(refusals(step, 'addressUnits')).toEqual([]);
      version += 1;
      pending = Number(pick(step.data, 'addressUnits', 'campaign', 'addressing', 'pending'));
    }
    const input = { campaignId, expectedVersion: version, idempotencyKey: key() };
    const answer = await world.run(officer, campaignMutation('launchCampaign'), { input });
    expect(refusals(answer, 'launchCampaign')).toEqual([]);
    return campaignId;
  }
  const pendingOf = async (id: string) => {
    const query = 'query ($id: ID!) { campaign(id: $id) { addressing { pending } } }';
    return Number(pick((await world.run(officer, query, { id })).data, 'campaign', 'addressing', 'pending'));
  };

  it('loads the three rounds', async () => {
    const { rounds } = roundFile.parse(JSON.parse(await file('rounds-2021.json')));
    const mutation = `mutation ($input: CreateRoundInput!) { createRound(input: $input) { round { opensOn } userErrors { code field } } }`;
    for (const { key: name, unverified: _, ...terms } of rounds) {
      const input = { ...loose.parse(terms), hostUnitId: province, idempotencyKey: key() };
      expect(refusals(await world.run(appraiser, mutation, { input }), 'createRound'), name).toEqual([]);
    }
    expect(rounds).toHaveLength(3);
  });
});
