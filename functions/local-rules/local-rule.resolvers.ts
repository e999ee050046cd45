import type { Resolvers } from '../generated/graphql.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { toPayload } from '../kernel/payload.ts';
import { procedureOf } from '../library/local-procedures.ts';
import { adoptLocalRule } from './adopt-local-rule.ts';
import { endLocalRule, withdrawLocalRule } from './end-local-rule.ts';
import { rulesOn } from './local-rule.ts';
import { localRulesOn } from './local-rules-on.ts';
import { rulebookActions } from './rulebook-actions.ts';

export const localRuleResolvers: Resolvers = {
  Query: {
    localRulebook: async (_root, { unitId }, { deps }) => {
      const id = parseId('unt', unitId);
      return (await deps.localRules.shelf()).books.find((book) => book.unitId === id) ?? null;
    },
    localRules: async (_root, { unitId, on }, { deps }) => {
      const id = parseId('unt', unitId);
      return id ? localRulesOn(deps, id, on ?? today(deps.clock)) : [];
    },
  },
  Mutation: {
    adoptLocalRule: async (_root, { input }, { deps }) =>
      toPayload('localRulebook', await adoptLocalRule(deps, input)),
    withdrawLocalRule: async (_root, { input }, { deps }) =>
      toPayload('localRulebook', await withdrawLocalRule(deps, input)),
    endLocalRule: async (_root, { input }, { deps }) =>
      toPayload('localRulebook', await endLocalRule(deps, input)),
  },
  LocalRulebook: {
    unit: async ({ unitId }, _args, { deps }) => (await deps.units.registry()).require(unitId),
    rules: (book, { on }) => (on ? rulesOn(book, on) : book.rules),
    availableActions: async (book, _args, { deps }) => {
      const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
      return rulebookActions(book, actor, registry, today(deps.clock));
    },
  },
  LocalRule: {
    kind: ({ content }) => content.kind,
    awardCode: ({ content }) => ('awardCode' in content ? content.awardCode : null),
    percent: ({ content }) => (content.kind === 'QUOTA' ? content.percent : null),
    share: ({ content }) => ('share' in content ? content.share : null),
    workingDays: ({ content }) => ('workingDays' in content ? content.workingDays : null),
    level: ({ content }) => (content.kind === 'PROCESSING_DAYS' ? content.level : null),
    letters: ({ content }) => (content.kind === 'ANSWER_DAYS' ? content.letters : null),
    calendar: ({ content }) => (content.kind === 'CALENDAR' ? content : null),
    criterion: ({ content }) => (content.kind === 'CRITERION' ? content : null),
    components: ({ content }) => (content.kind === 'COMPONENTS' ? content.components : null),
    procedure: (rule) => procedureOf(rule) ?? null,
    coefficientHundredths: ({ content }) => (content.kind === 'COEFFICIENT' ? content.hundredths : null),
  },
};
