import * as z from 'zod/mini';
import type { LocalDate } from '../kernel/dates.ts';
import { lazy } from '../kernel/lazy.ts';
import { components, type Component, type ComponentChoice } from './component.ts';
import { dated, holdsOn, type DatumStatus } from './datum.ts';
import awardData from './data/awards.json' with { type: 'json' };
import { subjectKinds, type SubjectKind } from './subject-kind.ts';
import { unitKinds, type UnitKind } from '../units/unit.ts';
import { standing } from './unread.ts';

/** Who decides: Chủ tịch nước, Thủ tướng, tỉnh, huyện, xã, cơ quan. The first two are above this system. */
export const authorityLevels = [
  'PRESIDENT',
  'PRIME_MINISTER',
  'PROVINCE',
  'DISTRICT',
  'COMMUNE',
  'AGENCY',
] as const;
export type AuthorityLevel = (typeof authorityLevels)[number];

/** Danh hiệu thi đua or hình thức khen thưởng. */
export type AwardKind = 'TITLE' | 'FORM';

/** One award as the law has it on one day. */
export type AwardRule = {
  readonly code: string;
  readonly name: string;
  /** The same award where ministries and central bodies give it: one article, one rank, and so one code. */
  readonly alsoCalled: readonly string[];
  readonly kind: AwardKind;
  readonly subjects: readonly SubjectKind[];
  readonly decidedBy: readonly AuthorityLevel[];
  /** Cấp nhà nước: Decree 98/2023 art. 3; Decree 152/2025 art. 3. */
  readonly stateLevel: boolean;
  /** Kinds of units whose heads decide it, where not every kind of the level does; null otherwise. */
  readonly unitKinds: readonly UnitKind[] | null;
  readonly components: readonly Component[];
  /** One part of each of these as well: CSTĐCS rests on an initiative or on excellent completion (Law 06/2022 art. 23). */
  readonly oneOf: readonly ComponentChoice[];
  readonly citation: string;
  readonly status: DatumStatus;
  /** The day asked about. */
  readonly on: LocalDate;
};

const catalogueSchema = () =>
  z.array(
    z.object({
      code: z.string().check(z.regex(/^[A-Z0-9]{2,10}$/)),
      name: z.string().check(z.minLength(1)),
      alsoCalled: z._default(z.array(z.string().check(z.minLength(1))), []),
      kind: z.enum(['TITLE', 'FORM']),
      subjects: z.array(z.enum(subjectKinds)).check(z.minLength(1)),
      terms: z
        .array(
          z.extend(dated, {
            decidedBy: z.array(z.enum(authorityLevels)).check(z.minLength(1)),
            stateLevel: z.boolean(),
            unitKinds: z.optional(z.array(z.enum(unitKinds))),
            components: z.array(z.enum(components)),
            oneOf: z._default(z.array(z.array(z.enum(components)).check(z.minLength(2))), []),
          }),
        )
        .check(z.minLength(1)),
    }),
  );

/** The whole catalogue with all its terms, for the checks of the data. */
export const catalogue = lazy(() => catalogueSchema().parse(awardData));

const byCode = lazy(() => new Map(catalogue().map((award) => [award.code, award])));

/** Every award that can be given on a day, in the order of the catalogue. */
export const awardsOn = (on: LocalDate): readonly AwardRule[] =>
  catalogue().flatMap((award) => ruleOn(award, on) ?? []);

/** Undefined for a code that doesn't exist, or not on that day. */
export function awardOn(code: string, on: LocalDate): AwardRule | undefined {
  const award = byCode().get(code);
  return award && ruleOn(award, on);
}

function ruleOn(award: ReturnType<typeof catalogue>[number], on: LocalDate): AwardRule | undefined {
  const term = award.terms.find((one) => holdsOn(one, on));
  if (!term) return undefined;
  const { code, name, alsoCalled, kind, subjects } = award;
  const { decidedBy, stateLevel, components: parts, oneOf, unitKinds: kinds = null } = term;
  const rules = { decidedBy, stateLevel, unitKinds: kinds, components: parts, oneOf };
  return { code, name, alsoCalled, kind, subjects, ...rules, ...standing(term, on), on };
}
