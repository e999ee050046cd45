import type { Award } from '../awards/award.ts';
import { forbidden, unitsWithRole, type User } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { yearOf, type LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Write } from '../kernel/table/write.ts';
import { dueDate } from '../law/deadline.ts';
import { procedureDays } from '../law/procedure-days.ts';
import { reissueRuleOn } from '../law/procedure.ts';
import type { WorkCalendar } from '../law/work-calendar.ts';
import { actsFor } from '../units/standing.ts';
import { certificatePermissions, type CertificateAction } from './certificate.policy.ts';
import { certificatePk } from './certificate.store.ts';
import type { Certificate, CertificateRegister, ReissueReason } from './certificate.ts';
import type { CertificateDeps } from './deps.ts';
import { makeCertificate } from './make-certificate.ts';

/** Award and unit are named again, so that they are read together with the certificate. */
export type CertificateInput = {
  readonly certificateId: string;
  readonly awardId: string;
  readonly unitId: string;
  readonly expectedVersion: number;
  readonly idempotencyKey: string;
};
export type HandOverCertificateInput = CertificateInput & {
  readonly on: LocalDate;
  readonly place: string;
  readonly receivedBy: string;
};
export type RequestReissueInput = CertificateInput & { readonly reason: ReissueReason };

type Ground = {
  readonly certificate: Certificate;
  readonly award: Award;
  readonly register: CertificateRegister;
  readonly calendar: WorkCalendar;
  readonly actor: User;
  readonly on: LocalDate;
};
type Outcome = {
  readonly patch: Partial<Certificate>;
  readonly writes?: readonly Write[];
  /** What the mutation answers with, when it isn't the changed certificate. */
  readonly result?: Certificate;
  readonly event: string;
  readonly facts: Readonly<Record<string, unknown>>;
};
type Change<I> = {
  readonly operation: string;
  readonly action: CertificateAction;
  readonly input: I;
  readonly decide: (ground: Ground) => Result<Outcome> | Promise<Result<Outcome>>;
};

/** Every step with a certificate in force: a role at its unit, the version read; never of a revoked award. */
function changeCertificate<I extends CertificateInput>(
  deps: CertificateDeps,
  { operation, action, input, decide }: Change<I>,
): Promise<Result<Certificate>> {
  const id = parseId('crt', input.certificateId);
  const [awardId, unitId] = [parseId('awd', input.awardId), parseId('unt', input.unitId)];
  return mutate(deps, {
    operation,
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        deps.calendar.current(),
        id && deps.certificates.get(id),
        awardId && deps.awards.get(awardId),
        unitId && deps.certificates.register(unitId, yearOf(today(deps.clock))),
      ]),
    decide: async ([registry, calendar, certificate, award, register], actor) => {
      const allowed = certificatePermissions[action];
      if (unitsWithRole(actor, allowed).length === 0) throw forbidden();
      const on = today(deps.clock);
      if (!certificate || !award || !register || certificate.awardId !== award.id)
        return refuse(refusal('NOT_FOUND', 'certificateId'));
      if (certificate.unitId !== unitId || !actsFor(actor, allowed, registry, unitId, on))
        return refuse(refusal('NOT_FOUND', 'certificateId'));
      const refusals = notInForce(certificate, award, input.expectedVersion);
      if (refusals.length > 0) return refuse(...refusals);
      const outcome = await decide({ certificate, award, register, calendar, actor, on });
      return outcome.ok ? accept(committed(deps, certificate, outcome.value)) : outcome;
    },
    reload: async (raw) => {
      const found = parseId('crt', raw);
      return found && deps.certificates.get(found);
    },
  });
}

const notInForce = (certificate: Certificate, award: Award, expected: number): readonly Refusal[] => [
  ...(certificate.version === expected
    ? []
    : [refusal('STALE_VERSION', 'expectedVersion', { currentVersion: certificate.version })]),
  ...(award.revocation ? [refusal('CERTIFICATE_REVOKED', 'certificateId')] : []),
  ...(certificate.replacedBy ? [refusal('CERTIFICATE_REPLACED', 'certificateId')] : []),
];

function committed(deps: CertificateDeps, before: Certificate, outcome: Outcome) {
  const after: Certificate = { ...before, ...outcome.patch, version: before.version + 1 };
  const result = outcome.result ?? after;
  return {
    result,
    resultId: result.id,
    writes: [deps.certificates.replace(after), ...(outcome.writes ?? [])],
    event: {
      pk: certificatePk(after.id),
      aggregateId: after.id,
      seq: after.version,
      name: outcome.event,
      facts: outcome.facts,
    },
  };
}

/** At a ceremony or elsewhere. Codes: those of a change, WRONG_STATE, REQUIRED, TOO_LONG, INVALID_VALUE. */
export const handOverCertificate = (
  deps: CertificateDeps,
  input: HandOverCertificateInput,
): Promise<Result<Certificate>> =>
  changeCertificate(deps, {
    operation: 'handOverCertificate',
    action: 'certificate.handOver',
    input,
    decide: ({ certificate, on }) => {
      if (certificate.handOver)
        return refuse(refusal('WRONG_STATE', 'certificateId', { status: 'HANDED_OVER', allowed: '' }));
      const place = requireLine('place', input.place, 300);
      const receivedBy = requireLine('receivedBy', input.receivedBy, 200);
      if (!place.ok || !receivedBy.ok) return refuse(...refusalsOf(place, receivedBy));
      if (input.on < certificate.issuedOn || input.on > on)
        return refuse(refusal('INVALID_VALUE', 'on', { expected: `từ ${certificate.issuedOn} đến ${on}` }));
      const handOver = { on: input.on, place: place.value, receivedBy: receivedBy.value };
      return accept({ patch: { handOver }, event: 'CertificateHandedOver', facts: { on: input.on } });
    },
  });

/** Another one is asked for, due within the days of law. Codes: those of a change, WRONG_STATE. */
export const requestReissue = (
  deps: CertificateDeps,
  input: RequestReissueInput,
): Promise<Result<Certificate>> =>
  changeCertificate(deps, {
    operation: 'requestReissue',
    action: 'certificate.reissue',
    input,
    decide: ({ certificate, award, calendar, on }) => {
      if (certificate.reissue)
        return refuse(
          refusal('WRONG_STATE', 'certificateId', {
            status: 'REISSUE_REQUESTED',
            allowed: 'reissueCertificate',
          }),
        );
      const rule = reissueRuleOn({ awardCode: award.awardCode, type: 'MERIT', on });
      const due = rule
        ? dueDate(calendar, procedureDays('REISSUE', 'Cấp đổi, cấp lại', rule.province, rule), on)
        : null;
      return accept({
        patch: { reissue: { reason: input.reason, requestedOn: on, due } },
        event: 'CertificateReissueRequested',
        facts: { reason: input.reason, dueOn: due?.dueOn ?? null },
      });
    },
  });

/** The new one takes the old one's place, with a number and code of its own. Codes: those of a change, WRONG_STATE. */
export const reissueCertificate = (
  deps: CertificateDeps,
  input: CertificateInput,
): Promise<Result<Certificate>> =>
  changeCertificate(deps, {
    operation: 'reissueCertificate',
    action: 'certificate.reissue',
    input,
    decide: async ({ certificate, award, register, on }) => {
      if (!certificate.reissue)
        return refuse(
          refusal('WRONG_STATE', 'certificateId', { status: 'IN_FORCE', allowed: 'requestReissue' }),
        );
      const { certificate: next, codeHash } = await makeCertificate(deps, {
        award,
        unitId: certificate.unitId,
        number: `${register.last + 1}/${register.year}`,
        copy: certificate.copy + 1,
        replaces: certificate.id,
        on,
      });
      return accept({
        patch: { replacedBy: next.id },
        writes: [...deps.certificates.create(next, codeHash, 0), deps.certificates.takeNumbers(register, 1)],
        result: next,
        event: 'CertificateReplaced',
        facts: { by: next.id, number: next.number },
      });
    },
  });
