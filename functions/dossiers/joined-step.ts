import { instant, today } from '../kernel/clock.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import { eventItem } from '../kernel/table/event.ts';
import { create, type Write } from '../kernel/table/write.ts';
import type { Dossier } from './dossier.ts';
import { dossierPk, type DossierStore } from './dossier.store.ts';
import { excluded } from './hold-nominees.ts';
import type { Nominee } from './nominee.ts';
import type { NomineeStore } from './nominee.store.ts';

/** What a slice needs to take a dossier along in a transaction of its own. */
export type JoinedDeps = Pick<Scope, 'clock' | 'requestId'> & {
  readonly dossiers: Pick<DossierStore, 'follow'>;
  readonly nominees: Pick<NomineeStore, 'update'>;
};

export type JoinedStep = {
  readonly dossier: Dossier;
  readonly actorId: Id<'usr'>;
  readonly patch: Partial<Omit<Dossier, 'id' | 'version'>>;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** Two writes: the root one version on, and the event in its history. BUSY, and so tried again, when it has changed. */
export function joinedStep(deps: JoinedDeps, step: JoinedStep): readonly Write[] {
  const after: Dossier = { ...step.dossier, ...step.patch, version: step.dossier.version + 1 };
  const event = eventItem(dossierPk(after.id), {
    aggregateId: after.id,
    seq: after.version,
    name: step.event,
    at: instant(deps.clock),
    actorId: step.actorId,
    requestId: deps.requestId,
    facts: step.facts,
  });
  return [deps.dossiers.follow(after), create(event, refusal('BUSY', []))];
}

export type CouncilOutcome = {
  readonly dossier: Dossier;
  readonly actorId: Id<'usr'>;
  /** The record of the council that says so. */
  readonly reference: string;
  /** Whom it did not pass; at most 80, each one write. */
  readonly failed: readonly Nominee[];
};

/** The council has concluded: whom it didn't pass leaves the list, and the route goes on. WRONG_STATE otherwise. */
export function councilConcluded(deps: JoinedDeps, outcome: CouncilOutcome): Result<readonly Write[]> {
  const { dossier, reference } = outcome;
  if (dossier.status !== 'COUNCIL' || dossier.council) return refuse(notBeforeCouncil(dossier));
  const { patch, writes } = excluded(deps, dossier, outcome.failed, { source: 'COUNCIL', reference });
  const council = { reference, concludedOn: today(deps.clock) };
  return accept([
    ...joinedStep(deps, {
      ...outcome,
      patch: { ...patch, council },
      event: 'CouncilConcluded',
      facts: { reference, failed: outcome.failed.map((one) => one.id) },
    }),
    ...writes,
  ]);
}

const notBeforeCouncil = (dossier: Dossier): Refusal =>
  refusal('WRONG_STATE', 'dossierId', { status: dossier.status, allowed: '' });
