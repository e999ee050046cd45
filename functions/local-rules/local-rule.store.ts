import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { derivedId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import type { Table } from '../kernel/table/table.ts';
import { absent, create, replace, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import { authorityLevels } from '../law/awards.ts';
import { calendarSectors } from '../law/calendar-sectors.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { answeredTypes } from '../law/complaint-type.ts';
import { components } from '../law/component.ts';
import { dayKinds } from '../law/day-kind.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import type { LocalRulebook } from './local-rule.ts';

/** Every province's book, and the version of the item that holds them. */
export type Shelf = { readonly version: number; readonly books: readonly LocalRulebook[] };

export interface LocalRuleStore {
  /** All books in one get: a decision reads them before it knows which province it is of. */
  shelf(): Promise<Shelf>;
  /** Puts a changed or new book on the shelf as it was read; another change in between is tried again. */
  save(shelf: Shelf, book: LocalRulebook): Write;
  /** No book may have changed since a decision relied on one. */
  guard(shelf: Shelf): Write;
}

const share = z.object({ numerator: z.int(), denominator: z.int(), above: z.boolean() });
const act = z.object({ number: z.string(), issuer: z.string(), issuedOn: storedDate });
const ofAward = { awardCode: z.string() };
const content = () =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('QUOTA'), ...ofAward, percent: z.int() }),
    z.object({ kind: z.literal('THRESHOLD'), ...ofAward, share }),
    z.object({ kind: z.literal('SECRET_BALLOT'), ...ofAward }),
    z.object({ kind: z.literal('ATTENDANCE'), share }),
    z.object({ kind: z.literal('POSTING_DAYS'), workingDays: z.int() }),
    z.object({
      kind: z.literal('CALENDAR'),
      ...ofAward,
      sector: z.enum(calendarSectors),
      by: z.string(),
      yearsAfter: z.int(),
    }),
    z.object({
      kind: z.literal('CRITERION'),
      ...ofAward,
      key: z.string(),
      text: z.string(),
      needs: z._default(z.nullable(z.string()), null),
    }),
    z.object({ kind: z.literal('COMPONENTS'), ...ofAward, components: z.array(z.enum(components)) }),
    z.object({ kind: z.literal('STANDING_BODY'), ...ofAward }),
    z.object({ kind: z.literal('COEFFICIENT'), ...ofAward, hundredths: z.int() }),
    z.object({
      kind: z.literal('PROCESSING_DAYS'),
      level: z.enum(authorityLevels),
      workingDays: z.int(),
    }),
    z.object({ kind: z.literal('ANSWER_DAYS'), letters: z.enum(answeredTypes), workingDays: z.int() }),
    z.object({
      kind: z.literal('PROCEDURE'),
      procedure: z.object({
        code: z.string(),
        name: z.string(),
        level: z.enum(authorityLevels),
        awards: z.readonly(z.array(z.string())),
        types: z.readonly(z.array(z.enum(commendationTypes))),
        subjects: z.nullable(z.readonly(z.array(z.enum(subjectKinds)))),
        days: z.int(),
        dayKind: z.enum(dayKinds),
        fee: z.int(),
        sets: z.int(),
      }),
    }),
  ]);

const shelfShape = itemShape({
  type: 'localRulebooks',
  v: 1,
  data: () =>
    z.object({
      books: z.array(
        z.object({
          id: storedId('lrb'),
          unitId: storedId('unt'),
          nextNumber: z.int(),
          version: z.int(),
          rules: z.array(
            z.object({
              number: z.int(),
              content: content(),
              from: storedDate,
              to: z.nullable(storedDate),
              act,
              enteredAt: z._default(z.nullable(storedInstant), null),
              endedBy: z.nullable(act),
            }),
          ),
        }),
      ),
    }),
});

/** One book a province, found by the unit. */
export const rulebookId = (unitId: Id<'unt'>): Id<'lrb'> =>
  derivedId('lrb', createHash('sha256').update(`local rules\n${unitId}`).digest());

/** One item: there are a handful of provinces, and each has at most a few hundred rules. */
const shelfKey: Key = { pk: 'LOCALRULES', sk: '#' };
/** Where the events of a book are. */
export const rulebookPk = (id: Id<'lrb'>) => `LRB#${id}`;

export function localRuleStore(table: Table): LocalRuleStore {
  return {
    shelf: async () => {
      const item = await table.get(shelfKey);
      return item ? { ...shelfShape.read(item), version: versionOf(item) } : { version: 0, books: [] };
    },
    save: ({ version, books }, book) => {
      const item = shelfItem([...books.filter((one) => one.id !== book.id), book]);
      const write = version === 0 ? create(item, again, 1) : replace(item, version);
      return { ...write, onConflict: () => again };
    },
    guard: ({ version }) => (version === 0 ? absent(shelfKey, again) : unchanged(shelfKey, version)),
  };
}

/** Tried again with the books as they are then, which tells a stale book from a change of another one. */
const again = refusal('BUSY', []);

const shelfItem = (books: readonly LocalRulebook[]): Item =>
  shelfShape.item(shelfKey, {
    books: books.map((book) => ({
      ...book,
      rules: book.rules.map((rule) => ({
        ...rule,
        content:
          rule.content.kind === 'COMPONENTS'
            ? { ...rule.content, components: [...rule.content.components] }
            : rule.content,
      })),
    })),
  });
