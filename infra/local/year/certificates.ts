import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { province } from './cast.ts';
import { heldAs, type Client } from './client.ts';
import type { Units } from './office.ts';

const boxed = z.object({
  dossiers: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        version: z.int(),
        decision: z.object({ id: z.string(), number: z.string() }).nullable(),
        forwarding: z.object({ letterNumber: z.string() }).nullable(),
      }),
    ),
  }),
});

/** Dossiers of the province that have come to this end. */
async function ended(client: Client, units: Units, status: 'DECIDED' | 'FORWARDED') {
  const query = `query ($filter: DossierFilter!) { dossiers(filter: $filter, first: 100) { nodes {
    id version decision { id number } forwarding { letterNumber } } } }`;
  const filter = { inboxOf: units.idOf(province), status };
  return (await client.ask('tham-dinh-1', query, { filter }, boxed)).dossiers.nodes;
}

const dossier = heldAs('dossier');

/** The Prime Minister's decision on one of the proposals comes back, and its flag enters the register. */
export async function recordFlag(client: Client, units: Units, letterNumber: string): Promise<void> {
  const of = (await ended(client, units, 'FORWARDED')).find(
    (one) => one.forwarding?.letterNumber === letterNumber,
  );
  if (!of) throw new Error(`nothing was proposed by ${letterNumber}`);
  const input = {
    dossierId: of.id,
    expectedVersion: of.version,
    number: '900/QĐ-TTg',
    issuedOn: '2021-06-10',
    signerName: 'Người ký mẫu',
    signerTitle: 'Thủ tướng Chính phủ',
    refusedIds: [],
  };
  await client.done('tham-dinh-1', 'recordStateAnswer', 'dossier { id version }', input, dossier);
}

/** What is needed of a certificate to hand it over, to look it up and to revoke its award. */
export type Honoured = {
  readonly awardId: string;
  readonly decisionId: string;
  readonly name: string;
  readonly code: string;
};

const register = z.object({ awards: z.object({ nodes: z.array(z.object({ id: z.string() })) }) });
const certificates = z.object({
  certificates: z.array(
    z.object({ id: z.string(), version: z.int(), awardId: z.string(), name: z.string(), code: z.string() }),
  ),
});

/** Numbers and signs the certificates of a decision, and hands them over at a ceremony. */
export async function honour(client: Client, units: Units, number: string): Promise<readonly Honoured[]> {
  const decision = (await ended(client, units, 'DECIDED')).find((one) => one.decision?.number === number);
  const decisionId = decision?.decision?.id;
  if (decisionId === undefined) throw new Error(`no decision ${number}`);
  const unitId = units.idOf(province);
  const input = { decisionId, unitId, awardIds: await registered(client, number) };
  const made = await client.done(
    'tham-dinh-1',
    'issueCertificates',
    'certificates { id version awardId name code }',
    input,
    certificates,
  );
  for (const { id, version, awardId, name } of made.certificates)
    await client.done(
      'tham-dinh-1',
      'handOverCertificate',
      'certificate { id }',
      {
        certificateId: id,
        awardId,
        unitId,
        expectedVersion: version,
        on: '2021-06-15',
        place: 'Hội nghị biểu dương điển hình tiên tiến',
        receivedBy: name,
      },
      z.unknown(),
    );
  return made.certificates.map(({ awardId, name, code }) => ({ awardId, decisionId, name, code }));
}

/** The stream writes the register soon after the decision. */
async function registered(client: Client, number: string): Promise<readonly string[]> {
  const query = `query ($number: String!) { awards(filter: { decisionNumber: $number }) { nodes { id } } }`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { nodes } = (await client.ask(null, query, { number }, register)).awards;
    if (nodes.length > 0) return nodes.map((node) => node.id);
    await sleep(25);
  }
  throw new Error(`decision ${number} never came to the register`);
}

const verified = z.object({ verifyCertificate: z.object({ name: z.string(), status: z.string() }) });

/** What anybody learns who types the code. */
export const verify = async (client: Client, { code }: Honoured): Promise<string> => {
  const query = 'query ($code: String!) { verifyCertificate(code: $code) { name status } }';
  return (await client.ask(null, query, { code }, verified)).verifyCertificate.status;
};

const revocation = heldAs('revocation');

/** An inspection has shown that a report of merit was false. */
export const accuse = (client: Client, { awardId, decisionId }: Honoured) =>
  client.done(
    'tham-dinh-1',
    'proposeRevocation',
    'revocation { id version }',
    {
      awardId,
      decisionId,
      ground: 'FRAUD',
      conclusionOn: '2021-07-12',
      basis: 'Kết luận kiểm tra mẫu: báo cáo thành tích không đúng sự thật.',
    },
    revocation,
  );

export async function revoke(
  client: Client,
  { awardId, decisionId }: Honoured,
  proposal: Awaited<ReturnType<typeof accuse>>,
): Promise<void> {
  const at = { revocationId: proposal.id, awardId, decisionId };
  const decided = await client.done(
    'chu-tich',
    'decideRevocation',
    'revocation { id version }',
    {
      ...at,
      expectedVersion: proposal.version,
      number: '1500/QĐ-UBND',
      issuedOn: '2021-07-15',
      signerName: 'Người ký mẫu',
      signerTitle: 'Chủ tịch Ủy ban nhân dân tỉnh',
    },
    revocation,
  );
  const back = { objectOn: '2021-07-15', moneyOn: '2021-07-15', amount: 1_490_000 };
  const input = { ...at, expectedVersion: decided.version, ...back };
  await client.done('tham-dinh-1', 'recordRecovery', 'revocation { id version }', input, revocation);
}
