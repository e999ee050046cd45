import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { handOverCertificate, reissueCertificate, requestReissue } from './change-certificate.ts';
import { issueCertificates } from './issue-certificates.ts';
import { codeOf } from './make-certificate.ts';
import { listCertificates, verifyCertificate, viewCertificate } from './view-certificates.ts';

export const certificateResolvers: Resolvers = {
  Query: {
    certificate: async (_root, { id }, { deps }) => (await viewCertificate(deps, id)) ?? null,
    certificates: async (_root, { decisionId, ...args }, { deps }) =>
      connection(await listCertificates(deps, decisionId, args)),
    verifyCertificate: async (_root, { code }, { deps }) => (await verifyCertificate(deps, code)) ?? null,
    certificateKey: (_root, _args, { deps }) => deps.signer.publicKey(),
  },
  Mutation: {
    issueCertificates: async (_root, { input }, { deps }) =>
      toPayload('certificates', await issueCertificates(deps, input)),
    handOverCertificate: async (_root, { input }, { deps }) =>
      toPayload('certificate', await handOverCertificate(deps, input)),
    requestReissue: async (_root, { input }, { deps }) =>
      toPayload('certificate', await requestReissue(deps, input)),
    reissueCertificate: async (_root, { input }, { deps }) =>
      toPayload('certificate', await reissueCertificate(deps, input)),
  },
  Certificate: {
    award: async ({ awardId }, _args, { deps }) => (await deps.awards.get(awardId)) ?? null,
    code: (certificate, _args, { deps }) => codeOf(deps, certificate.id),
    history: async (certificate, args, { deps }) =>
      connection(await deps.certificates.history(certificate.id, args)),
  },
};
