import type { UserStore } from '../access/user.store.ts';
import { asActor } from '../access/user.ts';
import { isKeptFrom } from '../complaints/complaint.policy.ts';
import type { ComplaintStore } from '../complaints/complaint.store.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { UnitRegistry } from '../units/registry.ts';

export type HearingSources = {
  readonly complaints: Pick<ComplaintStore, 'get'>;
  readonly users: Pick<UserStore, 'get'>;
};

/** Those of some people who may be told of something: a complaint about them, or where they also work, is kept from them. */
export async function mayHear(
  { complaints, users }: HearingSources,
  aboutId: string,
  userIds: readonly Id<'usr'>[],
  { registry, on }: { readonly registry: UnitRegistry; readonly on: LocalDate },
): Promise<readonly Id<'usr'>[]> {
  const id = parseId('cpl', aboutId);
  const complaint = id && (await complaints.get(id));
  if (!complaint) return userIds;
  const people = await Promise.all(userIds.map((userId) => users.get(userId)));
  return people.flatMap((person) =>
    person && !isKeptFrom(complaint, { registry, on, actor: asActor(person, on) }) ? [person.id] : [],
  );
}
