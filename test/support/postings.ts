import { projectPostings } from '../../functions/postings/project-postings.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import type { Held, Office } from './dossiers.ts';
import { eventsOf } from './search.ts';
import { province } from './units.ts';
import { pick } from './pick.ts';
import { key, refusals, type Answer, type World } from './world.ts';

/** As hard to guess as anyone's keys must be, and as little in a test. */
export const openKey = (): string => `anyone-${key()}-`.padEnd(24, '0');

const selections: Readonly<Record<string, string>> = {
  posting:
    'id status version period { startOn dueOn days } legalBases report { text sha256 rows listSha256 withdrawnDossiers opinions { received support information accusation answered } }',
  opinion: 'id number status kind version hasContact text resolution { outcome text } answer { text }',
  opinions: 'id kind status version',
  receipt: 'number receivedAt trackingCode',
  contact: 'name phone email address',
};
const fieldOf: Readonly<Record<string, string>> = {
  openPosting: 'posting',
  closePosting: 'posting',
  sendOpinion: 'receipt',
  classifyOpinions: 'opinions',
  revealContact: 'contact',
};

/** Delivers one event to the projection, as the stream would. */
export const deliver = (world: World, name: string, aggregateId: string, facts: object): Promise<void> =>
  projectPostings(
    { client: world.shared.client, tableName: world.shared.tableName, secret: world.shared.cursorSecret },
    {
      aggregateId,
      seq: 1,
      name,
      at: world.clock.now().toISOString(),
      actorId: world.shared.ids.next('usr'),
      requestId: 'r',
      facts: { ...facts },
    },
  );

/** Every event of a world, as the stream brings them. */
export async function deliverAll(world: World): Promise<void> {
  const { client, tableName, cursorSecret: secret } = world.shared;
  for (const event of await eventsOf(world)) await projectPostings({ client, tableName, secret }, event);
}

/** Mutations of notices and opinions, and a dossier on its way to one. */
export function postings(o: Office) {
  const { world } = o;

  async function run(user: Id<'usr'> | undefined, name: string, input: object, sourceIp?: string) {
    const field = fieldOf[name] ?? 'opinion';
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) {
      ${field} { ${selections[field] ?? 'id'} } userErrors { code field message details { name value } } } }`;
    const answer: Answer = await world.run(
      user,
      document,
      { input: { idempotencyKey: openKey(), ...input } },
      sourceIp,
    );
    return { answer, refusals: refusals(answer, name), view: pick(answer.data, name, field) };
  }

  /** A dossier of the commune whose appraisal at the province is over. */
  async function appraised(
    awardCode = 'BKTTG',
    names: readonly string[] = ['Phạm Văn Đức'],
    extra: object = {},
  ): Promise<Held & { readonly nominees: readonly string[] }> {
    const nominees = [];
    for (const name of names) nominees.push({ subjectId: await o.person(name), awardCode });
    let d = await o.complete(nominees, extra);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    const ids = await o.nomineeIds(d);
    const verdicts = ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE' }));
    d = await o.done(o.first, 'appraiseNominees', d, { verdicts });
    d = await o.done(o.second, 'confirmNominees', d, { nomineeIds: ids, agrees: true });
    d = await o.done(o.second, 'finishAppraisal', d);
    return { ...d, nominees: ids };
  }

  const notice = (dossierIds: readonly string[], extra: object = {}) => ({
    unitId: province,
    title: 'Thông báo công khai danh sách đề nghị khen thưởng cấp nhà nước',
    opinionsTo: 'Ban Thi đua - Khen thưởng, Sở Nội vụ tỉnh Nam Định',
    dossierIds,
    ...extra,
  });

  /** A notice with its list, of the length that the law gives. */
  async function open(dossierIds: readonly string[], extra: object = {}) {
    const { view, refusals: why } = await run(o.first, 'openPosting', notice(dossierIds, extra));
    if (why.length > 0) throw new Error(why.join('; '));
    const id = String(pick(view, 'id'));
    await deliver(world, 'PostingOpened', id, { postingId: id });
    return { id, version: 1, dueOn: String(pick(view, 'period', 'dueOn')), view };
  }

  const close = (posting: Held, dossierIds: readonly string[], user = o.first) =>
    run(user, 'closePosting', { postingId: posting.id, expectedVersion: posting.version, dossierIds });

  /** The dossier as it is now: its version has moved with the notice. */
  async function held({ id }: { readonly id: string }): Promise<Held> {
    const answer = await world.run(o.auditor, 'query ($id: ID!) { dossier(id: $id) { version } }', { id });
    return { id, version: Number(pick(answer.data, 'dossier', 'version')) };
  }

  /** Posts a dossier, lets the time pass and closes the notice; answers with the dossier as it then is. */
  async function posted(dossier: Held): Promise<Held> {
    const { id, version, dueOn } = await open([dossier.id]);
    world.clock.set(`${dueOn}T20:00:00Z`);
    const { refusals: why } = await close({ id, version }, [dossier.id]);
    if (why.length > 0) throw new Error(why.join('; '));
    return held(dossier);
  }

  return { run, appraised, notice, open, close, held, posted };
}
