import { lazy } from '../kernel/lazy.ts';
import { builtIns } from '../library/built-in.ts';
import { ofDocument } from './of-document.ts';
import type { Findable } from './findable.ts';

/** The documents of the law data, which no event ever tells of. */
export const documentsFound = lazy((): readonly Findable[] => builtIns().map(ofDocument));
