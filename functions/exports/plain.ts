import type { Value } from './sheet.ts';

/** Control characters, halves of characters, and what is none: nobody sees them, and no workbook may hold them. */
const unseen = /(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

export const plain = (value: Value): Value =>
  typeof value === 'string' ? value.replaceAll(unseen, '') : value;
