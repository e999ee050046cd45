import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { derivedId, type Id } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import { datumStatus, lawDate } from '../law/datum.ts';
import documentData from './data/documents.json' with { type: 'json' };
import unresolvedData from './data/unresolved.json' with { type: 'json' };
import { documentKinds, linksBack, type LegalDocument, type LinkBack, type Relation } from './document.ts';

const row = z.strictObject({
  kind: z.enum(documentKinds),
  number: z.string().check(z.minLength(1)),
  /** What else citations call it. */
  aliases: z.array(z.string().check(z.minLength(1))),
  /** Without this in it, a citation means another document of the same number, of another province. */
  only: z.nullable(z.string().check(z.minLength(1))),
  title: z.string().check(z.minLength(1)),
  issuer: z.string().check(z.minLength(1)),
  issuedOn: z.nullable(lawDate),
  effectiveFrom: z.nullable(lawDate),
  effectiveTo: z.nullable(lawDate),
  replaces: z.array(z.string()),
  amends: z.array(z.string()),
  status: datumStatus,
});

export type BuiltIn = LegalDocument & {
  readonly aliases: readonly string[];
  readonly only: string | null;
};

const idOf = (number: string): Id<'ldo'> =>
  derivedId('ldo', createHash('sha256').update(`document of the law data\n${number}`).digest());

/** The documents that the law data cites. They are known before anybody registers one, and nobody changes them here. */
export const builtIns = lazy((): readonly BuiltIn[] => {
  const rows = z.array(row).parse(documentData);
  const known = new Set(rows.map((one) => one.number));
  return rows.map(({ replaces, amends, status, ...terms }): BuiltIn => {
    const links = (relation: Relation, numbers: readonly string[]) =>
      numbers.map((number) => {
        if (!known.has(number)) throw new Error(`${terms.number} names an unknown document ${number}`);
        return { relation, documentId: idOf(number) };
      });
    return {
      ...terms,
      id: idOf(terms.number),
      summary: '',
      links: [...links('REPLACES', replaces), ...links('AMENDS', amends)],
      keeperUnitId: null,
      verified: status === 'confirmed',
      status: 'PUBLISHED',
      files: [],
      hasText: false,
      withdrawnFor: null,
      version: 1,
    };
  });
});

export const builtIn = (id: Id<'ldo'>): BuiltIn | undefined => builtIns().find((one) => one.id === id);

/** What the built-in documents do to one. */
export const builtInLinksTo = (id: Id<'ldo'>): readonly LinkBack[] =>
  builtIns().flatMap((one) => linksBack(one, id));

/** Citations of the law data that name no document: practice, the absence of a rule, or what nobody could read. */
export const unresolvedCitations = lazy(
  (): ReadonlySet<string> => new Set(z.array(z.string().check(z.minLength(1))).parse(unresolvedData)),
);
