import { createHash } from 'node:crypto';
import { monotonicFactory } from 'ulid';
import type { Clock } from './clock.ts';

/** Prefix of every id and the GraphQL type it belongs to. */
export const idTypes = {
  unt: 'Unit',
  usr: 'User',
  sub: 'Subject',
  cmp: 'Campaign',
  reg: 'Registration',
  pln: 'ActionPlan',
  prg: 'ProgressReport',
  rvw: 'CampaignReview',
  rnd: 'Round',
  dos: 'Dossier',
  nom: 'Nominee',
  att: 'Attachment',
  dec: 'Decision',
  awd: 'Award',
  lrb: 'LocalRulebook',
  fnd: 'Fund',
  pyl: 'PaymentList',
  hol: 'HolidayDeclaration',
  ntc: 'Notice',
  whk: 'Webhook',
  whd: 'WebhookDelivery',
  pst: 'Posting',
  cnl: 'Council',
  exy: 'ExemplarYear',
  exm: 'Exemplar',
  cpl: 'Complaint',
  rec: 'RecordEntry',
  ini: 'Initiative',
  imp: 'RecordImport',
  mtg: 'Meeting',
  opi: 'Opinion',
  crt: 'Certificate',
  rvk: 'Revocation',
  ipl: 'InspectionPlan',
  ckl: 'Checklist',
  ins: 'Inspection',
  rcm: 'Recommendation',
  bal: 'Ballot',
  cst: 'Consultation',
  ofc: 'Officer',
  wpl: 'WorkPlan',
  ptk: 'PlanTask',
  trp: 'TrainingPlan',
  trc: 'TrainingClass',
  trn: 'TrainingNomination',
  pbp: 'PublicityPlan',
  mdi: 'MediaItem',
  ldo: 'LegalDocument',
  exp: 'Export',
} as const;

export type IdPrefix = keyof typeof idTypes;

declare const brand: unique symbol;

/** `dos_01J8…`: three letters and a ULID. The same string in the table, in GraphQL and in logs. */
export type Id<P extends IdPrefix> = string & { readonly [brand]: P };

export type Ids = { next<P extends IdPrefix>(prefix: P): Id<P> };

/** Ids grow with the clock, so that creation order is key order even within one millisecond. */
export function ulidSource(clock: Clock, random?: () => number): Ids {
  const next = monotonicFactory(random);
  return {
    next: <P extends IdPrefix>(prefix: P) => `${prefix}_${next(clock.now().getTime())}` as Id<P>,
  };
}

const body = /^[0-9A-HJKMNP-TV-Z]{26}$/;

export function parseId<P extends IdPrefix>(prefix: P, raw: string): Id<P> | undefined {
  return raw.startsWith(`${prefix}_`) && body.test(raw.slice(4)) ? (raw as Id<P>) : undefined;
}

/** The GraphQL type that an id names, whether or not the record exists. */
export function idTypeOf(raw: string): (typeof idTypes)[IdPrefix] | undefined {
  const prefix = raw.slice(0, 3);
  return isPrefix(prefix) && parseId(prefix, raw) !== undefined ? idTypes[prefix] : undefined;
}

/** A stable id for a record that another key already identifies (a user for a token subject). */
export const derivedId = <P extends IdPrefix>(prefix: P, digest: Uint8Array): Id<P> =>
  `${prefix}_${Array.from(digest.slice(0, 26), (byte) => alphabet[byte % 32] ?? '0').join('')}` as Id<P>;

/** One nominee awarded by one decision: the same pair always names the same line of the register. */
export const awardId = (decisionId: Id<'dec'>, nomineeId: Id<'nom'>): Id<'awd'> =>
  derivedId('awd', createHash('sha256').update(`${decisionId}\n${nomineeId}`).digest());

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const isPrefix = (text: string): text is IdPrefix => Object.hasOwn(idTypes, text);
