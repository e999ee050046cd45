import type { CalendarStore } from '../calendar/calendar.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import { closeDeadline, openDeadline, type DeadlineScope } from '../deadlines/keep-deadline.ts';
import type { DossierStore } from '../dossiers/dossier.store.ts';
import type { LocalDate } from '../kernel/dates.ts';
import type { Table } from '../kernel/table/table.ts';
import { procedureDays } from '../law/procedure-days.ts';
import { revocationRuleOn } from '../law/procedure.ts';
import type { RevocationStore } from '../revocations/revocation.store.ts';
import type { Revocation } from '../revocations/revocation.ts';
import { graveFindings } from './finding-effects.ts';
import type { Conclusion, Finding, Inspection } from './inspection.ts';
import { writeUntilStill } from '../kernel/table/write-until-still.ts';

export type ProposalTermDeps = DeadlineScope & {
  readonly table: Pick<Table, 'transact'>;
  readonly calendar: Pick<CalendarStore, 'current'>;
  readonly deadlines: Pick<DeadlineStore, 'get' | 'put'>;
  readonly dossiers: Pick<DossierStore, 'get' | 'decision'>;
  readonly revocations: Pick<RevocationStore, 'pageOfInspection'>;
};

const purpose = 'REVOCATION_PROPOSAL';

/**
 * The days for proposing a revocation, from the conclusion of an inspection that has graver findings about something that
 * was decided, until each of them was proposed upon or settled. `proposal` is one that the list may not show yet.
 */
export async function keepProposalTerm(
  deps: ProposalTermDeps,
  inspection: Inspection,
  proposal: Revocation | undefined,
): Promise<void> {
  const { conclusion } = inspection;
  const findings = graveFindings(inspection);
  if (conclusion === null || findings.length === 0) return;
  const ended = await daysOfEnd(deps, inspection, findings, proposal);
  const waiting = findings.filter((_, i) => ended[i] === null);
  await writeUntilStill(deps.table, `the term of ${inspection.id}`, async () => {
    const before = await deps.deadlines.get(inspection.id, purpose);
    if (!before) return opened(deps, inspection, conclusion, waiting);
    const last = ended
      .flatMap((on) => on ?? [])
      .toSorted()
      .at(-1);
    return waiting.length > 0 || last === undefined ? [] : closeDeadline(deps, before, last, 'DONE').writes;
  });
}

/** When each finding was settled or first proposed upon, null where neither happened. */
async function daysOfEnd(
  deps: ProposalTermDeps,
  { id }: Inspection,
  findings: readonly Finding[],
  proposal: Revocation | undefined,
): Promise<readonly (LocalDate | null)[]> {
  const page = await deps.revocations.pageOfInspection(id, { first: 100 });
  const proposed = [...page.edges.map(({ node }) => node), ...(proposal ? [proposal] : [])];
  return findings.map(({ number, settlement }) => {
    const days = proposed
      .filter(({ finding }) => finding?.inspectionId === id && finding.number === number)
      .map(({ proposedOn }) => proposedOn);
    return [...days, ...(settlement ? [settlement.on] : [])].toSorted()[0] ?? null;
  });
}

async function opened(
  deps: ProposalTermDeps,
  { id, hostUnitId, decision }: Inspection,
  { issuedOn }: Conclusion,
  waiting: readonly Finding[],
) {
  const awardCode = await decidedAward(deps, waiting);
  const law =
    awardCode === undefined ? undefined : revocationRuleOn({ awardCode, type: 'MERIT', on: issuedOn });
  if (!law) return [];
  const rule = procedureDays(purpose, 'Đề nghị hủy bỏ khen thưởng', law.proposeWithin, law);
  return openDeadline(
    deps,
    undefined,
    {
      purpose,
      term: { kind: 'RULE', rule, startOn: issuedOn },
      ...{ ownerId: id, unitId: hostUnitId, label: `Kết luận theo quyết định ${decision.number}` },
      ...{ assignees: [], restricted: false, lane: null },
    },
    await deps.calendar.current(),
  ).writes;
}

/** An award that was decided on what these findings name; the days to propose are the same for all of them. */
async function decidedAward(
  { dossiers }: ProposalTermDeps,
  findings: readonly Finding[],
): Promise<string | undefined> {
  for (const { links } of findings) {
    const named = await Promise.all(links.dossierIds.map((id) => dossiers.get(id)));
    const ids = [...links.decisionIds, ...named.flatMap((one) => one?.decisionId ?? [])];
    const decisions = await Promise.all(ids.map((id) => dossiers.decision(id)));
    const codes = decisions.flatMap((one) => Object.keys(one?.awardCounts ?? {}));
    if (codes[0] !== undefined) return codes[0];
  }
  return undefined;
}
