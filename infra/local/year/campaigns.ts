import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { districts, officerAt, offices, province, type UnitKey } from './cast.ts';
import { heldAs, type Client } from './client.ts';
import type { Units } from './office.ts';

const seed = z.object({
  campaigns: z.array(z.looseObject({ key: z.string(), parentKey: z.string().nullable() })),
});
const drafted = z.object({
  campaign: z.object({
    id: z.string(),
    version: z.int(),
    addressing: z.object({ pending: z.int() }),
  }),
});
const selection = 'campaign { id version addressing { pending } }';

/** So many units may still be written by the launch itself. */
const withLaunch = 75;

/** Launches everything that the province's plan names; answers with the ids by the keys of the seed file. */
export async function launchCampaigns(client: Client, units: Units): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(new URL('../../seed/campaigns-2021.json', import.meta.url), 'utf8');
  const ids = new Map<string, string>();
  const officer = officerAt(province);
  for (const { key, parentKey, ...terms } of seed.parse(JSON.parse(text)).campaigns) {
    const parentId = parentKey === null ? null : ids.get(parentKey);
    const input = { ...terms, hostUnitId: units.idOf(province), parentId };
    let { campaign } = await client.done(officer, 'createCampaign', selection, input, drafted);
    const step = async (name: string) => {
      const of = { campaignId: campaign.id, expectedVersion: campaign.version };
      ({ campaign } = await client.done(officer, name, selection, of, drafted));
    };
    while (campaign.addressing.pending > withLaunch) await step('addressUnits');
    await step('launchCampaign');
    ids.set(key, campaign.id);
  }
  return ids;
}

const part = z.object({
  campaignsOfUnit: z.object({
    nodes: z.array(z.object({ campaign: z.object({ id: z.string() }), version: z.int() })),
  }),
});

/** Every district and office with an officer acknowledges what is addressed to it, but one, which stays on the list. */
export async function acknowledge(client: Client, units: Units): Promise<number> {
  const query =
    'query ($unitId: ID!) { campaignsOfUnit(unitId: $unitId, first: 100) { nodes { campaign { id } version } } }';
  const acknowledgeAll = async (key: UnitKey): Promise<number> => {
    const unitId = units.idOf(key);
    const officer = officerAt(key);
    const { nodes } = (await client.ask(officer, query, { unitId }, part)).campaignsOfUnit;
    for (const { campaign, version } of nodes) {
      const input = { campaignId: campaign.id, unitId, expectedVersion: version };
      await client.done(officer, 'acknowledgeCampaign', '', input, z.unknown());
    }
    return nodes.length;
  };
  // Offices don't wait for each other.
  const keys = [...districts.slice(1), ...offices.map((office) => office.key)];
  const counts = await Promise.all(keys.map(acknowledgeAll));
  return counts.reduce((sum, one) => sum + one, 0);
}

const registration = heldAs('registration');

/** Districts register for the campaign of the new countryside; the province returns one, takes it again, and approves all. */
export async function registerUnits(client: Client, units: Units, campaignId: string): Promise<number> {
  const register = async (key: UnitKey, returned: boolean): Promise<void> => {
    const unitId = units.idOf(key);
    const step = (as: string, name: string, extra: object) =>
      client.done(as, name, 'registration { id version }', { campaignId, unitId, ...extra }, registration);
    const terms = {
      contents: 'Phấn đấu hoàn thành tiêu chí nông thôn mới nâng cao, nông thôn mới kiểu mẫu năm 2021.',
      titles: [{ awardCode: 'BKT', subjectKind: 'COLLECTIVE', count: 2 }],
      targets: [],
    };
    let r = await step(officerAt(key), 'draftRegistration', terms);
    r = await step(officerAt(key), 'sendRegistration', { expectedVersion: r.version });
    if (returned) {
      const reason = 'Chưa nêu danh hiệu của đơn vị.';
      r = await step('tham-dinh-1', 'returnRegistration', { expectedVersion: r.version, reason });
      const titles = [...terms.titles, { awardCode: 'CTDT', subjectKind: 'UNIT', count: 1 }];
      r = await step(officerAt(key), 'updateRegistration', { ...terms, titles, expectedVersion: r.version });
      r = await step(officerAt(key), 'sendRegistration', { expectedVersion: r.version });
    }
    await step('chu-tich', 'approveRegistration', { expectedVersion: r.version });
  };
  const keys = districts.slice(1);
  await Promise.all(keys.map((key, place) => register(key, place === 0)));
  return keys.length;
}
