import * as z from 'zod/mini';
import { signedIn } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { PostingDeps } from './deps.ts';
import { opinionPk } from './opinion.store.ts';
import type { Opinion } from './opinion.ts';
import { mayPosting, requirePostingRole } from './posting.policy.ts';

export type RevealContactInput = {
  readonly opinionId: string;
  readonly expectedVersion: number;
  readonly reason: string;
  readonly idempotencyKey: string;
};

const contact = z.object({
  name: z._default(z.string(), ''),
  phone: z._default(z.string(), ''),
  email: z._default(z.string(), ''),
  address: z._default(z.string(), ''),
});
export type RevealedContact = z.output<typeof contact>;

/**
 * Shows who sent an opinion. A mutation, since it leaves a trace: who looked and why is an event of the opinion before
 * anything is told. Codes: NOT_FOUND, STALE_VERSION, REQUIRED, TOO_LONG.
 */
export function revealContact(
  deps: PostingDeps,
  input: RevealContactInput,
): Promise<Result<RevealedContact>> {
  const id = parseId('opi', input.opinionId);
  return mutate(deps, {
    operation: 'revealContact',
    input,
    load: () => Promise.all([deps.units.registry(), id && deps.opinions.get(id)]),
    decide: async ([registry, opinion], actor) => {
      requirePostingRole(actor, 'opinion.revealContact');
      const on = today(deps.clock);
      if (!opinion || !mayPosting(actor, 'opinion.revealContact', registry, opinion.unitId, on))
        return refuse(refusal('NOT_FOUND', 'opinionId'));
      if (opinion.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: opinion.version }));
      const reason = requireText('reason', input.reason, 1000);
      if (!reason.ok) return reason;
      const after = { ...opinion, version: opinion.version + 1 };
      return accept({
        result: await open(deps, opinion),
        resultId: opinion.id,
        writes: [deps.opinions.replace(after)],
        event: {
          pk: opinionPk(opinion.id),
          aggregateId: opinion.id,
          seq: after.version,
          name: 'OpinionContactRevealed',
          facts: { reason: reason.value },
        },
      });
    },
    reload: (raw) => revealAgain(deps, raw),
  });
}

/** A repeated request sees again what its event tells of, and only while the caller still may. */
async function revealAgain(deps: PostingDeps, raw: string): Promise<RevealedContact | undefined> {
  const id = parseId('opi', raw);
  const [registry, actor, opinion] = await Promise.all([
    deps.units.registry(),
    deps.actor(),
    id && deps.opinions.get(id),
  ]);
  const may =
    opinion &&
    mayPosting(signedIn(actor), 'opinion.revealContact', registry, opinion.unitId, today(deps.clock));
  return may ? open(deps, opinion) : undefined;
}

async function open(deps: PostingDeps, opinion: Opinion): Promise<RevealedContact> {
  if (opinion.contact === null) return contact.parse({});
  return contact.parse(JSON.parse(await deps.sealer.open(opinion.contact, { opinionId: opinion.id })));
}
