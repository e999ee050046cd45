import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import type { User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import type { PostingDeps } from './deps.ts';
import { opinionPk, type OpinionRegister } from './opinion.store.ts';
import type { Opinion, OpinionCounts } from './opinion.ts';
import { mayPosting, requirePostingRole, type PostingAction } from './posting.policy.ts';

/** The notice is named again, so that its register is read together with the opinion. */
export type OpinionInput = {
  readonly opinionId: string;
  readonly postingId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

/** Whom a step is about: nominees of one dossier of the notice. */
export type About = { readonly dossierId: string; readonly nomineeIds: readonly string[] };

export type OpinionGround = {
  readonly opinion: Opinion;
  readonly actor: User;
  /** Undefined when none was named, or none of that id is there. */
  readonly dossier: Dossier | undefined;
  /** In the order named; undefined for those that aren't the dossier's. */
  readonly nominees: readonly (Nominee | undefined)[];
  readonly counts: OpinionCounts;
};

export type OpinionOutcome = {
  readonly patch: Partial<Omit<Opinion, 'id' | 'version'>>;
  /** The register afterwards; the same when the step doesn't move it. */
  readonly counts?: OpinionCounts;
  readonly writes?: readonly Write[];
  readonly event: string;
  readonly facts?: Readonly<Record<string, unknown>>;
};

export const maxAccused = 40;

type Change<I> = {
  readonly operation: string;
  readonly action: PostingAction;
  readonly input: I;
  readonly about?: About | null | undefined;
  readonly decide: (ground: OpinionGround) => Result<OpinionOutcome>;
};

/** Every step with an opinion: a role at the unit that published, the version read, the register moved along. */
export function changeOpinion<I extends OpinionInput>(
  deps: PostingDeps,
  { operation, action, input, about, decide }: Change<I>,
): Promise<Result<Opinion>> {
  const [id, postingId] = [parseId('opi', input.opinionId), parseId('pst', input.postingId)];
  return mutate(deps, {
    operation,
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        id && deps.opinions.get(id),
        postingId && deps.opinions.register(postingId),
        loadAbout(deps, about),
      ]),
    decide: ([registry, opinion, register, [dossier, nominees]], actor) => {
      requirePostingRole(actor, action);
      const on = today(deps.clock);
      if (!opinion || !register || opinion.postingId !== postingId)
        return refuse(refusal('NOT_FOUND', 'opinionId'));
      if (!mayPosting(actor, action, registry, opinion.unitId, on))
        return refuse(refusal('NOT_FOUND', 'opinionId'));
      if (opinion.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: opinion.version }));
      const decided = decide({ opinion, actor, dossier, nominees, counts: register.counts });
      return decided.ok ? accept(committed(deps, opinion, register, decided.value)) : decided;
    },
    reload: (raw) => reloadOpinion(deps, raw),
  });
}

async function loadAbout(
  deps: PostingDeps,
  about: About | null | undefined,
): Promise<readonly [Dossier | undefined, readonly (Nominee | undefined)[]]> {
  const dossierId = about ? parseId('dos', about.dossierId) : undefined;
  if (!about || !dossierId) return [undefined, []];
  return Promise.all([
    deps.dossiers.get(dossierId),
    Promise.all(
      about.nomineeIds.slice(0, maxAccused).map(async (raw) => {
        const id = parseId('nom', raw);
        return id && deps.nominees.get(dossierId, id);
      }),
    ),
  ]);
}

export async function reloadOpinion(deps: PostingDeps, raw: string): Promise<Opinion | undefined> {
  const id = parseId('opi', raw);
  return id && deps.opinions.get(id);
}

function committed(deps: PostingDeps, before: Opinion, register: OpinionRegister, outcome: OpinionOutcome) {
  const after: Opinion = { ...before, ...outcome.patch, version: before.version + 1 };
  return {
    result: after,
    resultId: after.id,
    writes: [
      deps.opinions.replace(after),
      ...(outcome.counts ? [deps.opinions.putRegister(register, outcome.counts)] : []),
      ...(outcome.writes ?? []),
    ],
    event: {
      pk: opinionPk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: outcome.event,
      facts: outcome.facts ?? {},
    },
  };
}
