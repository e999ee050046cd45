import * as z from 'zod/mini';
import { lazy } from '../kernel/lazy.ts';
import roomData from './data/local-room.json' with { type: 'json' };
import { matter, ruled, termOf, type LawCase, type Ruled } from './matter.ts';

const bookSchema = () =>
  z.object({
    /** The most that national law lets through, in percent; null where it says nothing. */
    quotas: matter({ maxPercent: z.nullable(z.int().check(z.gte(1), z.lte(100))) }),
    /** Whether the province itself says what a dossier consists of, or may only ask for more. */
    components: matter({ provinceDefines: z.boolean() }),
  });

/** Where national law leaves room to a province, beside what other books say of the same matter. */
export const localRoomBook = lazy(() => bookSchema().parse(roomData));
type Book = ReturnType<typeof localRoomBook>;

const ruleOf =
  <M extends keyof Book>(name: M) =>
  (asked: LawCase): Ruled<Book[M][number]['terms'][number]> | undefined => {
    const rules: readonly { readonly awards: string[]; readonly terms: Book[M][number]['terms'] }[] =
      localRoomBook()[name];
    const term: Book[M][number]['terms'][number] | undefined = termOf(rules, asked);
    return term && ruled(term, asked.on);
  };

/** Undefined for an award that doesn't exist on the day. */
export const nationalQuotaOn = ruleOf('quotas');
/** Undefined for an award that doesn't exist on the day. */
export const componentRoomOn = ruleOf('components');
