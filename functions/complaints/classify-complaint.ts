import type { UserRecord } from '../access/user.ts';
import { refusalsOf, requireText } from '../kernel/fields.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { ComplaintType } from '../law/complaint-type.ts';
import { localRulesIn } from '../local-rules/local-rules-on.ts';
import { acceptanceTime } from '../local-rules/local-time.ts';
import { seesSubject } from '../subjects/same-person.ts';
import type { Subject } from '../subjects/subject.ts';
import type { Viewer } from '../units/machine.ts';
import { changeComplaint, type ComplaintInput } from './change-complaint.ts';
import { clocksOf, handOnClocks, isLateOn, startAcceptance, stopClocks } from './clock.ts';
import { handlersOf, isSameUnit, needsOtherUnit, worksAtAccused } from './complaint.policy.ts';
import { maxAccused, maxAssignees, type Complaint, type RefusalGround } from './complaint.ts';
import type { ComplaintDeps } from './deps.ts';
import { checkKnownOn, dueOn } from './send-complaint.ts';

export type ClassifyComplaintInput = ComplaintInput & {
  readonly type: ComplaintType;
  readonly accusedUnitId?: string | null | undefined;
  readonly accusedUserIds: readonly string[];
  /** People and collectives of the register whom it is about; as long as it runs they are in a proceeding. */
  readonly accusedSubjectIds?: readonly string[] | null | undefined;
  /** What the sender left out and the clerk found; what is left out here stays as it was said. */
  readonly knownOn?: LocalDate | null | undefined;
  readonly remote?: boolean | null | undefined;
};

const subjects = (deps: ComplaintDeps, ids: readonly string[]) =>
  Promise.all(
    ids.slice(0, maxAccused).map(async (raw) => {
      const id = parseId('sub', raw);
      return id && deps.subjects.get(id);
    }),
  );

const users = (deps: ComplaintDeps, ids: readonly string[], limit: number) =>
  Promise.all(
    ids.slice(0, limit).map(async (raw) => {
      const id = parseId('usr', raw);
      return id && deps.users.get(id);
    }),
  );

/**
 * Says what it is and whom it is about; its clock of acceptance becomes that of its type. What is said of somebody who
 * handles such things at this unit is not this unit's to handle, but for a first complaint: transfer it; neither is a
 * denunciation of this unit, nor a second instance about it. When it turns out to be about others, nobody is assigned any
 * more: who may verify it depends on whom it is about. Codes: those of a step, NOT_FOUND, TOO_MANY, COMPLAINT_ACCUSED,
 * COMPLAINT_DATES.
 */
export const classifyComplaint = (
  deps: ComplaintDeps,
  input: ClassifyComplaintInput,
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'classify',
    load: () =>
      Promise.all([
        users(deps, input.accusedUserIds, maxAccused),
        subjects(deps, input.accusedSubjectIds ?? []),
        deps.calendar.current(),
        clocksOf(deps, input.complaintId),
        deps.localRules.shelf(),
      ]),
    decide: ({ root, viewer, extra: [accused, named, calendar, clocks, { books }] }) => {
      const unitId = input.accusedUnitId == null ? null : parseId('unt', input.accusedUnitId);
      const refusals: readonly Refusal[] = [
        ...(unitId === undefined || (unitId !== null && !viewer.registry.get(unitId))
          ? [refusal('NOT_FOUND', 'accusedUnitId')]
          : []),
        ...checkAccused(input, accused, root, viewer),
        ...checkKnownOn(input.knownOn, root.receivedOn),
        ...checkNamed(input.accusedSubjectIds ?? [], named, viewer),
        ...(isOwn({ ...root, type: input.type, accusedUnitId: unitId ?? null }, root.handlerUnitId, viewer)
          ? [refusal('COMPLAINT_ACCUSED', 'accusedUnitId')]
          : []),
      ];
      if (unitId === undefined || refusals.length > 0) return refuse(...refusals);
      const { type } = input;
      const { handlerUnitId, receivedOn } = root;
      const local = localRulesIn(books, viewer.registry, handlerUnitId, receivedOn);
      const start = { rule: acceptanceTime(type, receivedOn, local), startOn: receivedOn };
      const accusedUserIds = [...new Set(accused.flatMap((one) => one?.id ?? []))];
      const assignees = isAboutOthers(root, unitId, accusedUserIds) ? [] : root.assignees;
      const lodged = lodgedAs(input, root);
      const patch = {
        ...lodged,
        ...{ type, accusedUnitId: unitId, accusedUserIds, assignees },
        accusedSubjectIds: [...new Set(named.flatMap((one) => one?.id ?? []))],
        acceptBy: dueOn(calendar, start.rule, root.receivedOn),
      };
      return accept({
        patch,
        // Another type has another clock and other eyes; the same one runs on.
        writes:
          type === root.type
            ? handOnClocks(deps, clocks, { ...root, ...patch })
            : startAcceptance(deps, clocks.acceptance, { ...root, ...patch }, start, calendar),
        event: 'ComplaintClassified',
        facts: {
          ...{ type, from: root.type, userIds: assignees.map((one) => one.userId) },
          ...{ ...lodged, before: { knownOn: root.knownOn, remote: root.remote } },
        },
      });
    },
  });

const lodgedAs = ({ knownOn, remote }: ClassifyComplaintInput, root: Complaint) => ({
  knownOn: knownOn ?? root.knownOn,
  remote: remote ?? root.remote,
});

/** They exist, and handle nothing of the kind at this unit. */
const checkAccused = (
  { type, accusedUserIds }: ClassifyComplaintInput,
  found: readonly (UserRecord | undefined)[],
  root: Complaint,
  viewer: Viewer,
): readonly Refusal[] => [
  ...(accusedUserIds.length > maxAccused
    ? [refusal('TOO_MANY', 'accusedUserIds', { limit: maxAccused })]
    : []),
  ...found.flatMap((one, i) => (one ? [] : [refusal('NOT_FOUND', `accusedUserIds.${i}`)])),
  ...(!resolvesOwn(type, root) && found.some((one) => one && handles(one, type, root, viewer))
    ? [refusal('COMPLAINT_ACCUSED', 'accusedUserIds')]
    : []),
];

const isAboutOthers = (
  { accusedUnitId, accusedUserIds }: Complaint,
  unitId: Complaint['accusedUnitId'],
  userIds: Complaint['accusedUserIds'],
): boolean =>
  unitId !== accusedUnitId ||
  userIds.length !== accusedUserIds.length ||
  userIds.some((id) => !accusedUserIds.includes(id));

/** Whom it is about must be in the register, and the clerk's to see. */
const checkNamed = (
  ids: readonly string[],
  found: readonly (Subject | undefined)[],
  viewer: Viewer,
): readonly Refusal[] => [
  ...(ids.length > maxAccused ? [refusal('TOO_MANY', 'accusedSubjectIds', { limit: maxAccused })] : []),
  ...found.flatMap((one, i) =>
    one && seesSubject(viewer, one) ? [] : [refusal('NOT_FOUND', `accusedSubjectIds.${i}`)],
  ),
];

/** A first complaint is resolved by who decided. */
const resolvesOwn = (type: ComplaintType, { instance }: Complaint): boolean =>
  type === 'COMPLAINT' && instance === 1;

/** Whether a unit would handle what another has to: a denunciation of itself, or a second instance about itself. */
const isOwn = (one: Complaint, handlerUnitId: Complaint['handlerUnitId'], viewer: Viewer): boolean =>
  needsOtherUnit(one) && one.accusedUnitId !== null && isSameUnit(one.accusedUnitId, handlerUnitId, viewer);

/** Would find it on the lists of the handling unit, which leave nothing out. */
const handles = (user: UserRecord, type: ComplaintType, root: Complaint, { registry, on }: Viewer): boolean =>
  user.grants.some(
    (grant) =>
      handlersOf(type).includes(grant.role) &&
      (grant.to === null || grant.to > on) &&
      [root.handlerUnitId, ...registry.heirsOn(root.handlerUnitId, on)].includes(grant.unitId),
  );

/** Sends it to the unit whose it is to handle. Codes: those of a step, NOT_FOUND, REQUIRED, TOO_LONG, COMPLAINT_ACCUSED. */
export const transferComplaint = (
  deps: ComplaintDeps,
  input: ComplaintInput & { readonly toUnitId: string; readonly reason: string },
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'transfer',
    load: () => clocksOf(deps, input.complaintId),
    decide: ({ root, viewer, extra: clocks }) => {
      const toUnitId = parseId('unt', input.toUnitId);
      const known =
        toUnitId && toUnitId !== root.handlerUnitId && viewer.registry.stateOn(toUnitId, viewer.on);
      const reason = requireText('reason', input.reason, 2_000);
      if (!known || !reason.ok)
        return refuse(...(known ? [] : [refusal('NOT_FOUND', 'toUnitId')]), ...refusalsOf(reason));
      if (isOwn(root, toUnitId, viewer)) return refuse(refusal('COMPLAINT_ACCUSED', 'toUnitId'));
      const patch = { handlerUnitId: toUnitId, assignees: [] };
      return accept({
        patch,
        writes: handOnClocks(deps, clocks, { ...root, ...patch }),
        event: 'ComplaintTransferred',
        facts: { toUnitId },
      });
    },
  });

/**
 * Assigns it to people who are neither complained about nor of the unit that is. Codes: those of a step, REQUIRED,
 * TOO_MANY, NOT_FOUND, DUPLICATE, COMPLAINT_ACCUSED.
 */
export const assignComplaint = (
  deps: ComplaintDeps,
  input: ComplaintInput & { readonly userIds: readonly string[] },
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'assign',
    load: () => Promise.all([users(deps, input.userIds, maxAssignees), clocksOf(deps, input.complaintId)]),
    decide: ({ root, viewer, extra: [found, clocks] }) => {
      const ids = input.userIds;
      if (ids.length === 0) return refuse(refusal('REQUIRED', 'userIds'));
      if (ids.length > maxAssignees) return refuse(refusal('TOO_MANY', 'userIds', { limit: maxAssignees }));
      const refusals = ids.flatMap((raw, i) => {
        const user = found[i];
        if (!user?.grants.some((grant) => grant.to === null || grant.to > viewer.on))
          return [refusal('NOT_FOUND', `userIds.${i}`)];
        if (ids.indexOf(raw) < i) return [refusal('DUPLICATE', `userIds.${i}`)];
        return root.accusedUserIds.includes(user.id) || worksAtAccused(user.grants, root, viewer)
          ? [refusal('COMPLAINT_ACCUSED', `userIds.${i}`)]
          : [];
      });
      if (refusals.length > 0) return refuse(...refusals);
      const assignees = found.flatMap((user) => (user ? [{ userId: user.id, name: user.name }] : []));
      return accept({
        patch: { assignees },
        writes: handOnClocks(deps, clocks, { ...root, assignees }),
        event: 'ComplaintAssigned',
        facts: { userIds: assignees.map((one) => one.userId) },
      });
    },
  });

/** Does not take it up, with the ground. Codes: those of a step, REQUIRED, TOO_LONG. */
export const refuseComplaint = (
  deps: ComplaintDeps,
  input: ComplaintInput & { readonly ground: RefusalGround; readonly text: string },
): Promise<Result<Complaint>> =>
  changeComplaint(deps, input, {
    action: 'refuse',
    load: () => clocksOf(deps, input.complaintId),
    decide: ({ viewer: { on }, extra: clocks }) => {
      const text = requireText('text', input.text, 5_000);
      return text.ok
        ? accept({
            patch: { refusal: { ground: input.ground, text: text.value } },
            writes: stopClocks(deps, clocks, on, 'DONE'),
            event: 'ComplaintRefused',
            facts: { ground: input.ground, late: isLateOn(clocks.acceptance, on) },
          })
        : text;
    },
  });
