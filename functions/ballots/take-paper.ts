import { createHash } from 'node:crypto';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { ownSeat } from '../councils/council.policy.ts';
import type { Sheet } from './ballot.ts';
import { paperPk, type PaperTaken } from './ballot.store.ts';
import {
  groundOf,
  loadBallot,
  wrongState,
  type BallotDeps,
  type BallotGround,
  type BallotRef,
} from './change-ballot.ts';
import { base64url, fromBase64url } from './client/bytes.ts';
import { blindSign } from './credentials.ts';

export type TakeBallotPaperInput = BallotRef & {
  readonly sheetId: string;
  readonly seat: number;
  readonly blinded: string;
  readonly idempotencyKey: string;
};

export type SignedPaper = { readonly sheetId: string; readonly blindSignature: string };

/**
 * Signs a member's blinded message and marks the roll. One message a member and sheet: the same is signed again, as often
 * as a device asks that lost the answer; another is refused, since nobody can tell whether the first was used. Codes:
 * NOT_FOUND, WRONG_STATE, BALLOT_NOT_ON_ROLL, BALLOT_PAPER_TAKEN, BALLOT_MALFORMED, BALLOT_CLOSED.
 */
export function takeBallotPaper(deps: BallotDeps, input: TakeBallotPaperInput): Promise<Result<SignedPaper>> {
  const blindedHash = createHash('sha256').update(input.blinded).digest('base64url');
  return mutate(deps, {
    operation: 'takeBallotPaper',
    input,
    load: () =>
      Promise.all([
        loadBallot(deps, input, (id) =>
          Promise.all([
            deps.ballots.sheet(id, input.sheetId),
            deps.ballots.paper(id, input.sheetId, input.seat),
          ]),
        ),
        deps.box.signingKey(input.sheetId),
      ]),
    decide: async ([loaded, wrapped], actor) => {
      const ground = groundOf(deps, loaded, actor);
      if (!ground) return refuse(refusal('NOT_FOUND', 'ballotId'));
      const { ballot, extra } = ground;
      const [, taken] = extra;
      const refusals = [...wrongState(ballot, 'takePaper'), ...checkRoll(ground, input, blindedHash)];
      if (refusals.length > 0) return refuse(...refusals);
      const signed = await signPaper(deps, input, wrapped);
      if (!signed.ok) return signed;
      const { sheetId, seat } = input;
      const version = (taken?.version ?? 0) + 1;
      return accept({
        result: signed.value,
        resultId: sheetId,
        writes: [deps.ballots.savePaper(ballot.id, { sheetId, seat, blindedHash, version })],
        event: {
          pk: paperPk(ballot.id, sheetId, seat),
          aggregateId: ballot.id,
          seq: version,
          name: taken ? 'BallotPaperSignedAgain' : 'BallotPaperTaken',
          facts: { sheetId, seat },
        },
      });
    },
    reload: async () => {
      const signed = await signPaper(deps, input, await deps.box.signingKey(input.sheetId));
      return signed.ok ? signed.value : undefined;
    },
  });
}

type Found = readonly [Sheet | undefined, PaperTaken | undefined];

/** Whoever holds the seat today takes its paper: not who held it before, and not another. */
function checkRoll(
  { council, viewer, extra: [sheet, taken] }: BallotGround<Found>,
  { seat }: TakeBallotPaperInput,
  blindedHash: string,
): readonly Refusal[] {
  if (ownSeat(council, viewer)?.number !== seat || !sheet?.seats.includes(seat))
    return [refusal('BALLOT_NOT_ON_ROLL', 'sheetId')];
  return taken && taken.blindedHash !== blindedHash ? [refusal('BALLOT_PAPER_TAKEN', 'blinded')] : [];
}

async function signPaper(
  { ballotKeys }: BallotDeps,
  { sheetId, blinded }: TakeBallotPaperInput,
  wrapped: string | undefined,
): Promise<Result<SignedPaper>> {
  if (wrapped === undefined) return refuse(refusal('BALLOT_CLOSED', 'sheetId'));
  const message = fromBase64url(blinded);
  const signature = message && blindSign(await ballotKeys.unwrap('sign', sheetId, wrapped), message);
  return signature
    ? accept({ sheetId, blindSignature: base64url(signature) })
    : refuse(refusal('BALLOT_MALFORMED', 'blinded'));
}
