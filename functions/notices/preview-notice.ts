import { administers } from '../access/user.policy.ts';
import type { UserStore } from '../access/user.store.ts';
import type { ComplaintStore } from '../complaints/complaint.store.ts';
import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import type { Purpose } from '../deadlines/purpose.ts';
import { forbidden, type Actor, type Role } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Viewer } from '../units/machine.ts';
import type { UnitRegistry } from '../units/registry.ts';
import { actsFor } from '../units/standing.ts';
import type { UnitStore } from '../units/unit.store.ts';
import { nameAround } from '../units/unit.ts';
import type { WebhookStore } from '../webhooks/webhook.store.ts';
import {
  deadlineAudience,
  hears,
  isMeetingKind,
  isNamedKind,
  isUnitKind,
  unitAbove,
  unitAudience,
  type Audience,
} from './audience.ts';
import { mayHear } from './may-hear.ts';
import type { NoticeStore } from './notice.store.ts';
import { recipientsOf } from './recipients.ts';
import { templates, type NoticeFacts, type NoticeKind } from './template.ts';

export type PreviewDeps = Pick<Scope, 'actor' | 'clock'> & {
  readonly units: UnitStore;
  readonly users: Pick<UserStore, 'get' | 'pageByUnit'>;
  readonly deadlines: Pick<DeadlineStore, 'get'>;
  readonly complaints: Pick<ComplaintStore, 'get'>;
  readonly notices: Pick<NoticeStore, 'box'>;
  readonly webhooks: Pick<WebhookStore, 'of'>;
};

export type PreviewQuestion = {
  readonly kind: NoticeKind;
  readonly unitId: string;
  readonly deadlineOf?: string | null | undefined;
  readonly purpose?: Purpose | null | undefined;
};

export type NoticePreview = {
  readonly title: string;
  readonly text: string;
  readonly recipients: readonly {
    readonly userId: Id<'usr'>;
    readonly name: string;
    readonly byMail: boolean;
  }[];
  /** Hooks of the unit that would get it. */
  readonly webhooks: number;
};

const staff: readonly Role[] = ['OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'];

/**
 * What a notice would say today and to whom, by the very rules that send it; sends nothing. Null for a deadline that isn't
 * there to be seen. Throws FORBIDDEN, and BAD_USER_INPUT for a deadline's notice without a deadline, or a meeting's.
 */
export async function previewNotice(
  deps: PreviewDeps,
  question: PreviewQuestion,
): Promise<NoticePreview | null> {
  const unitId = parseId('unt', question.unitId);
  const [actor, registry] = await Promise.all([deps.actor(), deps.units.registry()]);
  const on = today(deps.clock);
  if (!unitId || !registry.get(unitId) || !maySee(actor, registry, unitId, on)) throw forbidden();
  const told = await subjectOf(deps, { actor, registry, on }, unitId, question);
  if (!told) return null;
  const named = await recipientsOf(deps.users, registry, told.audience, on);
  const aboutId = question.deadlineOf ?? '';
  const asks = actor.kind === 'user' ? [actor.userId] : [];
  const [userIds, allowed] = await Promise.all([
    mayHear(deps, aboutId, named, { registry, on }),
    mayHear(deps, aboutId, asks, { registry, on }),
  ]);
  if (allowed.length === 0) return null;
  const [hooks, people] = await Promise.all([deps.webhooks.of(unitId), readersOf(deps, userIds)]);
  const unitName = nameAround(registry.require(unitId), on);
  const listening = hooks.webhooks.filter((hook) => hook.active && hook.topics.includes(question.kind));
  return {
    ...templates[question.kind]({ ...told.facts, unitName }),
    recipients: people,
    webhooks: told.restricted ? 0 : listening.length,
  };
}

export type ReaderDeps = {
  readonly users: Pick<UserStore, 'get'>;
  readonly notices: Pick<NoticeStore, 'box'>;
};

/** Who would read a notice, and whether it comes by e-mail too. */
export const readersOf = (
  { users, notices }: ReaderDeps,
  userIds: readonly Id<'usr'>[],
): Promise<NoticePreview['recipients']> =>
  Promise.all(
    userIds.map(async (userId) => {
      const [user, box] = await Promise.all([users.get(userId), notices.box(userId)]);
      const byMail = box.address !== null && box.delivery !== 'NONE';
      return { userId, name: user?.name ?? '', byMail };
    }),
  );

const maySee = (actor: Actor, registry: UnitRegistry, unitId: Id<'unt'>, on: LocalDate): boolean =>
  actor.kind === 'user' &&
  (actsFor(actor, staff, registry, unitId, on) || administers(actor, registry, unitId, on));

type Told = {
  readonly audience: readonly Audience[];
  readonly facts: Omit<NoticeFacts, 'unitName'>;
  readonly restricted: boolean;
};

async function subjectOf(
  deps: PreviewDeps,
  viewer: Viewer,
  unitId: Id<'unt'>,
  { kind, deadlineOf, purpose }: PreviewQuestion,
): Promise<Told | null> {
  if (isUnitKind(kind))
    return {
      audience: unitAudience(kind, unitId),
      facts: { label: '(đơn vị kia)' },
      restricted: false,
    };
  if (isMeetingKind(kind))
    throw new AppError(
      'BAD_USER_INPUT',
      'Phiên họp báo cho các thành viên được mời, xem `invitation` của phiên họp.',
    );
  if (isNamedKind(kind))
    throw new AppError('BAD_USER_INPUT', 'Thông báo này gửi đích danh người được giao hoặc người xử lý.');
  if (deadlineOf == null || purpose == null)
    throw new AppError('BAD_USER_INPUT', 'Thông báo về thời hạn cần deadlineOf và purpose.');
  const deadline = await deps.deadlines.get(deadlineOf, purpose);
  if (deadline?.unitId !== unitId || !hears(deadline, viewer)) return null;
  const { label, dueOn, restricted } = deadline;
  const facts = { label, purpose, dueOn, dueBefore: dueOn };
  const above = unitAbove(deadline, viewer.registry, viewer.on);
  return { audience: deadlineAudience(kind, deadline, above), facts, restricted };
}
