import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.ts';

const shape = z.object({
  dossiers: z.object({
    nodes: z.array(
      z.object({
        title: z.string(),
        quotas: z.array(z.object({ awardCode: z.string(), asked: z.int(), takenByOthers: z.int() })),
        nominees: z.object({
          nodes: z.array(
            z.object({
              name: z.string(),
              recordedEligibility: z
                .object({ outcome: z.string(), regime: z.string(), revision: z.int() })
                .nullable(),
            }),
          ),
        }),
      }),
    ),
  }),
});

const query = `query ($unitId: ID!) { dossiers(filter: { inboxOf: $unitId, status: DECIDED }, first: 20) { nodes {
  title quotas { awardCode asked takenByOthers }
  nominees(first: 5) { nodes { name recordedEligibility { outcome regime revision } } } } } }`;

const [title, name] = ['Đề nghị Bằng khen năm 2021', 'Ngô Thị Hòa'];

/** What the law of the submission said of a nominee, and the seats that her dossier holds. */
export type EligibilityFacts = {
  readonly verdict: { readonly outcome: string; readonly regime: string; readonly revision: number };
  readonly seats: readonly string[];
};

/** Nothing is on record of her, and what isn't known is taken for neither yes nor no. */
export const expectedEligibility: EligibilityFacts = {
  verdict: { outcome: 'NEEDS_HUMAN_LOOK', regime: 'A', revision: 1 },
  seats: ['BKT 2, 0'],
};

/** Asks as an appraiser of the province; the verdict follows the stream and is waited for. */
export async function checkEligibility(client: Client, unitId: string): Promise<EligibilityFacts> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { dossiers } = await client.ask('tham-dinh-1', query, { unitId }, shape);
    const dossier = dossiers.nodes.find((one) => one.title === title);
    const verdict = dossier?.nominees.nodes.find((one) => one.name === name)?.recordedEligibility;
    const seats = dossier?.quotas.map((one) => `${one.awardCode} ${one.asked}, ${one.takenByOthers}`);
    if (verdict && seats) return { verdict, seats };
    await sleep(100);
  }
  throw new Error(`nothing was recorded of ${name}`);
}
