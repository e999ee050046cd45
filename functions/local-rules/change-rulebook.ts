import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, acceptUnless, refuse, type Result } from '../kernel/result.ts';
import type { Scope } from '../kernel/scope.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import type { LegalAct } from '../units/unit.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { localRulePermissions, requireLocalRuleRole, type LocalRuleAction } from './local-rule.policy.ts';
import { rulebookId, rulebookPk, type LocalRuleStore } from './local-rule.store.ts';
import type { LocalRulebook } from './local-rule.ts';

export type LocalRuleDeps = Scope & { readonly localRules: LocalRuleStore; readonly units: UnitStore };

export type RulebookInput = {
  readonly unitId: string;
  /** Version of the book as read; 0 while the province has none. */
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};

type Applied = { readonly book: LocalRulebook; readonly facts: Readonly<Record<string, unknown>> };

type Change = {
  readonly operation: string;
  readonly action: LocalRuleAction;
  readonly event: string;
  readonly apply: (book: LocalRulebook, on: LocalDate, registry: UnitRegistry) => Result<Applied>;
};

/** What every change of a province's book has in common: its own people, the version, the event. */
export function changeRulebook(
  deps: LocalRuleDeps,
  input: RulebookInput,
  change: Change,
): Promise<Result<LocalRulebook>> {
  const unitId = parseId('unt', input.unitId);
  return mutate(deps, {
    operation: change.operation,
    input,
    load: () => Promise.all([deps.units.registry(), deps.localRules.shelf()]),
    decide: ([registry, shelf], actor) => {
      requireLocalRuleRole(actor, change.action);
      const on = today(deps.clock);
      if (!unitId || !actsFor(actor, localRulePermissions[change.action], registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'unitId'));
      const book = shelf.books.find((one) => one.unitId === unitId) ?? emptyBook(unitId);
      if (book.version !== input.expectedVersion)
        return refuse(refusal('STALE_VERSION', 'expectedVersion', { currentVersion: book.version }));
      const applied = change.apply(book, on, registry);
      if (!applied.ok) return applied;
      const after = { ...applied.value.book, version: book.version + 1 };
      return accept({
        result: after,
        resultId: after.id,
        writes: [deps.localRules.save(shelf, after)],
        event: {
          pk: rulebookPk(after.id),
          aggregateId: after.id,
          seq: after.version,
          name: change.event,
          facts: applied.value.facts,
        },
      });
    },
    reload: async (id) => (await deps.localRules.shelf()).books.find((one) => one.id === id),
  });
}

const emptyBook = (unitId: Id<'unt'>): LocalRulebook => ({
  id: rulebookId(unitId),
  unitId,
  rules: [],
  nextNumber: 1,
  version: 0,
});

/** An act that exists today and was issued before what it says begins or ends. REQUIRED, TOO_LONG, INVALID_VALUE. */
export function checkLegalAct(
  field: string,
  act: LegalAct,
  on: LocalDate,
  before: LocalDate,
): Result<LegalAct> {
  const number = requireLine(`${field}.number`, act.number, 100);
  const issuer = requireLine(`${field}.issuer`, act.issuer, 200);
  const last = before < on ? before : on;
  const refusals = [
    ...refusalsOf(number, issuer),
    ...(act.issuedOn > last
      ? [refusal('INVALID_VALUE', `${field}.issuedOn`, { expected: `không sau ${last}` })]
      : []),
  ];
  return acceptUnless(refusals, () => ({
    number: number.ok ? number.value : '',
    issuer: issuer.ok ? issuer.value : '',
    issuedOn: act.issuedOn,
  }));
}
