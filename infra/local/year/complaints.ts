import { z } from 'zod';
import { districts, province } from './cast.ts';
import { heldAs, type Client, type Held } from './client.ts';
import type { Units } from './office.ts';
import { at, type Story } from './stories.ts';

const complaint = heldAs('complaint');
const receipt = z.object({ receipt: z.object({ trackingCode: z.string() }) });
const me = z.object({ me: z.object({ user: z.object({ id: z.string() }) }) });
const found = z.object({
  complaints: z.object({ nodes: z.array(z.object({ id: z.string(), version: z.int() })) }),
});

/** The district that is complained about; its chair resolves it first. */
const district = districts[8];
const chair = 'chu-tich-huyen';

const step = (client: Client, as: string, name: string, held: Held, extra: object) =>
  client.done(
    as,
    name,
    'complaint { id version }',
    { complaintId: held.id, expectedVersion: held.version, ...extra },
    complaint,
  );

const userOf = async (client: Client, key: string): Promise<string> =>
  (await client.ask(key, '{ me { user { id } } }', {}, me)).me.user.id;

/** What came in at a unit and nobody has looked at yet; there is one at a time. */
async function received(client: Client, as: string, unitId: string): Promise<Held> {
  const query = `query ($unitId: ID!) { complaints(unitId: $unitId, denunciations: false, first: 1) {
    nodes { id version } } }`;
  const [first] = (await client.ask(as, query, { unitId }, found)).complaints.nodes;
  if (!first) throw new Error('no complaint came in');
  return first;
}

const letter = {
  type: 'COMPLAINT',
  text: 'Gia đình tôi không có tên trong danh sách đề nghị khen thưởng (dữ liệu mẫu).',
  identity: { name: 'Công dân mẫu', address: 'Địa chỉ mẫu' },
  knownOn: '2021-06-01',
};

const send = async (client: Client, input: object): Promise<string> =>
  (await client.done(null, 'sendComplaint', 'receipt { trackingCode }', { ...letter, ...input }, receipt))
    .receipt.trackingCode;

type Instance = {
  readonly unitId: string;
  readonly accusedUnitId: string;
  readonly clerk: string;
  readonly leader: string;
  readonly verifier: string;
};

/** From receipt to acceptance; the accused unit's own officer is refused as a verifier first. */
async function takeUp(client: Client, of: Instance): Promise<Held> {
  const about = { type: 'COMPLAINT', accusedUnitId: of.accusedUnitId, accusedUserIds: [] };
  const came = await received(client, of.clerk, of.unitId);
  const c = await step(client, of.clerk, 'classifyComplaint', came, about);
  const own = await userOf(client, `can-bo-${district}`);
  const wrong = { complaintId: c.id, expectedVersion: c.version, userIds: [own] };
  await client.refused(of.leader, 'assignComplaint', wrong, ['COMPLAINT_ACCUSED']);
  const userIds = [await userOf(client, of.verifier)];
  const given = await step(client, of.leader, 'assignComplaint', c, { userIds });
  return step(client, of.leader, 'acceptComplaint', given, { competent: true, unresolved: true });
}

const ruling = (number: string, issuedOn: string, outcome: string) => ({
  ...{ number, issuedOn, outcome },
  ...{ signerName: 'Người ký mẫu', text: 'Nội dung giải quyết (dữ liệu mẫu).' },
});

/** A citizen's complaint through both instances; the second wants a dialogue before it can be decided. */
export async function* complain(client: Client, units: Units): Story {
  const [unitId, host] = [units.idOf(district), units.idOf(province)];
  yield at('2021-06-10', 'công dân khiếu nại huyện, không cần tài khoản');
  const code = await send(client, { handlerUnitId: unitId });
  yield at('2021-06-14', 'huyện thụ lý, giao người ngoài huyện xác minh');
  const first = { unitId, accusedUnitId: unitId, clerk: chair, leader: chair, verifier: 'theo-doi' };
  let c = await takeUp(client, first);
  yield at('2021-07-05', 'huyện xác minh, bác khiếu nại lần đầu');
  const entry = (on: string) => ({ on, text: 'Đã làm việc với các bên (dữ liệu mẫu).' });
  c = await step(client, first.verifier, 'recordVerification', c, entry('2021-07-05'));
  await step(client, chair, 'decideComplaint', c, ruling('310/QĐ-UBND', '2021-07-05', 'REJECTED'));
  yield at('2021-07-12', 'công dân khiếu nại lần hai lên tỉnh');
  await send(client, { handlerUnitId: host, appealOf: code });
  yield at('2021-07-15', 'tỉnh thụ lý lần hai');
  const second = {
    ...{ unitId: host, accusedUnitId: unitId },
    ...{ clerk: 'tham-dinh-1', leader: 'chu-tich', verifier: 'tham-dinh-2' },
  };
  c = await takeUp(client, second);
  yield at('2021-07-28', 'tỉnh xác minh, đối thoại, quyết định, thi hành');
  c = await step(client, second.verifier, 'recordVerification', c, entry('2021-07-28'));
  const decision = ruling('1500/QĐ-UBND', '2021-07-28', 'PARTLY_UPHELD');
  const early = { complaintId: c.id, expectedVersion: c.version, ...decision };
  await client.refused('chu-tich', 'decideComplaint', early, ['COMPLAINT_NO_DIALOGUE']);
  c = await step(client, second.verifier, 'recordDialogue', c, entry('2021-07-28'));
  c = await step(client, 'chu-tich', 'decideComplaint', c, decision);
  await step(client, 'tham-dinh-1', 'enforceComplaint', c, entry('2021-07-28'));
}
