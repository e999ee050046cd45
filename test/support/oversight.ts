import { randomUUID } from 'node:crypto';
import { complaintIdOf } from '../../functions/complaints/complaint.ts';
import type { Office } from './dossiers.ts';
import { stepper } from './steps.ts';
import { minhThuan, province } from './units.ts';
import { pick } from './pick.ts';

/** One of each kind of record of oversight that the public may not see, by their ids: about the commune, by the province. */
export async function hiddenOversight(o: Office): Promise<readonly string[]> {
  const { world, leader, first, officer } = o;
  const years = stepper(world, 'yearId', 'exemplarYear', 'id version');
  const year = await years.done(leader, 'openExemplarYear', null, {
    ...{ hostUnitId: province, year: 2021, kinds: ['COMMUNE'] },
  });
  const exemplar = await stepper(world, 'exemplarId', 'exemplar', 'id version').done(
    officer,
    'recordExemplar',
    null,
    {
      ...{ yearId: year.id, unitId: minhThuan, subjectId: await o.person('Người điển hình') },
      ...{ field: 'Nông nghiệp', story: 'Chưa giới thiệu.' },
    },
  );
  const plan = await stepper(world, 'planId', 'inspectionPlan', 'id version').done(
    first,
    'draftInspectionPlan',
    null,
    {
      ...{ hostUnitId: province, kind: 'CHECK', year: 2021, title: 'Kế hoạch chưa công khai' },
      visits: [{ unitId: minhThuan, topic: 'Hồ sơ', month: 5 }],
    },
  );
  const checklist = await stepper(world, 'checklistId', 'checklist', 'id version').done(
    first,
    'createChecklist',
    null,
    {
      ...{ hostUnitId: province, kind: 'CHECK', title: 'Mẫu' },
      questions: [{ code: '1', text: 'Có kế hoạch?' }],
    },
  );
  return [
    exemplar.id,
    plan.id,
    checklist.id,
    ...(await concludedInspection(o)),
    await sentComplaint(o, 'COMPLAINT'),
    await sentComplaint(o, 'DENUNCIATION'),
  ];
}

/** An inspection that is concluded and not published, and its recommendation. */
async function concludedInspection({ world, leader, first, file }: Office): Promise<readonly string[]> {
  const fields = 'id version recommendations(first: 1) { nodes { id } }';
  const inspection = stepper(world, 'inspectionId', 'inspection', fields);
  const on = world.clock.now().toISOString().slice(0, 10);
  const document = { number: '1/QĐ', issuedOn: on, signerName: 'Người ký' };
  const of = { hostUnitId: province, unitId: minhThuan, kind: 'CHECK' };
  let i = await inspection.done(leader, 'decideInspection', null, {
    ...{ ...of, topic: 'Hồ sơ', decision: document, team: [{ userId: first, lead: true }] },
  });
  i = await inspection.done(first, 'recordInspectionVisit', i, {
    ...{ ...of, on, minutesId: await file('bien-ban.pdf', 'CLEAN', province) },
    ...{ evidenceIds: [], answers: [] },
  });
  i = await inspection.done(leader, 'concludeInspection', i, { conclusion: { ...document, text: 'Kín' } });
  const asked = { ownerUnitId: minhThuan, text: 'Khắc phục', dueOn: '2021-12-31' };
  const { view } = await inspection.step(leader, 'addRecommendation', i, asked);
  return [i.id, String(pick(view, 'recommendations', 'nodes', 0, 'id'))];
}

async function sentComplaint({ world }: Office, type: string): Promise<string> {
  const send =
    'mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) { receipt { trackingCode } } }';
  const input = {
    ...{ handlerUnitId: province, type, text: 'Nội dung kín' },
    idempotencyKey: randomUUID(),
  };
  const { data } = await world.run(undefined, send, { input });
  return String(complaintIdOf(String(pick(data, 'sendComplaint', 'receipt', 'trackingCode'))));
}
