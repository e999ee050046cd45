import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.ts';

const shape = z.object({
  funds: z.object({
    nodes: z.array(
      z.object({
        approved: z.string(),
        limit: z.object({ limit: z.string().nullable(), status: z.string() }),
        received: z.string(),
        recovered: z.string(),
        paid: z.string(),
        room: z.string(),
        outstanding: z.string(),
        entries: z.object({ nodes: z.array(z.object({ kind: z.string(), amount: z.string() })) }),
      }),
    ),
  }),
  paymentLists: z.object({
    nodes: z.array(
      z.object({
        decisionNumber: z.string(),
        lineCount: z.int(),
        total: z.string(),
        paid: z.string(),
        outstanding: z.string(),
        recovered: z.string(),
      }),
    ),
  }),
});

const query = `query ($unitId: ID!) {
  funds(unitId: $unitId) { nodes { approved limit { limit status } received recovered paid room outstanding
    entries(first: 20) { nodes { kind amount } } } }
  paymentLists(unitId: $unitId, year: 2021, first: 20) { nodes {
    decisionNumber lineCount total paid outstanding recovered } } }`;

/** What the province's fund of the year came to, in đồng. */
export type FundFacts = {
  readonly limit: string;
  readonly approved: string;
  readonly paid: string;
  readonly recovered: string;
  readonly room: string;
  readonly outstanding: string;
  /** The ledger, latest first. */
  readonly ledger: readonly string[];
  /** By number of decision: lines; total, paid, still due, come back. */
  readonly decisions: Readonly<Record<string, readonly string[]>>;
};

export const expectedFund: FundFacts = {
  limit: '50000000 UNVERIFIED',
  approved: '50000000',
  paid: '5960000',
  recovered: '1490000',
  room: '45530000',
  outstanding: '22350000',
  ledger: ['RECOVERY 1490000', 'BONUS 2980000', 'BONUS 2980000', 'BUDGET 50000000'],
  decisions: {
    '2900/QĐ-UBND': ['2', '2980000', '0', '2980000', '0'],
    '800/QĐ-UBND': ['2', '2980000', '2980000', '0', '0'],
    '801/QĐ-UBND': ['2', '2980000', '2980000', '0', '1490000'],
    '802/QĐ-UBND': ['1', '1490000', '0', '1490000', '0'],
    '900/QĐ-TTg': ['1', '17880000', '0', '17880000', '0'],
  },
};

const lists = Object.keys(expectedFund.decisions).length;

/** Asks as an auditor; the last decision's list follows the stream and is waited for. */
export async function checkFund(client: Client, unitId: string): Promise<FundFacts> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { funds, paymentLists } = await client.ask('theo-doi', query, { unitId }, shape);
    const [fund] = funds.nodes;
    if (fund && paymentLists.nodes.length >= lists)
      return {
        limit: `${fund.limit.limit} ${fund.limit.status}`,
        approved: fund.approved,
        paid: fund.paid,
        recovered: fund.recovered,
        room: fund.room,
        outstanding: fund.outstanding,
        ledger: fund.entries.nodes.map((one) => `${one.kind} ${one.amount}`),
        decisions: Object.fromEntries(
          paymentLists.nodes
            .map(
              (one) =>
                [
                  one.decisionNumber,
                  [String(one.lineCount), one.total, one.paid, one.outstanding, one.recovered],
                ] as const,
            )
            .sort(([a], [b]) => (a < b ? -1 : 1)),
        ),
      };
    await sleep(100);
  }
  throw new Error('the payment lists of the year never came');
}
