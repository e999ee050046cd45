import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { at, type Story } from './stories.ts';

const fund = heldAs('fund');
const act = { number: '99/NQ-HĐND (dữ liệu mẫu)', issuer: 'HĐND tỉnh', issuedOn: '2020-12-10' };

/** One hundredth of what the budget spends is the most that a fund in the delta may be. */
const [spending, most] = ['5000000000', '50000000'];

/** The year's fund: opened within the limit, filled, paid from, and given back what a revoked award had cost. */
export async function* keepFund(client: Client, units: Units): Story {
  yield at('2021-02-09', 'mở Quỹ thi đua, khen thưởng của tỉnh trong mức trích');
  const asked = { unitId: units.idOf(province), year: 2021, region: 'DELTA', regularSpending: spending, act };
  await client.refused('chu-tich', 'openFund', { ...asked, approved: String(Number(most) + 1) }, [
    'FUND_OVER_LIMIT',
  ]);
  let held = await client.done('chu-tich', 'openFund', shown, { ...asked, approved: most }, fund);
  const budget = { kind: 'BUDGET', amount: most, on: '2021-02-09', text: 'Ngân sách cấp (dữ liệu mẫu)' };
  held = await client.done('can-bo-tinh', 'recordFundEntry', shown, { ...of(held), ...budget }, fund);

  yield at('2021-05-12', 'chi tiền thưởng của hai quyết định tháng 4; quyết định thứ ba còn phải chi');
  for (const number of ['800/QĐ-UBND', '801/QĐ-UBND']) {
    const { id, lines } = await list(client, units, number, 'DUE');
    const due = { paymentListId: id, lineIds: lines, paidOn: '2021-05-12' };
    held = await client.done('can-bo-tinh', 'payBonuses', shown, { ...of(held), ...due }, fund);
  }

  yield at('2021-07-19', 'tiền thưởng của khen thưởng bị hủy bỏ được thu hồi về Quỹ');
  const { id, lines } = await list(client, units, '801/QĐ-UBND', 'TO_RECOVER');
  const back = { paymentListId: id, lineId: lines[0], amount: '1490000', recoveredOn: '2021-07-15' };
  await client.done('can-bo-tinh', 'recoverBonus', shown, { ...of(held), ...back }, fund);
}

const shown = 'fund { id version }';
const of = ({ id, version }: Held) => ({ fundId: id, expectedVersion: version });

const listed = z.object({
  paymentLists: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        decisionNumber: z.string(),
        lines: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
      }),
    ),
  }),
});

/** The payment list of a decision with its lines of a state; the stream makes and changes both, and is waited for. */
async function list(client: Client, units: Units, decisionNumber: string, status: 'DUE' | 'TO_RECOVER') {
  const query = `query ($unitId: ID!, $status: PaymentStatus) { paymentLists(unitId: $unitId, year: 2021, first: 100) {
    nodes { id decisionNumber lines(status: $status, first: 10) { nodes { id } } } } }`;
  const variables = { unitId: units.idOf(province), status };
  for (let tries = 0; tries < 200; tries += 1) {
    const { nodes } = (await client.ask('can-bo-tinh', query, variables, listed)).paymentLists;
    const found = nodes.find((one) => one.decisionNumber === decisionNumber);
    const lines = found?.lines.nodes.map((line) => line.id) ?? [];
    if (found && lines.length > 0) return { id: found.id, lines };
    await sleep(50);
  }
  throw new Error(`nothing of decision ${decisionNumber} came to be ${status}`);
}
