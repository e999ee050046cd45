/** Events after which keys are to be made, a count taken, or a box destroyed. Not who took a paper when: nothing is told of that. */
export const ballotCalls: ReadonlySet<string> = new Set(['BallotOpening', 'BallotClosing', 'BallotAnnulled']);
