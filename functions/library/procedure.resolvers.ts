import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { lawStatus } from '../law/datum.ts';
import { documentsCited } from './cited.ts';
import { awardsOf, proceduresCited } from './catalogue.ts';
import { listCatalogue, listUnder, viewOneStop, viewProcedure, viewProcedures } from './view-procedures.ts';

export const procedureResolvers: Resolvers = {
  Query: {
    administrativeProcedures: (_root, { level, on, unitId }, { deps }) =>
      listCatalogue(deps, { level: level ?? null, on: on ?? null, unitId: unitId ?? null }),
    administrativeProcedure: async (_root, { code, unitId }, { deps }) =>
      (await viewProcedure(deps, code, unitId ?? null)) ?? null,
    procedureDossiers: async (_root, { code, unitId, ...args }, { deps }) =>
      connection(await listUnder(deps, { code, unitId }, args)),
  },
  AdministrativeProcedure: {
    status: ({ status }) => lawStatus(status),
    awards: (procedure) => awardsOf(procedure),
    documents: ({ citation }) => documentsCited(citation),
  },
  OneStopDossier: {
    procedures: ({ dossier }, _args, { deps }) => viewProcedures(deps, dossier),
  },
  Dossier: {
    oneStop: async (dossier, _args, { deps }) => (await viewOneStop(deps, dossier)) ?? null,
  },
  LawDatum: {
    procedures: ({ citation }) => proceduresCited(citation),
  },
};
