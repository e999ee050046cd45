import { systemUser } from '../kernel/system-user.ts';
import { instant, type Clock } from '../kernel/clock.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventItem } from '../kernel/table/event.ts';
import type { Table } from '../kernel/table/table.ts';
import { create, type Write } from '../kernel/table/write.ts';
import type { Ballot } from './ballot.ts';
import { ballotPk, type BallotStore } from './ballot.store.ts';

type Step = {
  readonly patch: Partial<Omit<Ballot, 'id' | 'version'>>;
  readonly writes: readonly Write[];
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

type StepDeps = {
  readonly requestId: string;
  readonly clock: Clock;
  readonly table: Table;
  readonly ballots: Pick<BallotStore, 'replace'>;
};

/** A step that nobody asked for; throws when the ballot was changed meanwhile, and the stream then tries again. */
export async function systemStep(deps: StepDeps, before: Ballot, step: Step): Promise<void> {
  const after: Ballot = { ...before, ...step.patch, version: before.version + 1 };
  const event = eventItem(ballotPk(after.id), {
    aggregateId: after.id,
    seq: after.version,
    name: step.event,
    at: instant(deps.clock),
    actorId: systemUser,
    requestId: deps.requestId,
    facts: step.facts,
  });
  const writes = [deps.ballots.replace(after), ...step.writes, create(event, refusal('BUSY', []))];
  await deps.table.transact(writes.map((write) => write.request));
}
