import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { castBallots, inMemory, type Server } from '../../../functions/ballots/client/voter.ts';
import { councillors, province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import { step as dossierStep } from './dossiers.ts';
import type { Units } from './office.ts';

const [chair, , secretary] = councillors;
const tellers = [2, 3];

const me = z.object({ me: z.object({ user: z.object({ id: z.string() }) }) });

/** The province's council: its chairman, the standing vice-chair, a secretary and two members, by one decision. */
export async function establishCouncil(client: Client, units: Units): Promise<string> {
  const roles = ['CHAIR', 'STANDING_VICE_CHAIR', 'SECRETARY', 'MEMBER', 'MEMBER'];
  const seats = [];
  for (const [i, { key, name, title }] of councillors.entries()) {
    const { user } = (await client.ask(key, '{ me { user { id } } }', {}, me)).me;
    seats.push({ role: roles[i], name, title, userId: user.id });
  }
  const council = await client.done(
    chair.key,
    'establishCouncil',
    'council { id version }',
    {
      unitId: units.idOf(province),
      name: 'Hội đồng Thi đua - Khen thưởng tỉnh (mẫu)',
      decision: { number: 'Mẫu 01/QĐ-UBND', issuedOn: '2021-01-04', signerName: 'Người ký mẫu' },
      termFrom: '2021-01-05',
      termTo: '2026-01-05',
      seats,
    },
    heldAs('council'),
  );
  return council.id;
}

type Session = { readonly client: Client; readonly councilId: string; readonly meeting: Held };

const meetingStep = (s: Session, as: string, name: string, held: Held, extra: object = {}): Promise<Held> =>
  s.client.done(
    as,
    name,
    'meeting { id version }',
    { meetingId: held.id, councilId: s.councilId, expectedVersion: held.version, ...extra },
    heldAs('meeting'),
  );

const ballotStep = (s: Session, as: string, name: string, held: Held, extra: object = {}): Promise<Held> =>
  s.client.done(
    as,
    name,
    'ballot { id version }',
    {
      ballotId: held.id,
      meetingId: s.meeting.id,
      councilId: s.councilId,
      expectedVersion: held.version,
      ...extra,
    },
    heldAs('ballot'),
  );

/**
 * A session of the council about these dossiers: everybody but the last member is there, who writes; the others vote in
 * secret by the client module; two count, and the result goes to each dossier. Answers the dossiers as they then are.
 */
export async function holdSession(
  client: Client,
  councilId: string,
  {
    title,
    at,
    dossiers,
  }: { readonly title: string; readonly at: string; readonly dossiers: readonly Held[] },
): Promise<readonly Held[]> {
  const before: Held[] = [];
  for (const one of dossiers) before.push(await dossierStep(client, 'tham-dinh-2', 'sendToCouncil', one));
  const dossierIds = before.map((one) => one.id);
  const s = { client, councilId, meeting: await openSession(client, councilId, { title, at, dossierIds }) };
  const ballot = await voteOn(s, dossierIds);
  let final = ballot;
  for (const dossierId of dossierIds)
    final = await ballotStep(s, secretary.key, 'concludeDossier', final, { dossierId });
  await endSession(s);
  return before.map(({ id, version }) => ({ id, version: version + 1 }));
}

async function openSession(
  client: Client,
  councilId: string,
  {
    title,
    at,
    dossierIds,
  }: { readonly title: string; readonly at: string; readonly dossierIds: readonly string[] },
): Promise<Held> {
  const plan = { councilId, title, scheduledAt: at, place: 'Phòng họp mẫu', dossierIds };
  const planned = await client.done(
    secretary.key,
    'planMeeting',
    'meeting { id version }',
    plan,
    heldAs('meeting'),
  );
  const s = { client, councilId, meeting: planned };
  const attendance = councillors.map((_, i) => ({
    seat: i + 1,
    mode: i + 1 < councillors.length ? 'PRESENT' : 'EXCUSED',
  }));
  let held = await meetingStep(s, secretary.key, 'conveneMeeting', planned);
  held = await meetingStep(s, secretary.key, 'recordAttendance', held, { attendance });
  return meetingStep(s, chair.key, 'openMeeting', held, { presidingSeat: 1, dossierIds });
}

async function voteOn(s: Session, dossierIds: readonly string[]): Promise<Held> {
  const { client, councilId, meeting } = s;
  const drawn = { meetingId: meeting.id, councilId, dossierIds, mode: 'ELECTRONIC', tellers };
  let ballot = await client.done(
    secretary.key,
    'createBallot',
    'ballot { id version }',
    drawn,
    heldAs('ballot'),
  );
  await ballotStep(s, secretary.key, 'openBallot', ballot, { dossierIds });
  const open = await waitFor(client, ballot.id, 'OPEN');
  ballot = { id: ballot.id, version: open.version };
  const absent = councillors.length;
  const present = councillors.slice(0, absent - 1);
  await Promise.all(present.map(({ key }, i) => castAll(s, ballot, { key, seat: i + 1 }, open.sheets)));
  const opinions = Array.from({ length: open.count }, (_, nominee) => ({ nominee, choice: 'FOR' }));
  ballot = await ballotStep(s, secretary.key, 'writeOpinion', ballot, { seat: absent, opinions });
  await ballotStep(s, chair.key, 'closeBallot', ballot);
  const counted = await waitFor(client, ballot.id, 'COUNTED');
  ballot = { id: ballot.id, version: counted.version };
  for (const seat of tellers)
    ballot = await ballotStep(s, councillors[seat - 1]?.key ?? '', 'signCount', ballot, {
      countHash: counted.countMinutes?.hash,
    });
  return ballot;
}

const looked = z.object({
  ballot: z.object({
    version: z.int(),
    status: z.string(),
    nominees: z.object({ nodes: z.array(z.unknown()) }),
    countMinutes: z.object({ hash: z.string() }).nullable(),
    sheets: z.array(
      z.object({
        sheetId: z.string(),
        nominees: z.array(z.int()),
        seats: z.array(z.int()),
        credentialKey: z.string().nullable(),
        sealingKey: z.string().nullable(),
      }),
    ),
  }),
});
type Looked = z.output<typeof looked>['ballot'];

/** The counting function makes keys and counts by the stream: a moment after it was asked. */
async function waitFor(client: Client, id: string, status: string): Promise<Looked & { count: number }> {
  const query = `query ($id: ID!) { ballot(id: $id) { version status countMinutes { hash }
    nominees(first: 100) { nodes { place } }
    sheets { sheetId nominees seats credentialKey sealingKey } } }`;
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const { ballot } = await client.ask(secretary.key, query, { id }, looked);
    if (ballot.status === status) return { ...ballot, count: ballot.nominees.nodes.length };
    await pause(50);
  }
  throw new Error(`the ballot ${id} never became ${status}`);
}

/** One member's device: a paper is taken with the member's token, the ballot cast without any. */
async function castAll(
  s: Session,
  ballot: Held,
  { key, seat }: { readonly key: string; readonly seat: number },
  sheets: Looked['sheets'],
): Promise<void> {
  const papers = z.object({ paper: z.object({ blindSignature: z.string() }) });
  const server: Server = {
    sign: async (sheetId, blinded) => {
      const input = {
        ballotId: ballot.id,
        meetingId: s.meeting.id,
        councilId: s.councilId,
        sheetId,
        seat,
        blinded,
      };
      const done = await s.client.done(key, 'takeBallotPaper', 'paper { blindSignature }', input, papers);
      return done.paper.blindSignature;
    },
    cast: async ({ sheetId, ballot: sealed }) => {
      const document = `mutation ($input: CastBallotInput!) { castBallot(input: $input) { accepted } }`;
      const shape = z.object({ castBallot: z.object({ accepted: z.literal(true) }) });
      await s.client.ask(null, document, { input: { sheetId, ...sealed } }, shape);
    },
  };
  const own = sheets.flatMap(({ sheetId, nominees: places, seats, credentialKey, sealingKey }) =>
    seats.includes(seat) && credentialKey !== null && sealingKey !== null
      ? [{ sheetId, nominees: places.length, places, credentialKey, sealingKey }]
      : [],
  );
  await castBallots(own, () => 'FOR', server, inMemory());
}

async function endSession(s: Session): Promise<void> {
  let held = await meetingStep(s, secretary.key, 'recordConclusion', s.meeting, {
    text: 'Hoàn thiện hồ sơ theo kết quả bỏ phiếu, trình Chủ tịch UBND tỉnh.',
    ownerName: 'Cơ quan thường trực Hội đồng',
    dueOn: '2021-12-31',
  });
  const summary = 'Hội đồng đã nghe cơ quan thường trực báo cáo, thảo luận và bỏ phiếu kín.';
  held = await meetingStep(s, chair.key, 'signMinutes', held, { summary });
  const query = 'query ($id: ID!) { meeting(id: $id) { minutes { hash } } }';
  const minutes = z.object({ meeting: z.object({ minutes: z.object({ hash: z.string() }) }) });
  const { hash } = (await s.client.ask(secretary.key, query, { id: held.id }, minutes)).meeting.minutes;
  await meetingStep(s, secretary.key, 'signMinutes', held, { hash });
}
