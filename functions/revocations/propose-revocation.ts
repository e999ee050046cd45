import type { Award } from '../awards/award.ts';
import { openDeadline } from '../deadlines/keep-deadline.ts';
import { keeperOf, type Decision } from '../dossiers/decision.ts';
import { forbidden, unitsWithRole } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { dueDate } from '../law/deadline.ts';
import { procedureDays } from '../law/procedure-days.ts';
import { revocationRuleOn } from '../law/procedure.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { findingFor } from './finding-for.ts';
import type { Viewer } from '../units/machine.ts';
import { actsFor, oversees } from '../units/standing.ts';
import type { RevocationDeps } from './deps.ts';
import { revocationPermissions } from './revocation.policy.ts';
import { revocationPk } from './revocation.store.ts';
import { nothingBack, type Revocation } from './revocation.ts';

export type ProposeRevocationInput = {
  readonly awardId: string;
  /** The decision that gave the award, named so that it is read together with it. */
  readonly decisionId: string;
  readonly ground: string;
  readonly conclusionOn: LocalDate;
  readonly basis: string;
  /** The finding that it rests on, by its inspection and number. */
  readonly finding?: { readonly inspectionId: string; readonly number: number } | null | undefined;
  readonly idempotencyKey: string;
};

/**
 * Proposes to revoke one award, on a ground of the day's law. A late proposal is taken and shows that it is late. Codes:
 * NOT_FOUND, INVALID_VALUE, REQUIRED, TOO_LONG, AWARD_REVOKED, REVOCATION_PENDING.
 */
export function proposeRevocation(
  deps: RevocationDeps,
  input: ProposeRevocationInput,
): Promise<Result<Revocation>> {
  const [awardId, decisionId] = [parseId('awd', input.awardId), parseId('dec', input.decisionId)];
  const inspectionId = input.finding == null ? undefined : parseId('ins', input.finding.inspectionId);
  return mutate(deps, {
    operation: 'proposeRevocation',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        deps.calendar.current(),
        awardId && deps.awards.get(awardId),
        decisionId && deps.dossiers.decision(decisionId),
        inspectionId && deps.inspections.get(inspectionId),
      ]),
    decide: ([registry, calendar, award, decision, inspection], actor) => {
      const allowed = revocationPermissions['revocation.propose'];
      if (unitsWithRole(actor, allowed).length === 0) throw forbidden();
      const on = today(deps.clock);
      const issuer = decision && keeperOf(decision);
      const viewer = { actor, registry, on };
      if (!award || !decision || !issuer || !mayPropose(viewer, award, decision, issuer))
        return refuse(refusal('NOT_FOUND', 'awardId'));
      const basis = requireText('basis', input.basis, 5000);
      const finding = findingFor(input, award, decision, inspection, viewer);
      const proposed = propose(input, { award, decision, issuer, calendar, on });
      if (!basis.ok || !finding.ok || !proposed.ok) return refuse(...refusalsOf(basis, finding, proposed));
      const revocation = {
        ...proposed.value,
        ...{ id: deps.ids.next('rvk'), basis: basis.value, finding: finding.value },
      };
      const deadline = openDeadline(
        deps,
        undefined,
        {
          ownerId: revocation.id,
          purpose: 'REVOCATION_DECISION',
          term: { kind: 'RULE', rule: decideRule(award, on), startOn: on },
          unitId: issuer,
          label: `Đề nghị hủy bỏ theo quyết định ${decision.number}`,
          assignees: [],
          restricted: false,
          lane: null,
        },
        calendar,
      );
      return accept({
        result: revocation,
        resultId: revocation.id,
        writes: [...deps.revocations.create(revocation), ...deadline.writes],
        event: {
          pk: revocationPk(revocation.id),
          aggregateId: revocation.id,
          seq: 1,
          name: 'RevocationProposed',
          facts: {
            ...{ awardId: award.id, ground: revocation.ground, dueOn: revocation.decideBy.dueOn },
            ...(revocation.finding && { finding: revocation.finding }),
          },
        },
      });
    },
    reload: (raw) => reloadRevocation(deps, raw),
  });
}

const mayPropose = (
  { actor, registry, on }: Viewer,
  { unitId, decisionId }: Award,
  decision: Decision,
  issuer: Id<'unt'>,
): boolean => {
  const roles = revocationPermissions['revocation.propose'];
  const stands = actsFor(actor, roles, registry, issuer, on) || oversees(actor, roles, registry, unitId, on);
  return stands && decisionId === decision.id;
};

export async function reloadRevocation(
  deps: Pick<RevocationDeps, 'revocations'>,
  raw: string,
): Promise<Revocation | undefined> {
  const id = parseId('rvk', raw);
  return id && deps.revocations.get(id);
}

type About = {
  readonly award: Award;
  readonly decision: Decision;
  readonly issuer: Id<'unt'>;
  readonly calendar: WorkCalendar;
  readonly on: LocalDate;
};

const ruleOf = (award: Award, on: LocalDate) => {
  const rule = revocationRuleOn({ awardCode: award.awardCode, type: 'MERIT', on });
  if (!rule) throw new Error(`no law on revoking ${award.awardCode} on ${on}`);
  return rule;
};

const decideRule = (award: Award, on: LocalDate) => {
  const rule = ruleOf(award, on);
  return procedureDays('REVOCATION_DECISION', 'Quyết định hủy bỏ khen thưởng', rule.decideWithin, rule);
};

function propose(
  { ground, conclusionOn }: ProposeRevocationInput,
  { award, decision, issuer, calendar, on }: About,
): Result<Omit<Revocation, 'id' | 'basis' | 'finding'>> {
  const rule = ruleOf(award, on);
  const known = rule.grounds.find((one) => one.key === ground);
  if (award.revocation) return refuse(refusal('AWARD_REVOKED', 'awardId'));
  if (!known)
    return refuse(
      refusal('INVALID_VALUE', 'ground', { expected: rule.grounds.map((one) => one.key).join(', ') }),
    );
  if (conclusionOn > on || conclusionOn < award.issuedOn)
    return refuse(refusal('INVALID_VALUE', 'conclusionOn', { expected: `từ ${award.issuedOn} đến ${on}` }));
  const proposing = procedureDays('REVOCATION', 'Đề nghị hủy bỏ khen thưởng', rule.proposeWithin, rule);
  return accept({
    awardId: award.id,
    nomineeId: award.nomineeId,
    unitId: issuer,
    name: award.name,
    awardName: award.awardName,
    decisionId: decision.id,
    decisionNumber: decision.number,
    ground: known.key,
    groundText: known.text,
    conclusionOn,
    proposedOn: on,
    proposeBy: dueDate(calendar, proposing, conclusionOn),
    decideBy: dueDate(calendar, decideRule(award, on), on),
    citation: rule.citation,
    status: 'PROPOSED',
    revokedBy: null,
    decidedOn: null,
    rejection: null,
    recovery: nothingBack,
    version: 1,
  });
}
