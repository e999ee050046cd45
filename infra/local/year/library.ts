import { z } from 'zod';
import { province } from './cast.ts';
import { heldAs, type Client } from './client.ts';
import type { Units } from './office.ts';

const found = z.object({ legalDocuments: z.object({ nodes: z.array(z.object({ id: z.string() })) }) });

/** The province puts the plan's own rule of procedure into the library, under the decree that it rests on. */
export async function keepRegulation(client: Client, units: Units): Promise<void> {
  const query = `{ legalDocuments(filter: { number: "91/2017/NĐ-CP" }) { nodes { id } } }`;
  const { legalDocuments } = await client.ask(null, query, {}, found);
  const [decree] = legalDocuments.nodes;
  if (!decree) throw new Error('the library has no decree of 2017');
  await client.done(
    'can-bo-tinh',
    'registerLegalDocument',
    'legalDocument { id version }',
    {
      keeperUnitId: units.idOf(province),
      kind: 'GUIDANCE',
      number: '01/HD-MẪU',
      title: 'Hướng dẫn mẫu về hồ sơ đề nghị khen thưởng',
      issuer: 'Sở Nội vụ',
      issuedOn: '2021-02-01',
      effectiveFrom: '2021-02-01',
      summary: 'Dữ liệu mẫu.',
      text: 'Hồ sơ gồm tờ trình, báo cáo thành tích, biên bản bình xét và kết quả bỏ phiếu kín.',
      replaces: [],
      amends: [decree.id],
    },
    heldAs('legalDocument'),
  );
}
