import { AppError } from './app-error.ts';
import type { LocalDate } from './dates.ts';
import { createHash } from 'node:crypto';
import { derivedId, type Id } from './ids.ts';

/**
 * What a person may do at a unit.
 * ADMIN: quản trị hệ thống · OFFICER: cán bộ thi đua, khen thưởng của đơn vị · APPRAISER: chuyên viên cơ quan thường trực ·
 * LEADER: thủ trưởng, người có thẩm quyền · AUDITOR: người theo dõi, kiểm tra (chỉ đọc).
 */
export const roles = ['ADMIN', 'OFFICER', 'APPRAISER', 'LEADER', 'AUDITOR'] as const;
export type Role = (typeof roles)[number];

/** One role at one unit for a time; `to` is the first day on which it no longer holds. */
export type Grant = {
  readonly role: Role;
  readonly unitId: Id<'unt'>;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
};

/** A signed-in person with the grants that hold today. */
export type User = {
  readonly kind: 'user';
  readonly userId: Id<'usr'>;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** The administrator named at deployment: manages users and units anywhere, and nothing else. */
  readonly root: boolean;
};

export type Actor = User | { readonly kind: 'anonymous' };

export const anonymous: Actor = { kind: 'anonymous' };

/** Stands in histories for whoever does what anyone may do. */
export const nobody: User = {
  kind: 'user',
  userId: derivedId('usr', createHash('sha256').update('thidua nobody').digest()),
  name: '',
  grants: [],
  root: false,
};

export function signedIn(actor: Actor): User {
  if (actor.kind === 'user') return actor;
  throw new AppError('UNAUTHENTICATED', 'Bạn cần đăng nhập.');
}

/** Which roles may do an action; one table a slice, in its `*.policy.ts`. */
export type PermissionTable = Readonly<Record<string, readonly Role[]>>;

/** The units at which the actor holds one of these roles. */
export const unitsWithRole = (actor: Actor, allowed: readonly Role[]): readonly Id<'unt'>[] =>
  actor.kind === 'anonymous' ? [] : actor.grants.filter((g) => allowed.includes(g.role)).map((g) => g.unitId);

export const forbidden = (): AppError =>
  new AppError('FORBIDDEN', 'Bạn không có quyền thực hiện thao tác này.');
