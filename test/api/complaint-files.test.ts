import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { complaintIdOf } from '../../functions/complaints/complaint.ts';
import { expireUploads } from '../../functions/attachments/expire-uploads.ts';
import type { Id } from '../../functions/kernel/ids.ts';
import { office, type Office } from '../support/dossiers.ts';
import { stepper, type Held } from '../support/steps.ts';
import { minhThuan, province } from '../support/units.ts';
import { pdf, sha256, uploads, type Form, type Uploads } from '../support/uploads.ts';
import { pick } from '../support/pick.ts';
import { refusals } from '../support/world.ts';

const form = 'upload { url fields { name value } } userErrors { code field }';
const send = `mutation ($input: SendComplaintFileInput!) { sendComplaintFile(input: $input) {
  file { fileName status } ${form} } }`;
const add = `mutation ($input: AddComplaintFileInput!) { addComplaintFile(input: $input) {
  attachment { id unit { id } } ${form} } }`;
const lodge = `mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) { receipt { trackingCode } } }`;

describe('files of a complaint', () => {
  let u: Uploads;
  let o: Office;
  let verifier: Id<'usr'>, clerk: Id<'usr'>;
  let complaint: ReturnType<typeof stepper>;
  let source = 0;

  beforeAll(async () => {
    u = await uploads();
    o = await office(u.world);
    verifier = await u.world.user('verifier', [['AUDITOR', province]]);
    clerk = await u.world.user('clerk', [
      ['APPRAISER', province],
      ['OFFICER', province],
    ]);
    complaint = stepper(u.world, 'complaintId', 'complaint', 'id version status');
  });
  afterAll(() => u.stop());

  const declared = (extra: object = {}) => ({
    ...{ fileName: 'Chứng cứ.pdf', contentType: 'application/pdf', size: pdf.length, sha256: sha256(pdf) },
    ...{ idempotencyKey: randomUUID(), ...extra },
  });
  const lodged = async (type: string): Promise<{ readonly code: string; readonly held: Held }> => {
    const input = { handlerUnitId: province, type, text: 'Nội dung', idempotencyKey: randomUUID() };
    const answer = await u.world.run(undefined, lodge, { input }, `198.51.100.${(source += 1)}`);
    const code = String(pick(answer.data, 'sendComplaint', 'receipt', 'trackingCode'));
    return { code, held: { id: String(complaintIdOf(code)), version: 1 } };
  };
  const sendTo = (code: string, extra: object = {}, ip = `198.51.100.${(source += 1)}`) =>
    u.world.run(undefined, send, { input: { trackingCode: code, ...declared(extra) } }, ip);
  const addTo = (user: Id<'usr'>, id: string, extra: object = {}) =>
    u.world.run(user, add, { input: { complaintId: id, ...declared(extra) } });
  const formOf = (answer: { readonly data: unknown }, mutation: string): Form => {
    const upload = pick(answer.data, mutation, 'upload');
    const fields = [pick(upload, 'fields')].flat();
    const named = Object.fromEntries(fields.map((f) => [String(pick(f, 'name')), String(pick(f, 'value'))]));
    return {
      id: (named['key'] ?? '').replace('incoming/', ''),
      url: String(pick(upload, 'url')),
      fields: named,
    };
  };
  async function cleaned(made: Form): Promise<string> {
    expect(await u.post(made, pdf)).toBe('201');
    await u.arrive(made.id);
    await u.scan(made.id, 'NO_THREATS_FOUND');
    return made.id;
  }
  const files = async (user: Id<'usr'> | undefined, id: string) => {
    const query = `query ($id: ID!) { complaint(id: $id) { files { side attachment { id fileName status } } } }`;
    const { data, errors } = await u.world.run(user, query, { id });
    expect(errors).toEqual([]);
    return pick(data, 'complaint', 'files');
  };
  const tracked = async (code: string) => {
    const query =
      'query ($code: String!) { trackComplaint(code: $code) { files { fileName status rejection { code } } } }';
    return pick((await u.world.run(undefined, query, { code })).data, 'trackComplaint', 'files');
  };
  const link = async (user: Id<'usr'> | undefined, id: string) =>
    refusals(await u.download(user, id), 'attachmentDownload');

  it('come from whoever holds the code, are checked as any other, and are never had back by it', async () => {
    const { code, held } = await lodged('COMPLAINT');
    await sendTo(code); // the first of a day stores the salt of its sources
    const answer = await sendTo(code);
    expect(refusals(answer, 'sendComplaintFile')).toEqual([]);
    expect(answer.calls.writes).toBe(1);
    const id = await cleaned(formOf(answer, 'sendComplaintFile'));
    expect(await tracked(code)).toEqual([
      { fileName: 'Tệp 1 kèm đơn.pdf', status: 'PENDING', rejection: null },
      { fileName: 'Tệp 2 kèm đơn.pdf', status: 'CLEAN', rejection: null },
    ]);
    expect(await files(clerk, held.id)).toContainEqual({
      side: 'SENDER',
      attachment: { id, fileName: 'Tệp 2 kèm đơn.pdf', status: 'CLEAN' },
    });
    expect(await link(clerk, id)).toEqual([]);
    expect(await link(undefined, id)).toEqual(['NOT_FOUND id']);
    u.world.clock.set('2021-05-01T02:00:00Z');
    await expireUploads(u.backstage());
    expect(await tracked(code)).toEqual([
      { fileName: 'Tệp 1 kèm đơn.pdf', status: 'EXPIRED', rejection: null },
      { fileName: 'Tệp 2 kèm đơn.pdf', status: 'CLEAN', rejection: null },
    ]);
    u.world.clock.set('2021-03-01T02:00:00Z');
  });

  it('of a denunciation are for those assigned alone, as what was written is', async () => {
    const { code, held } = await lodged('DENUNCIATION');
    const id = await cleaned(formOf(await sendTo(code), 'sendComplaintFile'));
    const known = await complaint.done(o.leader, 'classifyComplaint', held, {
      ...{ type: 'DENUNCIATION', accusedUnitId: minhThuan, accusedUserIds: [o.officer] },
    });
    expect(await link(o.leader, id)).toEqual([]);
    expect(await link(clerk, id)).toEqual(['NOT_FOUND id']);
    const given = await complaint.done(o.leader, 'assignComplaint', known, { userIds: [verifier] });
    const same = { fileName: 'Biên bản.pdf', idempotencyKey: randomUUID() };
    const minutes = formOf(await addTo(verifier, given.id, same), 'addComplaintFile');
    expect(formOf(await addTo(verifier, given.id, same), 'addComplaintFile').id).toBe(minutes.id);
    const added = await cleaned(minutes);
    for (const file of [id, added]) {
      expect(await link(verifier, file)).toEqual([]);
      for (const other of [o.leader, clerk, o.officer, o.outsider, undefined]) {
        expect(await link(other, file)).toEqual(['NOT_FOUND id']);
        expect(await u.status(other, file)).toBeNull();
      }
    }
    expect(await files(o.leader, given.id)).toBeNull();
    expect(await files(verifier, given.id)).toMatchObject([{ side: 'SENDER' }, { side: 'STAFF' }]);
    expect(refusals(await addTo(o.leader, given.id), 'addComplaintFile')).toEqual(['NOT_FOUND complaintId']);
    expect(await tracked(code)).toHaveLength(1);
    await complaint.done(o.leader, 'assignComplaint', given, { userIds: [o.auditor] });
    expect(refusals(await addTo(verifier, given.id, same), 'addComplaintFile')).toEqual(['NOT_FOUND']);
    expect(await link(verifier, added)).toEqual(['NOT_FOUND id']);
    const events = (await u.world.items()).filter(({ pk }) => String(pk).startsWith('ATT#'));
    const facts = events.filter(({ type }) => type === 'event').map(({ data }) => JSON.stringify(data));
    expect(facts.join()).not.toMatch(/Biên bản|Chứng cứ/);
  });

  it('are refused without the code, by what they are, when it is over, and beyond their number', async () => {
    const { code, held } = await lodged('PETITION');
    const why = async (answer: ReturnType<typeof sendTo>) => refusals(await answer, 'sendComplaintFile');
    const before = await u.world.dump();
    expect(await why(sendTo('0000-0000-0000-0000-0000'))).toEqual(['NOT_FOUND trackingCode']);
    expect(
      await why(sendTo(code, { fileName: 'a.exe', contentType: 'application/x-msdownload', size: 0 })),
    ).toEqual(['FILE_EXECUTABLE fileName', 'FILE_EXECUTABLE contentType', 'FILE_EMPTY size']);
    expect(refusals(await addTo(o.outsider, held.id), 'addComplaintFile')).toEqual(['NOT_FOUND complaintId']);
    expect(await u.world.dump()).toBe(before);
    const twice = declared();
    const one = await u.world.run(
      undefined,
      send,
      { input: { trackingCode: code, ...twice } },
      '198.51.100.250',
    );
    const two = await u.world.run(
      undefined,
      send,
      { input: { trackingCode: code, ...twice } },
      '198.51.100.250',
    );
    expect(formOf(two, 'sendComplaintFile').id).toBe(formOf(one, 'sendComplaintFile').id);
    const both = await Promise.all([sendTo(code), sendTo(code)]);
    expect(both.map((answer) => refusals(answer, 'sendComplaintFile'))).toEqual([[], []]);
    for (let sent = 3; sent < 20; sent += 1) expect(await why(sendTo(code))).toEqual([]);
    expect(await why(sendTo(code))).toEqual(['TOO_MANY']);
    const known = await complaint.done(clerk, 'classifyComplaint', held, {
      type: 'PETITION',
      accusedUserIds: [],
    });
    await complaint.done(clerk, 'answerComplaint', known, { text: 'Đã xem xét.' });
    expect(await why(sendTo(code))).toEqual(['WRONG_STATE trackingCode']);
    expect(refusals(await addTo(clerk, held.id), 'addComplaintFile')).toEqual(['WRONG_STATE complaintId']);
  });
});
