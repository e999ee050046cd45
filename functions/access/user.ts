import { createHash } from 'node:crypto';
import type { Grant, User } from '../kernel/actor.ts';
import { isValidOn, type LocalDate } from '../kernel/dates.ts';
import { derivedId, type Id } from '../kernel/ids.ts';

/** A person who signs in, as our records know them. */
export type UserRecord = {
  readonly id: Id<'usr'>;
  readonly name: string;
  readonly issuer: string;
  readonly subject: string;
  readonly grants: readonly Grant[];
  readonly version: number;
};

/** The caller as GraphQL shows them to themselves. */
export type Me = {
  readonly userId: Id<'usr'>;
  readonly record: UserRecord | undefined;
  readonly actor: User;
};

/** The same token subject is the same user, with no look-up: a digest of issuer and subject. */
export const userIdOf = (issuer: string, subject: string): Id<'usr'> =>
  derivedId('usr', createHash('sha256').update(`${issuer}\n${subject}`).digest());

/** The user with the grants that hold on a day. */
export const asActor = (record: UserRecord, on: LocalDate): User => ({
  kind: 'user',
  userId: record.id,
  name: record.name,
  grants: record.grants.filter((grant) => isValidOn(grant, on)),
  root: false,
});
