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
  mediaCounts: z.object({
    kinds: z.array(z.object({ kind: z.string(), provincial: z.int(), central: z.int() })),
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
  /** Items by kind, in provincial and in central media. */
  readonly media: Readonly<Record<string, readonly number[]>>;
  readonly lateHeads: readonly string[];
};

export const expectedDuty: DutyFacts = {
  officers: { COMMUNE: [188, 1, 1], DISTRICT: [9, 9, 1], PROVINCE: [1, 1, 0] },
  training: [[4, 3, 2, 1]],
  media: {
    SPECIAL_PAGE: [1, 0],
    COLUMN: [1, 0],
    // Six of them introduce an exemplar.
    NEWS: [6, 1],
    REPORTAGE: [1, 0],
    DOCUMENTARY: [1, 0],
  },
  lateHeads: ['Chủ tịch UBND huyện: 1, từ 2021-03-24'],
};

export async function checkDuty(client: Client, provinceId: string): Promise<DutyFacts> {
  const query = `query ($id: ID!) {
    officerCounts(underUnitId: $id, unitKinds: [COMMUNE, DISTRICT, PROVINCE]) { kind units withOfficer withTrained }
    trainingClasses(hostUnitId: $id, year: 2021) { nodes { seatsTaken evaluation { count }
      nominations { nodes { attendance certificate { number } } } } }
    mediaCounts(unitId: $id, year: 2021) { kinds { kind provincial central } }
    lateHeads(hostUnitId: $id) { nodes { name tasks oldestDueOn } } }`;
  const { officerCounts, trainingClasses, mediaCounts, lateHeads } = await client.ask(
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
    media: Object.fromEntries(
      mediaCounts.kinds.map(({ kind, provincial, central }) => [kind, [provincial, central]]),
    ),
    lateHeads: lateHeads.nodes.map(({ name, tasks, oldestDueOn }) => `${name}: ${tasks}, từ ${oldestDueOn}`),
  };
}
