import { placeOf, type LegalDocument } from '../library/document.ts';
import type { Findable } from './findable.ts';
import type { Described } from './index-record.ts';
import { wordRows } from './word.items.ts';

export const ofDocument = (document: LegalDocument): Findable & { readonly kind: 'DOCUMENT' } => ({
  kind: 'DOCUMENT',
  id: document.id,
  title: document.title,
  number: document.number,
  detail: document.issuer,
  on: document.issuedOn,
  unitId: document.keeperUnitId,
  anchors: null,
});

/** What was withdrawn is found by nobody; the text is found by its words. */
export function describeDocument(document: LegalDocument, text: string): Described | undefined {
  if (document.status === 'WITHDRAWN') return undefined;
  const { title, number, summary } = document;
  return { found: ofDocument(document), more: wordRows([title, number, summary, text], placeOf(document)) };
}
