import { checkFiles } from '../attachments/named-files.ts';
import { closeDeadline } from '../deadlines/keep-deadline.ts';
import { suspended } from '../dossiers/hold-nominees.ts';
import { joinedStep } from '../dossiers/joined-step.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import type { Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Ground, Outcome } from '../units/change-root.ts';
import { changeConsultation, type ConsultationInput, type Loaded } from './change-consultation.ts';
import { isAsked } from './check-question.ts';
import {
  isAbout,
  isLive,
  maxAnswerFiles,
  maxNamed,
  settled,
  type AgencyOpinion,
  type AgencyOpinionKind,
  type Consultation,
  type ConsultationAnswer,
} from './consultation.ts';
import type { ConsultationDeps } from './deps.ts';

export type AgencyOpinionInput = {
  readonly nomineeId: string;
  readonly kind: AgencyOpinionKind;
  readonly text?: string | null | undefined;
};

export type AnswerConsultationInput = ConsultationInput & {
  /** Whom the agency names; it has no objection to the others. */
  readonly opinions: readonly AgencyOpinionInput[];
  /** False while more opinions follow in further requests. */
  readonly complete: boolean;
  readonly text?: string | null | undefined;
  readonly documentNumber?: string | null | undefined;
  readonly attachmentIds: readonly string[];
};

/**
 * The agency answers, in one request or several; each objection stops its nominee at once. Codes: those of a step,
 * NOT_FOUND, DUPLICATE, REQUIRED, TOO_LONG, TOO_MANY, FILE_NOT_CLEAN, CONSULTATION_OVER.
 */
export const answerConsultation = (
  deps: ConsultationDeps,
  input: AnswerConsultationInput,
): Promise<Result<Consultation>> => answered(deps, input, 'answer');

/** What a body without an account answered on paper: the letter's number is a must. Codes: those of an answer, CONSULTATION_NOT_BY_PAPER. */
export const recordConsultationAnswer = (
  deps: ConsultationDeps,
  input: AnswerConsultationInput,
): Promise<Result<Consultation>> => answered(deps, input, 'recordAnswer');

function answered(
  deps: ConsultationDeps,
  input: AnswerConsultationInput,
  action: 'answer' | 'recordAnswer',
): Promise<Result<Consultation>> {
  const nomineeIds = input.opinions.map((one) => one.nomineeId);
  return changeConsultation(deps, input, {
    action,
    named: { nomineeIds, attachmentIds: input.attachmentIds },
    decide: (ground) => {
      const { root, actor, viewer, extra } = ground;
      const { dossier, deadline } = extra;
      if (!isAbout(root, dossier) || !isLive(dossier))
        return refuse(refusal('CONSULTATION_OVER', 'dossierId'));
      const opinions = checkOpinions(input, ground);
      const answer = checkAnswer(input, ground, action === 'recordAnswer');
      if (!opinions.ok || !answer.ok) return refuse(...refusalsOf(opinions, answer));
      const objectedTo = opinions.value.filter(({ said }) => said.kind === 'OBJECTS');
      const { complete } = input;
      const stop = suspended(
        deps,
        dossier,
        objectedTo.map(({ nominee }) => nominee),
        root.id,
      );
      return accept({
        patch: {
          status: complete ? 'ANSWERED' : root.status,
          answer: complete ? answer.value : null,
          named: root.named + opinions.value.length,
          objections: root.objections + objectedTo.length,
          unresolved: root.unresolved + objectedTo.length,
          closedOn: complete ? viewer.on : root.closedOn,
        },
        writes: [
          ...opinions.value.map(({ said }, i) =>
            deps.consultations.addOpinion(said, `opinions.${i}.nomineeId`),
          ),
          ...stop.writes,
          ...(complete ? closeDeadline(deps, deadline, viewer.on, 'DONE').writes : []),
          ...extra.files.flatMap((file) =>
            file ? [deps.attachments.attach(file, { kind: 'CONSULTATION', id: root.id })] : [],
          ),
          ...joinedStep(deps, {
            dossier,
            actorId: actor.userId,
            patch: { ...stop.patch, ...(complete && settledBy(root, dossier, viewer.on)) },
            event: complete ? 'AgencyAnswered' : 'AgencyObjected',
            facts: {
              consultationId: root.id,
              agency: root.agency,
              suspended: objectedTo.map(({ nominee }) => nominee.id),
            },
          }),
        ],
        event: complete ? 'ConsultationAnswered' : 'ConsultationOpinionsGiven',
        facts: {
          ...{ dossierId: dossier.id, askerUnitId: root.askerUnitId, agencyUnitId: root.agencyUnitId },
          ...{ named: opinions.value.length, objections: objectedTo.length },
          late: answer.value.late,
        },
      } satisfies Outcome<Consultation>);
    },
  });
}

/** The Committee's word on the whole list ends the step that some awards need; on a few it doesn't. */
const settledBy = (root: Consultation, dossier: Loaded['dossier'], on: ConsultationAnswer['on']) => ({
  ...settled(dossier, root),
  ...(root.agency === 'PARTY_STANDING_COMMITTEE' && root.nomineeIds === null && { partyOpinionOn: on }),
});

type Said = { readonly said: AgencyOpinion; readonly nominee: Nominee };

function checkOpinions(
  { opinions, complete }: AnswerConsultationInput,
  { root, viewer, extra }: Ground<Consultation, Loaded>,
): Result<readonly Said[]> {
  if (opinions.length > maxNamed) return refuse(refusal('TOO_MANY', 'opinions', { limit: maxNamed }));
  if (opinions.length === 0 && !complete) return refuse(refusal('REQUIRED', 'opinions'));
  const refusals: Refusal[] = [];
  const ids = opinions.map((one) => one.nomineeId);
  const found = opinions.flatMap(({ kind, text: raw, nomineeId }, i): readonly Said[] => {
    const nominee = extra.nominees[i];
    const at = `opinions.${i}`;
    const text =
      kind === 'NO_OBJECTION'
        ? checkText(`${at}.text`, raw ?? '', 5000)
        : requireText(`${at}.text`, raw ?? '', 5000);
    refusals.push(...refusalsOf(text));
    if (!isAsked(nominee, root) || !(root.nomineeIds?.includes(nominee.id) ?? true)) {
      refusals.push(refusal('NOT_FOUND', `${at}.nomineeId`));
      return [];
    }
    if (extra.opinions[i] || ids.indexOf(nomineeId) < i) {
      refusals.push(refusal('DUPLICATE', `${at}.nomineeId`));
      return [];
    }
    if (!text.ok) return [];
    const said = {
      ...{ consultationId: root.id, dossierId: root.dossierId, nomineeId: nominee.id, name: nominee.name },
      ...{ kind, text: text.value, on: viewer.on, resolution: null },
    };
    return [{ said, nominee }];
  });
  return refusals.length > 0 ? refuse(...refusals) : accept(found);
}

function checkAnswer(
  input: AnswerConsultationInput,
  { root, actor, viewer, extra }: Ground<Consultation, Loaded>,
  onPaper: boolean,
): Result<ConsultationAnswer> {
  const text = checkText('text', input.text ?? '', 10_000);
  const number = checkNumber(input.documentNumber ?? null, onPaper);
  const { agencyUnitId, askerUnitId } = root;
  const refusals = [
    ...refusalsOf(text, number),
    ...checkAnswerFiles(input, extra, onPaper || agencyUnitId === null ? askerUnitId : agencyUnitId),
  ];
  if (!text.ok || !number.ok || refusals.length > 0) return refuse(...refusals);
  return accept({
    text: text.value,
    documentNumber: number.value,
    attachmentIds: extra.files.flatMap((file) => file?.id ?? []),
    on: viewer.on,
    by: actor.userId,
    late: extra.deadline !== undefined && viewer.on > extra.deadline.dueOn,
  });
}

const checkNumber = (raw: string | null, onPaper: boolean): Result<string | null> =>
  onPaper || raw !== null ? requireLine('documentNumber', raw ?? '', 100) : accept(null);

/** Files of whoever answers, with the request that completes the answer. */
function checkAnswerFiles(
  { attachmentIds, complete }: AnswerConsultationInput,
  { files }: Loaded,
  unitId: Id<'unt'>,
): readonly Refusal[] {
  if (!complete && attachmentIds.length > 0)
    return [refusal('INVALID_VALUE', 'attachmentIds', { expected: 'tệp gửi cùng lần trả lời cuối' })];
  return checkFiles(attachmentIds, files, { unitId, field: 'attachmentIds', limit: maxAnswerFiles });
}
