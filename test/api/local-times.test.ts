import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { office, type Office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const adopt = `mutation ($input: AdoptLocalRuleInput!) { adoptLocalRule(input: $input) {
  localRulebook { rules { kind level letters workingDays } } userErrors { code field citation } } }`;
const act = { number: '05/2021/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: '2021-01-05' };

describe('times that a province has laid down', () => {
  let world: World;
  let o: Office;
  let version = 0;

  beforeAll(async () => {
    world = await createWorld('2021-03-01T02:00:00Z');
    o = await office(world);
  });

  const adopted = async (content: object) => {
    const input = {
      ...{ unitId: province, expectedVersion: version, content, from: '2021-02-01', act },
      idempotencyKey: key(),
    };
    const answer = await world.run(o.leader, adopt, { input });
    const refused = refusals(answer, 'adoptLocalRule');
    if (refused.length === 0) version += 1;
    return { refused, rules: pick(answer.data, 'adoptLocalRule', 'localRulebook', 'rules') };
  };
  const received = async () => {
    const draft = await o.complete([{ subjectId: await o.person('Trần Văn Hồ'), awardCode: 'BKT' }]);
    const sent = await o.done(o.officer, 'submitDossier', draft, { receivingUnitId: province });
    const taken = await o.step(o.first, 'receiveDossier', sent, { handlerUnitId: province });
    expect([taken.refusals, taken.answer.calls]).toEqual([[], { reads: 1, writes: 1 }]);
    const query = 'query ($id: ID!) { dossier(id: $id) { deadline { dueOn working { citation status } } } }';
    return pick((await world.run(o.first, query, { id: sent.id })).data, 'dossier', 'deadline');
  };
  const sent = async (type: string, ip: string) => {
    const send = `mutation ($input: SendComplaintInput!) { sendComplaint(input: $input) {
      receipt { acceptBy { on citation status } } } }`;
    const input = { handlerUnitId: province, type, text: 'Hỏi', idempotencyKey: randomUUID() };
    const { data } = await world.run(undefined, send, { input }, ip);
    return pick(data, 'sendComplaint', 'receipt', 'acceptBy');
  };

  it('are the law’s until there is one of its own', async () => {
    expect(await received()).toMatchObject({ dueOn: '2021-04-05', working: { status: 'CONFIRMED' } });
    expect(await sent('QUERY', '192.0.2.1')).toMatchObject({ on: '2021-03-16', status: 'UNVERIFIED' });
  });

  it('are no longer than the law’s, and count for what is received from then on, by their act', async () => {
    const days = (workingDays: number) => ({ kind: 'PROCESSING_DAYS', level: 'PROVINCE', workingDays });
    expect((await adopted(days(26))).refused).toEqual(['LOCAL_RULE_LOOSER content']);
    expect(await adopted(days(10))).toMatchObject({
      refused: [],
      rules: [{ kind: 'PROCESSING_DAYS', level: 'PROVINCE', letters: null, workingDays: 10 }],
    });
    expect((await adopted(days(9))).refused).toEqual(['LOCAL_RULE_OVERLAP from']);
    expect(await received()).toMatchObject({
      dueOn: '2021-03-15',
      working: { citation: '05/2021/QĐ-UBND ngày 2021-01-05 của UBND tỉnh', status: 'CONFIRMED' },
    });
  });

  it('give letters that no law gives a time one, and leave the others theirs', async () => {
    await adopted({ kind: 'ANSWER_DAYS', letters: 'QUERY', workingDays: 5 });
    expect(await sent('QUERY', '192.0.2.2')).toEqual({
      ...{ on: '2021-03-08', status: 'CONFIRMED' },
      citation: '05/2021/QĐ-UBND ngày 2021-01-05 của UBND tỉnh',
    });
    expect(await sent('PETITION', '192.0.2.3')).toMatchObject({ on: '2021-03-16', status: 'UNVERIFIED' });
    expect(await sent('COMPLAINT', '192.0.2.4')).toMatchObject({ on: '2021-03-11' });
  });
});
