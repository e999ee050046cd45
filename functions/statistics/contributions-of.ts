import * as z from 'zod/mini';
import { purposes } from '../deadlines/purpose.ts';
import { isSigned } from '../dossiers/nominee.ts';
import { awardId, parseId, type Id } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { PageArgs } from '../kernel/paging.ts';
import type { Delivered } from '../kernel/stream.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { complaintClock, complaintClocks, isClock } from './complaint-clocks.ts';
import type { Contribution } from './contribution.ts';
import { bandRows, deadlineRuns, dossierRows, enrolledRows, fundRows } from './folded-rows.ts';
import { plain, plainPrefixes } from './plain-records.ts';
import { contribution, historyOf, type Registers } from './registers.ts';
import { awardRows } from './rows.ts';
import { trainedCommune } from './trained-commune.ts';

/** What an event asks to be counted again. Tasks of one name come to the same, so one of them is enough. */
export type Task = { readonly name: string; load(): AsyncIterable<readonly Contribution[]> };

/**
 * An event only says which records have changed: they are counted as they are now, from the register and its own history. So it
 * doesn't matter how often, how late or in which order events arrive.
 */
export function tasksOf(registers: Registers, { pk, event }: Delivered): readonly Task[] {
  const task = (name: string, load: Task['load']): Task => ({ name, load });
  const whole = (make: () => Promise<readonly Contribution[]>) =>
    task(pk, async function* () {
      yield await make();
    });
  const { aggregateId } = event;
  switch (pk.slice(0, 4)) {
    case 'DOS#':
      return [whole(() => dossier(registers, pk, aggregateId)), ...decided(registers, event)];
    case 'RVK#':
      return event.name === 'AwardRevoked'
        ? [task(`${pk}!`, () => oneAward(registers, revoked().parse(event.facts).awardId))]
        : [];
    case 'DLN#':
      return [whole(() => deadline(registers, pk, event))];
    case 'CPL#':
      return [whole(() => complaintClocks(registers, aggregateId))];
    case 'OFC#':
      return [whole(() => trainedCommune(registers, pk, aggregateId))];
    case 'FND#':
      return [whole(() => fund(registers, pk, aggregateId))];
    case 'EXY#':
      return enrolled(registers, pk, event);
    case 'EXM#':
      return [
        whole(() => plain(registers, pk, aggregateId)),
        task(`${pk}!${event.seq}`, () => banded(registers, event)),
      ];
    default:
      return plainPrefixes.has(pk.slice(0, 4)) && !pk.slice(4).includes('#')
        ? [whole(() => plain(registers, pk, aggregateId))]
        : [];
  }
}

async function dossier(registers: Registers, pk: string, raw: string): Promise<readonly Contribution[]> {
  const id = parseId('dos', raw);
  const one = id && (await registers.dossiers.get(id));
  if (!one) throw new Error(`an event of ${pk}, which does not exist`);
  const root = { ...one, unitId: one.authorUnitId };
  return [contribution(one.id, root, dossierRows(await historyOf(registers, pk, one.version)))];
}

async function fund(registers: Registers, pk: string, raw: string): Promise<readonly Contribution[]> {
  const id = parseId('fnd', raw);
  const one = id && (await registers.funds.get(id));
  if (!one) throw new Error(`an event of ${pk}, which does not exist`);
  return [contribution(one.id, one, fundRows(one, await historyOf(registers, pk, one.version)))];
}

/** A deadline's version grows with each event of it. */
async function deadline(
  registers: Registers,
  pk: string,
  { aggregateId }: StoredEvent,
): Promise<readonly Contribution[]> {
  const purpose = purposes.find((one) => pk.endsWith(`#${one}`));
  if (isClock(purpose)) return complaintClock(registers, aggregateId, purpose);
  const root = purpose && (await registers.deadlines.get(aggregateId, purpose));
  if (!root) throw new Error(`an event of ${pk}, which does not exist`);
  return deadlineRuns(root, await historyOf(registers, pk, root.version)).map(({ run, unitId, counted }) => ({
    ...contribution(`${pk}#${run}`, { id: aggregateId, version: root.version, unitId }, counted),
  }));
}

const enrolling: readonly string[] = ['ExemplarUnitsEnrolled', 'ExemplarYearOpened'];

const enrolled = (registers: Registers, pk: string, event: StoredEvent): readonly Task[] =>
  enrolling.includes(event.name)
    ? [{ name: `${pk}!${event.seq}`, load: () => enrolment(registers, event) }]
    : [];

const revoked = lazy(() => z.object({ awardId: storedId('awd') }));
const decision = lazy(() => z.object({ decisionId: storedId('dec') }));

/** A decision that awards: each award of its list, which is on the register by then. */
function decided(registers: Registers, event: StoredEvent): readonly Task[] {
  if (event.name !== 'DossierDecided' && event.name !== 'StateAwarded') return [];
  const { decisionId } = decision().parse(event.facts);
  return [{ name: `${decisionId}!`, load: () => awardsOf(registers, decisionId) }];
}

async function* awardsOf(
  registers: Registers,
  decisionId: Id<'dec'>,
): AsyncIterable<readonly Contribution[]> {
  const made = await registers.dossiers.decision(decisionId);
  if (!made) throw new Error(`no decision ${decisionId}`);
  let args: PageArgs = { first: 100 };
  for (;;) {
    const page = await registers.nominees.page(made.dossierId, args);
    const signed = page.edges.map((edge) => edge.node).filter((nominee) => isSigned(nominee, made));
    yield await Promise.all(signed.map((nominee) => award(registers, awardId(made.id, nominee.id))));
    const after = page.edges.at(-1)?.cursor;
    if (!page.hasNextPage || after === undefined) return;
    args = { first: 100, after };
  }
}

async function* oneAward(registers: Registers, id: Id<'awd'>): AsyncIterable<readonly Contribution[]> {
  yield [await award(registers, id)];
}

async function award(registers: Registers, id: Id<'awd'>): Promise<Contribution> {
  const one = await registers.awards.get(id);
  if (!one) throw new Error(`award ${id} is not on the register yet`);
  const root = { id: one.id, unitId: one.unitId, version: one.version + 1 };
  return contribution(one.id, root, awardRows(one));
}

async function yearOf({ exemplarYears }: Registers, raw: string): Promise<number> {
  const id = parseId('exy', raw);
  const year = id && (await exemplarYears.get(id));
  if (!year) throw new Error(`no exemplar year ${raw}`);
  return year.year;
}

async function* enrolment(registers: Registers, event: StoredEvent): AsyncIterable<readonly Contribution[]> {
  const year = await yearOf(registers, event.aggregateId);
  yield enrolledRows(year, event).map(({ unitId, counted }) =>
    contribution(`${event.aggregateId}#${unitId}`, { id: event.aggregateId, version: 1, unitId }, counted),
  );
}

async function* banded(registers: Registers, event: StoredEvent): AsyncIterable<readonly Contribution[]> {
  const id = parseId('exm', event.aggregateId);
  const exemplar = id && (await registers.exemplars.get(id));
  const moved = exemplar && bandRows(exemplar.year, event);
  if (!moved) return;
  const { unitId, counted } = moved;
  yield [contribution(`${exemplar.id}#${event.seq}`, { id: exemplar.id, version: 1, unitId }, counted)];
}
