import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, refuse, type Result } from '../kernel/result.ts';
import { builtIn, builtIns } from './built-in.ts';
import type { DocumentStore } from './document.store.ts';
import { fold } from '../kernel/text.ts';
import {
  maxLinks,
  maxText,
  type DocumentKind,
  type DocumentLink,
  type DocumentTerms,
  type LegalDocument,
} from './document.ts';

export type TermsInput = {
  readonly kind: DocumentKind;
  readonly number: string;
  readonly title: string;
  readonly issuer: string;
  readonly issuedOn: LocalDate;
  readonly effectiveFrom?: LocalDate | null | undefined;
  readonly effectiveTo?: LocalDate | null | undefined;
  readonly summary: string;
  readonly text?: string | null | undefined;
  readonly replaces: readonly string[];
  readonly amends: readonly string[];
};

type Named = {
  readonly field: string;
  readonly relation: DocumentLink['relation'];
  readonly id: Id<'ldo'> | undefined;
  readonly found: LegalDocument | undefined;
};

/** The documents that an input names, each with its field. */
export const namedDocuments = (
  documents: Pick<DocumentStore, 'get'>,
  { replaces, amends }: Pick<TermsInput, 'replaces' | 'amends'>,
): Promise<readonly Named[]> => {
  const of = (field: string, relation: DocumentLink['relation'], ids: readonly string[]) =>
    ids.slice(0, maxLinks + 1).map(async (raw, index): Promise<Named> => {
      const id = parseId('ldo', raw);
      const found = id && (builtIn(id) ?? (await documents.get(id)));
      return { field: `${field}.${index}`, relation, id, found };
    });
  return Promise.all([...of('replaces', 'REPLACES', replaces), ...of('amends', 'AMENDS', amends)]);
};

/** The terms as they are kept, and the text; null for a text that stays as it is. */
export function checkTerms(
  input: TermsInput,
  named: readonly Named[],
  { own, on }: { readonly own: Id<'ldo'> | null; readonly on: LocalDate },
): Result<{ readonly terms: DocumentTerms; readonly text: string | null }> {
  const number = requireLine('number', input.number, 100);
  const title = requireLine('title', input.title, 500);
  const issuer = requireLine('issuer', input.issuer, 200);
  const summary = checkText('summary', input.summary, 5_000);
  const text = checkText('text', input.text ?? '', maxText);
  const refusals = [
    ...refusalsOf(number, title, issuer, summary, text),
    ...checkDays(input, on),
    ...checkLinks(named, own),
    ...(number.ok && issuer.ok ? checkBuiltIn(number.value, issuer.value) : []),
  ];
  if (!number.ok || !title.ok || !issuer.ok || !summary.ok || !text.ok) return refuse(...refusals);
  return acceptUnless(refusals, () => ({
    terms: {
      kind: input.kind,
      number: number.value,
      title: title.value,
      issuer: issuer.value,
      issuedOn: input.issuedOn,
      effectiveFrom: input.effectiveFrom ?? null,
      effectiveTo: input.effectiveTo ?? null,
      summary: summary.value,
      links: named.flatMap(({ relation, id }) => (id ? [{ relation, documentId: id }] : [])),
    },
    text: input.text == null ? null : text.value,
  }));
}

function checkDays({ issuedOn, effectiveFrom, effectiveTo }: TermsInput, on: LocalDate): readonly Refusal[] {
  const wrong = (field: string, expected: string) => refusal('INVALID_VALUE', field, { expected });
  return [
    ...(issuedOn > on ? [wrong('issuedOn', `không sau ngày ${on}`)] : []),
    ...(effectiveFrom != null && effectiveTo != null && effectiveTo <= effectiveFrom
      ? [wrong('effectiveTo', `sau ngày ${effectiveFrom}`)]
      : []),
  ];
}

function checkLinks(named: readonly Named[], own: Id<'ldo'> | null): readonly Refusal[] {
  const over = (['replaces', 'amends'] as const).filter(
    (field) => named.filter((one) => one.field.startsWith(field)).length > maxLinks,
  );
  return [
    ...over.map((field) => refusal('TOO_MANY', field, { limit: maxLinks })),
    ...named.flatMap(({ field, id, found }, index) => {
      if (found?.status !== 'PUBLISHED' || id === own) return [refusal('NOT_FOUND', field)];
      const before = named.slice(0, index).some((one) => one.id === id);
      return before ? [refusal('DUPLICATE', field)] : [];
    }),
  ];
}

/** What the law data brings is registered already. */
const checkBuiltIn = (number: string, issuer: string): readonly Refusal[] =>
  builtIns().some((one) => fold(one.number) === fold(number) && fold(one.issuer) === fold(issuer))
    ? [refusal('DUPLICATE', 'number')]
    : [];
