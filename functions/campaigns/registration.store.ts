import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDecimal, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { subjectKinds } from '../law/subject-kind.ts';
import { registrationStatuses, type Registration, type RegistrationStatus } from './registration.ts';

export interface RegistrationStore {
  get(id: Id<'reg'>): Promise<Registration | undefined>;
  create(registration: Registration): Write;
  /** Replaces a registration, whose stored version must be one less. */
  replace(after: Registration): Write;
  /** The same beside another one that the caller named: BUSY, and so decided again. */
  follow(after: Registration): Write;
  /** What units have sent in a campaign, of one status. */
  pageByCampaign(
    campaignId: Id<'cmp'>,
    status: RegistrationStatus,
    args: PageArgs,
  ): Promise<Page<Registration>>;
  /** What one unit has before it in a campaign, of one status. */
  pageByReceiver(
    campaignId: Id<'cmp'>,
    receivingUnitId: Id<'unt'>,
    status: RegistrationStatus,
    args: PageArgs,
  ): Promise<Page<Registration>>;
  /** Everything that one unit received in a campaign: at most the units that it addresses. */
  receivedBy(campaignId: Id<'cmp'>, receivingUnitId: Id<'unt'>): Promise<readonly Registration[]>;
  /** A unit's own registrations. */
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Registration>>;
}

const titles = z.readonly(
  z.array(z.object({ awardCode: z.string(), subjectKind: z.enum(subjectKinds), count: z.int() })),
);
const targets = z.readonly(z.array(z.object({ code: z.string(), plan: storedDecimal })));

const registrationShape = itemShape({
  type: 'registration',
  v: 1,
  data: () =>
    z.object({
      id: storedId('reg'),
      campaignId: storedId('cmp'),
      unitId: storedId('unt'),
      receivingUnitId: storedId('unt'),
      hostUnitId: storedId('unt'),
      status: z.enum(registrationStatuses),
      contents: z.string(),
      titles,
      targets,
      consolidated: z.readonly(
        z.array(
          z.object({
            registrationId: storedId('reg'),
            unitId: storedId('unt'),
            units: z.int(),
            titles,
            targets,
          }),
        ),
      ),
      firstSentAt: z.nullable(storedInstant),
      sentAt: z.nullable(storedInstant),
      late: z.boolean(),
      returnReason: z.nullable(z.string()),
    }),
});

export const registrationPk = (id: Id<'reg'>) => `REG#${id}`;
const rootKey = (id: Id<'reg'>): Key => ({ pk: registrationPk(id), sk: '#' });

export function registrationStore(reader: ListReader): RegistrationStore {
  const received = (campaignId: Id<'cmp'>, unitId: Id<'unt'>) =>
    ({ index: 'gsi2', pk: `REGAT#${campaignId}#${unitId}` }) as const;
  return {
    get: async (id) => {
      const item = await reader.table.get(rootKey(id));
      return item && read(item);
    },
    create: (registration) => create(rootItem(registration), refusal('DUPLICATE', ['campaignId']), 1),
    replace: (after) => replace(rootItem(after), after.version - 1),
    follow: (after) => ({
      ...replace(rootItem(after), after.version - 1),
      onConflict: () => refusal('BUSY', []),
    }),
    pageByCampaign: (campaignId, status, args) =>
      pageOf(reader, { index: 'gsi1', pk: `REGIN#${campaignId}`, skPrefix: `${status}#` }, args, read),
    pageByReceiver: (campaignId, unitId, status, args) =>
      pageOf(reader, { ...received(campaignId, unitId), skPrefix: `${status}#` }, args, read),
    receivedBy: async (campaignId, unitId) =>
      (await reader.table.queryAll(received(campaignId, unitId))).map(read),
    pageByUnit: (unitId, args) => pageOf(reader, { index: 'gsi3', pk: `REGBY#${unitId}` }, args, read),
  };
}

const read = (item: Item): Registration => ({ ...registrationShape.read(item), version: versionOf(item) });

/** What was never sent is in no list but the unit's own. */
function rootItem({ version: _, ...data }: Registration): Item {
  const order = `${data.status}#${data.firstSentAt ?? ''}#${data.id}`;
  return registrationShape.item(
    {
      ...rootKey(data.id),
      ...(data.firstSentAt !== null && {
        gsi1pk: `REGIN#${data.campaignId}`,
        gsi1sk: order,
        gsi2pk: `REGAT#${data.campaignId}#${data.receivingUnitId}`,
        gsi2sk: order,
      }),
      gsi3pk: `REGBY#${data.unitId}`,
      gsi3sk: data.campaignId,
    },
    data,
  );
}
