import type { Resolvers } from '../generated/graphql.ts';
import type { Id } from '../kernel/ids.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { correctSubject } from './correct-subject.ts';
import { moveSubject } from './move-subject.ts';
import { registerSubject } from './register-subject.ts';
import { revealIdNumber } from './reveal-id-number.ts';
import { duplicatesOf, listSubjects, subjectHistory, viewSubject } from './view-subjects.ts';

export const subjectResolvers: Resolvers = {
  Query: {
    subject: async (_root, { id }, { deps }) => (await viewSubject(deps, id)) ?? null,
    subjects: async (_root, { unitId, kind, name, ...args }, { deps }) =>
      connection(await listSubjects(deps, { unitId, kind, name }, args)),
  },
  Mutation: {
    registerSubject: async (_root, { input }, { deps }) =>
      toPayload('subject', await registerSubject(deps, input)),
    correctSubject: async (_root, { input }, { deps }) =>
      toPayload('subject', await correctSubject(deps, input)),
    moveSubject: async (_root, { input }, { deps }) => toPayload('subject', await moveSubject(deps, input)),
    revealIdNumber: async (_root, { input }, { deps }) => {
      const result = await revealIdNumber(deps, input);
      return result.ok
        ? { ...result.value, userErrors: [] }
        : { subject: null, idNumber: null, userErrors: result.refusals };
    },
  },
  Subject: {
    unit: (subject, _args, { deps }) => unitOf(deps.units, subject.unitId),
    refUnit: (subject, _args, { deps }) => subject.refUnitId && unitOf(deps.units, subject.refUnitId),
    possibleDuplicates: (subject, _args, { deps }) => duplicatesOf(deps, subject),
    history: async (subject, args, { deps }) => connection(await subjectHistory(deps, subject, args)),
  },
  Affiliation: { unit: (affiliation, _args, { deps }) => unitOf(deps.units, affiliation.unitId) },
};

async function unitOf(units: UnitStore, id: Id<'unt'>) {
  const unit = (await units.registry()).get(id);
  if (!unit) throw new Error(`a subject names an unknown unit ${id}`);
  return unit;
}
