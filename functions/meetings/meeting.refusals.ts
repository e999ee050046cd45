import { detail, type RefusalCode, type RefusalMessage } from '../kernel/refusal.ts';

declare module '../kernel/refusal.ts' {
  interface RefusalCodes {
    MEETING_NO_QUORUM: true;
    MEETING_NOT_SIGNATORY: true;
    MEETING_VOTE_UNFINISHED: true;
    MEETING_DOSSIER_NOT_READY: true;
    MEETING_COUNCIL_OUT_OF_TERM: true;
  }
}

export const meetingMessages = {
  MEETING_NO_QUORUM: (r) =>
    `Phiên họp cần ít nhất ${detail(r, 'needed')} trên ${detail(r, 'members')} thành viên; hiện có ${detail(r, 'present')}.`,
  MEETING_NOT_SIGNATORY: () => 'Biên bản do người chủ trì và thư ký phiên họp ký.',
  MEETING_VOTE_UNFINISHED: (r) =>
    `Phiên họp còn ${detail(r, 'votes')} cuộc bỏ phiếu chưa kiểm xong hoặc chưa hủy; ký biên bản sau.`,
  MEETING_DOSSIER_NOT_READY: (r) => `Hồ sơ này (${detail(r, 'status')}) chưa được trình Hội đồng.`,
  MEETING_COUNCIL_OUT_OF_TERM: () => 'Hội đồng không trong nhiệm kỳ vào ngày họp.',
} satisfies Partial<Record<RefusalCode, RefusalMessage>>;
