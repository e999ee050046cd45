import { z } from 'zod';
import { districts, province } from './cast.ts';
import { heldAs, type Client } from './client.ts';
import type { Units } from './office.ts';
import { at, type Story } from './stories.ts';

const complaint = heldAs('complaint');
const receipt = z.object({ receipt: z.object({ trackingCode: z.string() }) });
const me = z.object({ me: z.object({ user: z.object({ id: z.string() }) }) });
const found = z.object({
  complaints: z.object({ nodes: z.array(z.object({ id: z.string(), version: z.int(), type: z.string() })) }),
});

const letters = {
  QUERY: 'Tiền thưởng kèm theo Bằng khen được tính thế nào (dữ liệu mẫu)?',
  PETITION: 'Đề nghị công khai tiêu chuẩn xét khen thưởng tại xã (dữ liệu mẫu).',
  DENUNCIATION: 'Một báo cáo thành tích khai không đúng (dữ liệu mẫu).',
} as const;
type Letter = keyof typeof letters;

/** A query and a petition that are answered, and a denunciation that only its verifier may still read. */
export async function* writeLetters(client: Client, units: Units): Story {
  const host = units.idOf(province);
  yield at('2021-09-06', 'công dân thắc mắc, kiến nghị, tố cáo, không cần tài khoản');
  for (const [type, text] of Object.entries(letters)) {
    const identity = { name: 'Công dân mẫu', address: 'Địa chỉ mẫu' };
    const input = { handlerUnitId: host, type, text, identity };
    await client.done(null, 'sendComplaint', 'receipt { trackingCode }', input, receipt);
  }
  yield at('2021-09-09', 'tỉnh trả lời thắc mắc, kiến nghị; giao xác minh tố cáo');
  for (const type of ['QUERY', 'PETITION'] as const) {
    const known = await classify(client, host, type);
    await step(client, 'tham-dinh-1', 'answerComplaint', known, { text: 'Nội dung trả lời (dữ liệu mẫu).' });
  }
  const known = await classify(client, host, 'DENUNCIATION', units.idOf(districts[8]));
  const { user } = (await client.ask('theo-doi', '{ me { user { id } } }', {}, me)).me;
  const given = await step(client, 'chu-tich', 'assignComplaint', known, { userIds: [user.id] });
  await step(client, 'chu-tich', 'acceptComplaint', given, { competent: true, unresolved: true });
}

type Come = { readonly id: string; readonly version: number };

const step = (client: Client, as: string, name: string, { id, version }: Come, extra: object) =>
  client.done(
    as,
    name,
    'complaint { id version }',
    { complaintId: id, expectedVersion: version, ...extra },
    complaint,
  );

/** A denunciation comes to the leader alone, and so does whatever the sender called one. */
async function classify(client: Client, host: string, type: Letter, accusedUnitId?: string): Promise<Come> {
  const secret = type === 'DENUNCIATION';
  const as = secret ? 'chu-tich' : 'tham-dinh-1';
  const query = `query ($unitId: ID!, $secret: Boolean!) {
    complaints(unitId: $unitId, denunciations: $secret, status: RECEIVED, first: 10) { nodes { id version type } } }`;
  const { nodes } = (await client.ask(as, query, { unitId: host, secret }, found)).complaints;
  const came = nodes.find((one) => one.type === type);
  if (!came) throw new Error(`no ${type} came in`);
  return step(client, as, 'classifyComplaint', came, { type, accusedUnitId, accusedUserIds: [] });
}
