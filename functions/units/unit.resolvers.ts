import type { Resolvers } from '../generated/graphql.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import type { Cursors } from '../kernel/cursors.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import { connection, type PageArgs } from '../kernel/paging.ts';
import { toPayload } from '../kernel/payload.ts';
import { fold } from '../kernel/text.ts';
import { countKinds, historyOf, inOrder, unitsNamed } from './browse.ts';
import { importUnits } from './import-units.ts';
import { mergeUnits, splitUnit } from './merge-split.ts';
import {
  createUnit,
  dissolveUnit,
  moveUnit,
  reclassifyUnit,
  recodeUnit,
  recordSuccession,
  renameUnit,
} from './reorganise.ts';
import { existsOn, nameAround, stateOn, type Unit } from './unit.ts';

const page = async (cursors: Cursors, list: string, units: readonly Unit[], args: PageArgs) =>
  connection(await pageOfRows(cursors, list, units, args, (unit) => unit.id));

export const unitResolvers: Resolvers = {
  Query: {
    unit: async (_root, { id }, { deps }) => {
      const unitId = parseId('unt', id);
      return (unitId && (await deps.units.registry()).get(unitId)) ?? null;
    },
    unitByCode: async (_root, { code, on }, { deps }) => {
      const day = on ?? today(deps.clock);
      const units = [...(await deps.units.registry()).units.values()];
      return units.find((unit) => stateOn(unit, day)?.code === code) ?? null;
    },
    rootUnits: async (_root, { on, ...args }, { deps }) => {
      const day = on ?? today(deps.clock);
      const roots = (await deps.units.registry()).childrenOn(null, day);
      return page(deps.cursors, `roots ${day}`, inOrder(roots, day), args);
    },
    searchUnits: async (_root, { name, on, ...args }, { deps }) => {
      const day = on ?? today(deps.clock);
      if (name.length > 100 || fold(name).length < 2)
        throw new AppError('BAD_USER_INPUT', 'Tên cần tìm dài từ 2 đến 100 ký tự.');
      const found = unitsNamed(await deps.units.registry(), name, day);
      return page(deps.cursors, `units ${day} ${name}`, found, args);
    },
    unitCounts: async (_root, { under, on }, { deps }) => {
      const unitId = under == null ? undefined : parseId('unt', under);
      if (under != null && !unitId) return [];
      return countKinds(await deps.units.registry(), unitId, on ?? today(deps.clock));
    },
  },
  Mutation: {
    createUnit: async (_root, { input }, { deps }) => toPayload('unit', await createUnit(deps, input)),
    renameUnit: async (_root, { input }, { deps }) => toPayload('unit', await renameUnit(deps, input)),
    recodeUnit: async (_root, { input }, { deps }) => toPayload('unit', await recodeUnit(deps, input)),
    reclassifyUnit: async (_root, { input }, { deps }) =>
      toPayload('unit', await reclassifyUnit(deps, input)),
    moveUnit: async (_root, { input }, { deps }) => toPayload('unit', await moveUnit(deps, input)),
    dissolveUnit: async (_root, { input }, { deps }) => toPayload('unit', await dissolveUnit(deps, input)),
    recordSuccession: async (_root, { input }, { deps }) =>
      toPayload('unit', await recordSuccession(deps, input)),
    mergeUnits: async (_root, { input }, { deps }) => toPayload('unit', await mergeUnits(deps, input)),
    splitUnit: async (_root, { input }, { deps }) => toPayload('unit', await splitUnit(deps, input)),
    importUnits: async (_root, { input }, { deps }) => toPayload('unit', await importUnits(deps, input)),
  },
  Unit: {
    name: (unit, { on }, { deps }) => nameAround(unit, on ?? today(deps.clock)),
    code: (unit, { on }, { deps }) => stateOn(unit, on ?? today(deps.clock))?.code ?? null,
    kind: (unit, { on }, { deps }) => stateOn(unit, on ?? today(deps.clock))?.kind ?? null,
    exists: (unit, { on }, { deps }) => existsOn(unit, on ?? today(deps.clock)),
    existsFrom: (unit) => unit.life.from,
    existsTo: (unit) => unit.life.to,
    parent: async (unit, { on }, { deps }) => {
      const parentId = stateOn(unit, on ?? today(deps.clock))?.parentId;
      return (parentId && (await deps.units.registry()).get(parentId)) ?? null;
    },
    path: async (unit, { on }, { deps }) => {
      const registry = await deps.units.registry();
      return registry.pathOn(unit.id, on ?? today(deps.clock)).flatMap((id) => registry.get(id) ?? []);
    },
    children: async (unit, { on, ...args }, { deps }) => {
      const day: LocalDate = on ?? today(deps.clock);
      const below = (await deps.units.registry()).childrenOn(unit.id, day);
      return page(deps.cursors, `children ${unit.id} ${day}`, inOrder(below, day), args);
    },
    history: async (unit, _args, { deps }) => historyOf(await deps.units.registry(), unit),
  },
  UnitSuccession: {
    unit: async (succession, _args, { deps }) => (await deps.units.registry()).require(succession.unitId),
  },
};
