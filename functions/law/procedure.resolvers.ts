import type { Resolvers } from '../generated/graphql.ts';
import { must } from './books.resolvers.ts';
import type { DatumStatus } from './datum.ts';
import {
  ballotRuleOn,
  deliberationRuleOn,
  noticeRuleOn,
  opinionRuleOn,
  partyOpinionRuleOn,
  postingRuleOn,
  recusalRuleOn,
  reissueRuleOn,
  revocationRuleOn,
  sessionRuleOn,
  simpleProcedureOn,
  tieBreakRuleOn,
} from './procedure.ts';

const status = ({ status: given }: { readonly status: DatumStatus }) =>
  given === 'confirmed' ? ('CONFIRMED' as const) : ('UNVERIFIED' as const);

export const procedureResolvers: Resolvers = {
  AwardProcedure: {
    posting: (asked, { simpleCase }) => must(postingRuleOn(asked, simpleCase ?? undefined)),
    deliberation: (asked) => must(deliberationRuleOn(asked)),
    ballot: (asked) => must(ballotRuleOn(asked)),
    session: (asked) => must(sessionRuleOn(asked)),
    recusal: (asked) => must(recusalRuleOn(asked)),
    tieBreak: (asked) => must(tieBreakRuleOn(asked)),
    opinions: (asked) => must(opinionRuleOn(asked)),
    partyOpinion: (asked) => must(partyOpinionRuleOn(asked)),
    simple: (asked) => must(simpleProcedureOn(asked)),
    notices: (asked) => must(noticeRuleOn(asked)),
    revocation: (asked) => must(revocationRuleOn(asked)),
    reissue: (asked) => must(reissueRuleOn(asked)),
  },
  PostingRule: { status },
  DeliberationRule: { status },
  BallotRule: { status },
  SessionRule: { status },
  RecusalRule: { status },
  TieBreakRule: { status },
  OpinionRule: { status },
  PartyOpinionRule: { status },
  SimpleProcedureRule: { status },
  NoticeRule: { status },
  RevocationRule: { status },
  ReissueRule: { status },
};
