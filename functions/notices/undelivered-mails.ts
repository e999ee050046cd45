import { forbidden, unitsWithRole, type Actor } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitStore } from '../units/unit.store.ts';
import type { MailStore } from './mail.store.ts';
import type { Mail } from './mail.ts';
import { noticePermissions } from './notice.policy.ts';

export type UndeliveredDeps = Pick<Scope, 'actor' | 'clock'> & {
  readonly units: UnitStore;
  readonly mails: Pick<MailStore, 'pageFailed'>;
};

/** Mails that were given up, of everybody; FORBIDDEN for who is no administrator of a province. */
export async function undeliveredMails(deps: UndeliveredDeps, args: PageArgs): Promise<Page<Mail>> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const isProvince = (unitId: Parameters<typeof registry.stateOn>[0]) =>
    registry.stateOn(unitId, today(deps.clock))?.kind === 'PROVINCE';
  if (
    !looksAfterAll(actor) &&
    !unitsWithRole(actor, noticePermissions['notice.undelivered']).some(isProvince)
  )
    throw forbidden();
  return deps.mails.pageFailed(args);
}

const looksAfterAll = (actor: Actor): boolean => actor.kind === 'user' && actor.root;
