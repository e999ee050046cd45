import * as z from 'zod/mini';
import { caseLabel, type Complaint } from '../complaints/complaint.ts';
import { parseId } from '../kernel/ids.ts';
import { lazy } from '../kernel/lazy.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { storedId } from '../kernel/table/schemas.ts';
import { laneAudience, unitAudience, type Audience, type UnitNoticeKind } from './audience.ts';
import type { News, Sources, Teller } from './news.ts';
import type { NoticeKind } from './template.ts';

const atUnit = (kind: UnitNoticeKind, unitId: News['unitId'], facts: Partial<News['facts']> = {}): News => ({
  kind,
  unitId,
  audience: unitAudience(kind, unitId),
  restricted: false,
  facts: { label: '', ...facts },
});

/** A complaint is told of by the end of its id, and to those alone who handle it or are named for it. */
const ofComplaint =
  (kind: NoticeKind, audienceOf: (one: Complaint) => readonly Audience[]): Teller =>
  async ({ complaints }, event) => {
    const id = parseId('cpl', event.aggregateId);
    const one = id && (await complaints.get(id));
    if (!one) return null;
    return {
      kind,
      unitId: one.handlerUnitId,
      audience: audienceOf(one),
      restricted: true,
      facts: { label: caseLabel(one), dueOn: one.acceptBy.on },
    };
  };

const toHandlers = (one: Complaint): readonly Audience[] =>
  laneAudience(one.type === 'DENUNCIATION' ? 'DENUNCIATION' : 'COMPLAINT', one.handlerUnitId);

const toAssigned = ({ assignees }: Complaint): readonly Audience[] => [
  { kind: 'PEOPLE', userIds: assignees.map(({ userId }) => userId) },
];

const ofRecommendation =
  (kind: UnitNoticeKind, side: 'hostUnitId' | 'ownerUnitId'): Teller =>
  async ({ inspections }, event) => {
    const id = parseId('rcm', event.aggregateId);
    const one = id && (await inspections.recommendation(id));
    return one ? atUnit(kind, one[side], { dueOn: one.dueOn }) : null;
  };

const ofRegistration =
  (kind: UnitNoticeKind): Teller =>
  async ({ registrations }, event) => {
    const id = parseId('reg', event.aggregateId);
    const one = id && (await registrations.get(id));
    return one ? atUnit(kind, one.unitId) : null;
  };

const ofExemplar: Teller = async ({ exemplars }, event) => {
  const id = parseId('exm', event.aggregateId);
  const one = id && (await exemplars.get(id));
  return one ? atUnit('EXEMPLAR_APPROVED', one.unitId) : null;
};

/** The head who answers for it. */
const ofTask: Teller = async ({ workPlans }, event) => {
  const id = parseId('ptk', event.aggregateId);
  const one = id && (await workPlans.task(id));
  if (!one) return null;
  return {
    kind: 'PLAN_TASK_ASSIGNED',
    unitId: one.unitId,
    audience: [{ kind: 'PEOPLE', userIds: [one.headId] }],
    restricted: false,
    facts: { label: one.planNumber, dueOn: one.dueOn },
  };
};

const nominated = lazy(() => z.object({ officerId: storedId('ofc'), unitId: storedId('unt') }));

/** The officer who is sent, where they have an account. */
async function ofNomination({ officers }: Sources, event: StoredEvent): Promise<News | null> {
  const { officerId, unitId } = nominated().parse(event.facts);
  const userId = (await officers.get(officerId))?.userId;
  if (userId == null) return null;
  return {
    kind: 'TRAINING_NOMINATED',
    unitId,
    audience: [{ kind: 'PEOPLE', userIds: [userId] }],
    restricted: false,
    facts: { label: '' },
  };
}

/** What is told of the work beside dossiers. */
export const workTellers: readonly (readonly [string, Teller])[] = [
  ['ComplaintReceived', ofComplaint('COMPLAINT_RECEIVED', toHandlers)],
  ['ComplaintTransferred', ofComplaint('COMPLAINT_RECEIVED', toHandlers)],
  ['ComplaintAssigned', ofComplaint('COMPLAINT_ASSIGNED', toAssigned)],
  ['ComplaintDecided', ofComplaint('COMPLAINT_DECIDED', toHandlers)],
  ['RecommendationMade', ofRecommendation('RECOMMENDATION_MADE', 'ownerUnitId')],
  ['RemedySubmitted', ofRecommendation('REMEDY_SUBMITTED', 'hostUnitId')],
  ['RemedyRejected', ofRecommendation('REMEDY_REJECTED', 'ownerUnitId')],
  ['RegistrationApproved', ofRegistration('REGISTRATION_APPROVED')],
  ['RegistrationReturned', ofRegistration('REGISTRATION_RETURNED')],
  ['ExemplarApproved', ofExemplar],
  ['PlanTaskAssigned', ofTask],
  ['TrainingNominated', ofNomination],
];
