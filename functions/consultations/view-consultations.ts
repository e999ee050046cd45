import type { DeadlineStore } from '../deadlines/deadline.store.ts';
import { handles } from '../dossiers/dossier.policy.ts';
import type { Dossier } from '../dossiers/dossier.ts';
import type { Nominee } from '../dossiers/nominee.ts';
import { isHidden } from '../dossiers/view-dossier.ts';
import { forbidden } from '../kernel/actor.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { pageOfRows } from '../kernel/lists.ts';
import { pageRequest, type Edge, type Page, type PageArgs } from '../kernel/paging.ts';
import type { StoredEvent } from '../kernel/table/event.ts';
import { viewerOf } from '../units/viewer.ts';
import { isAgency, isAsker, readsConsultation, staffOf } from './consultation.policy.ts';
import type { AgencyOpinion, Consultation, ConsultationStatus } from './consultation.ts';
import { isAsked } from './check-question.ts';
import type { ConsultationDeps } from './deps.ts';

/** What an agency needs to know of a nominee, and nothing more. */
export type ConsultedNominee = Pick<Nominee, 'name' | 'position' | 'unitName' | 'awardCode'> & {
  readonly nomineeId: Nominee['id'];
};

/** A consultation that the caller may see; undefined otherwise, as for an unknown one. */
export async function viewConsultation(
  deps: ConsultationDeps,
  rawId: string,
): Promise<Consultation | undefined> {
  const id = parseId('cst', rawId);
  const [one, viewer] = await Promise.all([id && deps.consultations.get(id), viewerOf(deps)]);
  if (!one) return undefined;
  return readsConsultation(one, await deps.dossiers.get(one.dossierId), viewer) ? one : undefined;
}

/** Of every stage, for whoever works at a unit that handles the dossier; null for others. */
export async function listOfDossier(
  deps: ConsultationDeps,
  dossier: Dossier,
  args: PageArgs,
): Promise<Page<Consultation> | null> {
  if (!handles(dossier, await viewerOf(deps))) return null;
  const page = await deps.consultations.pageOfDossier(dossier.id, args);
  const edges = await Promise.all(
    page.edges.map(async ({ node: id, cursor }) => {
      const node = await deps.consultations.get(id);
      return node ? [{ node, cursor }] : [];
    }),
  );
  return { ...page, edges: edges.flat() };
}

/** What a unit was asked, or what it asked. Throws FORBIDDEN. */
export async function listOfUnit(
  deps: ConsultationDeps,
  of: {
    readonly unitId: string;
    readonly side: 'ASKED' | 'ASKING';
    readonly status: ConsultationStatus | null;
  },
  args: PageArgs,
): Promise<Page<Consultation>> {
  const unitId = parseId('unt', of.unitId);
  const viewer = await viewerOf(deps);
  if (!unitId || !staffOf[of.side](viewer, unitId)) throw forbidden();
  return deps.consultations.pageByUnit(unitId, of.side, of.status, args);
}

/** Pages of the list that are read for one page of an answer, where a lower stage has turned many down. */
const maxReads = 5;

/** Whom it is about: those named, or whoever is on the list; nobody once another revision has taken its place. */
export async function pageAsked(
  deps: ConsultationDeps,
  one: Consultation,
  args: PageArgs,
): Promise<Page<ConsultedNominee>> {
  const [dossier, viewer] = await Promise.all([deps.dossiers.get(one.dossierId), viewerOf(deps)]);
  const over = dossier?.revision !== one.revision;
  const takenBack = one.status === 'WITHDRAWN' && isAgency(one, viewer) && !isAsker(one, viewer);
  if (over || takenBack) return { edges: [], hasNextPage: false, hasPreviousPage: false };
  if (one.nomineeIds === null) return pageOfList(deps, one, args);
  const found = await Promise.all(one.nomineeIds.map((id) => deps.nominees.get(one.dossierId, id)));
  const rows = found.flatMap((nominee) => (nominee ? [shown(nominee)] : []));
  return pageOfRows(deps.cursors, `asked ${one.id}`, rows, args, (row) => row.nomineeId);
}

async function pageOfList(
  deps: ConsultationDeps,
  one: Consultation,
  args: PageArgs,
): Promise<Page<ConsultedNominee>> {
  const { size } = pageRequest(args);
  const edges: Edge<ConsultedNominee>[] = [];
  let after = args.after ?? undefined;
  let more = true;
  for (let reads = 0; more && edges.length < size && reads < maxReads; reads += 1) {
    const page = await deps.nominees.page(one.dossierId, {
      first: size - edges.length,
      ...(after !== undefined && { after }),
    });
    for (const { node, cursor } of page.edges)
      if (isAsked(node, one)) edges.push({ node: shown(node), cursor });
    after = page.edges.at(-1)?.cursor;
    more = page.hasNextPage;
  }
  return { edges, hasNextPage: more, hasPreviousPage: args.after != null };
}

const shown = ({ id, name, position, unitName, awardCode }: Nominee): ConsultedNominee => ({
  nomineeId: id,
  ...{ name, position, unitName, awardCode },
});

/** Null for whoever may not vote on the nominee in the council: they don't read what was said of them either. */
export async function unlessHidden<T>(
  deps: ConsultationDeps,
  { dossierId, nomineeId }: AgencyOpinion,
  value: T,
): Promise<T | null> {
  const dossier = await deps.dossiers.get(dossierId);
  return dossier && (await isHidden(deps, dossier, { id: nomineeId })) ? null : value;
}

/** For those who asked and whoever handles the dossier after them; null for the agency. */
export async function forHandlers<T>(
  deps: ConsultationDeps,
  dossierId: Consultation['dossierId'],
  value: T,
): Promise<T | null> {
  const [dossier, viewer] = await Promise.all([deps.dossiers.get(dossierId), viewerOf(deps)]);
  return dossier && handles(dossier, viewer) ? value : null;
}

export async function historyOf(
  deps: ConsultationDeps,
  one: Consultation,
  args: PageArgs,
): Promise<Page<StoredEvent> | null> {
  return (await forHandlers(deps, one.dossierId, true)) ? deps.consultations.history(one.id, args) : null;
}

/** What the law leaves to a person: a day that has passed without meaning anything, or a meaning that nobody has read. */
export async function needsHumanLook(
  deps: Pick<ConsultationDeps, 'clock'> & { readonly deadlines: Pick<DeadlineStore, 'get'> },
  { id, status, silence }: Consultation,
): Promise<readonly string[]> {
  if (status === 'SILENT' && silence.status === 'unverified')
    return [`Im lặng được coi là không có ý kiến phản đối theo quy định chưa đối chiếu: ${silence.citation}`];
  if (status !== 'OPEN' || silence.meaning === 'NO_OBJECTION') return [];
  const deadline = await deps.deadlines.get(id, 'CONSULTATION_ANSWER');
  return deadline && today(deps.clock) > deadline.dueOn
    ? ['Đã quá hạn; không có quy định coi im lặng là đồng ý nên bước này vẫn chờ trả lời']
    : [];
}
