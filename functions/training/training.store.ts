import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import { create, replace, unchanged, versionOf, type Write } from '../kernel/table/write.ts';
import type { Evaluation, TrainingClass } from './class.ts';
import type { Nomination } from './nomination.ts';
import type { TrainingPlan } from './plan.ts';
import { addScores, atMostTaken, evaluationOf, giveSeat, takenOf, takeSeat } from './seats.ts';
import { classShape, commentShape, nominationShape, planShape, registerShape } from './training.shape.ts';

/** The register of a host's certificates of one year: the last number, and the version of its item. */
export type Register = { readonly last: number; readonly version: number };

export interface TrainingStore {
  plan(id: Id<'trp'>): Promise<TrainingPlan | undefined>;
  /** A root says by its version whether it is new. */
  savePlan(plan: TrainingPlan): Write;
  pagePlans(hostUnitId: Id<'unt'>, year: number, args: PageArgs): Promise<Page<TrainingPlan>>;
  class(id: Id<'trc'>): Promise<TrainingClass | undefined>;
  saveClass(one: TrainingClass): Write;
  /** The class must still be as it was read: BUSY, and so decided again. */
  guardClass(one: TrainingClass): Write;
  /** A host's classes of a year by first day: all of them, or those that were offered. */
  pageClasses(
    hostUnitId: Id<'unt'>,
    year: number,
    which: 'ALL' | 'OFFERED',
    args: PageArgs,
  ): Promise<Page<TrainingClass>>;
  classHistory(id: Id<'trc'>, args: PageArgs): Promise<Page<StoredEvent>>;
  /** A seat of the class and one of the unit's: TRAINING_FULL, TRAINING_QUOTA when there is none left. */
  takeSeats(one: TrainingClass, unitId: Id<'unt'>): readonly Write[];
  giveSeats(one: TrainingClass, unitId: Id<'unt'>): readonly Write[];
  /** No more seats may be taken than the class has now. */
  fits(one: TrainingClass): Write;
  seatsTaken(id: Id<'trc'>): Promise<number>;
  nomination(id: Id<'trn'>): Promise<Nomination | undefined>;
  saveNomination(one: Nomination): Write;
  /** Rewrites what the host records, under the class's version; the nomination's own stays. */
  mark(after: Nomination): Write;
  /** Of a class by unit; who was withdrawn comes last. */
  pageOfClass(id: Id<'trc'>, args: PageArgs): Promise<Page<Nomination>>;
  /** Of a unit, the latest class first. */
  pageOfUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Nomination>>;
  pageOfOfficer(officerId: Id<'ofc'>, args: PageArgs): Promise<Page<Nomination>>;
  register(hostUnitId: Id<'unt'>, year: number): Promise<Register>;
  saveRegister(hostUnitId: Id<'unt'>, year: number, after: Register): Write;
  evaluate(one: Nomination, scores: Omit<Evaluation, 'count'>, comment: string): readonly Write[];
  evaluation(id: Id<'trc'>): Promise<Evaluation>;
  /** In an order that tells nothing of who wrote what. */
  pageComments(id: Id<'trc'>, args: PageArgs): Promise<Page<{ readonly text: string }>>;
}

export const trainingPlanPk = (id: Id<'trp'>) => `TRP#${id}`;
export const trainingClassPk = (id: Id<'trc'>) => `TRC#${id}`;
export const nominationPk = (id: Id<'trn'>) => `TRN#${id}`;
const root = (pk: string): Key => ({ pk, sk: '#' });
const seats = (id: Id<'trc'>): Key => ({ pk: trainingClassPk(id), sk: 'SEATS' });
const unitSeats = (id: Id<'trc'>, unitId: Id<'unt'>): Key => ({
  pk: trainingClassPk(id),
  sk: `SEATS#${unitId}`,
});
const scores = (id: Id<'trc'>): Key => ({ pk: trainingClassPk(id), sk: 'SCORES' });
const registerKey = (hostUnitId: Id<'unt'>, year: number) => root(`TRREG#${hostUnitId}#${year}`);

export function trainingStore(reader: ListReader): TrainingStore {
  const { table } = reader;
  const one = async <T>(key: Key, read: (item: Item) => T): Promise<T | undefined> => {
    const item = await table.get(key);
    return item && read(item);
  };
  return {
    plan: (id) => one(root(trainingPlanPk(id)), readPlan),
    savePlan: (plan) => put(planItem(plan), plan.version),
    pagePlans: (hostUnitId, year, args) =>
      pageOf(reader, { index: 'gsi1', pk: `TRPH#${hostUnitId}`, skPrefix: `${year}#` }, args, readPlan),
    class: (id) => one(root(trainingClassPk(id)), readClass),
    saveClass: (after) => put(classItem(after), after.version),
    guardClass: ({ id, version }) => unchanged(root(trainingClassPk(id)), version),
    pageClasses: (hostUnitId, year, which, args) => {
      const list =
        which === 'ALL' ? { index: 'gsi1' as const, pk: `TRCH#${hostUnitId}` } : offered(hostUnitId);
      return pageOf(reader, { ...list, skPrefix: `${year}-` }, args, readClass);
    },
    classHistory: (id, args) =>
      pageOf(reader, { pk: trainingClassPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
    takeSeats: ({ id, capacity, unitQuota }, unitId) => [
      takeSeat(seats(id), capacity, refusal('TRAINING_FULL', 'trainingClassId', { limit: capacity })),
      takeSeat(
        unitSeats(id, unitId),
        unitQuota,
        refusal('TRAINING_QUOTA', 'officerId', { limit: unitQuota }),
      ),
    ],
    giveSeats: ({ id }, unitId) => [giveSeat(seats(id)), giveSeat(unitSeats(id, unitId))],
    fits: ({ id, capacity }) =>
      atMostTaken(seats(id), capacity, refusal('TRAINING_FULL', 'capacity', { limit: capacity })),
    seatsTaken: async (id) => takenOf(await table.get(seats(id))),
    nomination: (id) => one(root(nominationPk(id)), readNomination),
    saveNomination: (after) => put(nominationItem(after), after.version),
    mark: (after) => ({
      request: {
        Put: {
          Item: { ...nominationItem(after), version: after.version },
          ConditionExpression: 'version = :expected',
          ExpressionAttributeValues: { ':expected': after.version },
        },
      },
      onConflict: () => refusal('BUSY', []),
    }),
    pageOfClass: (id, args) => pageOf(reader, { index: 'gsi1', pk: `TRNC#${id}` }, args, readNomination),
    pageOfUnit: (unitId, args) =>
      pageOf(reader, { index: 'gsi2', pk: `TRNU#${unitId}`, descending: true }, args, readNomination),
    pageOfOfficer: (officerId, args) =>
      pageOf(reader, { index: 'gsi3', pk: `TRNO#${officerId}`, descending: true }, args, readNomination),
    register: async (hostUnitId, year) =>
      (await one(registerKey(hostUnitId, year), (item) => ({
        ...registerShape.read(item),
        version: versionOf(item),
      }))) ?? { last: 0, version: 0 },
    saveRegister: (hostUnitId, year, { last, version }) => ({
      ...put(registerShape.item(registerKey(hostUnitId, year), { last }), version),
      onConflict: () => refusal('BUSY', []),
    }),
    evaluate: ({ id, classId }, given, comment) => [
      addScores(scores(classId), given),
      ...(comment === ''
        ? []
        : [
            create(
              commentShape.item({ pk: trainingClassPk(classId), sk: `COMMENT#${id}` }, { text: comment }),
              refusal('DUPLICATE', 'officerId'),
            ),
          ]),
    ],
    evaluation: async (id) => evaluationOf(await table.get(scores(id))),
    pageComments: (id, args) =>
      pageOf(reader, { pk: trainingClassPk(id), skPrefix: 'COMMENT#' }, args, (item) =>
        commentShape.read(item),
      ),
  };
}

const put = (item: Item, version: number): Write =>
  version === 1 ? create(item, refusal('DUPLICATE', []), 1) : replace(item, version - 1);

const offered = (hostUnitId: Id<'unt'>) => ({ index: 'gsi2' as const, pk: `TRCOFFERED#${hostUnitId}` });

const readPlan = (item: Item): TrainingPlan => ({ ...planShape.read(item), version: versionOf(item) });
const readClass = (item: Item): TrainingClass => ({ ...classShape.read(item), version: versionOf(item) });
const readNomination = (item: Item): Nomination => ({
  ...nominationShape.read(item),
  version: versionOf(item),
});

const planItem = ({ version: _, ...data }: TrainingPlan): Item =>
  planShape.item(
    {
      ...root(trainingPlanPk(data.id)),
      gsi1pk: `TRPH#${data.hostUnitId}`,
      gsi1sk: `${data.year}#${data.id}`,
    },
    data,
  );

function classItem({ version: _, ...data }: TrainingClass): Item {
  const byDay = `${data.startsOn}#${data.id}`;
  const { pk } = offered(data.hostUnitId);
  return classShape.item(
    {
      ...root(trainingClassPk(data.id)),
      gsi1pk: `TRCH#${data.hostUnitId}`,
      gsi1sk: byDay,
      ...((data.status === 'OPEN' || data.status === 'FINISHED') && { gsi2pk: pk, gsi2sk: byDay }),
    },
    data,
  );
}

function nominationItem({ version: _, ...data }: Nomination): Item {
  const byDay = `${data.startsOn}#${data.id}`;
  return nominationShape.item(
    {
      ...root(nominationPk(data.id)),
      gsi1pk: `TRNC#${data.classId}`,
      gsi1sk: `${data.status}#${data.unitId}#${data.name}#${data.id}`,
      gsi2pk: `TRNU#${data.unitId}`,
      gsi2sk: byDay,
      gsi3pk: `TRNO#${data.officerId}`,
      gsi3sk: byDay,
    },
    data,
  );
}
