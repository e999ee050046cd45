import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { viewerOf } from '../units/viewer.ts';
import { attachToLegalDocument, correctLegalDocument, withdrawLegalDocument } from './change-document.ts';
import { documentsCited } from './cited.ts';
import { documentMachine } from './document.policy.ts';
import { forceOn, type Relation } from './document.ts';
import { registerLegalDocument } from './register-document.ts';
import { linksBackTo, listDocuments, viewDocument, viewLinked, type ViewDeps } from './view-documents.ts';
import type { LegalDocument } from './document.ts';

const linked = (deps: ViewDeps, { links }: LegalDocument, relation: Relation) =>
  viewLinked(
    deps,
    links.filter((link) => link.relation === relation).map((link) => link.documentId),
  );

const linkedBack = async (deps: ViewDeps, { id }: LegalDocument, relation: Relation) => {
  const back = await linksBackTo(deps, id);
  return viewLinked(
    deps,
    back.filter((link) => link.relation === relation).map((link) => link.documentId),
  );
};

export const libraryResolvers: Resolvers = {
  Query: {
    legalDocument: async (_root, { id }, { deps }) => (await viewDocument(deps, id)) ?? null,
    legalDocuments: async (_root, { filter, ...args }, { deps }) => {
      const { page, complete } = await listDocuments(deps, filter ?? {}, args);
      return { ...connection(page), complete };
    },
    documentsCited: (_root, { citation }) => documentsCited(citation.slice(0, 2_000)),
  },
  Mutation: {
    registerLegalDocument: async (_root, { input }, { deps }) =>
      toPayload('legalDocument', await registerLegalDocument(deps, input)),
    correctLegalDocument: async (_root, { input }, { deps }) =>
      toPayload('legalDocument', await correctLegalDocument(deps, input)),
    attachToLegalDocument: async (_root, { input }, { deps }) =>
      toPayload('legalDocument', await attachToLegalDocument(deps, input)),
    withdrawLegalDocument: async (_root, { input }, { deps }) =>
      toPayload('legalDocument', await withdrawLegalDocument(deps, input)),
  },
  LegalDocument: {
    keeperUnit: async ({ keeperUnitId }, _args, { deps }) =>
      keeperUnitId && ((await deps.units.registry()).get(keeperUnitId) ?? null),
    force: async (document, { on }, { deps }) =>
      forceOn(document, await linksBackTo(deps, document.id), on ?? today(deps.clock)),
    replaces: (document, _args, { deps }) => linked(deps, document, 'REPLACES'),
    amends: (document, _args, { deps }) => linked(deps, document, 'AMENDS'),
    replacedBy: (document, _args, { deps }) => linkedBack(deps, document, 'REPLACES'),
    amendedBy: (document, _args, { deps }) => linkedBack(deps, document, 'AMENDS'),
    text: async ({ id, hasText }, _args, { deps }) => (hasText ? deps.documents.text(id) : null),
    availableActions: async (document, _args, { deps }) =>
      documentMachine.availableActions(document, await viewerOf(deps)),
  },
  LawDatum: {
    documents: ({ citation }) => documentsCited(citation),
  },
};
