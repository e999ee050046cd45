import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewerOf } from '../units/viewer.ts';
import { consolidateRegistrations } from './consolidate-registrations.ts';
import { draftRegistration } from './draft-registration.ts';
import {
  approveRegistration,
  returnRegistration,
  sendRegistration,
  updateRegistration,
} from './registration-changes.ts';
import { campaignOf, unitOf } from './references.ts';
import { availableActions } from './registration.policy.ts';
import { totalsOf } from './registration.ts';
import {
  listRegistrations,
  listRegistrationsOfUnit,
  summariseRegistrations,
  viewRegistrationOf,
} from './view-registrations.ts';

export const registrationResolvers: Resolvers = {
  Query: {
    registrations: async (_root, { campaignId, status, receivingUnitId, ...args }, { deps }) =>
      connection(await listRegistrations(deps, { campaignId, status, receivingUnitId }, args)),
    registrationsOfUnit: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listRegistrationsOfUnit(deps, unitId, args)),
    registrationSummary: (_root, { campaignId, unitId }, { deps }) =>
      summariseRegistrations(deps, campaignId, unitId),
  },
  Mutation: {
    draftRegistration: async (_root, { input }, { deps }) =>
      toPayload('registration', await draftRegistration(deps, input)),
    updateRegistration: async (_root, { input }, { deps }) =>
      toPayload('registration', await updateRegistration(deps, input)),
    sendRegistration: async (_root, { input }, { deps }) =>
      toPayload('registration', await sendRegistration(deps, input)),
    approveRegistration: async (_root, { input }, { deps }) =>
      toPayload('registration', await approveRegistration(deps, input)),
    returnRegistration: async (_root, { input }, { deps }) =>
      toPayload('registration', await returnRegistration(deps, input)),
    consolidateRegistrations: async (_root, { input }, { deps }) =>
      toPayload('registration', await consolidateRegistrations(deps, input)),
  },
  AddressedUnit: {
    registration: async ({ campaignId, unitId }, _args, { deps }) =>
      (await viewRegistrationOf(deps, campaignId, unitId)) ?? null,
  },
  Registration: {
    campaign: ({ campaignId }, _args, { deps }) => campaignOf(deps, campaignId),
    unit: ({ unitId }, _args, { deps }) => unitOf(deps.units, unitId),
    receivingUnit: ({ receivingUnitId }, _args, { deps }) => unitOf(deps.units, receivingUnitId),
    totals: totalsOf,
    availableActions: async (registration, _args, { deps }) => {
      const [campaign, viewer] = await Promise.all([
        campaignOf(deps, registration.campaignId),
        viewerOf(deps),
      ]);
      return availableActions(registration, campaign, viewer);
    },
  },
  ConsolidatedRegistration: { unit: ({ unitId }, _args, { deps }) => unitOf(deps.units, unitId) },
};
