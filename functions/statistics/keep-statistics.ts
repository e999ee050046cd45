import { auditWalk } from '../audit/audit-walk.store.ts';
import type { Delivered } from '../kernel/stream.ts';
import { followTree } from './follow-tree.ts';
import { openStatistics, type StatisticsProcess } from './project-statistics.ts';
import { beginRebuild, forgetPage, rebuildPage } from './rebuild.ts';

/** Work that waits until a minute before the function's end goes on with its next run. */
const reserve = 60_000;

export type KeeperProcess = StatisticsProcess & {
  readonly auditTableName: string;
  /** Another view that is built anew with the statistics, from the same events. */
  readonly alongside: (events: readonly Delivered[]) => Promise<void>;
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
  const events = auditWalk(process.client, process.auditTableName);
  while (timeLeft() > reserve) {
    // A view of the table of its own for each step, so that what was read in one is let go.
    const deps = openStatistics(process);
    const head = await deps.head.get();
    if (head.building && head.building.from <= process.clock.now().toISOString()) {
      const page = await events.page(head.building.after);
      await process.alongside(page.events);
      await rebuildPage(deps, head, page);
    } else if (head.leaving) await forgetPage(deps, head);
    else {
      await followTree(deps, head);
      return;
    }
  }
}

async function begin(process: KeeperProcess, ask: { readonly rebuild: boolean }): Promise<void> {
  const deps = openStatistics(process);
  const head = await deps.head.get();
  const never = head.version === 0;
  if ((ask.rebuild || never) && !head.building && !head.leaving)
    await deps.table.transact([beginRebuild(deps, head, process.clock.now()).request]);
}
