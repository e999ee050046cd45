import type { Resolvers } from '../generated/graphql.ts';
import { connection } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { agreePaymentAmount, proposePaymentAmount } from './amount-by-hand.ts';
import { payLines } from './pay-lines.ts';
import { recoverBonus } from './recover-bonus.ts';
import { listLines, listPaymentLists, listToRecover, paymentListOf } from './view-funds.ts';

export const paymentResolvers: Resolvers = {
  Query: {
    paymentList: async (_root, { decisionId }, { deps }) => (await paymentListOf(deps, decisionId)) ?? null,
    paymentLists: async (_root, { unitId, year, ...args }, { deps }) =>
      connection(await listPaymentLists(deps, { unitId, year }, args)),
    bonusesToRecover: async (_root, { unitId, ...args }, { deps }) =>
      connection(await listToRecover(deps, unitId, args)),
  },
  Mutation: {
    recoverBonus: async (_root, { input }, { deps }) => toPayload('fund', await recoverBonus(deps, input)),
    proposePaymentAmount: async (_root, { input }, { deps }) =>
      toPayload('paymentList', await proposePaymentAmount(deps, input)),
    agreePaymentAmount: async (_root, { input }, { deps }) =>
      toPayload('paymentList', await agreePaymentAmount(deps, input)),
    payBonuses: async (_root, { input }, { deps }) => toPayload('fund', await payLines(deps, input)),
  },
  PaymentList: {
    decision: async ({ decisionId }, _args, { deps }) => (await deps.dossiers.decision(decisionId)) ?? null,
    payer: async ({ payerUnitId }, _args, { deps }) => (await deps.units.registry()).require(payerUnitId),
    lineCount: ({ lines }) => lines,
    outstanding: ({ total, paid }) => total - paid,
    lines: async (list, { status, unitId, ...args }, { deps }) =>
      connection(await listLines(deps, list, { status, unitId }, args)),
  },
  PaymentLine: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
  PaymentUnitSum: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
  },
  AmountByHand: {
    agreedBy: ({ agreed }) => agreed?.by ?? null,
    agreedAt: ({ agreed }) => agreed?.at ?? null,
  },
};
