import { randomUUID } from 'node:crypto';
import {
  castBallots,
  inMemory,
  takePaper,
  type Keep,
  type ListedSheet,
  type Server,
} from '../../functions/ballots/client/voter.ts';
import type { Choice } from '../../functions/ballots/client/format.ts';
import { keepBallots } from '../../functions/ballots/keep-ballots.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { eventShape } from '../../functions/kernel/table/event.ts';
import { establish, seatsFor, take } from './councils.ts';
import { office, type Held, type Office } from './dossiers.ts';
import { province } from './units.ts';
import { pick } from './pick.ts';
import { createWorld, type World } from './world.ts';

const fields = `id version status openedOn members roll concluded countMinutes { hash
    sheets { sheetId entitled issued returned invalid unreturned discrepancy } written { seat choices } }
  sheets { sheetId nominees seats recused fewVoters credentialKey sealingKey } signatures { seat }`;

const bothRoles = [
  ['AUDITOR', province],
  ['APPRAISER', province],
] as const;

const meetingFields = 'id version status';
export type Step = { readonly refusals: readonly string[]; readonly held: Held; readonly view: unknown };

/** A province, its council of six with accounts, and a meeting in session about dossiers before it. */
export async function session(
  options: {
    readonly nominees?: readonly string[];
    readonly award?: string;
    /** Components beside those that every dossier has. */
    readonly more?: readonly string[];
    /** A seat whose holder also audits the province and works for its standing body. */
    readonly auditor?: number;
    /** Makes the dossier another way. */
    readonly dossier?: (world: World, all: Office) => Promise<string>;
  } = {},
) {
  const world = await createWorld('2021-03-05T01:00:00Z');
  const all = await office(world);
  const members = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((n) => world.user(`member ${n}`, n === options.auditor ? bothRoles : [])),
  );
  const council = await establish(world, all.leader, seatsFor(members));
  const member = (seat: number): Id<'usr'> => {
    const found = members[seat - 1];
    if (!found) throw new Error(`no member ${seat}`);
    return found;
  };
  const dossierId = options.dossier
    ? await options.dossier(world, all)
    : await beforeCouncil(options.nominees ?? ['Lê Thị Hoa', 'Trần Văn An']);

  async function beforeCouncil(names: readonly string[]): Promise<string> {
    const nominees = [];
    for (const name of names)
      nominees.push({ subjectId: await all.person(name), awardCode: options.award ?? 'BKT' });
    let held = await all.complete(nominees);
    for (const component of options.more ?? [])
      held = await all.done(all.officer, 'attachToDossier', held, {
        attachmentId: await all.file(`${component}.pdf`),
        component,
      });
    held = await all.done(all.officer, 'submitDossier', held, { receivingUnitId: province });
    held = await all.done(all.first, 'receiveDossier', held, { handlerUnitId: province });
    const ids = await all.nomineeIds(held);
    held = await all.done(all.first, 'appraiseNominees', held, {
      verdicts: ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note: 'Ghi chú kín' })),
    });
    held = await all.done(all.second, 'confirmNominees', held, { nomineeIds: ids, agrees: true });
    held = await all.done(all.second, 'finishAppraisal', held);
    return (await all.done(all.second, 'sendToCouncil', held)).id;
  }

  const heldOf = (view: unknown, before: Held): Held =>
    view === null ? before : { id: String(pick(view, 'id')), version: Number(pick(view, 'version')) };

  async function meet(there: readonly number[]): Promise<Held> {
    const step = async (name: string, held: Held, extra: object) => {
      const own = name === 'planMeeting' ? {} : { meetingId: held.id, expectedVersion: held.version };
      const done = await take(world, member(3), [name, 'meeting', meetingFields], {
        councilId: council.id,
        ...own,
        ...extra,
      });
      if (done.refusals.length > 0) throw new Error(`${name}: ${done.refusals.join('; ')}`);
      return heldOf(done.view, held);
    };
    const plan = {
      title: 'Phiên họp',
      scheduledAt: '2021-03-05T02:00:00Z',
      place: 'A',
      dossierIds: [dossierId],
    };
    let held = await step('planMeeting', { id: '', version: 0 }, plan);
    held = await step('conveneMeeting', held, {});
    const attendance = there.map((seat) => ({ seat, mode: 'PRESENT' }));
    held = await step('recordAttendance', held, { attendance });
    return step('openMeeting', held, { presidingSeat: 1, dossierIds: [dossierId] });
  }

  /** Any step of a ballot, by the holder of a seat or another user. */
  async function step(
    meeting: Held,
    user: Id<'usr'>,
    name: string,
    held: Held,
    extra: object = {},
  ): Promise<Step> {
    const own = name === 'createBallot' ? {} : { ballotId: held.id, expectedVersion: held.version };
    const done = await take(world, user, [name, 'ballot', fields], {
      meetingId: meeting.id,
      councilId: council.id,
      ...own,
      ...extra,
    });
    return { refusals: done.refusals, view: done.view, held: heldOf(done.view, held) };
  }

  return {
    world,
    all,
    council,
    member,
    dossierId,
    meet,
    step,
    look: (held: Held) => look(world, member(1), held),
  };
}
export type Session = Awaited<ReturnType<typeof session>>;

const none: Held = { id: '', version: 0 };
export const everybody = [1, 2, 3, 4, 5, 6];

function ok({ refusals }: Step): void {
  if (refusals.length > 0) throw new Error(refusals.join('; '));
}

/** A ballot on the session's dossier that is open, electronic unless said otherwise. */
export async function opened(s: Session, there = everybody, mode = 'ELECTRONIC') {
  const meeting = await s.meet(there);
  const create = { dossierIds: [s.dossierId], mode, tellers: [2, 3] };
  let at = await s.step(meeting, s.member(3), 'createBallot', none, create);
  ok(at);
  at = await s.step(meeting, s.member(3), 'openBallot', at.held, { dossierIds: [s.dossierId] });
  ok(at);
  if (mode === 'ELECTRONIC') await deliver(s.world, at.held.id, 'BallotOpening');
  const view = await s.look(at.held);
  return { meeting, ballot: { id: at.held.id, version: Number(pick(view, 'version')) }, view };
}

/** The ballot as somebody reads it now. */
export async function look(world: World, user: Id<'usr'>, held: Held): Promise<unknown> {
  const query = `query ($id: ID!) { ballot(id: $id) { ${fields}
    nominees(first: 100) { nodes { place name sheetId outcome { inFavour passed shown written { for } } confidential { report } } } } }`;
  return pick((await world.run(user, query, { id: held.id })).data, 'ballot');
}

/** What the counting function does with an event, as its stream would deliver it. */
export async function deliver(world: World, ballotId: string, name: string): Promise<void> {
  const deps = world.deps();
  const event = eventShape.read(
    eventShape.item(
      { pk: `BAL#${ballotId}`, sk: 'x' },
      {
        aggregateId: ballotId,
        seq: 1,
        name,
        at: '2021-03-05T01:00:00Z',
        actorId: await world.user(`stream ${randomUUID()}`),
        requestId: 'r',
        facts: {},
      },
    ),
  );
  await keepBallots(
    {
      requestId: randomUUID(),
      clock: world.clock,
      table: deps.table,
      ballots: deps.ballots,
      box: deps.box,
      keys: deps.ballotKeys,
    },
    event,
  );
}

/** The sheets of a ballot as somebody reads it, or those that a seat votes on. */
export const sheetsIn = (view: unknown, seat?: number): readonly ListedSheet[] =>
  [pick(view, 'sheets')].flat().flatMap((sheet) => {
    const places = [pick(sheet, 'nominees')].flat().map(Number);
    const own = seat === undefined || [pick(sheet, 'seats')].flat().includes(seat);
    return own
      ? [
          {
            sheetId: String(pick(sheet, 'sheetId')),
            nominees: places.length,
            places,
            credentialKey: String(pick(sheet, 'credentialKey')),
            sealingKey: String(pick(sheet, 'sealingKey')),
          },
        ]
      : [];
  });

/** The two calls of a member's device, over GraphQL; `cast` goes without a token. */
export function serverFor(s: Session, meeting: Held, ballot: Held, seat: number): Server {
  return {
    sign: async (sheetId, blinded) => {
      const done = await take(
        s.world,
        s.member(seat),
        ['takeBallotPaper', 'paper', 'sheetId blindSignature'],
        {
          ballotId: ballot.id,
          meetingId: meeting.id,
          councilId: s.council.id,
          sheetId,
          seat,
          blinded,
        },
      );
      if (done.refusals.length > 0) throw new Error(done.refusals.join('; '));
      return String(pick(done.view, 'blindSignature'));
    },
    cast: async ({ sheetId, ballot: sealed }) => {
      const query = `mutation ($input: CastBallotInput!) { castBallot(input: $input) { accepted userErrors { code } } }`;
      const answer = await s.world.run(undefined, query, { input: { sheetId, ...sealed } });
      const codes = [pick(answer.data, 'castBallot', 'userErrors')].flat().map((e) => pick(e, 'code'));
      if (codes.length > 0) throw new Error(codes.join('; '));
    },
  };
}

/** A member votes on every sheet of theirs; answers the tracking codes. */
export async function vote(
  s: Session,
  { meeting, ballot }: { readonly meeting: Held; readonly ballot: Held },
  seat: number,
  chosen: readonly Choice[],
  keep: Keep = inMemory(),
): Promise<readonly string[]> {
  const sheets = sheetsIn(await s.look(ballot), seat);
  return castBallots(
    sheets,
    (place) => chosen[place] ?? 'ABSTAIN',
    serverFor(s, meeting, ballot, seat),
    keep,
  );
}

export { inMemory, takePaper };

/** What a member of the committee downloads, as any GraphQL client would. */
export const exportQuery = `query ($id: ID!) { ballot(id: $id) { export { format ballotId nominees sheets { sheetId nominees
  credentialKey sealingKey entitled issued leaves root sealed { message signature sealed }
  open { tracking choices } invalid tallies { for against abstain } } } } }`;
