import type { AuditWalk } from '../audit/audit-walk.store.ts';
import { followTree } from './follow-tree.ts';
import { forgetPage } from './forget.ts';
import { openStatistics, type StatisticsProcess } from './project-statistics.ts';
import { beginRebuild, buildStep, type Builder } from './rebuild.ts';

/** Work that waits until a minute before the function's end goes on with its next run. */
const reserve = 60_000;

export type KeeperProcess = StatisticsProcess & {
  readonly events: AuditWalk;
  /** Another view that is built anew with the statistics, from the same events. */
  readonly alongside: Builder['alongside'];
};

/**
 * What statistics need beside events: to be built from all of them, when somebody asks or nothing was ever counted; to lose
 * what is no longer read; and to follow the tree of units. Stops in time, and goes on where it stopped.
 */
export async function keepStatistics(
  process: KeeperProcess,
  ask: { readonly rebuild: boolean },
  timeLeft: () => number,
): Promise<void> {
  await begin(process, ask);
  const more = () => timeLeft() > reserve;
  const builder: Builder = {
    open: () => openStatistics(process),
    events: process.events,
    alongside: process.alongside,
    now: () => process.clock.now(),
    more,
  };
  while (more()) {
    const deps = builder.open();
    const head = await deps.head.get();
    if (head.building && (await buildStep(builder, head, head.building))) continue;
    if (!head.leaving) return followTree(deps, head);
    await forgetPage(deps, head, head.leaving);
  }
}

async function begin(process: KeeperProcess, ask: { readonly rebuild: boolean }): Promise<void> {
  const deps = openStatistics(process);
  const head = await deps.head.get();
  const never = head.version === 0;
  if ((ask.rebuild || never) && !head.building && !head.leaving)
    await deps.table.transact([beginRebuild(deps, head, process.clock.now()).request]);
}
