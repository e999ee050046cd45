import { z } from 'zod';
import { officerAt } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { upload } from './paper.ts';

const consultation = heldAs('consultation');
const selection = 'consultation { id version }';

const police = 'Công an tỉnh';
const tax = 'Cục Thuế tỉnh';

/** Asks the police and the tax office about the whole list; answers with what the police were asked. */
export async function consult(client: Client, units: Units, dossier: Held): Promise<Held> {
  const ask = (agency: string, unit: string) => {
    const of = { dossierId: dossier.id, agency, agencyUnitId: units.idOf(unit), nomineeIds: [] };
    const question = 'Đề nghị cho ý kiến về việc chấp hành pháp luật của các trường hợp trong danh sách.';
    return client.done('tham-dinh-1', 'consultAgency', selection, { ...of, question }, consultation);
  };
  await ask('TAX', tax);
  return ask('POLICE', police);
}

/** The police have no objection, and say so with their letter; the tax office says nothing. */
export async function answer(client: Client, units: Units, asked: Held, dossier: Held): Promise<void> {
  const officer = officerAt(police);
  const letter = await upload(client, officer, units.idOf(police), 'Công văn trả lời');
  const input = {
    ...{ consultationId: asked.id, dossierId: dossier.id, expectedVersion: asked.version },
    ...{ opinions: [], complete: true, text: 'Không có ý kiến phản đối (dữ liệu mẫu).' },
    ...{ documentNumber: '45/CAT-PX03', attachmentIds: [letter] },
  };
  await client.done(officer, 'answerConsultation', selection, input, consultation);
}

const version = z.object({ dossier: z.object({ version: z.int() }) });

/** The dossier as it is now: its version moves with what agencies do. */
export async function asItIs(client: Client, { id }: Held): Promise<Held> {
  const query = 'query ($id: ID!) { dossier(id: $id) { version } }';
  return { id, version: (await client.ask('tham-dinh-1', query, { id }, version)).dossier.version };
}

const listed = z.object({
  consultations: z.object({ nodes: z.array(z.object({ agency: z.string(), status: z.string() })) }),
});

/** How each agency that the province asked came to its end. */
export type ConsultationFacts = Readonly<Record<string, string>>;

export const expectedConsultations: ConsultationFacts = { POLICE: 'ANSWERED', TAX: 'SILENT' };

export async function checkConsultations(client: Client, provinceId: string): Promise<ConsultationFacts> {
  const query =
    'query ($unitId: ID!) { consultations(unitId: $unitId, side: ASKING, first: 10) { nodes { agency status } } }';
  const { consultations } = await client.ask('theo-doi', query, { unitId: provinceId }, listed);
  return Object.fromEntries(consultations.nodes.map(({ agency, status }) => [agency, status]));
}
