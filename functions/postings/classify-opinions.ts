import { instant, today } from '../kernel/clock.ts';
import { checkText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import type { PostingDeps } from './deps.ts';
import { opinionPk } from './opinion.store.ts';
import { recount, type Opinion, type OpinionKind } from './opinion.ts';
import { mayPosting, requirePostingRole } from './posting.policy.ts';

export type ClassifyOpinionsInput = {
  readonly postingId: string;
  readonly opinions: readonly { readonly opinionId: string; readonly expectedVersion: number }[];
  /** An accusation stops somebody, and so is read alone. */
  readonly kind: OpinionKind;
  readonly note?: string | null | undefined;
  readonly idempotencyKey: string;
};

/** Two writes each: the opinion and the line in its own history. */
export const maxOpinions = 45;

/**
 * Says of many opinions at once that they support or inform: all of them, or none. Codes: NOT_FOUND, REQUIRED, TOO_MANY,
 * TOO_LONG, DUPLICATE, INVALID_VALUE, STALE_VERSION, WRONG_STATE.
 */
export function classifyOpinions(
  deps: PostingDeps,
  input: ClassifyOpinionsInput,
): Promise<Result<readonly Opinion[]>> {
  const postingId = parseId('pst', input.postingId);
  const asked = input.opinions.slice(0, maxOpinions);
  return mutate(deps, {
    operation: 'classifyOpinions',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        postingId && deps.postings.get(postingId),
        postingId && deps.opinions.register(postingId),
        Promise.all(asked.map((one) => loadOpinion(deps, one.opinionId))),
      ]),
    decide: ([registry, posting, register, found], actor) => {
      requirePostingRole(actor, 'opinion.handle');
      const on = today(deps.clock);
      if (!posting || !register || !mayPosting(actor, 'opinion.handle', registry, posting.unitId, on))
        return refuse(refusal('NOT_FOUND', 'postingId'));
      const own = found.map((one) => (one?.postingId === posting.id ? one : undefined));
      const note = checkText('note', input.note ?? '', 1000);
      const refusals = [...checkInput(input), ...asked.flatMap((_, i) => checkOne(input, own, i))];
      if (!note.ok) return note;
      const opinions = own.flatMap((one) => one ?? []);
      const after = opinions.map((one): Opinion => ({
        ...one,
        kind: input.kind,
        status: 'CLASSIFIED',
        version: one.version + 1,
      }));
      const [first, ...rest] = after;
      if (!first || refusals.length > 0) return refuse(...refusals);
      const facts = { kind: input.kind, ...(note.value && { note: note.value }), together: after.length };
      const said = (one: Opinion) => ({
        aggregateId: one.id,
        seq: one.version,
        name: 'OpinionClassified',
        facts,
      });
      const at = { at: instant(deps.clock), actorId: actor.userId, requestId: deps.requestId };
      const counts = opinions.reduce((sum, one) => recount(sum, one.kind, input.kind), register.counts);
      return accept({
        result: after,
        resultId: after.map((one) => one.id).join(' '),
        writes: [
          ...after.map((one) => deps.opinions.replace(one)),
          deps.opinions.putRegister(register, counts),
          ...rest.map((one): Write =>
            create(eventItem(opinionPk(one.id), { ...said(one), ...at }), refusal('BUSY', [])),
          ),
        ],
        event: { pk: opinionPk(first.id), ...said(first) },
      });
    },
    reload: async (ids) => {
      const found = await Promise.all(ids.split(' ').map((raw) => loadOpinion(deps, raw)));
      return found.flatMap((one) => one ?? []);
    },
  });
}

const loadOpinion = async (deps: PostingDeps, raw: string): Promise<Opinion | undefined> => {
  const id = parseId('opi', raw);
  return id && deps.opinions.get(id);
};

const checkInput = ({ opinions, kind }: ClassifyOpinionsInput): readonly Refusal[] => [
  ...(opinions.length === 0 ? [refusal('REQUIRED', 'opinions')] : []),
  ...(opinions.length > maxOpinions ? [refusal('TOO_MANY', 'opinions', { limit: maxOpinions })] : []),
  ...(kind === 'ACCUSATION'
    ? [
        refusal('INVALID_VALUE', 'kind', {
          expected: 'SUPPORT hoặc INFORMATION; tố cáo phân loại từng ý kiến',
        }),
      ]
    : []),
];

function checkOne(
  { opinions }: ClassifyOpinionsInput,
  own: readonly (Opinion | undefined)[],
  index: number,
): readonly Refusal[] {
  const [asked, opinion] = [opinions[index], own[index]];
  const path = `opinions.${index}.opinionId`;
  if (!asked || !opinion) return [refusal('NOT_FOUND', path)];
  if (opinions.findIndex((one) => one.opinionId === asked.opinionId) < index)
    return [refusal('DUPLICATE', path)];
  if (opinion.version !== asked.expectedVersion)
    return [
      refusal('STALE_VERSION', `opinions.${index}.expectedVersion`, { currentVersion: opinion.version }),
    ];
  const { status, kind } = opinion;
  return kind === 'ACCUSATION' || status === 'ANSWERED'
    ? [refusal('WRONG_STATE', path, { status, allowed: '' })]
    : [];
}
