import type { Id } from '../../functions/kernel/ids.ts';
import { pick } from './pick.ts';
import { key, refusals, type Answer, type World } from './world.ts';

/** What a client keeps of an object between two steps. */
export type Held = { readonly id: string; readonly version: number };

type Taken = {
  readonly answer: Answer;
  readonly refusals: readonly string[];
  readonly view: unknown;
  readonly held: Held;
};

/** Takes steps of one kind of object as any user: `idField` names it in inputs, `object` in payloads. */
export function stepper(world: World, idField: string, object: string, fields: string) {
  const document = (name: string) =>
    `mutation ($input: ${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
       ${object} { ${fields} } userErrors { code field message citation details { name value } } } }`;

  async function step(
    user: Id<'usr'> | undefined,
    name: string,
    held: Held | null,
    extra: object = {},
  ): Promise<Taken> {
    const own = held && { [idField]: held.id, expectedVersion: held.version };
    const input = { ...own, idempotencyKey: key(), ...extra };
    const answer = await world.run(user, document(name), { input });
    const view = pick(answer.data, name, object);
    const after = { id: String(pick(view, 'id')), version: Number(pick(view, 'version')) };
    return { answer, refusals: refusals(answer, name), view, held: view ? after : (held ?? after) };
  }

  /** A step that must be accepted. */
  async function done(user: Id<'usr'>, name: string, held: Held | null, extra: object = {}): Promise<Held> {
    const taken = await step(user, name, held, extra);
    if (taken.refusals.length > 0) throw new Error(`${name}: ${taken.refusals.join('; ')}`);
    return taken.held;
  }

  /** The code of a step that is refused as a whole, such as FORBIDDEN. */
  async function errorCode(user: Id<'usr'> | undefined, name: string, held: Held | null, extra: object = {}) {
    const own = held && { [idField]: held.id, expectedVersion: held.version };
    const answer = await world.run(user, document(name), {
      input: { ...own, idempotencyKey: key(), ...extra },
    });
    return pick(answer.errors, 0, 'extensions', 'code');
  }

  return { step, done, errorCode };
}
