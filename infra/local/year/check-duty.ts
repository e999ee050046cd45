import { z } from 'zod';
import type { Client } from './client.ts';

const asked = z.object({
  officerCounts: z.array(
    z.object({ kind: z.string(), units: z.int(), withOfficer: z.int(), withTrained: z.int() }),
  ),
  trainingClasses: z.object({
    nodes: z.array(
      z.object({
        seatsTaken: z.int(),
        evaluation: z.object({ count: z.int() }),
        nominations: z.object({
          nodes: z.array(
            z.object({
              attendance: z.string(),
              certificate: z.object({ number: z.string() }).nullable(),
            }),
          ),
        }),
      }),
    ),
  }),
  lateHeads: z.object({
    nodes: z.array(z.object({ name: z.string(), tasks: z.int(), oldestDueOn: z.string() })),
  }),
});

/** What the year left behind of officers and of the plan's tasks. */
export type DutyFacts = {
  /** By kind of unit: how many there are, have an officer, have a trained one. */
  readonly officers: Readonly<Record<string, readonly number[]>>;
  /** Of the year's classes: seats taken, who came, certificates, answers of participants. */
  readonly training: readonly (readonly number[])[];
  readonly lateHeads: readonly string[];
};

export const expectedDuty: DutyFacts = {
  officers: { COMMUNE: [188, 1, 1], DISTRICT: [9, 9, 1], PROVINCE: [1, 1, 0] },
  training: [[4, 3, 2, 1]],
  lateHeads: ['Chủ tịch UBND huyện: 1, từ 2021-03-16'],
};

export async function checkDuty(client: Client, provinceId: string): Promise<DutyFacts> {
  const query = `query ($id: ID!) {
    officerCounts(underUnitId: $id, unitKinds: [COMMUNE, DISTRICT, PROVINCE]) { kind units withOfficer withTrained }
    trainingClasses(hostUnitId: $id, year: 2021) { nodes { seatsTaken evaluation { count }
      nominations { nodes { attendance certificate { number } } } } }
    lateHeads(hostUnitId: $id) { nodes { name tasks oldestDueOn } } }`;
  const { officerCounts, trainingClasses, lateHeads } = await client.ask(
    'theo-doi',
    query,
    { id: provinceId },
    asked,
  );
  return {
    officers: Object.fromEntries(
      officerCounts.map(({ kind, units, withOfficer, withTrained }) => [
        kind,
        [units, withOfficer, withTrained],
      ]),
    ),
    training: trainingClasses.nodes.map(({ seatsTaken, evaluation, nominations: { nodes } }) => [
      seatsTaken,
      nodes.filter(({ attendance }) => attendance === 'PRESENT').length,
      nodes.filter(({ certificate }) => certificate !== null).length,
      evaluation.count,
    ]),
    lateHeads: lateHeads.nodes.map(({ name, tasks, oldestDueOn }) => `${name}: ${tasks}, từ ${oldestDueOn}`),
  };
}
