import { accessResolvers } from '../access/access.resolvers.ts';
import { attachmentResolvers } from '../attachments/attachment.resolvers.ts';
import { awardResolvers } from '../awards/award.resolvers.ts';
import { councilResolvers } from '../councils/council.resolvers.ts';
import { dossierResolvers } from '../dossiers/dossier.resolvers.ts';
import { campaignResolvers } from '../campaigns/campaign.resolvers.ts';
import { workResolvers } from '../campaigns/work.resolvers.ts';
import { registrationResolvers } from '../campaigns/registration.resolvers.ts';
import { deadlineResolvers } from '../deadlines/deadline.resolvers.ts';
import type { Resolvers } from '../generated/graphql.ts';
import { lawResolvers } from '../law/law.resolvers.ts';
import { roundResolvers } from '../rounds/round.resolvers.ts';
import { subjectResolvers } from '../subjects/subject.resolvers.ts';
import { unitResolvers } from '../units/unit.resolvers.ts';
import { baseResolvers } from './base.resolvers.ts';

/** Every slice's resolvers; merged type by type when the schema is built. */
export const resolvers: readonly Resolvers[] = [
  baseResolvers,
  accessResolvers,
  unitResolvers,
  awardResolvers,
  lawResolvers,
  deadlineResolvers,
  roundResolvers,
  councilResolvers,
  dossierResolvers,
  subjectResolvers,
  attachmentResolvers,
  campaignResolvers,
  registrationResolvers,
  workResolvers,
];
