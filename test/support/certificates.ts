import { projectAwards } from '../../functions/awards/project-awards.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import type { Office } from './dossiers.ts';
import type { postings } from './postings.ts';
import { province } from './units.ts';
import { pick } from './pick.ts';
import { key, refusals } from './world.ts';

/** Puts the awards of a decision on the register, as the stream would. */
export const registerAwards = (o: Office, decisionId: string, dossierId: string): Promise<void> =>
  project(o, 'DossierDecided', dossierId, { decisionId });

/** Delivers an event about a decision to the register, or to another projection that follows it. */
export const project = (
  o: Office,
  name: string,
  aggregateId: string,
  facts: object,
  projection: typeof projectAwards = projectAwards,
): Promise<void> =>
  projection(
    {
      client: o.world.shared.client,
      tableName: o.world.shared.tableName,
      secret: o.world.shared.cursorSecret,
    },
    {
      aggregateId,
      seq: 1,
      name,
      at: o.world.clock.now().toISOString(),
      actorId: o.leader,
      requestId: 'r',
      facts: { ...facts },
    },
  );

/** A decision of the province with its awards on the register. */
export function decisions(o: Office, p: ReturnType<typeof postings>) {
  async function run(
    user: Id<'usr'>,
    name: string,
    [field, shown]: readonly [string, string],
    input: object,
  ) {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) {
      ${field} { ${shown} } userErrors { code field details { name value } } } }`;
    const answer = await o.world.run(user, document, { input: { idempotencyKey: key(), ...input } });
    return { answer, refusals: refusals(answer, name), view: pick(answer.data, name, field) };
  }

  async function decided(names: readonly string[], number: string) {
    const d = await o.throughCouncil(o.second, await p.appraised('BKT', names));
    const decision = {
      number,
      issuedOn: o.world.clock.now().toISOString().slice(0, 10),
      signerName: 'A',
      signerTitle: 'Chủ tịch',
    };
    const step = await o.step(o.leader, 'decideDossier', d, decision);
    if (step.refusals.length > 0) throw new Error(step.refusals.join('; '));
    const decisionId = String(pick(step.view, 'decision', 'id'));
    await registerAwards(o, decisionId, d.id);
    return { decisionId, dossierId: d.id, unitId: province, awardIds: await awardIds(number) };
  }

  async function awardIds(number: string): Promise<readonly string[]> {
    const query =
      'query ($number: String!) { awards(filter: { decisionNumber: $number }) { nodes { id name } } }';
    const nodes = [pick((await o.world.run(undefined, query, { number })).data, 'awards', 'nodes')].flat();
    return nodes
      .sort((a, b) => (String(pick(a, 'name')) < String(pick(b, 'name')) ? -1 : 1))
      .map((node) => String(pick(node, 'id')));
  }

  return { run, decided };
}
