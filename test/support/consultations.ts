import type { Id } from '../../functions/kernel/ids.ts';
import { walkDeadlines } from '../../functions/notices/walk.ts';
import type { Office } from './dossiers.ts';
import { postings } from './postings.ts';
import { stepper, type Held } from './steps.ts';
import { education, province, yYen } from './units.ts';
import { pick } from './pick.ts';
import { type World } from './world.ts';

const fields = `id version status dossierId wholeList objections unresolved closedOn withdrawal needsHumanLook
  silence { meaning citation status } deadline { dueOn state closedOn outcome late }
  answer { text documentNumber attachmentIds on late }
  opinions(first: 100) { nodes { nomineeId name kind text resolution { outcome reason } } }
  availableActions { code allowed reasons { code } }`;

/** What the functions that nobody calls work with. */
export const processOf = (world: World) => ({
  client: world.shared.client,
  tableName: world.shared.tableName,
  clock: world.clock,
  secret: world.shared.cursorSecret,
  unitCache: world.shared.unitCache,
});

/** A standing body that asks, a tax office, a police, and dossiers to ask about. */
export async function consultations(o: Office) {
  const { world } = o;
  const tax = await world.user('tax', [['OFFICER', education]]);
  const police = await world.user('police', [['LEADER', yYen]]);
  const steps = stepper(world, 'consultationId', 'consultation', fields);
  const { appraised, held } = postings(o);

  const question = (dossierId: string, extra: object = {}) => ({
    ...{ dossierId, agency: 'TAX', agencyUnitId: education, nomineeIds: [] },
    ...{ question: 'Đề nghị cho ý kiến về việc chấp hành pháp luật.', ...extra },
  });
  const ask = (dossierId: string, extra: object = {}, user = o.first) =>
    steps.step(user, 'consultAgency', null, question(dossierId, extra));

  /** An accepted question. */
  async function asked(dossierId: string, extra: object = {}): Promise<Held> {
    const { held: consultation, refusals } = await ask(dossierId, extra);
    if (refusals.length > 0) throw new Error(refusals.join('; '));
    return consultation;
  }

  const answer = (
    user: Id<'usr'>,
    consultation: Held,
    dossierId: string,
    extra: object = {},
    name = 'answerConsultation',
  ) =>
    steps.step(user, name, consultation, {
      ...{ dossierId, opinions: [], complete: true, attachmentIds: [], ...extra },
    });

  /** A dossier that the province has received, and nothing more. */
  async function received(names: readonly string[] = ['Trần Thị Hòa'], awardCode = 'BKT') {
    const nominees = [];
    for (const name of names) nominees.push({ subjectId: await o.person(name), awardCode });
    let d = await o.complete(nominees);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    return { ...d, nominees: await o.nomineeIds(d) };
  }

  async function view(user: Id<'usr'> | undefined, id: string, what = fields): Promise<unknown> {
    const query = `query ($id: ID!) { consultation(id: $id) { ${what} } }`;
    return pick((await world.run(user, query, { id })).data, 'consultation');
  }

  let runs = 0;
  /** One run of the clock's function at an instant. */
  const walk = (at: string) => {
    world.clock.set(at);
    return walkDeadlines(processOf(world), `walk-${(runs += 1)}`);
  };

  return { ...steps, tax, police, question, ask, asked, answer, received, appraised, held, view, walk };
}
