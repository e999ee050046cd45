import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { unitKinds, type UnitKind } from '../units/unit.ts';
import { authorityLevels, type AuthorityLevel, type AwardRule } from './awards.ts';
import noteData from './data/authority-notes.json' with { type: 'json' };
import { dated, holdsOn } from './datum.ts';

/** The level at which the head of each kind of unit decides, null for none, and what that head may do in words. */
export const authorityNotes = lazy(() =>
  z
    .array(
      z.object({
        kinds: z.array(z.enum(unitKinds)).check(z.minLength(1)),
        terms: z
          .array(
            z.extend(dated, {
              level: z.nullable(z.enum(authorityLevels)),
              text: z.string().check(z.minLength(1)),
            }),
          )
          .check(z.minLength(1)),
      }),
    )
    .parse(noteData),
);

/** What holds of the heads of a kind of unit on a day; undefined before any law is held. */
export const authorityNoteOn = (kind: UnitKind, on: LocalDate) =>
  authorityNotes()
    .find((one) => one.kinds.includes(kind))
    ?.terms.find((one) => holdsOn(one, on));

/** The level at which the head of a unit of this kind decides on a day; undefined when at none. */
export const levelOf = (kind: UnitKind, on: LocalDate): AuthorityLevel | undefined =>
  authorityNoteOn(kind, on)?.level ?? undefined;

/** Whether the head of a unit of this kind may decide the award on a day. */
export function mayDecide(award: AwardRule, kind: UnitKind, on: LocalDate): boolean {
  const level = levelOf(kind, on);
  if (level === undefined || !award.decidedBy.includes(level)) return false;
  return award.unitKinds === null || award.unitKinds.includes(kind);
}
