import * as z from 'zod/mini';
import { lazy } from '../kernel/lazy.ts';
import procedureData from './data/procedure.json' with { type: 'json' };
import { thresholdSchema } from './fraction.ts';
import { matter } from './matter.ts';

const days = z.object({ days: z.int().check(z.positive()), working: z.boolean() });
export type Days = z.output<typeof days>;

const reason = z.object({
  key: z.string().check(z.regex(/^[A-Z_]{3,40}$/)),
  text: z.string().check(z.minLength(1)),
});

/** Whose council: of the province, of the level that submits, of the level that decides. */
export const councilLevels = ['PROVINCE', 'SUBMITTING', 'DECIDING'] as const;
/** Bodies that are asked for their opinion. */
export const opinionAgencies = [
  'TAX',
  'POLICE',
  'INSPECTORATE',
  'ENVIRONMENT',
  'SOCIAL_INSURANCE',
  'HEALTH',
  'HOME_AFFAIRS',
] as const;

const bookSchema = () =>
  z.object({
    posting: matter({
      needed: z.boolean(),
      /** Whether national law asks for it, or the province's own practice. */
      askedBy: z.enum(['NATION', 'PROVINCE']),
    }),
    postingTime: matter({
      /** Null where national law leaves the length to the province. */
      minWorkingDays: z.nullable(z.int().check(z.positive())),
      defaultWorkingDays: z.int().check(z.positive()),
      countFirstDay: z.boolean(),
      endsBeforeCouncil: z.boolean(),
    }),
    deliberation: matter({
      body: z.enum(['COUNCIL', 'STANDING_BODY']),
      /** Whether a province may let the standing body report to the chair without a session of the council. */
      standingBodyMayReplace: z.boolean(),
      councilOf: z.enum(councilLevels),
    }),
    ballot: matter({
      /** `VOTE`: any way of voting; `BALLOT`: by ballot; `SECRET`: by secret ballot. */
      form: z.enum(['VOTE', 'BALLOT', 'SECRET']),
      secretAdvised: z.boolean(),
      threshold: thresholdSchema,
      of: z.literal('TOTAL_MEMBERS'),
      absentAskedInWriting: z.boolean(),
    }),
    session: matter({
      quorum: thresholdSchema,
      /** Attendance asked of sessions on awards by some provinces: the figure that a local rule may adopt. */
      localAttendance: z.nullable(thresholdSchema),
    }),
    recusal: matter({ denominator: z.enum(['KEEPS_ALL', 'WITHOUT_RECUSED']) }),
    tieBreak: matter({
      order: z.array(z.enum(['WOMAN', 'COLLECTIVE_MOSTLY_WOMEN', 'CHAIR'])),
      womenPercent: z.nullable(z.int().check(z.gte(1), z.lte(100))),
    }),
    opinions: matter({
      answerWithin: days,
      silence: z.enum(['NO_OBJECTION', 'NO_ANSWER']),
      agencies: z.array(z.enum(opinionAgencies)).check(z.minLength(1)),
    }),
    partyOpinion: matter({ forEveryNominee: z.boolean(), forManagedOfficials: z.boolean() }),
    simple: matter({
      /** Whether any one case suffices, or all must hold together; `posted`: a state-level proposal still is. */
      mode: z.enum(['ANY', 'ALL']),
      cases: z.array(z.extend(reason, { posted: z.boolean() })).check(z.minLength(1)),
      councilMinutes: z.boolean(),
    }),
    notices: matter({
      result: days,
      refusal: days,
      returnIneligible: z.nullable(days),
      handOver: z.nullable(days),
    }),
    revocation: matter({
      grounds: z.array(reason).check(z.minLength(1)),
      proposeWithin: days,
      decideWithin: days,
    }),
    reissue: matter({ province: days, centre: z.nullable(days) }),
  });

/** All of it, for the checks of the data and for browsing. */
export const procedureBook = lazy(() => bookSchema().parse(procedureData));
export type ProcedureBook = ReturnType<typeof procedureBook>;
export type Matter = keyof ProcedureBook;
export type MatterTerm<M extends Matter> = ProcedureBook[M][number]['terms'][number];
