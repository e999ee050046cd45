import * as z from 'zod/mini';
import { parseId, type Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedId, storedInstant } from '../kernel/table/schemas.ts';
import {
  create,
  discard,
  join,
  leave,
  membersOf,
  overwrite,
  remove,
  type Write,
} from '../kernel/table/write.ts';
import { exclusionSources, reportIn, verdicts, type Nominee } from './nominee.ts';
import { outcomes } from '../law/eligibility/verdict.ts';
import { subjectKinds } from '../law/subject-kind.ts';

/** Accounts that may not read of some nominees of a dossier; `rest` of those whom no group names. */
export type Hidden = {
  readonly groups: readonly {
    readonly userIds: readonly Id<'usr'>[];
    readonly nomineeIds: readonly Id<'nom'>[];
  }[];
  readonly rest: readonly Id<'usr'>[];
};

export interface NomineeStore {
  get(dossierId: Id<'dos'>, id: Id<'nom'>): Promise<Nominee | undefined>;
  page(dossierId: Id<'dos'>, args: PageArgs): Promise<Page<Nominee>>;
  /** Present and removed ones alike: at most a few thousand small items, for the difference of two revisions. */
  all(dossierId: Id<'dos'>): Promise<readonly Nominee[]>;
  /** Dossiers that a subject is in for an award, whatever became of them; their roots say. One key, so that many are one read. */
  proposedIn(subjectId: Id<'sub'>, awardCode: string): Promise<readonly Id<'dos'>[]>;
  /** Dossiers that a subject is in for any award; one query of its own key. */
  dossiersOf(subjectId: Id<'sub'>): Promise<readonly Id<'dos'>[]>;
  /** Two writes; DUPLICATE when the subject already is nominated for this award here. */
  add(nominee: Nominee, index: number): readonly Write[];
  /** One write, beside the root's. */
  update(nominee: Nominee): Write;
  /** Three writes; one that was submitted before stays readable for the difference of revisions. */
  take(nominee: Nominee, removedIn: number | null): readonly Write[];
  /** Whose assessments each account may not read, because it may not vote on them in the council. */
  hide(dossierId: Id<'dos'>, hidden: Hidden): Write;
  hidden(dossierId: Id<'dos'>): Promise<Hidden>;
  report(dossierId: Id<'dos'>, id: Id<'nom'>): Promise<string>;
  saveReport(nominee: Nominee, text: string): Write;
  /** The report as a submitted revision had it. */
  submittedReport(nominee: Nominee, revision: number): Promise<string>;
  /** Keeps the report of a submitted revision beside the one that is about to take its place. */
  keepReport(nominee: Nominee, revision: number, text: string): Write;
}

const nomineeShape = itemShape({
  type: 'nominee',
  v: 2,
  upcast: { 1: (data) => ({ ...z.looseObject({}).parse(data), suspendedBy: [], exclusion: null }) },
  data: () =>
    z.object({
      id: storedId('nom'),
      dossierId: storedId('dos'),
      subjectId: storedId('sub'),
      awardCode: z.string(),
      kind: z.enum(subjectKinds),
      name: z.string(),
      position: z.nullable(z.string()),
      unitId: storedId('unt'),
      unitName: z.string(),
      hasReport: z.boolean(),
      addedIn: z.int(),
      removedIn: z.nullable(z.int()),
      changedIn: z.array(z.int()),
      assessments: z.array(
        z.object({
          stage: z.int(),
          revision: z.int(),
          verdict: z.enum(verdicts),
          note: z.string(),
          eligibility: z._default(z.nullable(z.enum(outcomes)), null),
          evaluation: z._default(z.nullable(z.int()), null),
          reopenedBy: z._default(z.nullable(z.int()), null),
          by: storedId('usr'),
          at: storedInstant,
          confirmation: z.nullable(z.object({ by: storedId('usr'), at: storedInstant, agrees: z.boolean() })),
        }),
      ),
      suspendedBy: z.array(z.string()),
      exclusion: z.nullable(
        z.object({
          stage: z.int(),
          revision: z.int(),
          source: z.enum(exclusionSources),
          reference: z.string(),
        }),
      ),
    }),
});
/** Apart from the nominee, so that a page of nominees doesn't carry megabytes of reports. */
const reportShape = itemShape({ type: 'nomineeReport', v: 1, data: () => z.object({ text: z.string() }) });

const hiddenShape = itemShape({
  type: 'nomineesHidden',
  v: 2,
  upcast: {
    1: (data) => ({
      groups: z
        .array(z.object({ userId: z.string(), nomineeIds: z.array(z.string()) }))
        .parse(data)
        .map(({ userId, nomineeIds }) => ({ userIds: [userId], nomineeIds })),
      rest: [],
    }),
  },
  data: () =>
    z.object({
      groups: z.array(z.object({ userIds: z.array(storedId('usr')), nomineeIds: z.array(storedId('nom')) })),
      rest: z.array(storedId('usr')),
    }),
});

const pkOf = (id: Id<'dos'>) => `DOS#${id}`;
const livePrefix = 'NOM#';
const gonePrefix = 'NOMGONE#';
const liveKey = (dossierId: Id<'dos'>, id: Id<'nom'>): Key => ({
  pk: pkOf(dossierId),
  sk: `${livePrefix}${id}`,
});
const goneKey = (n: Nominee): Key => ({ pk: pkOf(n.dossierId), sk: `${gonePrefix}${n.id}` });
/** The dossiers that propose a subject for an award: asked of a hundred subjects at once, and of each but once a dossier. */
const proposedType = 'proposedIn';
const proposedPk = (subjectId: Id<'sub'>) => `PROPOSED#${subjectId}`;
const proposedKey = (subjectId: Id<'sub'>, awardCode: string): Key => ({
  pk: proposedPk(subjectId),
  sk: awardCode,
});
const membership = (n: Nominee) => ({
  key: proposedKey(n.subjectId, n.awardCode),
  type: proposedType,
  member: n.dossierId,
});
const reportKey = (dossierId: Id<'dos'>, id: Id<'nom'>): Key => ({
  pk: pkOf(dossierId),
  sk: `NOMREPORT#${id}`,
});
const keptReportKey = (n: Nominee, revision: number): Key => ({
  pk: pkOf(n.dossierId),
  sk: `NOMREPORT#${n.id}#${revision}`,
});

const hiddenKey = (dossierId: Id<'dos'>): Key => ({ pk: pkOf(dossierId), sk: 'HIDDEN' });

const item = (key: Key, n: Nominee): Item =>
  nomineeShape.item(key, {
    ...n,
    changedIn: [...n.changedIn],
    assessments: [...n.assessments],
    suspendedBy: [...n.suspendedBy],
  });

export function nomineeStore(reader: ListReader): NomineeStore {
  const { table } = reader;
  const read = (found: Item): Nominee => nomineeShape.read(found);
  const textAt = async (key: Key): Promise<string> => {
    const found = await table.get(key);
    return found ? reportShape.read(found).text : '';
  };
  return {
    get: async (dossierId, id) => {
      const found = await table.get(liveKey(dossierId, id));
      return found && read(found);
    },
    page: (dossierId, args) => pageOf(reader, { pk: pkOf(dossierId), skPrefix: livePrefix }, args, read),
    all: async (dossierId) => {
      const lists = await Promise.all(
        [livePrefix, gonePrefix].map((skPrefix) => table.queryAll({ pk: pkOf(dossierId), skPrefix })),
      );
      return lists.flat().map(read);
    },
    proposedIn: async (subjectId, awardCode) =>
      membersOf(await table.get(proposedKey(subjectId, awardCode)), proposedType).flatMap(
        (id) => parseId('dos', id) ?? [],
      ),
    dossiersOf: async (subjectId) => {
      const items = await table.queryAll({ pk: proposedPk(subjectId) });
      const members = items.flatMap((item) => membersOf(item, proposedType));
      return [...new Set(members)].flatMap((id) => parseId('dos', id) ?? []);
    },
    add: (n, index) => [
      create(item(liveKey(n.dossierId, n.id), n), refusal('BUSY', [])),
      join(membership(n), refusal('DUPLICATE', `nominees.${index}`)),
    ],
    update: (n) => overwrite(item(liveKey(n.dossierId, n.id), n)),
    take: (n, removedIn) => [
      remove(liveKey(n.dossierId, n.id), refusal('NOT_FOUND', 'nomineeIds')),
      leave(membership(n)),
      removedIn === null
        ? discard(reportKey(n.dossierId, n.id))
        : create(item(goneKey(n), { ...n, removedIn }), refusal('BUSY', [])),
    ],
    hide: (dossierId, hidden) =>
      overwrite(
        hiddenShape.item(hiddenKey(dossierId), {
          groups: hidden.groups.map((one) => ({
            userIds: [...one.userIds],
            nomineeIds: [...one.nomineeIds],
          })),
          rest: [...hidden.rest],
        }),
      ),
    hidden: async (dossierId) => {
      const found = await table.get(hiddenKey(dossierId));
      return found ? hiddenShape.read(found) : { groups: [], rest: [] };
    },
    report: (dossierId, id) => textAt(reportKey(dossierId, id)),
    saveReport: (n, text) => overwrite(reportShape.item(reportKey(n.dossierId, n.id), { text })),
    submittedReport: async (n, revision) => {
      const saved = reportIn(n, revision);
      if (saved === undefined) return '';
      const isLatest = saved === Math.max(...n.changedIn);
      return textAt(isLatest ? reportKey(n.dossierId, n.id) : keptReportKey(n, saved));
    },
    keepReport: (n, revision, text) =>
      create(reportShape.item(keptReportKey(n, revision), { text }), refusal('BUSY', [])),
  };
}
