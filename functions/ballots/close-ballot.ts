import { requireText } from '../kernel/fields.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Ballot } from './ballot.ts';
import { changeBallot, nothingElse, type BallotDeps, type BallotInput } from './change-ballot.ts';

/** Ends an electronic vote: the counting function closes the box, seals it, and counts. Codes: those of a change, INVALID_VALUE. */
export const closeBallot = (deps: BallotDeps, input: BallotInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'close',
    load: nothingElse,
    apply: ({ ballot }) =>
      ballot.mode === 'ELECTRONIC'
        ? accept({ patch: { status: 'CLOSING' }, event: 'BallotClosing' })
        : refuse(refusal('INVALID_VALUE', 'ballotId', { expected: 'bỏ phiếu điện tử' })),
  });

export type AnnulBallotInput = BallotInput & { readonly reason: string };

/**
 * Calls a vote off before its count is signed; its box and keys are destroyed unread, and another may be drawn up. The
 * way out when a member lost a paper with its device. Codes: those of a change, REQUIRED, TOO_LONG.
 */
export const annulBallot = (deps: BallotDeps, input: AnnulBallotInput): Promise<Result<Ballot>> =>
  changeBallot(deps, input, {
    action: 'annul',
    load: nothingElse,
    apply: ({ ballot }) => {
      const reason = requireText('reason', input.reason, 2000);
      if (!reason.ok) return reason;
      return accept({
        patch: { status: 'ANNULLED', annulReason: reason.value },
        writes: [deps.meetings.endVote(ballot.meetingId, ballot.id)],
        event: 'BallotAnnulled',
        facts: { reason: reason.value },
      });
    },
  });
