import { detail, type RefusalMessage } from '../../kernel/refusal.ts';

declare module '../../kernel/refusal.ts' {
  interface RefusalCodes {
    LAW_DATE_NOT_COVERED: true;
  }
}

export const eligibilityMessages = {
  LAW_DATE_NOT_COVERED: (r) =>
    `Không xét được năm thành tích ${detail(r, 'year')} vào ngày ${detail(r, 'on')}: chưa có quy định cho thời gian đó.`,
} satisfies Record<string, RefusalMessage>;
