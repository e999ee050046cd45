import { stepper } from './steps.ts';
import type { Office } from './dossiers.ts';
import { province } from './units.ts';

/** A document that the province registered by mistake and took out again, by its id. */
export async function withdrawnDocument({ world, leader }: Office): Promise<string> {
  const documents = stepper(world, 'documentId', 'legalDocument', 'id version');
  const held = await documents.done(leader, 'registerLegalDocument', null, {
    ...{ keeperUnitId: province, kind: 'DECISION', number: '1/QĐ-NHẦM', title: 'Nhầm', issuer: 'Tỉnh' },
    ...{ issuedOn: '2021-01-15', summary: '', replaces: [], amends: [] },
  });
  return (await documents.done(leader, 'withdrawLegalDocument', held, { reason: 'Nhầm' })).id;
}
