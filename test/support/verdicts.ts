import { projectVerdicts } from '../../functions/eligibility/project-verdicts.ts';
import { userIdOf } from '../../functions/access/user.ts';
import { pick } from './pick.ts';
import { type World } from './world.ts';

/** The steps of a dossier that have its nominees judged. */
const asking: Readonly<Record<string, string>> = {
  submitDossier: 'DossierSubmitted',
  receiveDossier: 'DossierReceived',
  reevaluateDossier: 'DossierReevaluated',
};

/** What the stream records a moment after a step that asks for it: the law's word on each nominee of that revision. */
export async function recordVerdicts(
  { shared, clock }: World,
  step: string,
  dossier: { readonly id: string; readonly version: number; readonly revision: number },
): Promise<void> {
  const name = asking[step];
  if (name === undefined) return;
  await projectVerdicts(
    { client: shared.client, tableName: shared.tableName, secret: shared.cursorSecret },
    {
      aggregateId: dossier.id,
      seq: dossier.version,
      name,
      at: clock.now().toISOString(),
      actorId: userIdOf('test', 'officer'),
      requestId: 'r',
      facts: { revision: dossier.revision },
    },
  );
}

/** The same by what a mutation answered with. */
export const recordAfter = (world: World, step: string, view: unknown): Promise<void> =>
  recordVerdicts(world, step, {
    id: String(pick(view, 'id')),
    version: Number(pick(view, 'version')),
    revision: Number(pick(view, 'revision')),
  });
