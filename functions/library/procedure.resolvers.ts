import type { Resolvers } from '../generated/graphql.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { lawStatus } from '../law/datum.ts';
import { documentsCited } from './cited.ts';
import { awardsOf, procedures, proceduresCited, proceduresOn } from './procedure.ts';
import { listUnder, viewOneStop, viewProcedures } from './view-procedures.ts';

export const procedureResolvers: Resolvers = {
  Query: {
    administrativeProcedures: (_root, { level, on }, { deps }) =>
      proceduresOn(on ?? today(deps.clock), level ?? null),
    administrativeProcedure: (_root, { code }) => procedures().find((one) => one.code === code) ?? null,
    procedureDossiers: async (_root, { code, unitId, ...args }, { deps }) => {
      if (!procedures().some((one) => one.code === code))
        throw new AppError('BAD_USER_INPUT', 'Không có thủ tục hành chính mang mã này.');
      return connection(await listUnder(deps, { code, unitId }, args));
    },
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
