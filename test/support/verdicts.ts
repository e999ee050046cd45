import { projectVerdicts } from '../../functions/eligibility/project-verdicts.ts';
import { userIdOf } from '../../functions/access/user.ts';
import type { World } from './world.ts';

/** What the stream records a moment after a submission: the law's word on each nominee of that revision. */
export const recordVerdicts = ({ shared, clock }: World, dossierId: string, revision: number) =>
  projectVerdicts(
    { client: shared.client, tableName: shared.tableName, secret: shared.cursorSecret },
    {
      aggregateId: dossierId,
      seq: 1,
      name: 'DossierSubmitted',
      at: clock.now().toISOString(),
      actorId: userIdOf('test', 'officer'),
      requestId: 'r',
      facts: { revision },
    },
  );
