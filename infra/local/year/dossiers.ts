import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { officerAt, province, type UnitKey } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { upload } from './paper.ts';

export type Asked = {
  readonly author: UnitKey;
  readonly title: string;
  readonly roundId: string | null;
  readonly awardCode: string;
  readonly kind: 'INDIVIDUAL' | 'COLLECTIVE' | 'UNIT';
  /** Who is nominated; a unit nominates itself and has its name from the register. */
  readonly names: readonly string[];
  /** Components beside the letter and the minutes that the award wants. */
  readonly more?: readonly string[];
};

const dossier = heldAs('dossier');
export const step = (client: Client, as: string, name: string, held: Held, extra: object = {}) =>
  client.done(
    as,
    name,
    'dossier { id version }',
    { dossierId: held.id, expectedVersion: held.version, ...extra },
    dossier,
  );

/** A draft with nominees, their reports and every paper: all that a submission needs. */
export async function draft(client: Client, units: Units, asked: Asked): Promise<Held> {
  const officer = officerAt(asked.author);
  const unitId = units.idOf(asked.author);
  const header = { title: asked.title, type: 'MERIT', roundId: asked.roundId };
  let d = await client.done(
    officer,
    'createDossier',
    'dossier { id version }',
    { authorUnitId: unitId, ...header },
    dossier,
  );
  const subjects = await Promise.all(
    asked.names.map((name) => register(client, officer, unitId, asked, name)),
  );
  const nominees = subjects.map((subjectId) => ({ subjectId, awardCode: asked.awardCode }));
  d = await step(client, officer, 'addNominees', d, { nominees });
  for (const nomineeId of await nomineeIds(client, officer, d))
    d = await step(client, officer, 'saveNomineeReport', d, {
      nomineeId,
      text: 'Báo cáo thành tích mẫu: hoàn thành xuất sắc nhiệm vụ, có giải pháp được áp dụng tại đơn vị.',
    });
  for (const component of ['SUBMISSION_LETTER', 'MEETING_MINUTES', ...(asked.more ?? [])]) {
    const attachmentId = await upload(client, officer, unitId, paperNames[component] ?? 'Tài liệu');
    d = await step(client, officer, 'attachToDossier', d, { attachmentId, component });
  }
  return d;
}

const paperNames: Readonly<Record<string, string>> = {
  SUBMISSION_LETTER: 'Tờ trình đề nghị khen thưởng',
  MEETING_MINUTES: 'Biên bản họp xét',
  BALLOT_RESULT: 'Kết quả bỏ phiếu',
};

async function register(
  client: Client,
  as: string,
  unitId: string,
  { kind }: Asked,
  name: string,
): Promise<string> {
  const own = kind === 'UNIT' ? {} : { name, since: '2021-01-01' };
  const shape = z.object({ subject: z.object({ id: z.string() }) });
  return (await client.done(as, 'registerSubject', 'subject { id }', { kind, unitId, ...own }, shape)).subject
    .id;
}

const listed = z.object({
  dossier: z.object({ nominees: z.object({ nodes: z.array(z.object({ id: z.string() })) }) }),
});

async function nomineeIds(client: Client, as: string, { id }: Held): Promise<readonly string[]> {
  const query = 'query ($id: ID!) { dossier(id: $id) { nominees(first: 100) { nodes { id } } } }';
  return (await client.ask(as, query, { id }, listed)).dossier.nominees.nodes.map((node) => node.id);
}

const judged = z.object({
  dossier: z.object({
    evaluations: z.array(z.object({ recorded: z.boolean() })),
    nominees: z.object({ nodes: z.array(z.object({ id: z.string() })) }),
  }),
});

/** What the law says of each nominee is recorded a moment after the receipt, and is waited for. */
async function judgedIds(client: Client, as: string, { id }: Held): Promise<readonly string[]> {
  const query = `query ($id: ID!) { dossier(id: $id) {
    evaluations { recorded } nominees(first: 100) { nodes { id } } } }`;
  for (let tries = 0; tries < 200; tries += 1) {
    const { evaluations, nominees } = (await client.ask(as, query, { id }, judged)).dossier;
    if (evaluations[0]?.recorded) return nominees.nodes.map(({ id }) => id);
    await sleep(50);
  }
  throw new Error(`nothing was recorded of the nominees of ${id}`);
}

export async function submit(client: Client, units: Units, asked: Asked, d: Held): Promise<Held> {
  const to = { receivingUnitId: units.idOf(province), roundId: asked.roundId };
  return step(client, officerAt(asked.author), 'submitDossier', d, to);
}

export const returnIt = (client: Client, d: Held, path: string, reason: string): Promise<Held> =>
  step(client, 'tham-dinh-1', 'returnDossier', d, { reasons: [{ path: [path], reason }] });

export const receive = (client: Client, units: Units, submitted: Held): Promise<Held> =>
  step(client, 'tham-dinh-1', 'receiveDossier', submitted, { handlerUnitId: units.idOf(province) });

export const appraise = async (client: Client, units: Units, submitted: Held): Promise<Held> =>
  judge(client, await receive(client, units, submitted));

/** One officer's verdicts on what was received, a second one's word. */
export async function judge(client: Client, received: Held): Promise<Held> {
  const [first, second] = ['tham-dinh-1', 'tham-dinh-2'];
  let d = received;
  const ids = await judgedIds(client, first, d);
  const verdicts = ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note: 'Đủ điều kiện.' }));
  d = await step(client, first, 'appraiseNominees', d, { verdicts });
  d = await step(client, second, 'confirmNominees', d, { nomineeIds: ids, agrees: true });
  return step(client, second, 'finishAppraisal', d);
}

export const decide = (client: Client, d: Held, number: string, issuedOn: string): Promise<Held> =>
  step(client, 'chu-tich', 'decideDossier', d, {
    number,
    issuedOn,
    signerName: 'Người ký mẫu',
    signerTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
  });

export const forward = (client: Client, d: Held, letterNumber: string): Promise<Held> =>
  step(client, 'chu-tich', 'forwardDossier', d, { addressee: 'PRIME_MINISTER', letterNumber });
