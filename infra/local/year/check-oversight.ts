import { z } from 'zod';
import type { Client } from './client.ts';

const covered = z.object({
  exemplarYear: z.object({ coverage: z.object({ nodes: z.array(z.object({ name: z.string() })) }) }),
});
const due = z.object({
  recommendations: z.object({
    nodes: z.array(
      z.object({
        status: z.string(),
        late: z.boolean(),
        escalations: z.array(
          z.object({ toUnit: z.object({ name: z.string() }), daysLate: z.int(), bySchedule: z.boolean() }),
        ),
      }),
    ),
  }),
});

const ended = z.object({
  complaints: z.object({ nodes: z.array(z.object({ instance: z.int(), status: z.string() })) }),
});

/** What the year left behind of exemplars, inspections and complaints. */
export type OversightFacts = {
  /** Units by how many exemplars they have introduced; of those without any, at most a hundred. */
  readonly exemplars: {
    readonly NONE: number;
    readonly BELOW: readonly string[];
    readonly WITHIN: readonly string[];
    readonly ABOVE: readonly string[];
  };
  readonly lateRecommendations: readonly string[];
  /** What the schedule took to a unit above, and how many days late that was. */
  readonly escalated: readonly string[];
  /** Instances of what was complained of to the province and carried out. */
  readonly enforcedComplaints: readonly number[];
  /** Letters that were answered, and denunciations that are being handled, as the leader finds them. */
  readonly letters: readonly string[];
};

export const expectedOversight: OversightFacts = {
  exemplars: { NONE: 100, BELOW: ['Huyện Vụ Bản'], WITHIN: ['Huyện Hải Hậu'], ABOVE: [] },
  lateRecommendations: ['REMEDIED'],
  escalated: ['Tỉnh Nam Định, 5'],
  enforcedComplaints: [2],
  letters: ['DENUNCIATION ACCEPTED, không đọc được nội dung', 'PETITION ANSWERED', 'QUERY ANSWERED'],
};

export async function checkOversight(client: Client, provinceId: string): Promise<OversightFacts> {
  const as = 'theo-doi';
  const inBand = async (of: string) => {
    const query = `query ($host: ID!, $of: ExemplarCoverage!) { exemplarYear(hostUnitId: $host, year: 2021) {
      coverage(of: $of, first: 100) { nodes { name } } } }`;
    const { exemplarYear } = await client.ask(as, query, { host: provinceId, of }, covered);
    return exemplarYear.coverage.nodes.map(({ name }) => name);
  };
  const late = `query ($unitId: ID!) { recommendations(unitId: $unitId, list: LATE_OF_HOST, first: 10) {
    nodes { status late escalations { toUnit { name } daysLate bySchedule } } } }`;
  const { recommendations } = await client.ask(as, late, { unitId: provinceId }, due);
  const done = `query ($unitId: ID!) { complaints(unitId: $unitId, denunciations: false, status: ENFORCED, first: 10) {
    nodes { instance status } } }`;
  const { complaints } = await client.ask('tham-dinh-1', done, { unitId: provinceId }, ended);
  return {
    exemplars: {
      NONE: (await inBand('NONE')).length,
      BELOW: await inBand('BELOW'),
      WITHIN: await inBand('WITHIN'),
      ABOVE: await inBand('ABOVE'),
    },
    lateRecommendations: recommendations.nodes.filter((one) => one.late).map(({ status }) => status),
    escalated: recommendations.nodes.flatMap(({ escalations }) =>
      escalations
        .filter((one) => one.bySchedule)
        .map(({ toUnit, daysLate }) => `${toUnit.name}, ${daysLate}`),
    ),
    enforcedComplaints: complaints.nodes.map(({ instance }) => instance),
    letters: await checkLetters(client, provinceId),
  };
}

const handled = z.object({
  complaints: z.object({
    nodes: z.array(z.object({ type: z.string(), status: z.string(), statement: z.nullable(z.string()) })),
  }),
});

async function checkLetters(client: Client, unitId: string): Promise<readonly string[]> {
  const query = `query ($unitId: ID!, $secret: Boolean!, $status: ComplaintStatus!) {
    complaints(unitId: $unitId, denunciations: $secret, status: $status, first: 10) { nodes { type status statement } } }`;
  const list = async (secret: boolean, status: string) =>
    (await client.ask('chu-tich', query, { unitId, secret, status }, handled)).complaints.nodes;
  const found = [...(await list(false, 'ANSWERED')), ...(await list(true, 'ACCEPTED'))];
  // Those of one day come in the order of their codes, which is chance.
  return found
    .map(
      ({ type, status, statement }) =>
        `${type} ${status}${statement === null ? ', không đọc được nội dung' : ''}`,
    )
    .sort();
}
