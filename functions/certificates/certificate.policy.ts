import type { PermissionTable } from '../kernel/actor.ts';

export const certificatePermissions = {
  'certificate.issue': ['APPRAISER', 'LEADER'],
  'certificate.view': ['APPRAISER', 'LEADER', 'AUDITOR'],
  'certificate.handOver': ['APPRAISER', 'LEADER'],
  'certificate.reissue': ['APPRAISER', 'LEADER'],
} as const satisfies PermissionTable;

export type CertificateAction = keyof typeof certificatePermissions;
