import type { Attachment, AttachmentStatus } from '../../functions/attachments/attachment.ts';
import { instant } from '../../functions/kernel/clock.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { councilConcluded } from '../../functions/dossiers/joined-step.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import type { Subject } from '../../functions/subjects/subject.ts';
import { recordAfter } from './verdicts.ts';
import { education, minhThuan, province, seedUnits, vuBan } from './units.ts';
import { pick } from './pick.ts';
import { key, refusals, type Answer, type World } from './world.ts';

const fields = `id status version revision stage totalNominees returnReasons { path reason } closingReason
  receipt { number receivedOn deadline { dueOn days dayKind status needsHumanLook } }
  submission { late { grantedBy reason } } files { attachmentId component }
  decision { id number } forwarding { addressee letterNumber }`;

const mutationOf = (name: string) => {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) {
    dossier { ${fields} } userErrors { code field message details { name value } } } }`;
};

/** What a client holds of a dossier between two steps. */
export type Held = { readonly id: string; readonly version: number };

export type Step = {
  readonly answer: Answer;
  readonly refusals: readonly string[];
  /** The dossier as answered; the one before when refused. */
  readonly dossier: Held;
  readonly view: unknown;
};

/** The people around a dossier of a commune, and one function to take any step as any of them; what is asked of the law is answered at once. */
export async function office(world: World, { streams = true } = {}) {
  await seedUnits(world);
  const people = {
    officer: await world.user('officer', [['OFFICER', minhThuan]]),
    first: await world.user('first', [['APPRAISER', province]]),
    second: await world.user('second', [['APPRAISER', province]]),
    leader: await world.user('leader', [['LEADER', province]]),
    auditor: await world.user('auditor', [['AUDITOR', province]]),
    district: await world.user('district', [['APPRAISER', vuBan]]),
    districtLeader: await world.user('districtLeader', [['LEADER', vuBan]]),
    outsider: await world.user('outsider', [
      ['OFFICER', education],
      ['APPRAISER', education],
      ['LEADER', education],
    ]),
  };

  async function step(user: Id<'usr'>, name: string, held: Held, extra: object = {}): Promise<Step> {
    const own = name === 'createDossier' ? {} : { dossierId: held.id, expectedVersion: held.version };
    const answer = await world.run(user, mutationOf(name), {
      input: { ...own, idempotencyKey: key(), ...extra },
    });
    const view = pick(answer.data, name, 'dossier');
    const dossier =
      view === null ? held : { id: String(pick(view, 'id')), version: Number(pick(view, 'version')) };
    const refused = refusals(answer, name);
    if (streams && refused.length === 0) await recordAfter(world, name, view);
    return { answer, refusals: refused, dossier, view };
  }

  /** A step that must be accepted. */
  async function done(user: Id<'usr'>, name: string, held: Held, extra: object = {}): Promise<Held> {
    const taken = await step(user, name, held, extra);
    if (taken.refusals.length > 0) throw new Error(`${name}: ${taken.refusals.join('; ')}`);
    return taken.dossier;
  }

  /** The council passes everybody: the record of a vote that other tests hold. */
  async function throughCouncil(user: Id<'usr'>, appraised: Held): Promise<Held> {
    const { id, version } = await done(user, 'sendToCouncil', appraised);
    const deps = world.deps();
    const dossierId = parseId('dos', id);
    const dossier = dossierId && (await deps.dossiers.get(dossierId));
    if (!dossier) throw new Error(`no dossier ${id}`);
    const writes = councilConcluded(deps, { dossier, actorId: user, reference: 'test', failed: [] });
    if (!writes.ok) throw new Error('the council did not conclude');
    await world.write(...writes.value);
    return { id, version: version + 1 };
  }

  const draft = (extra: object = {}) =>
    done(
      people.officer,
      'createDossier',
      { id: '', version: 0 },
      {
        authorUnitId: minhThuan,
        title: 'Đề nghị tặng Bằng khen năm 2020',
        type: 'MERIT',
        ...extra,
      },
    );

  async function nomineeIds(held: Held, user = people.officer): Promise<readonly string[]> {
    const query = 'query ($id: ID!) { dossier(id: $id) { nominees(first: 100) { nodes { id } } } }';
    const nodes = pick((await world.run(user, query, { id: held.id })).data, 'dossier', 'nominees', 'nodes');
    return [nodes].flat().map((node) => String(pick(node, 'id')));
  }

  /** A person of the commune on the register of subjects. */
  async function person(name: string, unitId: Id<'unt'> = minhThuan): Promise<Id<'sub'>> {
    const id = world.shared.ids.next('sub');
    const subject: Subject = {
      id,
      kind: 'INDIVIDUAL',
      name,
      unitId,
      position: null,
      birthDate: null,
      sex: null,
      group: null,
      idNumber: null,
      refUnitId: null,
      affiliations: [{ unitId, position: null, from: localDate('2020-01-01'), to: null }],
      version: 1,
    };
    await world.write(...world.deps().subjects.create(subject, () => refusal('DUPLICATE', [])));
    return id;
  }

  /** A file of the commune that was checked. */
  async function file(
    fileName: string,
    status: AttachmentStatus = 'CLEAN',
    unitId: Id<'unt'> = minhThuan,
  ): Promise<Id<'att'>> {
    const id = world.shared.ids.next('att');
    const at = instant(world.clock);
    const object = { eTag: 'e', versionId: null };
    const file: Attachment = {
      id,
      unitId,
      uploadedBy: people.officer,
      fileName,
      contentType: 'application/pdf',
      size: 1000,
      sha256: '0'.repeat(64),
      status,
      rejection: null,
      owner: null,
      requestedAt: at,
      expiresAt: at,
      object,
      verdict: null,
      version: 1,
    };
    await world.write(world.deps().attachments.create(file));
    return id;
  }

  /** A draft with these nominees and everything else that a submission needs. */
  async function complete(
    nominees: readonly { readonly subjectId: string; readonly awardCode: string }[],
    extra: object = {},
  ): Promise<Held> {
    let held = await done(people.officer, 'addNominees', await draft(extra), { nominees });
    for (const component of ['SUBMISSION_LETTER', 'ACHIEVEMENT_REPORT', 'MEETING_MINUTES', 'BALLOT_RESULT'])
      held = await done(people.officer, 'attachToDossier', held, {
        attachmentId: await file(`${component}.pdf`),
        component,
      });
    return held;
  }

  return { world, ...people, person, file, complete, throughCouncil, step, done, draft, nomineeIds };
}

export type Office = Awaited<ReturnType<typeof office>>;
