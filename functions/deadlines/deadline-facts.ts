import * as z from 'zod/mini';
import { lazy } from '../kernel/lazy.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedDate } from '../kernel/table/schemas.ts';

const facts = lazy(() => z.object({ dueOn: storedDate, dueBefore: z.nullable(storedDate) }));

/** The due days before and after a change, as its event tells them. */
export const dueFacts = (event: StoredEvent) => facts().parse(event.facts);
