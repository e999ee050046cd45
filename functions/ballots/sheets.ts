import type { Sheet } from './ballot.ts';

/** How many of the voting members, present or not, may not vote on a sheet. */
export const recusedIn = (sheet: Sheet, members: readonly number[]): number =>
  members.filter((seat) => sheet.recused.includes(seat)).length;
