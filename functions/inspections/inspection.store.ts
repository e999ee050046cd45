import type { LocalDate } from '../kernel/dates.ts';
import type { Id } from '../kernel/ids.ts';
import { pageOf, type ListReader } from '../kernel/lists.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { eventPrefix, eventShape, type StoredEvent } from '../kernel/table/event.ts';
import type { Item, Key } from '../kernel/table/item.ts';
import { create, overwrite, replace, versionOf, type Write } from '../kernel/table/write.ts';
import type { Inspection, InspectionCoverage } from './inspection.ts';
import {
  checklistShape,
  coverageShape,
  inspectionShape,
  planShape,
  recommendationShape,
} from './inspection.shape.ts';
import type { Checklist } from './checklist.ts';
import type { InspectionKind, InspectionPlan } from './plan.ts';
import type { Recommendation } from './recommendation.ts';

type HostFilter = {
  readonly hostUnitId: Id<'unt'>;
  readonly kind: InspectionKind;
  readonly year: number;
};

export interface InspectionStore {
  plan(id: Id<'ipl'>): Promise<InspectionPlan | undefined>;
  savePlan(plan: InspectionPlan): Write;
  pagePlans(of: HostFilter, args: PageArgs): Promise<Page<InspectionPlan>>;
  pagePublishedPlans(year: number, args: PageArgs): Promise<Page<InspectionPlan>>;
  /** The newest version, or the one that is named. */
  checklist(id: Id<'ckl'>, version?: number): Promise<Checklist | undefined>;
  /** Two writes: the newest version, and the same for good under its number. */
  saveChecklist(checklist: Checklist): readonly Write[];
  pageChecklists(hostUnitId: Id<'unt'>, kind: InspectionKind, args: PageArgs): Promise<Page<Checklist>>;
  get(id: Id<'ins'>): Promise<Inspection | undefined>;
  save(inspection: Inspection): Write;
  /** Of a host, by kind and year of the decision, the latest first. */
  pageByHost(of: HostFilter, args: PageArgs): Promise<Page<Inspection>>;
  /** Everything that a unit was inspected for, the latest first. */
  pageByUnit(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Inspection>>;
  /** What was decided under a plan, by unit, in each the earliest first. */
  pageUnderPlan(id: Id<'ipl'>, args: PageArgs): Promise<Page<Inspection>>;
  pagePublished(args: PageArgs): Promise<Page<Inspection>>;
  history(id: Id<'ins'>, args: PageArgs): Promise<Page<StoredEvent>>;
  coverage(
    hostUnitId: Id<'unt'>,
    kind: InspectionKind,
    unitId: Id<'unt'>,
  ): Promise<InspectionCoverage | undefined>;
  setCoverage(coverage: InspectionCoverage): Write;
  /** One small item for each unit that was ever visited; it doesn't grow with the visits. */
  allCoverage(hostUnitId: Id<'unt'>, kind: InspectionKind): Promise<readonly InspectionCoverage[]>;
  recommendation(id: Id<'rcm'>): Promise<Recommendation | undefined>;
  saveRecommendation(one: Recommendation): Write;
  pageOfInspection(id: Id<'ins'>, args: PageArgs): Promise<Page<Recommendation>>;
  /** Unverified ones that are due before a day, the longest due first. */
  pageLate(hostUnitId: Id<'unt'>, on: LocalDate, args: PageArgs): Promise<Page<Recommendation>>;
  /** All that a host hasn't verified, by due day. */
  pageOfHost(hostUnitId: Id<'unt'>, args: PageArgs): Promise<Page<Recommendation>>;
  /** What a host's owners say they have put right, and it has yet to verify, by due day. */
  pageToVerify(hostUnitId: Id<'unt'>, args: PageArgs): Promise<Page<Recommendation>>;
  /** What a unit still has to put right, by due day; not what it has reported and is being verified. */
  pageByOwner(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Recommendation>>;
  /** What was last taken to a unit because it is late. */
  pageEscalated(unitId: Id<'unt'>, args: PageArgs): Promise<Page<Recommendation>>;
}

export const planPk = (id: Id<'ipl'>) => `IPL#${id}`;
export const checklistPk = (id: Id<'ckl'>) => `CKL#${id}`;
export const inspectionPk = (id: Id<'ins'>) => `INS#${id}`;
export const recommendationPk = (id: Id<'rcm'>) => `RCM#${id}`;
const root = (pk: string): Key => ({ pk, sk: '#' });
const versionKey = (id: Id<'ckl'>, version: number): Key => ({
  pk: checklistPk(id),
  sk: `VER#${String(version).padStart(6, '0')}`,
});
const coveragePk = (hostUnitId: Id<'unt'>, kind: InspectionKind) => `INSC#${hostUnitId}#${kind}`;

export function inspectionStore(reader: ListReader): InspectionStore {
  const { table } = reader;
  const one = async <T>(key: Key, read: (item: Item) => T): Promise<T | undefined> => {
    const item = await table.get(key);
    return item && read(item);
  };
  const page = <T>(
    index: 'gsi1' | 'gsi2' | 'gsi3' | 'gsi4',
    pk: string,
    args: PageArgs,
    read: (item: Item) => T,
    more: { readonly skPrefix?: string; readonly descending?: boolean } = {},
  ) => pageOf(reader, { index, pk, ...more }, args, read);

  return {
    plan: (id) => one(root(planPk(id)), readPlan),
    savePlan: (plan) => put(planItem(plan), plan.version),
    pagePlans: ({ hostUnitId, kind, year }, args) =>
      page('gsi1', `IPLH#${hostUnitId}#${kind}`, args, readPlan, { skPrefix: `${year}#` }),
    pagePublishedPlans: (year, args) => page('gsi2', `IPLP#${year}`, args, readPlan),
    checklist: (id, version) =>
      one(version === undefined ? root(checklistPk(id)) : versionKey(id, version), (item) =>
        checklistShape.read(item),
      ),
    saveChecklist: (checklist) => [
      put(checklistItem(checklist), checklist.version),
      create(
        checklistShape.item(versionKey(checklist.id, checklist.version), checklist),
        refusal('BUSY', []),
      ),
    ],
    pageChecklists: (hostUnitId, kind, args) =>
      page('gsi1', `CKLH#${hostUnitId}#${kind}`, args, (item) => checklistShape.read(item)),
    get: (id) => one(root(inspectionPk(id)), read),
    save: (inspection) => put(inspectionItem(inspection), inspection.version),
    pageByHost: ({ hostUnitId, kind, year }, args) =>
      page('gsi1', `INSH#${hostUnitId}#${kind}`, args, read, { skPrefix: `${year}-`, descending: true }),
    pageByUnit: (unitId, args) => page('gsi2', `INSU#${unitId}`, args, read, { descending: true }),
    pageUnderPlan: (id, args) => page('gsi4', `INSPL#${id}`, args, read),
    pagePublished: (args) => page('gsi3', 'INSP', args, read, { descending: true }),
    history: (id, args) =>
      pageOf(reader, { pk: inspectionPk(id), skPrefix: eventPrefix, descending: true }, args, (item) =>
        eventShape.read(item),
      ),
    coverage: (hostUnitId, kind, unitId) =>
      one({ pk: coveragePk(hostUnitId, kind), sk: unitId }, (item) => coverageShape.read(item)),
    setCoverage: (coverage) =>
      overwrite(
        coverageShape.item(
          { pk: coveragePk(coverage.hostUnitId, coverage.kind), sk: coverage.unitId },
          coverage,
        ),
      ),
    allCoverage: async (hostUnitId, kind) => {
      const items = await table.queryAll({ pk: coveragePk(hostUnitId, kind) });
      return items.map((item) => coverageShape.read(item));
    },
    recommendation: (id) => one(root(recommendationPk(id)), readRecommendation),
    saveRecommendation: (rec) => put(recommendationItem(rec), rec.version),
    pageOfInspection: (id, args) => page('gsi3', `RCMI#${id}`, args, readRecommendation),
    pageLate: (hostUnitId, on, args) =>
      // A due day counts to its end; today's rows sort after the bare date.
      pageOf(
        reader,
        { index: 'gsi1', pk: `RCMH#${hostUnitId}`, skFrom: '0', skTo: on },
        args,
        readRecommendation,
      ),
    pageOfHost: (hostUnitId, args) => page('gsi1', `RCMH#${hostUnitId}`, args, readRecommendation),
    pageToVerify: (hostUnitId, args) => page('gsi2', `RCMV#${hostUnitId}`, args, readRecommendation),
    pageByOwner: (unitId, args) => page('gsi2', `RCMO#${unitId}`, args, readRecommendation),
    pageEscalated: (unitId, args) => page('gsi4', `RCME#${unitId}`, args, readRecommendation),
  };
}

/** A root says by its version whether it is new. */
const put = (item: Item, version: number): Write =>
  version === 1 ? create(item, refusal('BUSY', []), 1) : replace(item, version - 1);

const readPlan = (item: Item): InspectionPlan => ({ ...planShape.read(item), version: versionOf(item) });
const read = (item: Item): Inspection => ({ ...inspectionShape.read(item), version: versionOf(item) });
const readRecommendation = (item: Item): Recommendation => ({
  ...recommendationShape.read(item),
  version: versionOf(item),
});

function planItem({ version: _, ...data }: InspectionPlan): Item {
  const shown = data.publication !== null && data.status === 'APPROVED';
  return planShape.item(
    {
      ...root(planPk(data.id)),
      gsi1pk: `IPLH#${data.hostUnitId}#${data.kind}`,
      gsi1sk: `${data.year}#${data.id}`,
      ...(shown && { gsi2pk: `IPLP#${data.year}`, gsi2sk: `${data.kind}#${data.id}` }),
    },
    data,
  );
}

const checklistItem = (data: Checklist): Item =>
  checklistShape.item(
    {
      ...root(checklistPk(data.id)),
      gsi1pk: `CKLH#${data.hostUnitId}#${data.kind}`,
      gsi1sk: data.id,
    },
    data,
  );

function inspectionItem({ version: _, ...data }: Inspection): Item {
  const byDay = `${data.decision.issuedOn}#${data.id}`;
  return inspectionShape.item(
    {
      ...root(inspectionPk(data.id)),
      gsi1pk: `INSH#${data.hostUnitId}#${data.kind}`,
      gsi1sk: byDay,
      gsi2pk: `INSU#${data.unitId}`,
      gsi2sk: byDay,
      ...(data.planId && { gsi4pk: `INSPL#${data.planId}`, gsi4sk: `${data.unitId}#${byDay}` }),
      ...(data.publication && { gsi3pk: 'INSP', gsi3sk: `${data.conclusion?.issuedOn ?? ''}#${data.id}` }),
    },
    data,
  );
}

/** The owner puts it right, then the host verifies it: it is in one hand at a time. */
const inHandOf = ({ status, hostUnitId, ownerUnitId }: Omit<Recommendation, 'version'>): string =>
  status === 'REMEDIED' ? `RCMV#${hostUnitId}` : `RCMO#${ownerUnitId}`;

function recommendationItem({ version: _, ...data }: Recommendation): Item {
  const byDue = `${data.dueOn}#${data.id}`;
  const to = data.escalations.at(-1)?.toUnitId;
  const waits = data.status !== 'VERIFIED';
  return recommendationShape.item(
    {
      ...root(recommendationPk(data.id)),
      ...(waits && { gsi1pk: `RCMH#${data.hostUnitId}`, gsi1sk: byDue }),
      ...(waits && { gsi2pk: inHandOf(data), gsi2sk: byDue }),
      gsi3pk: `RCMI#${data.inspectionId}`,
      gsi3sk: byDue,
      ...(waits && to !== undefined && { gsi4pk: `RCME#${to}`, gsi4sk: byDue }),
    },
    data,
  );
}
