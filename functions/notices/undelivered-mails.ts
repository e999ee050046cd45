import { forbidden, unitsWithRole } from '../kernel/actor.ts';
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

/** Mails that were given up, of everybody; FORBIDDEN for who is no administrator of a province. Whose each is, the user's own rule says. */
export async function undeliveredMails(deps: UndeliveredDeps, args: PageArgs): Promise<Page<Mail>> {
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const on = today(deps.clock);
  const administered = unitsWithRole(actor, noticePermissions['notice.undelivered']);
  const ofProvince = administered.some((unitId) => registry.stateOn(unitId, on)?.kind === 'PROVINCE');
  if (!ofProvince && !(actor.kind === 'user' && actor.root)) throw forbidden();
  return deps.mails.pageFailed(args);
}
