import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import {
  abandonRecordImport,
  chooseImportSubject,
  commitRecordImport,
  recheckRecordImport,
} from './import/change-import.ts';
import { subjectOf } from './import/row.ts';
import { startRecordImport } from './import/start-import.ts';
import { actionsOf, candidatesOf, listImports, listRows, viewImport } from './import/view-imports.ts';

export const importResolvers: Resolvers = {
  Query: {
    recordImport: async (_root, { id }, { deps }) => (await viewImport(deps, id)) ?? null,
    recordImports: async (_root, { unitId, reach, ...args }, { deps }) =>
      connection(await listImports(deps, unitId, reach, args)),
  },
  Mutation: {
    startRecordImport: async (_root, { input }, { deps }) =>
      toPayload('recordImport', await startRecordImport(deps, input)),
    chooseImportSubject: async (_root, { input }, { deps }) =>
      toPayload('recordImport', await chooseImportSubject(deps, input)),
    commitRecordImport: async (_root, { input }, { deps }) =>
      toPayload('recordImport', await commitRecordImport(deps, input)),
    recheckRecordImport: async (_root, { input }, { deps }) =>
      toPayload('recordImport', await recheckRecordImport(deps, input)),
    abandonRecordImport: async (_root, { input }, { deps }) =>
      toPayload('recordImport', await abandonRecordImport(deps, input)),
  },
  RecordImport: {
    unit: async (head, _args, { deps }) => (await deps.units.registry()).require(head.unitId),
    rows: async (head, args, { deps }) => connection(await listRows(deps, head, args)),
    problems: async (head, args, { deps }) => connection(await deps.imports.pageProblems(head.id, args)),
    history: async (head, args, { deps }) => connection(await deps.imports.history(head.id, args)),
    availableActions: (head, _args, { deps }) => actionsOf(deps, head),
  },
  RecordImportRow: {
    subject: async (row, _args, { deps }) => {
      const id = subjectOf(row);
      return (id && (await deps.subjects.get(id))) ?? null;
    },
    candidates: (row, _args, { deps }) => candidatesOf(deps, row),
  },
  RecordImportError: {
    column: ({ refusal }) => refusal.field[0] ?? null,
    error: ({ refusal }) => refusal,
  },
};
