import type { PermissionTable } from '../kernel/actor.ts';
import type { Council } from '../councils/council.ts';
import { ownSeat, type CouncilViewer } from '../councils/council.policy.ts';
import type { Ballot, BallotStatus } from './ballot.ts';

export const ballotPermissions = {
  'ballot.manage': ['LEADER', 'APPRAISER'],
  'ballot.conclude': ['LEADER', 'APPRAISER'],
} as const satisfies PermissionTable;

export const ballotActions = [
  'declare',
  'waive',
  'open',
  'takePaper',
  'writeOpinion',
  'close',
  'enterCount',
  'signCount',
  'annul',
  'conclude',
] as const;
export type BallotAction = (typeof ballotActions)[number];

/** Which states of a ballot allow what. */
export const ballotTable: Readonly<Record<BallotAction, readonly BallotStatus[]>> = {
  declare: ['DRAFT'],
  waive: ['DRAFT'],
  open: ['DRAFT'],
  takePaper: ['OPEN'],
  writeOpinion: ['OPEN'],
  close: ['OPEN'],
  enterCount: ['OPEN', 'COUNTED'],
  signCount: ['COUNTED'],
  annul: ['DRAFT', 'OPENING', 'OPEN', 'CLOSING', 'COUNTED'],
  conclude: ['FINAL'],
};

/** Sits on the counting committee. */
export function isTeller(ballot: Ballot, council: Council, viewer: CouncilViewer): boolean {
  const own = ownSeat(council, viewer);
  return own !== undefined && ballot.tellers.includes(own.number);
}

/** Nothing of a vote is told before it is counted, to anybody; then its numbers are the session's affair. */
export const showsNumbers = (ballot: Ballot): boolean =>
  ballot.status === 'COUNTED' || ballot.status === 'FINAL';

/** Single ballots with their codes stay among those who voted and those who counted. */
export function seesBallots(ballot: Ballot, council: Council, viewer: CouncilViewer): boolean {
  const own = ownSeat(council, viewer);
  const among =
    own !== undefined && (ballot.roll.includes(own.number) || ballot.tellers.includes(own.number));
  return showsNumbers(ballot) && among;
}
