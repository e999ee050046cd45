import { z } from 'zod';
import { checkOversight, expectedOversight, type OversightFacts } from './check-oversight.ts';
import { checkDuty, expectedDuty, type DutyFacts } from './check-duty.ts';
import { checkCouncil, expectedCouncil, type CouncilFacts } from './check-council.ts';
import { checkEligibility, expectedEligibility, type EligibilityFacts } from './check-eligibility.ts';
import { checkConsultations, expectedConsultations, type ConsultationFacts } from './consultations.ts';
import { checkFund, expectedFund, type FundFacts } from './check-fund.ts';
import { checkLibrary, expectedLibrary, type LibraryFacts } from './check-library.ts';
import { checkStatistics, type StatisticsFacts } from './check-statistics.ts';
import { checkRules, expectedRules, type RuleFacts } from './check-rules.ts';
import { client as openClient } from './client.ts';
import { expectedTitles, recordedTitles } from './records.ts';

const counts = z.object({
  unitCounts: z.array(z.object({ kind: z.string(), count: z.int() })),
  campaigns: z.object({ nodes: z.array(z.object({ status: z.string() })) }),
  rounds: z.object({ nodes: z.array(z.object({ status: z.string() })) }),
  awardCounts: z.array(z.object({ awardCode: z.string(), count: z.int() })),
  awards: z.object({ nodes: z.array(z.object({ name: z.string() })) }),
  revocations: z.object({ nodes: z.array(z.object({ name: z.string() })) }),
  postings: z.object({
    nodes: z.array(
      z.object({
        status: z.string(),
        report: z.object({ opinions: z.object({ received: z.int() }) }).nullable(),
      }),
    ),
  }),
});

const query = `{
  unitCounts(on: "2021-12-31") { kind count }
  campaigns(year: 2021, first: 100) { nodes { status } }
  rounds(year: 2021, first: 100) { nodes { status } }
  awardCounts(year: 2021) { awardCode count }
  awards(filter: { name: "hoa" }, first: 20) { nodes { name } }
  postings(year: 2021, first: 20) { nodes { status report { opinions { received } } } }
  revocations(year: 2021) { nodes { name } } }`;

const listed = z.object({ dossiers: z.object({ nodes: z.array(z.object({ id: z.string() })) }) });
const byCode = z.object({ unitByCode: z.object({ id: z.string() }) });

/** What the played year left behind. */
export type YearFacts = {
  readonly units: Readonly<Record<string, number>>;
  readonly campaignsLaunched: number;
  readonly roundsOpen: number;
  readonly dossiers: Readonly<Record<'DECIDED' | 'FORWARDED', number>>;
  readonly awards: Readonly<Record<string, number>>;
  /** Notices that closed, and the opinions that came about them. */
  readonly notices: Readonly<Record<'closed' | 'opinions', number>>;
  /** Whose awards were taken back. */
  readonly revoked: readonly string[];
  /** School years of a teacher's titles, brought as a list. */
  readonly titles: readonly string[];
  readonly consultations: ConsultationFacts;
  readonly oversight: OversightFacts;
  readonly duty: DutyFacts;
  readonly council: CouncilFacts;
  readonly eligibility: EligibilityFacts;
  readonly library: LibraryFacts;
  readonly fund: FundFacts;
  readonly rules: RuleFacts;
  /** Counted from the year's events; the registers say the same. */
  readonly statistics: StatisticsFacts;
  /** Found by the name without marks, as the public finds them. */
  readonly namedHoa: readonly string[];
};

const expected: Omit<YearFacts, 'units'> = {
  campaignsLaunched: 20,
  roundsOpen: 3,
  dossiers: { DECIDED: 5, FORWARDED: 4 },
  awards: { BKT: 7, CTDCP: 1 },
  notices: { closed: 3, opinions: 3 },
  revoked: ['Phạm Văn Dương'],
  titles: expectedTitles,
  consultations: expectedConsultations,
  oversight: expectedOversight,
  duty: expectedDuty,
  council: expectedCouncil,
  eligibility: expectedEligibility,
  library: expectedLibrary,
  fund: expectedFund,
  rules: expectedRules,
  statistics: {
    ...{ awards: { BKT: 7, CTDCP: 1 }, dossiersDecided: 5 },
    form0703: [7, 7],
    exported: [8, 8],
  },
  namedHoa: ['Đinh Văn Hoa', 'Lê Thị Hoa', 'Ngô Thị Hòa', 'Trần Thị Hòa'],
};

/** Asks the public endpoint what the year came to, and throws when it isn't what was played. */
export async function checkYear(
  endpoint: string,
  tokenFor: (key: string) => Promise<string>,
): Promise<YearFacts> {
  const client = openClient(endpoint, tokenFor);
  const found = await client.ask(null, query, {}, counts);
  const { unitByCode } = await client.ask(
    null,
    '{ unitByCode(code: "36", on: "2021-12-31") { id } }',
    {},
    byCode,
  );
  const inState = async (status: string) => {
    const list = `query ($filter: DossierFilter!) { dossiers(filter: $filter, first: 100) { nodes { id } } }`;
    const filter = { inboxOf: unitByCode.id, status };
    return (await client.ask('theo-doi', list, { filter }, listed)).dossiers.nodes.length;
  };
  const awards = Object.fromEntries(found.awardCounts.map(({ awardCode, count }) => [awardCode, count]));
  const decided = await inState('DECIDED');
  const { unitCounts, ...facts } = {
    unitCounts: found.unitCounts,
    campaignsLaunched: found.campaigns.nodes.filter(({ status }) => status === 'LAUNCHED').length,
    roundsOpen: found.rounds.nodes.filter(({ status }) => status === 'OPEN').length,
    dossiers: { DECIDED: decided, FORWARDED: await inState('FORWARDED') },
    awards,
    notices: {
      closed: found.postings.nodes.filter(({ status }) => status === 'CLOSED').length,
      opinions: found.postings.nodes.reduce((sum, one) => sum + (one.report?.opinions.received ?? 0), 0),
    },
    revoked: found.revocations.nodes.map(({ name }) => name),
    titles: await recordedTitles(client),
    consultations: await checkConsultations(client, unitByCode.id),
    oversight: await checkOversight(client, unitByCode.id),
    duty: await checkDuty(client, unitByCode.id),
    council: await checkCouncil(client, unitByCode.id),
    eligibility: await checkEligibility(client, unitByCode.id),
    library: await checkLibrary(client),
    fund: await checkFund(client, unitByCode.id),
    rules: await checkRules(client, unitByCode.id),
    statistics: await checkStatistics(client, unitByCode.id, { awards, dossiersDecided: decided }),
    namedHoa: found.awards.nodes.map(({ name }) => name).sort(),
  };
  const [want, got] = [
    JSON.stringify({ ...expected, namedHoa: [...expected.namedHoa].sort() }),
    JSON.stringify(facts),
  ];
  if (want !== got) throw new Error(`the year came out differently:\n${got}\nexpected:\n${want}`);
  return { units: Object.fromEntries(unitCounts.map(({ kind, count }) => [kind, count])), ...facts };
}
