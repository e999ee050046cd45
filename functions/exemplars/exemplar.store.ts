import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import { isPublic } from './exemplar.policy.ts';
import { exemplarStatuses, type Exemplar, type ExemplarStatus } from './exemplar.ts';
import { mediaKinds, outletLevels } from './media.ts';

export interface ExemplarStore {
  get(id: Id<'exm'>): Promise<Exemplar | undefined>;
  create(exemplar: Exemplar): Write;
  /** Replaces an exemplar, whose stored version must be one less. */
  replace(after: Exemplar): Write;
  /** A unit's exemplars of a year, all or of a state, in the order of their record. */
  pageByUnit(
    of: { readonly yearId: Id<'exy'>; readonly unitId: Id<'unt'>; readonly status: ExemplarStatus | null },
    args: PageArgs,
  ): Promise<Page<Exemplar>>;
  /** The introduced ones of a year, the latest first. */
  pagePublic(yearId: Id<'exy'>, args: PageArgs): Promise<Page<Exemplar>>;
  history(id: Id<'exm'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const approval = z.nullable(z.object({ by: storedId('usr'), at: storedInstant, note: z.string() }));

const exemplarShape = itemShape({
  type: 'exemplar',
  v: 1,
  data: () =>
    z.object({
      id: storedId('exm'),
      yearId: storedId('exy'),
      hostUnitId: storedId('unt'),
      year: z.int(),
      unitId: storedId('unt'),
      unitName: z.string(),
      subjectId: storedId('sub'),
      kind: z.enum(subjectKinds),
      name: z.string(),
      position: z.nullable(z.string()),
      field: z.string(),
      story: z.string(),
      campaignId: z.nullable(storedId('cmp')),
      status: z.enum(exemplarStatuses),
      recordedBy: storedId('usr'),
      verification: approval,
      approval,
      nurture: z.readonly(
        z.array(
          z.object({
            number: z.int(),
            task: z.string(),
            mentor: z.string(),
            dueOn: storedDate,
            doneOn: z.nullable(storedDate),
            result: z.nullable(z.string()),
          }),
        ),
      ),
      extra: approval,
      introductions: z.readonly(
        z.array(
          z.object({
            medium: z.enum(mediaKinds),
            outlet: z.string(),
            level: z.enum(outletLevels),
            title: z.string(),
            on: storedDate,
            link: z.nullable(z.string()),
            mediaItemId: z._default(z.nullable(storedId('mdi')), null),
          }),
        ),
      ),
      introducedOn: z.nullable(storedDate),
      replications: z.readonly(
        z.array(
          z.object({
            unitId: z.nullable(storedId('unt')),
            byName: z.string(),
            on: storedDate,
            result: z.string(),
          }),
        ),
      ),
      dossierIds: z.readonly(z.array(storedId('dos'))),
      closingReason: z.nullable(z.string()),
    }),
});

export const exemplarPk = (id: Id<'exm'>) => `EXM#${id}`;
const rootKey = (id: Id<'exm'>): Key => ({ pk: exemplarPk(id), sk: '#' });
const unitPk = (yearId: Id<'exy'>, unitId: Id<'unt'>) => `EXMU#${yearId}#${unitId}`;

export function exemplarStore(reader: ListReader): ExemplarStore {
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (exemplar) => create(rootItem(exemplar), refusal('DUPLICATE', []), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    pageByUnit: ({ yearId, unitId, status }, args) =>
      pageOf(
        reader,
        status === null
          ? { index: 'gsi1', pk: unitPk(yearId, unitId) }
          : { index: 'gsi2', pk: unitPk(yearId, unitId), skPrefix: `${status}#` },
        args,
        read,
      ),
    pagePublic: (yearId, args) =>
      pageOf(reader, { index: 'gsi3', pk: `EXMI#${yearId}`, descending: true }, args, read),
    history: (id, args) =>
      pageOf(reader, { pk: exemplarPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const read = (item: Item): Exemplar => ({ ...exemplarShape.read(item), version: versionOf(item) });

function rootItem(exemplar: Exemplar): Item {
  const { version: _, ...data } = exemplar;
  const { id, yearId, unitId, status, introducedOn } = data;
  return exemplarShape.item(
    {
      ...rootKey(id),
      gsi1pk: unitPk(yearId, unitId),
      gsi1sk: id,
      gsi2pk: unitPk(yearId, unitId),
      gsi2sk: `${status}#${id}`,
      ...(isPublic(exemplar) && { gsi3pk: `EXMI#${yearId}`, gsi3sk: `${introducedOn ?? ''}#${id}` }),
    },
    data,
  );
}
