import type { Sheet } from './ballot.ts';

/** How many of the voting members, present or not, may not vote on a sheet. */
export const recusedIn = (sheet: Sheet, members: readonly number[]): number =>
  members.filter((seat) => sheet.recused.includes(seat)).length;

/** Which sheets of a long list are asked for. */
export type SomeSheets = {
  readonly skip?: number | null | undefined;
  readonly take?: number | null | undefined;
};

export const someOf = <T>(all: readonly T[], { skip, take }: SomeSheets): readonly T[] =>
  all.slice(from(skip)).slice(0, take == null ? undefined : from(take));

const from = (number: number | null | undefined): number => Math.max(0, number ?? 0);
