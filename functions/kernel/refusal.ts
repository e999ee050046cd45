/**
 * Codes of expected refusals. Each slice adds its own by declaration merging in its `*.refusals.ts`,
 * beside the Vietnamese message and the SDL `extend enum UserErrorCode`; a contract test holds the three together.
 */
export interface RefusalCodes {
  NOT_FOUND: true;
  INVALID_VALUE: true;
  REQUIRED: true;
  TOO_LONG: true;
  TOO_MANY: true;
  DUPLICATE: true;
  WRONG_STATE: true;
  NOT_YOURS: true;
  STALE_VERSION: true;
  IDEMPOTENCY_KEY_REUSED: true;
  BUSY: true;
  RATE_LIMITED: true;
}

export type RefusalCode = keyof RefusalCodes;

/** An expected "no": a stable code, the input field it is about, and the facts its message needs. */
export type Refusal = {
  readonly code: RefusalCode;
  /** Path into the mutation's input, e.g. `['nominees', '3', 'award']`; empty when it is about the whole. */
  readonly field: readonly string[];
  /** Values named in the message and machine-readable for clients, e.g. `currentVersion`, `limit`. */
  readonly details?: Readonly<Record<string, string | number>>;
  /** Article of law behind the refusal, when there is one. */
  readonly citation?: string;
};

/** A sentence in Vietnamese for a refusal; written by the slice that owns the code. */
export type RefusalMessage = (refusal: Refusal) => string;

export const refusal = (
  code: RefusalCode,
  field: string | readonly string[],
  details?: Readonly<Record<string, string | number>>,
): Refusal => ({
  code,
  field: typeof field === 'string' ? field.split('.') : field,
  ...(details && { details }),
});

export const kernelMessages = {
  NOT_FOUND: () => 'Không tìm thấy, hoặc bạn không được xem.',
  INVALID_VALUE: (r) => `Giá trị không hợp lệ${hint(r, 'expected', ': cần ')}.`,
  REQUIRED: () => 'Thông tin này là bắt buộc.',
  TOO_LONG: (r) => `Nội dung quá dài${hint(r, 'limit', ', tối đa ')}.`,
  TOO_MANY: (r) => `Số lượng vượt giới hạn${hint(r, 'limit', ', tối đa ')}.`,
  DUPLICATE: () => 'Đã có trong hệ thống.',
  WRONG_STATE: (r) =>
    `Trạng thái hiện tại (${detail(r, 'status')}) không cho phép thao tác này${hint(r, 'allowed', '; có thể: ')}.`,
  NOT_YOURS: () => 'Việc này thuộc đơn vị hoặc vai trò khác.',
  STALE_VERSION: (r) =>
    `Dữ liệu đã được người khác sửa; phiên bản hiện tại là ${detail(r, 'currentVersion')}.`,
  IDEMPOTENCY_KEY_REUSED: () => 'Khóa chống gửi lặp đã được dùng cho một yêu cầu khác.',
  BUSY: () => 'Hệ thống đang bận với thay đổi khác, hãy thử lại.',
  RATE_LIMITED: (r) => `Quá nhiều yêu cầu${hint(r, 'retryAfter', ', hãy thử lại sau (giây): ')}.`,
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;

export const detail = (r: Refusal, name: string): string => String(r.details?.[name] ?? '');

const hint = (r: Refusal, name: string, before: string): string =>
  r.details?.[name] === undefined ? '' : `${before}${detail(r, name)}`;
