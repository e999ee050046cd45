import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { toPayload } from '../kernel/payload.ts';
import { askBonus } from './check-asked.ts';
import type { DatumStatus } from './datum.ts';

const status = ({ status: given }: { readonly status: DatumStatus }) =>
  given === 'confirmed' ? ('CONFIRMED' as const) : ('UNVERIFIED' as const);

export const bonusResolvers: Resolvers = {
  Query: {
    bonus: (_root, { input: { decidedOn, awards } }, { deps }) => {
      const lines = awards.map((line) => ({
        ...line,
        count: line.count ?? 1,
        recipient: line.recipient ?? null,
        period: line.period ?? null,
      }));
      return toPayload('answer', askBonus(decidedOn, lines, today(deps.clock)));
    },
  },
  Bonus: {
    status,
    coefficientHundredths: ({ coefficientHundredths: given }) => (given === null ? null : Number(given)),
  },
  BonusStep: { status },
};
