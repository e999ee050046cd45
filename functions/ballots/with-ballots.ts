import type { Cursors } from '../kernel/cursors.ts';
import type { Table } from '../kernel/table/table.ts';
import { ballotStore } from './ballot.store.ts';
import { boxStore } from './box.store.ts';
import type { BallotDeps } from './change-ballot.ts';

type Given = Omit<BallotDeps, 'ballots' | 'box'> & { readonly cursors: Cursors; readonly boxTable: Table };

/** Adds the stores of ballots, which a cold start doesn't load: few operations are about a vote. */
export const withBallots = (deps: Given): BallotDeps & { readonly cursors: Cursors } => ({
  ...deps,
  ballots: ballotStore(deps),
  box: boxStore(deps.boxTable),
});
