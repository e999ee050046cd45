import { z } from 'zod';
import { councillors } from './cast.ts';
import type { Client } from './client.ts';

const shape = z.object({
  councils: z.object({
    nodes: z.array(
      z.object({
        participation: z.array(z.object({ attended: z.int(), voted: z.int() })),
        meetings: z.object({
          nodes: z.array(
            z.object({
              status: z.string(),
              minutes: z.object({ signatures: z.array(z.unknown()) }).nullable(),
              ballots: z.object({
                nodes: z.array(
                  z.object({
                    status: z.string(),
                    countMinutes: z
                      .object({ sheets: z.array(z.object({ issued: z.int(), returned: z.int() })) })
                      .nullable(),
                    nominees: z.object({
                      nodes: z.array(z.object({ outcome: z.object({ passed: z.boolean() }).nullable() })),
                    }),
                  }),
                ),
              }),
            }),
          ),
        }),
      }),
    ),
  }),
});

const query = `query ($unitId: ID!) { councils(unitId: $unitId, first: 1) { nodes {
  participation(from: "2021-01-01", to: "2021-12-31") { attended voted }
  meetings(first: 20) { nodes { status minutes { signatures { seat } }
    ballots(first: 2) { nodes { status countMinutes { sheets { issued returned } }
      nominees(first: 20) { nodes { outcome { passed } } } } } } } } } }`;

export type CouncilFacts = Readonly<
  Record<'meetings' | 'ballots' | 'papers' | 'returned' | 'passed' | 'attended' | 'voted', number>
>;

export const expectedCouncil: CouncilFacts = {
  meetings: 5,
  ballots: 5,
  papers: 20,
  returned: 20,
  passed: 13,
  attended: 20,
  voted: 25,
};

/** What the council did in the played year: meetings with signed minutes, votes, and who took part in them. */
export async function checkCouncil(client: Client, unitId: string): Promise<CouncilFacts> {
  const { councils } = await client.ask(councillors[2].key, query, { unitId }, shape);
  const meetings = councils.nodes.flatMap((one) => one.meetings.nodes);
  const ballots = meetings.flatMap((one) => one.ballots.nodes);
  const sheets = ballots.flatMap((one) => one.countMinutes?.sheets ?? []);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);
  const participation = councils.nodes.flatMap((one) => one.participation);
  return {
    meetings: meetings.filter((one) => one.status === 'CLOSED' && one.minutes?.signatures.length === 2)
      .length,
    ballots: ballots.filter((one) => one.status === 'FINAL').length,
    papers: sum(sheets.map((one) => one.issued)),
    returned: sum(sheets.map((one) => one.returned)),
    passed: ballots.flatMap((one) => one.nominees.nodes).filter((one) => one.outcome?.passed).length,
    attended: sum(participation.map((one) => one.attended)),
    voted: sum(participation.map((one) => one.voted)),
  };
}
