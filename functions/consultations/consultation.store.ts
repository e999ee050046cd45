import * as z from 'zod/mini';
import { addDays, type LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import { itemShape, type Item, type Key } from '../kernel/table/item.ts';
import { storedDate, storedId } from '../kernel/table/schemas.ts';
import { create, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import { datumStatus } from '../law/datum.ts';
import {
  agencyKinds,
  agencyOpinionKinds,
  consultationStatuses,
  objectionOutcomes,
  type AgencyOpinion,
  type Consultation,
  type ConsultationStatus,
} from './consultation.ts';

export interface ConsultationStore {
  get(id: Id<'cst'>): Promise<Consultation | undefined>;
  /** Two writes: the consultation, and the line by which its dossier finds it. */
  create(consultation: Consultation): readonly Write[];
  /** Replaces the root, whose stored version must be one less. */
  replace(after: Consultation): Write;
  /** Ids of a dossier's consultations of every stage, the first asked first; read consistently. */
  pageOfDossier(dossierId: Id<'dos'>, args: PageArgs): Promise<Page<Id<'cst'>>>;
  /** What a unit was asked, or what it asked, of one state or of all. */
  pageByUnit(
    unitId: Id<'unt'>,
    side: 'ASKED' | 'ASKING',
    status: ConsultationStatus | null,
    args: PageArgs,
  ): Promise<Page<Consultation>>;
  /** Open ones whose silence may have become an answer by a day. The index lags: look again before acting. */
  pageSilentBy(on: LocalDate, args: PageArgs): Promise<Page<Consultation>>;
  opinion(id: Id<'cst'>, nomineeId: Id<'nom'>): Promise<AgencyOpinion | undefined>;
  /** DUPLICATE when the agency has named the nominee before. */
  addOpinion(opinion: AgencyOpinion, field: string): Write;
  /** Only beside the root. */
  updateOpinion(opinion: AgencyOpinion): Write;
  pageOpinions(id: Id<'cst'>, args: PageArgs): Promise<Page<AgencyOpinion>>;
  history(id: Id<'cst'>, args: PageArgs): Promise<Page<StoredEvent>>;
}

const shape = itemShape({
  type: 'consultation',
  v: 1,
  data: () =>
    z.object({
      id: storedId('cst'),
      dossierId: storedId('dos'),
      stage: z.int(),
      revision: z.int(),
      askerUnitId: storedId('unt'),
      askerName: z.string(),
      agency: z.enum(agencyKinds),
      agencyUnitId: z.nullable(storedId('unt')),
      agencyName: z.string(),
      nomineeIds: z.nullable(z.readonly(z.array(storedId('nom')))),
      question: z.string(),
      askedBy: storedId('usr'),
      askedOn: storedDate,
      silence: z.object({
        meaning: z.enum(['NO_OBJECTION', 'NO_ANSWER']),
        citation: z.string(),
        status: datumStatus,
      }),
      silentNotBefore: z.nullable(storedDate),
      status: z.enum(consultationStatuses),
      answer: z.nullable(
        z.object({
          text: z.string(),
          documentNumber: z.nullable(z.string()),
          attachmentIds: z.readonly(z.array(storedId('att'))),
          on: storedDate,
          by: storedId('usr'),
          late: z.boolean(),
        }),
      ),
      named: z.int(),
      objections: z.int(),
      unresolved: z.int(),
      closedOn: z.nullable(storedDate),
      withdrawal: z.nullable(z.string()),
    }),
});

const opinionShape = itemShape({
  type: 'agencyOpinion',
  v: 1,
  data: () =>
    z.object({
      consultationId: storedId('cst'),
      dossierId: storedId('dos'),
      nomineeId: storedId('nom'),
      name: z.string(),
      kind: z.enum(agencyOpinionKinds),
      text: z.string(),
      on: storedDate,
      resolution: z.nullable(
        z.object({
          outcome: z.enum(objectionOutcomes),
          reason: z.string(),
          by: storedId('usr'),
          on: storedDate,
        }),
      ),
    }),
});

const linkShape = itemShape({
  type: 'dossierConsultation',
  v: 1,
  data: () => z.object({ consultationId: storedId('cst') }),
});

export const consultationPk = (id: Id<'cst'>) => `CST#${id}`;
const rootKey = (id: Id<'cst'>): Key => ({ pk: consultationPk(id), sk: '#' });
const opinionPrefix = 'OPINION#';
const opinionKey = (id: Id<'cst'>, nomineeId: Id<'nom'>): Key => ({
  pk: consultationPk(id),
  sk: `${opinionPrefix}${nomineeId}`,
});
const linkPk = (dossierId: Id<'dos'>) => `CSTOF#${dossierId}`;

export function consultationStore(reader: ListReader): ConsultationStore {
  const { table } = reader;
  return {
    get: async (id) => {
      const item = await table.get(rootKey(id));
      return item && read(item);
    },
    create: (one) => [
      create(rootItem(one), refusal('BUSY', []), 1),
      create(
        linkShape.item({ pk: linkPk(one.dossierId), sk: one.id }, { consultationId: one.id }),
        refusal('BUSY', []),
      ),
    ],
    replace: (after) => replace(rootItem(after), after.version - 1),
    pageOfDossier: (dossierId, args) =>
      pageOf(reader, { pk: linkPk(dossierId) }, args, (item) => linkShape.read(item).consultationId),
    pageByUnit: (unitId, side, status, args) =>
      pageOf(
        reader,
        {
          ...(side === 'ASKED'
            ? { index: 'gsi1' as const, pk: askedPk(unitId) }
            : { index: 'gsi2' as const, pk: askingPk(unitId) }),
          ...(status && { skPrefix: `${status}#` }),
        },
        args,
        read,
      ),
    pageSilentBy: (on, args) =>
      pageOf(reader, { index: 'gsi3', pk: waitingPk, skFrom: '0', skTo: addDays(on, 1) }, args, read),
    opinion: async (id, nomineeId) => {
      const item = await table.get(opinionKey(id, nomineeId));
      return item && opinionShape.read(item);
    },
    addOpinion: (one, field) => create(opinionItem(one), refusal('DUPLICATE', field)),
    updateOpinion: (one) => overwrite(opinionItem(one)),
    pageOpinions: (id, args) =>
      pageOf(reader, { pk: consultationPk(id), skPrefix: opinionPrefix }, args, (item) =>
        opinionShape.read(item),
      ),
    history: (id, args) =>
      pageOf(reader, { pk: consultationPk(id), skPrefix: eventPrefix }, args, (item) =>
        eventShape.read(item),
      ),
  };
}

const read = (item: Item): Consultation => ({ ...shape.read(item), version: versionOf(item) });

const waitingPk = 'CSTWAIT';
const askedPk = (unitId: Id<'unt'>) => `CSTAT#${unitId}`;
const askingPk = (unitId: Id<'unt'>) => `CSTBY#${unitId}`;

const opinionItem = (one: AgencyOpinion): Item =>
  opinionShape.item(opinionKey(one.consultationId, one.nomineeId), one);

function rootItem({ version: _, ...data }: Consultation): Item {
  const { status, askedOn, id, agencyUnitId, askerUnitId, silentNotBefore } = data;
  const sk = `${status}#${askedOn}#${id}`;
  return shape.item(
    {
      ...rootKey(id),
      ...(agencyUnitId && { gsi1pk: askedPk(agencyUnitId), gsi1sk: sk }),
      gsi2pk: askingPk(askerUnitId),
      gsi2sk: sk,
      // Sparse: only what a silence may still end.
      ...(status === 'OPEN' &&
        silentNotBefore !== null && { gsi3pk: waitingPk, gsi3sk: `${silentNotBefore}#${id}` }),
    },
    data,
  );
}
