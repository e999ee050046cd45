import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.ts';
import { dayOff } from './rules.ts';

const deadline = z.object({
  state: z.string(),
  dueOn: z.string(),
  working: z.object({ skipped: z.array(z.object({ on: z.string() })) }).nullable(),
  changes: z.object({ nodes: z.array(z.object({ name: z.string() })) }),
});

const shape = z.object({
  localRules: z.array(z.object({ kind: z.string(), awardCode: z.string().nullable(), percent: z.int() })),
  open: z.object({ nodes: z.array(deadline.extend({ purpose: z.string() })) }),
  handedOn: z.object({
    nodes: z.array(z.object({ title: z.string(), deadline: deadline.nullable() })),
  }),
});

const shown = 'state dueOn working { skipped { on } } changes(first: 10) { nodes { name } }';
const query = `query ($unitId: ID!, $districtId: ID!) {
  localRules(unitId: $districtId, on: "2021-12-31") { kind awardCode percent }
  open: deadlines(unitId: $districtId) { nodes { purpose ${shown} } }
  handedOn: dossiers(filter: { inboxOf: $unitId, status: FORWARDED }, first: 20) { nodes {
    title deadline { ${shown} } } } }`;

const described = ({ state, dueOn, working, changes }: z.output<typeof deadline>) => {
  const skipped = working?.skipped.some(({ on }) => on === dayOff) ?? false;
  return `${state} ${dueOn}, ${skipped ? 'bỏ qua ngày nghỉ bù' : 'không có ngày nghỉ bù'}: ${changes.nodes.map(({ name }) => name).join(', ')}`;
};

/** What the province's own rules did, and what a draft of another would do. */
export type RuleFacts = {
  readonly localRules: readonly string[];
  /** Of a deadline that ran when the day off was declared, and of those that had ended, each once. */
  readonly running: readonly string[];
  readonly ended: readonly string[];
  readonly draft: DraftFacts;
};

type DraftFacts = {
  readonly nominees: number;
  readonly turned: readonly string[];
  /** Whether every verdict and version was found as before. */
  readonly wroteNothing: boolean;
};

export const expectedRules: RuleFacts = {
  localRules: ['QUOTA CSTDCS 10'],
  running: ['RUNNING 2021-03-24, bỏ qua ngày nghỉ bù: DeadlineOpened, DeadlineMoved'],
  ended: ['CLOSED 2021-03-22, không có ngày nghỉ bù: DeadlineOpened, DeadlineClosed'],
  draft: {
    nominees: 2,
    turned: ['Ngô Thị Hòa: NEEDS_HUMAN_LOOK → NOT_ELIGIBLE', 'Đinh Văn Hoa: NEEDS_HUMAN_LOOK → NOT_ELIGIBLE'],
    wroteNothing: true,
  },
};

/** The day's move follows the stream and is waited for. */
export async function checkRules(client: Client, unitId: string): Promise<RuleFacts> {
  const districtId = await idOf(client, '365');
  for (let tries = 0; tries < 100; tries += 1) {
    const found = await client.ask('theo-doi', query, { unitId, districtId }, shape);
    // A plan's task runs; a proposal that was handed on has ended.
    const running = found.open.nodes.filter(({ purpose }) => purpose === 'PLAN_TASK').map(described);
    if (running.some((one) => one.includes('DeadlineMoved')))
      return {
        localRules: found.localRules.map((one) => `${one.kind} ${one.awardCode} ${one.percent}`),
        running,
        ended: found.handedOn.nodes
          .filter(({ title }) => title.includes('Cờ thi đua'))
          .flatMap(({ deadline: of }) => (of ? [described(of)] : [])),
        draft: await tryDraft(client, unitId, await idOf(client, '360')),
      };
    await sleep(100);
  }
  throw new Error('the day off moved no deadline');
}

const byCode = z.object({ unitByCode: z.object({ id: z.string() }) });
const idOf = async (client: Client, code: string): Promise<string> =>
  (
    await client.ask(
      null,
      'query ($code: String!) { unitByCode(code: $code, on: "2021-12-31") { id } }',
      { code },
      byCode,
    )
  ).unitByCode.id;

const impact = z.object({
  ruleChangeImpact: z.object({
    nominees: z.int(),
    rows: z.array(
      z.object({
        name: z.string(),
        before: z.object({ outcome: z.string() }),
        after: z.object({ outcome: z.string() }),
      }),
    ),
  }),
});

/** A draft under which the province's certificate goes only to whom somebody proposes as a farmer or a worker. */
const draft = {
  ruleId: 'bang-khen-tinh-ca-nhan',
  needs: JSON.stringify({ is: 'CLAIMED', key: 'PRODUCTION', text: 'Công nhân, nông dân trực tiếp sản xuất' }),
  citation: 'Dự thảo (dữ liệu mẫu)',
};

async function tryDraft(client: Client, unitId: string, authorUnitId: string): Promise<DraftFacts> {
  const as = 'tham-dinh-1';
  const before = await standing(client, unitId);
  const asked = `query ($input: RuleChangeInput!) { ruleChangeImpact(input: $input) {
    nominees rows { name before { outcome } after { outcome } } } }`;
  const input = { authorUnitId, year: { kind: 'CALENDAR', year: 2020 }, rules: [draft] };
  const { ruleChangeImpact: found } = await client.ask(as, asked, { input }, impact);
  return {
    nominees: found.nominees,
    turned: found.rows.map((row) => `${row.name}: ${row.before.outcome} → ${row.after.outcome}`),
    wroteNothing: (await standing(client, unitId)) === before,
  };
}

/** All that could change of what was decided: versions and recorded verdicts. */
async function standing(client: Client, unitId: string): Promise<string> {
  const list = `query ($id: ID!) { dossiers(filter: { inboxOf: $id, status: DECIDED }, first: 20) { nodes {
    id version nominees(first: 20) { nodes { id recordedEligibility { outcome regime revision } } } } } }`;
  return JSON.stringify(await client.ask('tham-dinh-1', list, { id: unitId }, z.unknown()));
}
