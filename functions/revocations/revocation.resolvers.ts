import type { Resolvers } from '../generated/graphql.ts';
import { isTeam, seesHost } from '../inspections/inspection.policy.ts';
import { viewerOf } from '../units/viewer.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { decideRevocation, recordRecovery, rejectRevocation } from './decide-revocation.ts';
import { proposeRevocation } from './propose-revocation.ts';
import { awardsToReview, basisOf, listRevocations, paymentOf, viewRevocation } from './view-revocations.ts';

export const revocationResolvers: Resolvers = {
  Query: {
    revocation: async (_root, { id }, { deps }) => (await viewRevocation(deps, id)) ?? null,
    revocations: async (_root, { year = null, unitId = null, objectOut, ...args }, { deps }) =>
      connection(await listRevocations(deps, { year, unitId, objectOut: objectOut ?? false }, args)),
  },
  Mutation: {
    proposeRevocation: async (_root, { input }, { deps }) =>
      toPayload('revocation', await proposeRevocation(deps, input)),
    decideRevocation: async (_root, { input }, { deps }) =>
      toPayload('revocation', await decideRevocation(deps, input)),
    rejectRevocation: async (_root, { input }, { deps }) =>
      toPayload('revocation', await rejectRevocation(deps, input)),
    recordRecovery: async (_root, { input }, { deps }) =>
      toPayload('revocation', await recordRecovery(deps, input)),
  },
  Inspection: {
    revocations: async (inspection, args, { deps }) => {
      const viewer = await viewerOf(deps);
      return isTeam(inspection, viewer) || seesHost(viewer, inspection.hostUnitId)
        ? connection(await deps.revocations.pageOfInspection(inspection.id, args))
        : null;
    },
  },
  Revocation: {
    finding: async (revocation, _args, { deps }) =>
      (await basisOf(deps, revocation)) === null ? null : revocation.finding,
    basis: (revocation, _args, { deps }) => basisOf(deps, revocation),
    late: ({ proposedOn, proposeBy }) => proposedOn > proposeBy.dueOn,
    decision: async ({ revokedBy }, _args, { deps }) =>
      (revokedBy && (await deps.dossiers.decision(revokedBy))) ?? null,
    payment: (revocation, _args, { deps }) => paymentOf(deps, revocation),
    toReview: (revocation, _args, { deps }) => awardsToReview(deps, revocation),
  },
};
