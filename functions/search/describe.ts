import type { Campaign } from '../campaigns/campaign.ts';
import { isPublic } from '../campaigns/campaign.ts';
import { seenAt, staff as dossierStaff } from '../dossiers/dossier.policy.ts';
import type { Decision, DecisionKind } from '../dossiers/decision.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import { roles } from '../kernel/actor.ts';
import { subjectPermissions } from '../subjects/subject.policy.ts';
import type { Subject } from '../subjects/subject.ts';
import type { Anchor, Findable, IndexedKind } from './findable.ts';

type Indexed<K extends IndexedKind> = Findable & { readonly kind: K };

/** A subject that is a unit is found as that unit. */
export const ofSubject = ({ kind, ...subject }: Subject): Indexed<'SUBJECT'> | undefined =>
  kind === 'UNIT'
    ? undefined
    : {
        kind: 'SUBJECT',
        id: subject.id,
        title: subject.name,
        number: null,
        detail: subject.position,
        on: null,
        unitId: subject.unitId,
        anchors: [{ unitId: subject.unitId, reach: 'OVER', roles: subjectPermissions['subject.view'] }],
      };

export const ofCampaign = (campaign: Campaign): Indexed<'CAMPAIGN'> => ({
  kind: 'CAMPAIGN',
  id: campaign.id,
  title: campaign.name,
  number: null,
  detail: campaign.launcher.name,
  on: campaign.launchedOn,
  unitId: campaign.hostUnitId,
  anchors: isPublic(campaign) ? null : [{ unitId: campaign.hostUnitId, reach: 'OVER', roles }],
});

export const ofDossier = (dossier: Dossier): Indexed<'DOSSIER'> => ({
  kind: 'DOSSIER',
  id: dossier.id,
  title: dossier.title,
  number: dossier.receipt?.number ?? null,
  detail: dossier.authorName,
  on: dossier.receipt?.receivedOn ?? null,
  unitId: dossier.authorUnitId,
  anchors: [...new Set(seenAt(dossier))].flatMap((unitId): readonly Anchor[] => [
    { unitId, reach: 'AT', roles: dossierStaff },
    { unitId, reach: 'OVER', roles: ['AUDITOR'] },
  ]),
});

const decisionTitles: Readonly<Record<DecisionKind, string>> = {
  AWARD: 'Quyết định khen thưởng',
  STATE: 'Quyết định khen thưởng cấp nhà nước',
  CORRECTION: 'Quyết định đính chính',
  REVOCATION: 'Quyết định hủy bỏ khen thưởng',
};

export const ofDecision = (decision: Decision): Indexed<'DECISION'> => ({
  kind: 'DECISION',
  id: decision.id,
  title: `${decisionTitles[decision.kind]} của ${decision.issuerName}`,
  number: decision.number,
  detail: decision.signerName,
  on: decision.issuedOn,
  unitId: decision.issuerUnitId,
  anchors: null,
});
