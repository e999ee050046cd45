import { detail, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    DOSSIER_QUOTA: true;
    QUOTA_OVER_CEILING: true;
  }
}

export const quotaMessages = {
  DOSSIER_QUOTA: (r) =>
    `Vượt chỉ tiêu ${detail(r, 'award')}: đề nghị ${detail(r, 'asked')}, còn ${detail(r, 'free')} trong ${detail(r, 'seats')}.`,
  QUOTA_OVER_CEILING: (r) => `Chỉ tiêu vượt mức trần: ${detail(r, 'working')} (${r.citation ?? ''}).`,
} satisfies Record<string, RefusalMessage>;
