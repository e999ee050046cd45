import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { requireText } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { reloadOfficer } from '../officers/appoint-officer.ts';
import { seesOfficer } from '../officers/officer.policy.ts';
import type { Officer } from '../officers/officer.ts';
import { changeRoot, type ChangeInput } from '../units/change-root.ts';
import type { Viewer } from '../units/machine.ts';
import { oversees } from '../units/standing.ts';
import type { TrainingClass } from './class.ts';
import type { TrainingDeps } from './deps.ts';
import { reloadClass } from './draft-class.ts';
import { nominationId, type Nomination } from './nomination.ts';
import {
  isOrganiser,
  nominationMachine,
  seesNomination,
  seesTrainingClass,
  trainingPermissions,
} from './training.policy.ts';
import { nominationPk } from './training.store.ts';

export type NominateInput = {
  readonly trainingClassId: string;
  readonly officerId: string;
  readonly idempotencyKey: string;
};

/**
 * A unit sends one of its officers; the last seat goes to one of those who want it. Codes: NOT_FOUND, NOT_YOURS,
 * DUPLICATE, TRAINING_CLOSED, TRAINING_NOT_TARGET, TRAINING_FULL, TRAINING_QUOTA.
 */
export function nominateForTraining(deps: TrainingDeps, input: NominateInput): Promise<Result<Nomination>> {
  const [classId, officerId] = [parseId('trc', input.trainingClassId), parseId('ofc', input.officerId)];
  const id = classId && officerId && nominationId(classId, officerId);
  return mutate(deps, {
    operation: 'trainingNomination.make',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        reloadClass(deps, input.trainingClassId),
        reloadOfficer(deps, input.officerId),
        id && deps.training.nomination(id),
      ]),
    decide: ([registry, one, officer, before], actor) => {
      const roles = trainingPermissions['trainingNomination.make'];
      if (unitsWithRole(actor, roles).length === 0) throw forbidden();
      const viewer = { actor, registry, on: today(deps.clock) };
      const known = checkKnown(one, officer, viewer);
      if (!known.ok) return known;
      const { one: open, officer: sent } = known.value;
      const refusals = [
        ...(oversees(actor, roles, registry, sent.unitId, viewer.on)
          ? []
          : [refusal('NOT_YOURS', 'officerId')]),
        ...whyClosed(open, viewer),
        ...whyNotMeant(open, sent, viewer),
        ...(before?.status === 'NOMINATED' ? [refusal('DUPLICATE', 'officerId')] : []),
      ];
      if (refusals.length > 0) return refuse(...refusals);
      const nomination: Nomination = {
        ...blank,
        id: nominationId(open.id, sent.id),
        classId: open.id,
        hostUnitId: open.hostUnitId,
        officerId: sent.id,
        unitId: sent.unitId,
        name: sent.name,
        position: sent.position,
        startsOn: open.startsOn,
        version: (before?.version ?? 0) + 1,
      };
      return accept({
        result: nomination,
        resultId: nomination.id,
        writes: [
          { ...deps.training.saveNomination(nomination), onConflict: () => refusal('BUSY', []) },
          deps.training.guardClass(open),
          ...deps.training.takeSeats(open, sent.unitId),
        ],
        event: {
          pk: nominationPk(nomination.id),
          aggregateId: nomination.id,
          seq: nomination.version,
          name: 'TrainingNominated',
          facts: { classId: open.id, officerId: sent.id, unitId: sent.unitId },
        },
      });
    },
    reload: (rawId) => reloadNomination(deps, rawId),
  });
}

/** A class and a serving officer whom the caller may see. */
function checkKnown(one: TrainingClass | undefined, officer: Officer | undefined, viewer: Viewer) {
  const seen = one && seesTrainingClass(one, viewer) ? one : undefined;
  const serves = officer?.status === 'SERVING' && seesOfficer(officer, viewer) ? officer : undefined;
  return seen && serves
    ? accept({ one: seen, officer: serves })
    : refuse(
        ...(seen ? [] : [refusal('NOT_FOUND', 'trainingClassId')]),
        ...(serves ? [] : [refusal('NOT_FOUND', 'officerId')]),
      );
}

const blank = {
  attendance: null,
  score: null,
  passed: null,
  certificate: null,
  evaluated: false,
  status: 'NOMINATED',
} as const;

export async function reloadNomination(
  deps: Pick<TrainingDeps, 'training'>,
  rawId: string,
): Promise<Nomination | undefined> {
  const id = parseId('trn', rawId);
  return id && deps.training.nomination(id);
}

const whyClosed = ({ status, closesOn }: TrainingClass, { on }: Viewer): readonly Refusal[] =>
  status === 'OPEN' && on <= closesOn ? [] : [refusal('TRAINING_CLOSED', 'trainingClassId', { closesOn })];

function whyNotMeant(
  { hostUnitId, unitKinds }: TrainingClass,
  { unitId }: Officer,
  { registry, on }: Viewer,
): readonly Refusal[] {
  const kind = registry.stateOn(unitId, on)?.kind;
  const meant = kind && unitKinds.includes(kind) && registry.covers(hostUnitId, unitId, on);
  return meant ? [] : [refusal('TRAINING_NOT_TARGET', 'officerId')];
}

export type WithdrawNominationInput = ChangeInput & {
  readonly trainingNominationId: string;
  /** The class, named again so that it is read along with the nomination. */
  readonly trainingClassId: string;
  readonly reason: string;
};

/**
 * Gives a seat back: the unit until nominations close, the host until the class begins. Codes: those of a step,
 * TRAINING_CLOSED, REQUIRED, TOO_LONG.
 */
export const withdrawTrainingNomination = (
  deps: TrainingDeps,
  input: WithdrawNominationInput,
): Promise<Result<Nomination>> =>
  changeRoot(
    deps,
    input,
    {
      machine: nominationMachine,
      get: () => reloadNomination(deps, input.trainingNominationId),
      sees: seesNomination,
      replace: (after) => [deps.training.saveNomination(after)],
      pk: (one) => nominationPk(one.id),
      reload: (rawId) => reloadNomination(deps, rawId),
    },
    {
      action: 'withdraw',
      load: () => reloadClass(deps, input.trainingClassId),
      decide: ({ root, viewer, extra: one }) => {
        if (one?.id !== root.classId) return refuse(refusal('NOT_FOUND', 'trainingClassId'));
        const reason = requireText('reason', input.reason, 2_000);
        const inTime = isOrganiser(viewer, one.hostUnitId)
          ? viewer.on < one.startsOn
          : viewer.on <= one.closesOn;
        const refusals = one.status === 'OPEN' && inTime ? [] : [closed(one)];
        if (!reason.ok || refusals.length > 0)
          return refuse(...(reason.ok ? [] : reason.refusals), ...refusals);
        return accept({
          patch: {},
          writes: [deps.training.guardClass(one), ...deps.training.giveSeats(one, root.unitId)],
          event: 'TrainingNominationWithdrawn',
          facts: { classId: one.id, officerId: root.officerId, reason: reason.value },
        });
      },
    },
  );

const closed = ({ closesOn }: TrainingClass) => refusal('TRAINING_CLOSED', 'trainingClassId', { closesOn });
