import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { province, type UnitKey } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';

const seed = z.object({
  rounds: z.array(z.looseObject({ key: z.string(), unverified: z.array(z.string()) })),
});
const round = heldAs('round');
const selection = 'round { id version }';

/** Opens the February, April and August rounds of the plan; answers with them by the keys of the seed file. */
export async function openRounds(client: Client, units: Units): Promise<ReadonlyMap<string, Held>> {
  const text = await readFile(new URL('../../seed/rounds-2021.json', import.meta.url), 'utf8');
  const rounds = new Map<string, Held>();
  for (const { key, unverified: _, ...terms } of seed.parse(JSON.parse(text)).rounds) {
    const input = { ...terms, hostUnitId: units.idOf(province) };
    const planned = await client.done('tham-dinh-1', 'createRound', selection, input, round);
    const opening = { roundId: planned.id, expectedVersion: planned.version };
    rounds.set(key, await client.done('tham-dinh-1', 'openRound', selection, opening, round));
  }
  return rounds;
}

/** The leader answers by name for one unit's being late. */
export const allowLate = (
  client: Client,
  units: Units,
  of: Held,
  unit: UnitKey,
  untilOn: string,
): Promise<Held> =>
  client.done(
    'chu-tich',
    'grantLateException',
    selection,
    {
      roundId: of.id,
      expectedVersion: of.version,
      unitId: units.idOf(unit),
      untilOn,
      leaderName: 'Người ký mẫu',
      reason: 'Đơn vị tập trung phòng, chống dịch Covid-19',
    },
    round,
  );
