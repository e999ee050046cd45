import { createHash } from 'node:crypto';
import type { SealedBallot } from './client/format.ts';

/* The commitment to a closed box, shared by the counting function and the recount. Hashes are SHA-256 in hex. */

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One ballot as it lay in the box. */
export const leafOf = ({ message, signature, sealed }: SealedBallot): string =>
  sha256(`thidua ballot leaf 1\n${message}\n${signature}\n${sealed}`);

export type Seal = { readonly leaves: readonly string[]; readonly root: string };

/** The sorted hashes of all ballots, and the hash over them; says nothing of the order in which they came. */
export function sealOf(ballots: readonly SealedBallot[]): Seal {
  const leaves = ballots.map(leafOf).sort();
  return { leaves, root: rootOf(leaves) };
}

export const rootOf = (leaves: readonly string[]): string =>
  sha256(`thidua ballot box 1\n${leaves.join('\n')}`);

/** What is in the one but not in the other, as hashes. */
export function differences(leaves: readonly string[], ballots: readonly SealedBallot[]) {
  const found = ballots.map(leafOf);
  return {
    missing: leaves.filter((leaf) => !found.includes(leaf)),
    added: found.filter((leaf) => !leaves.includes(leaf)),
  };
}
