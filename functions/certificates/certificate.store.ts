import * as z from 'zod/mini';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { dayKinds } from '../law/day-kind.ts';
import { datumStatus } from '../law/datum.ts';
import { reissueReasons, type Certificate, type CertificateRegister } from './certificate.ts';

export interface CertificateStore {
  get(id: Id<'crt'>): Promise<Certificate | undefined>;
  byCode(hash: string): Promise<Certificate | undefined>;
  /** Three writes: the certificate, the hash of its code, and for the first of an award, that it has one. */
  create(certificate: Certificate, codeHash: string, index: number): readonly Write[];
  replace(after: Certificate): Write;
  pageByDecision(decisionId: Id<'dec'>, args: PageArgs): Promise<Page<Certificate>>;
  history(id: Id<'crt'>, args: PageArgs): Promise<Page<StoredEvent>>;
  register(unitId: Id<'unt'>, year: number): Promise<CertificateRegister>;
  /** Takes so many numbers; BUSY, and so tried again, when somebody was faster. */
  takeNumbers(register: CertificateRegister, count: number): Write;
}

const deadline = () =>
  z.object({
    startOn: storedDate,
    dueOn: storedDate,
    days: z.int(),
    dayKind: z.enum(dayKinds),
    countFirstDay: z.boolean(),
    steps: z.array(z.object({ on: storedDate, counts: z.boolean(), reason: z.string() })),
    citation: z.string(),
    status: datumStatus,
    needsHumanLook: z.array(z.string()),
  });

const shape = itemShape({
  type: 'certificate',
  v: 1,
  data: () =>
    z.object({
      id: storedId('crt'),
      awardId: storedId('awd'),
      decisionId: storedId('dec'),
      unitId: storedId('unt'),
      number: z.string(),
      copy: z.int(),
      name: z.string(),
      awardName: z.string(),
      decisionNumber: z.string(),
      decidedOn: storedDate,
      issuerName: z.string(),
      issuedOn: storedDate,
      token: z.string(),
      handOver: z.nullable(z.object({ on: storedDate, place: z.string(), receivedBy: z.string() })),
      reissue: z.nullable(
        z.object({ reason: z.enum(reissueReasons), requestedOn: storedDate, due: z.nullable(deadline()) }),
      ),
      replacedBy: z.nullable(storedId('crt')),
      replaces: z.nullable(storedId('crt')),
    }),
});
const codeShape = itemShape({
  type: 'certificateCode',
  v: 1,
  data: () => z.object({ certificateId: storedId('crt') }),
});
const registerShape = itemShape({
  type: 'certificateRegister',
  v: 1,
  data: () => z.object({ last: z.int() }),
});

export const certificatePk = (id: Id<'crt'>) => `CRT#${id}`;
const rootKey = (id: Id<'crt'>): Key => ({ pk: certificatePk(id), sk: '#' });
const codeKey = (hash: string): Key => ({ pk: `CRTCODE#${hash}`, sk: '#' });
const firstKey = (awardId: Id<'awd'>): Key => ({ pk: `CRTOF#${awardId}`, sk: '#' });
const registerKey = (unitId: Id<'unt'>, year: number): Key => ({ pk: `CRTREG#${unitId}#${year}`, sk: '#' });

export function certificateStore(reader: ListReader): CertificateStore {
  const { table } = reader;
  const get = async (id: Id<'crt'>) => {
    const item = await table.get(rootKey(id));
    return item && read(item);
  };
  return {
    get,
    byCode: async (hash) => {
      const item = await table.get(codeKey(hash));
      return item && get(codeShape.read(item).certificateId);
    },
    create: (certificate, hash, index) => [
      create(rootItem(certificate), refusal('DUPLICATE', []), 1),
      create(codeShape.item(codeKey(hash), { certificateId: certificate.id }), refusal('BUSY', [])),
      ...(certificate.copy === 1
        ? [
            create(
              codeShape.item(firstKey(certificate.awardId), { certificateId: certificate.id }),
              refusal('CERTIFICATE_ISSUED', ['awardIds', String(index)]),
            ),
          ]
        : []),
    ],
    replace: (after) => replace(rootItem(after), after.version - 1),
    pageByDecision: (decisionId, args) =>
      pageOf(reader, { index: 'gsi1', pk: `CRTD#${decisionId}` }, args, read),
    history: (id, args) =>
      pageOf(reader, { pk: certificatePk(id), skPrefix: eventPrefix }, args, (item) => eventShape.read(item)),
    register: async (unitId, year) => {
      const item = await table.get(registerKey(unitId, year));
      const known = item
        ? { last: registerShape.read(item).last, version: versionOf(item) }
        : { last: 0, version: 0 };
      return { unitId, year, ...known };
    },
    takeNumbers: ({ unitId, year, last, version }, count) => {
      const item = registerShape.item(registerKey(unitId, year), { last: last + count });
      const busy = refusal('BUSY', []);
      return version === 0 ? create(item, busy, 1) : { ...replace(item, version), onConflict: () => busy };
    },
  };
}

const read = (item: Item): Certificate => ({ ...shape.read(item), version: versionOf(item) });

function rootItem({ version: _, ...certificate }: Certificate): Item {
  const { reissue } = certificate;
  const due = reissue?.due && {
    ...reissue.due,
    steps: [...reissue.due.steps],
    needsHumanLook: [...reissue.due.needsHumanLook],
  };
  return shape.item(
    {
      ...rootKey(certificate.id),
      gsi1pk: `CRTD#${certificate.decisionId}`,
      gsi1sk: `${certificate.issuedOn}#${certificate.id}`,
    },
    { ...certificate, reissue: reissue && { ...reissue, due: due ?? null } },
  );
}
