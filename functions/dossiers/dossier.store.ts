import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { IndexKeys, Item, Key } from '../kernel/table/item.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import type { Deadline } from '../law/deadline.ts';
import type { Decision } from './decision.ts';
import { decisionShape, dossierShape, numberShape, registerShape, revisionShape } from './dossier.shape.ts';
import { wasSubmitted, type Dossier } from './dossier.ts';
import type { Revision } from './revision.ts';
import type { DossierStatus } from './status-table.ts';

/** The running number of receipt slips of one unit in one year; version 0 before the first. */
export type ReceiptRegister = {
  readonly unitId: Id<'unt'>;
  readonly year: number;
  readonly last: number;
  readonly version: number;
};

export interface DossierStore {
  get(id: Id<'dos'>): Promise<Dossier | undefined>;
  create(dossier: Dossier): Write;
  /** Replaces the root, whose stored version must be one less. */
  replace(after: Dossier): Write;
  /** Replaces the root beside a change of another aggregate; BUSY, and so tried again, when somebody was faster. */
  follow(after: Dossier): Write;
  pageByAuthor(unitId: Id<'unt'>, status: DossierStatus | null, args: PageArgs): Promise<Page<Dossier>>;
  pageByInbox(unitId: Id<'unt'>, status: DossierStatus | null, args: PageArgs): Promise<Page<Dossier>>;
  /** Submitted dossiers only: a draft is its author's own affair. */
  pageByRound(roundId: Id<'rnd'>, status: DossierStatus | null, args: PageArgs): Promise<Page<Dossier>>;
  history(id: Id<'dos'>, args: PageArgs): Promise<Page<StoredEvent>>;
  revision(id: Id<'dos'>, number: number): Promise<Revision | undefined>;
  addRevision(id: Id<'dos'>, revision: Revision): Write;
  pageRevisions(id: Id<'dos'>, args: PageArgs): Promise<Page<Revision>>;
  receipts(unitId: Id<'unt'>, year: number): Promise<ReceiptRegister>;
  /** Takes the next number; BUSY, and so tried again, when somebody was faster. */
  takeReceipt(register: ReceiptRegister): Write;
  decision(id: Id<'dec'>): Promise<Decision | undefined>;
  addDecision(decision: Decision): readonly Write[];
  /** Decisions that correct this one, or revoke awards of it; the oldest first. */
  corrections(id: Id<'dec'>): Promise<readonly Id<'dec'>[]>;
  linkCorrection(corrected: Id<'dec'>, by: Id<'dec'>): Write;
}

export const dossierPk = (id: Id<'dos'>) => `DOS#${id}`;
const rootKey = (id: Id<'dos'>): Key => ({ pk: dossierPk(id), sk: '#' });
const revisionPrefix = 'REV#';
const revisionKey = (id: Id<'dos'>, number: number): Key => ({
  pk: dossierPk(id),
  sk: `${revisionPrefix}${String(number).padStart(6, '0')}`,
});
const receiptsKey = (unitId: Id<'unt'>, year: number): Key => ({ pk: `RECEIPTS#${unitId}#${year}`, sk: '#' });
const correctionPrefix = 'CORR#';
export const decisionPk = (id: Id<'dec'>) => `DEC#${id}`;
const numberKey = (d: Decision): Key => ({
  pk: `DECNO#${d.issuerUnitId ?? d.issuerName}#${d.year}#${d.number.toLocaleUpperCase('vi')}`,
  sk: '#',
});

export function dossierStore(reader: ListReader): DossierStore {
  const { table } = reader;
  const page = (index: 'gsi1' | 'gsi2' | 'gsi3', pk: string, status: DossierStatus | null, args: PageArgs) =>
    pageOf(reader, { index, pk, ...(status && { skPrefix: `${status}#` }) }, args, readDossier);

  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && readDossier(item);
    },
    create: (dossier) => create(rootItem(dossier), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    follow: (after) => ({
      ...replace(rootItem(after), after.version - 1),
      onConflict: () => refusal('BUSY', []),
    }),
    pageByAuthor: (unitId, status, args) => page('gsi1', `DOSBY#${unitId}`, status, args),
    pageByInbox: (unitId, status, args) => page('gsi2', `DOSAT#${unitId}`, status, args),
    pageByRound: (roundId, status, args) => page('gsi3', `DOSIN#${roundId}`, status, args),
    history: (id, args) =>
      pageOf(reader, { pk: dossierPk(id), skPrefix: eventPrefix }, args, (item) => eventShape.read(item)),
    revision: async (id, number) => {
      const item = await table.get(revisionKey(id, number));
      return item && revisionShape.read(item);
    },
    addRevision: (id, revision) =>
      create(
        revisionShape.item(revisionKey(id, revision.number), {
          ...revision,
          simpleCases: [...revision.simpleCases],
          files: [...revision.files],
        }),
        refusal('BUSY', []),
      ),
    pageRevisions: (id, args) =>
      pageOf(reader, { pk: dossierPk(id), skPrefix: revisionPrefix }, args, (item) =>
        revisionShape.read(item),
      ),
    receipts: async (unitId, year) => {
      const item = await table.get(receiptsKey(unitId, year));
      const known = item
        ? { ...registerShape.read(item), version: versionOf(item) }
        : { last: 0, version: 0 };
      return { unitId, year, ...known };
    },
    takeReceipt: ({ unitId, year, last, version }) => {
      const item = registerShape.item(receiptsKey(unitId, year), { last: last + 1 });
      const busy = refusal('BUSY', []);
      return version === 0 ? create(item, busy, 1) : { ...replace(item, version), onConflict: () => busy };
    },
    decision: async (id) => {
      const item = await table.get({ pk: decisionPk(id), sk: '#' });
      return item && decisionShape.read(item);
    },
    corrections: async (id) => {
      const items = await table.queryAll({ pk: decisionPk(id), skPrefix: correctionPrefix });
      return items.map((item) => numberShape.read(item).decisionId);
    },
    linkCorrection: (corrected, by) =>
      create(
        numberShape.item({ pk: decisionPk(corrected), sk: `${correctionPrefix}${by}` }, { decisionId: by }),
        refusal('BUSY', []),
      ),
    addDecision: (decision) => [
      create(
        decisionShape.item(
          { pk: decisionPk(decision.id), sk: '#' },
          {
            ...decision,
            legalBases: [...decision.legalBases],
            awardCounts: { ...decision.awardCounts },
            changes: decision.changes.map((one) => ({ ...one, says: { ...one.says } })),
          },
        ),
        refusal('DUPLICATE', []),
        1,
      ),
      create(
        numberShape.item(numberKey(decision), { decisionId: decision.id }),
        refusal('DECISION_NUMBER_TAKEN', 'number', { number: decision.number, year: decision.year }),
      ),
    ],
  };
}

const readDossier = (item: Item): Dossier => ({ ...dossierShape.read(item), version: versionOf(item) });

/** Statuses lead the sort keys, so that one status is one stretch of its list. */
function indexKeys(d: Dossier): IndexKeys {
  const sk = `${d.status}#${d.id}`;
  return {
    gsi1pk: `DOSBY#${d.authorUnitId}`,
    gsi1sk: sk,
    ...(wasSubmitted(d) && d.handlerUnitId && { gsi2pk: `DOSAT#${d.handlerUnitId}`, gsi2sk: sk }),
    ...(wasSubmitted(d) && d.round && { gsi3pk: `DOSIN#${d.round.id}`, gsi3sk: sk }),
  };
}

function rootItem({ version: _, ...d }: Dossier): Item {
  const data = {
    ...d,
    authorPath: [...d.authorPath],
    files: [...d.files],
    counters: { ...d.counters, perAward: { ...d.counters.perAward }, approved: { ...d.counters.approved } },
    totalPerAward: { ...d.totalPerAward },
    submitters: [...d.submitters],
    receipt: d.receipt && { ...d.receipt, deadline: d.receipt.deadline && stored(d.receipt.deadline) },
    returnReasons: d.returnReasons.map((r) => ({ ...r, path: [...r.path] })),
    trail: [...d.trail],
    simpleCases: [...d.simpleCases],
    route: d.route && { ...d.route, steps: [...d.route.steps] },
  };
  return dossierShape.item({ ...rootKey(d.id), ...indexKeys({ ...d, version: 0 }) }, data);
}

const stored = (deadline: Deadline) => ({
  ...deadline,
  steps: [...deadline.steps],
  needsHumanLook: [...deadline.needsHumanLook],
});
