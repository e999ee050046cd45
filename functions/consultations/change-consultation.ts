import { loadFiles } from '../attachments/named-files.ts';
import type { Attachment } from '../attachments/attachment.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal } from '../kernel/refusal.ts';
import { refuse, type Result } from '../kernel/result.ts';
import { changeRoot, type ChangeInput, type Ground, type Outcome } from '../units/change-root.ts';
import { consultationMachine, seesConsultation, type ConsultationAction } from './consultation.policy.ts';
import { consultationPk } from './consultation.store.ts';
import { maxAnswerFiles, maxNamed, type AgencyOpinion, type Consultation } from './consultation.ts';
import type { ConsultationDeps } from './deps.ts';

/** The dossier is named again, so that it is read together with the consultation. */
export type ConsultationInput = ChangeInput & { readonly consultationId: string; readonly dossierId: string };

/** What a step names beside the consultation itself. */
export type Named = { readonly nomineeIds: readonly string[]; readonly attachmentIds: readonly string[] };

/** All of it in the order named; undefined where nothing of the id is there. */
export type Loaded = {
  readonly dossier: Dossier;
  readonly deadline: RunningDeadline | undefined;
  readonly nominees: readonly (Nominee | undefined)[];
  readonly opinions: readonly (AgencyOpinion | undefined)[];
  readonly files: readonly (Attachment | undefined)[];
};

type Step = {
  readonly action: ConsultationAction;
  readonly named: Named;
  readonly decide: (ground: Ground<Consultation, Loaded>) => Result<Outcome<Consultation>>;
};

export const nothingNamed: Named = { nomineeIds: [], attachmentIds: [] };

/** Every step of a consultation that exists; see `changeRoot`. Beside its codes: NOT_FOUND for another dossier. */
export function changeConsultation(
  deps: ConsultationDeps,
  input: ConsultationInput,
  { action, named, decide }: Step,
): Promise<Result<Consultation>> {
  const [id, dossierId] = [parseId('cst', input.consultationId), parseId('dos', input.dossierId)];
  return changeRoot(
    deps,
    input,
    {
      machine: consultationMachine,
      get: async () => id && deps.consultations.get(id),
      sees: seesConsultation,
      replace: (after) => [deps.consultations.replace(after)],
      pk: (one) => consultationPk(one.id),
      reload: (rawId) => reloadConsultation(deps, rawId),
    },
    {
      action,
      load: () =>
        Promise.all([
          dossierId && deps.dossiers.get(dossierId),
          id && deps.deadlines.get(id, 'CONSULTATION_ANSWER'),
          id && dossierId ? loadNamed(deps, { id, dossierId }, named.nomineeIds) : [],
          loadFiles(deps, named.attachmentIds, maxAnswerFiles),
        ]),
      decide: ({ root, actor, viewer, extra: [dossier, deadline, people, files] }) => {
        if (!dossier || dossier.id !== root.dossierId) return refuse(refusal('NOT_FOUND', 'dossierId'));
        const [nominees, opinions] = [people.map(([nominee]) => nominee), people.map(([, said]) => said)];
        return decide({ root, actor, viewer, extra: { dossier, deadline, nominees, opinions, files } });
      },
    },
  );
}

const loadNamed = (
  deps: ConsultationDeps,
  { id, dossierId }: { readonly id: Id<'cst'>; readonly dossierId: Id<'dos'> },
  raws: readonly string[],
) =>
  Promise.all(
    raws.slice(0, maxNamed).map(async (raw) => {
      const nomineeId = parseId('nom', raw);
      return nomineeId
        ? Promise.all([deps.nominees.get(dossierId, nomineeId), deps.consultations.opinion(id, nomineeId)])
        : ([undefined, undefined] as const);
    }),
  );

export async function reloadConsultation(
  deps: Pick<ConsultationDeps, 'consultations'>,
  rawId: string,
): Promise<Consultation | undefined> {
  const id = parseId('cst', rawId);
  return id && deps.consultations.get(id);
}
