import type { Id } from '../../functions/kernel/ids.ts';
import { province } from './units.ts';
import { pick } from './pick.ts';
import { key, refusals, type Answer, type World } from './world.ts';

const mutationOf = (name: string, selection: string) => {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
};

export type Taken = { readonly answer: Answer; readonly refusals: readonly string[]; readonly view: unknown };

/** Takes any mutation as anybody; `field` names the object in the payload. */
export async function take(
  world: World,
  user: Id<'usr'> | undefined,
  [name, field, selection]: readonly [string, string, string],
  input: object,
): Promise<Taken> {
  const answer = await world.run(user, mutationOf(name, `${field} { ${selection} }`), {
    input: { idempotencyKey: key(), ...input },
  });
  return { answer, refusals: refusals(answer, name), view: pick(answer.data, name, field) };
}

export const decision = { number: '12/QĐ-UBND', issuedOn: '2021-01-04', signerName: 'Chủ tịch UBND tỉnh' };

export const councilFields = `id version termTo warnings { code seat on }
  seats { number role name votes fields from to filledBy endedBy hasAccount isMine relativeIds }`;

/** Seats of a council whose members have accounts: chair, standing vice-chair, secretary, then members. */
export const seatsFor = (users: readonly Id<'usr'>[]) =>
  users.map((userId, i) => ({
    role: (['CHAIR', 'STANDING_VICE_CHAIR', 'SECRETARY'] as const)[i] ?? 'MEMBER',
    name: `Ủy viên ${i + 1}`,
    title: 'Giám đốc Sở',
    userId,
  }));

/** A council of the province in office through 2021. */
export async function establish(
  world: World,
  leader: Id<'usr'>,
  seats: readonly object[],
): Promise<{ readonly id: string; readonly version: number }> {
  const done = await take(world, leader, ['establishCouncil', 'council', councilFields], {
    unitId: province,
    name: 'Hội đồng Thi đua - Khen thưởng tỉnh',
    decision,
    termFrom: '2021-01-05',
    termTo: '2026-01-05',
    seats,
  });
  if (done.refusals.length > 0) throw new Error(done.refusals.join('; '));
  return { id: String(pick(done.view, 'id')), version: 1 };
}
