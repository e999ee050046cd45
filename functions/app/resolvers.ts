import { accessResolvers } from '../access/access.resolvers.ts';
import { awardResolvers } from '../awards/award.resolvers.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { lawResolvers } from '../law/law.resolvers.ts';
import { roundResolvers } from '../rounds/round.resolvers.ts';
import { unitResolvers } from '../units/unit.resolvers.ts';
import { baseResolvers } from './base.resolvers.ts';

/** Every slice's resolvers; merged type by type when the schema is built. */
export const resolvers: readonly Resolvers[] = [
  baseResolvers,
  accessResolvers,
  unitResolvers,
  awardResolvers,
  lawResolvers,
  roundResolvers,
];
