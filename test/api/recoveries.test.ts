import { beforeEach, describe, expect, it } from 'vitest';
import { projectAwards } from '../../functions/awards/project-awards.ts';
import { projectPayments } from '../../functions/fund/project-payments.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { decisions, project } from '../support/certificates.ts';
import { office, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const signed = { signerName: 'A', signerTitle: 'Chủ tịch' };
const sums = 'id total paid outstanding toRecover recovered units { lines total }';
const lineFields = 'id name amount status note listId recovery { decisionNumber since recovered }';

describe('what was paid for a revoked award', () => {
  let o: Office;
  let c: ReturnType<typeof decisions>;
  let made: Awaited<ReturnType<typeof c.decided>>;
  let fund: unknown;
  let bonus: bigint;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    c = decisions(o, postings(o));
    made = await c.decided(['Lê Văn An', 'Trần Thị Ân', 'Vũ Văn Ba'], '335/QĐ-UBND');
    await project(
      o,
      'DossierDecided',
      made.dossierId,
      { decisionId: made.decisionId, stage: 1 },
      projectPayments,
    );
    o.world.clock.set('2021-05-10T02:00:00Z');
    const opened = await c.run(o.leader, 'openFund', ['fund', 'id version'], {
      ...{
        unitId: province,
        year: 2021,
        region: 'DELTA',
        regularSpending: '10000000000',
        approved: '90000000',
      },
      act: { number: '99/NQ-HĐND', issuer: 'HĐND tỉnh', issuedOn: '2020-12-10' },
    });
    fund = opened.view;
    bonus = BigInt(String(pick(await list(), 'total'))) / 3n;
  });

  const list = async () => {
    const query = `query ($id: ID!) { paymentList(decisionId: $id) { ${sums}
      lines(first: 9) { nodes { ${lineFields} } } } }`;
    return pick((await o.world.run(o.leader, query, { id: made.decisionId })).data, 'paymentList');
  };
  const lineOf = async (name: string) =>
    [pick(await list(), 'lines', 'nodes')].flat().find((line) => pick(line, 'name') === name);
  const byFund = async (name: string, input: object, user = o.first) => {
    const held = { fundId: pick(fund, 'id'), expectedVersion: pick(fund, 'version') };
    const done = await c.run(user, name, ['fund', 'id version recovered capacity'], { ...held, ...input });
    if (done.refusals.length === 0) fund = done.view;
    return done;
  };
  const pay = async (name: string) =>
    byFund('payBonuses', {
      paymentListId: pick(await list(), 'id'),
      lineIds: [pick(await lineOf(name), 'id')],
      paidOn: '2021-05-10',
    });
  const revoke = async (nth: number, number: string) => {
    const ids = { awardId: made.awardIds[nth], decisionId: made.decisionId };
    const shown = ['revocation', 'id version decision { id }'] as const;
    const proposed = await c.run(o.first, 'proposeRevocation', shown, {
      ...{ ...ids, ground: 'FRAUD', conclusionOn: '2021-05-07', basis: 'Kết luận thanh tra' },
    });
    const id = String(pick(proposed.view, 'id'));
    const decided = await c.run(o.leader, 'decideRevocation', shown, {
      ...{ ...ids, ...signed, revocationId: id, expectedVersion: 1, number, issuedOn: '2021-05-10' },
    });
    const facts = { awardId: ids.awardId, decisionId: pick(decided.view, 'decision', 'id') };
    const follow = async () => {
      await project(o, 'AwardRevoked', id, facts);
      await project(o, 'AwardRevoked', id, facts, projectPayments);
    };
    await follow();
    return { id, ids, follow };
  };

  it('is cancelled while unpaid, and once paid waits to come back into the fund, in parts if need be', async () => {
    expect((await pay('Lê Văn An')).refusals).toEqual([]);
    const paid = await revoke(0, '900/QĐ-UBND');
    const unpaid = await revoke(1, '901/QĐ-UBND');
    expect(await lineOf('Trần Thị Ân')).toMatchObject({ status: 'CANCELLED', recovery: null });
    const waiting = await lineOf('Lê Văn An');
    expect(waiting).toMatchObject({
      status: 'TO_RECOVER',
      recovery: { decisionNumber: '900/QĐ-UBND', since: '2021-05-10', recovered: '0' },
    });
    expect(await list()).toMatchObject({
      total: String(bonus * 2n),
      paid: String(bonus),
      outstanding: String(bonus),
      toRecover: String(bonus),
      units: [{ lines: 2, total: String(bonus * 2n) }],
    });
    const before = await o.world.dump();
    await paid.follow();
    await unpaid.follow();
    expect(await o.world.dump()).toBe(before);
    expect((await pay('Trần Thị Ân')).refusals).toEqual(['PAYMENT_NOT_DUE lineIds.0']);

    const query = `query ($unit: ID!) { bonusesToRecover(unitId: $unit) { nodes { name listId } }
      revocations(unitId: $unit, objectOut: true) { nodes { id payment { status } } } }`;
    const seen = (await o.world.run(o.leader, query, { unit: province })).data;
    expect(pick(seen, 'bonusesToRecover', 'nodes')).toMatchObject([{ name: 'Lê Văn An' }]);
    expect(pick(seen, 'revocations', 'nodes')).toEqual([
      { id: paid.id, payment: { status: 'TO_RECOVER' } },
      { id: unpaid.id, payment: { status: 'CANCELLED' } },
    ]);
    const strangers = `query ($unit: ID!) { bonusesToRecover(unitId: $unit) { nodes { name } } }`;
    const none = (await o.world.run(o.outsider, strangers, { unit: province })).data;
    expect(none).toEqual({ bonusesToRecover: { nodes: [] } });

    const back = {
      paymentListId: pick(waiting, 'listId'),
      lineId: pick(waiting, 'id'),
      recoveredOn: '2021-05-10',
    };
    for (const amount of ['0', String(bonus + 1n)])
      expect((await byFund('recoverBonus', { ...back, amount })).refusals).toEqual(['INVALID_VALUE amount']);
    const early = { ...back, amount: '1', recoveredOn: '2021-02-01' };
    expect((await byFund('recoverBonus', early)).refusals).toEqual(['INVALID_VALUE recoveredOn']);
    const other = { ...back, amount: '1', lineId: pick(await lineOf('Vũ Văn Ba'), 'id') };
    expect((await byFund('recoverBonus', other)).refusals).toEqual(['PAYMENT_NOT_TO_RECOVER lineId']);
    const unknown = { ...back, amount: '1', lineId: 'nom_x' };
    expect((await byFund('recoverBonus', unknown)).refusals).toEqual(['NOT_FOUND lineId']);
    expect((await byFund('recoverBonus', { ...back, amount: '1' }, o.outsider)).refusals).toEqual([
      'NOT_FOUND fundId',
    ]);

    const half = await byFund('recoverBonus', { ...back, amount: '490000' });
    expect([half.refusals, half.answer.calls]).toEqual([[], one]);
    expect(await list()).toMatchObject({ toRecover: String(bonus - 490000n), recovered: '490000' });
    const rest = await byFund('recoverBonus', { ...back, amount: String(bonus - 490000n) });
    expect(rest.view).toMatchObject({ recovered: String(bonus) });
    expect(await lineOf('Lê Văn An')).toMatchObject({ status: 'RECOVERED' });
    expect(await list()).toMatchObject({
      toRecover: '0',
      recovered: String(bonus),
      outstanding: String(bonus),
    });
    const after = (await o.world.run(o.leader, query, { unit: province })).data;
    expect(pick(after, 'bonusesToRecover', 'nodes')).toEqual([]);
  });

  it('is not recorded as come back beside the fund; the object is, and leaves the list of what is out', async () => {
    await pay('Lê Văn An');
    const { id, ids } = await revoke(0, '900/QĐ-UBND');
    const recover = (expectedVersion: number, extra: object) =>
      c.run(o.first, 'recordRecovery', ['revocation', 'recovery { objectOn moneyOn }'], {
        ...{ ...ids, revocationId: id, expectedVersion, ...extra },
      });
    const money = { moneyOn: '2021-05-10', amount: 1 };
    expect((await recover(2, money)).refusals).toEqual(['RECOVERY_THROUGH_FUND moneyOn']);
    expect((await recover(2, { objectOn: '2021-05-10' })).view).toEqual({
      recovery: { objectOn: '2021-05-10', moneyOn: null },
    });
    const query = `query ($unit: ID!) { revocations(unitId: $unit, objectOut: true) { nodes { id } } }`;
    expect((await o.world.run(o.leader, query, { unit: province })).data).toEqual({
      revocations: { nodes: [] },
    });
  });

  it('no longer counts among the subject’s records, once, and what the record was stays', async () => {
    const awardId = parseId('awd', made.awardIds[0] ?? '') ?? expect.fail();
    const award = (await o.world.deps().awards.get(awardId)) ?? expect.fail();
    const subjectId = award.subjectId ?? expect.fail();
    const file = () => o.world.deps().records.get(subjectId);
    const [before] = (await file()).entries;
    expect(before?.content).toMatchObject({ is: 'AWARD', revokedOn: null });
    const { follow } = await revoke(0, '900/QĐ-UBND');
    const { entries } = await file();
    expect(entries).toMatchObject([
      {
        content: { is: 'AWARD', decisionNumber: '335/QĐ-UBND', revokedOn: '2021-05-10' },
        source: { from: 'DECISION' },
        corrects: before?.id,
      },
    ]);
    const old = before && (await o.world.deps().records.former(subjectId, 'OPEN', before.id));
    expect(old).toMatchObject({
      entry: { content: { revokedOn: null } },
      reason: 'Hủy bỏ theo Quyết định 900/QĐ-UBND',
      replacedBy: entries[0]?.id,
    });
    const dump = await o.world.dump();
    await follow();
    await project(o, 'DossierDecided', made.dossierId, { decisionId: made.decisionId }, projectAwards);
    expect(await o.world.dump()).toBe(dump);
  });

  it('shows under its right name once a correction follows', async () => {
    const corrected = await c.run(o.leader, 'correctDecision', ['decision', 'id'], {
      ...{ ...signed, decisionId: made.decisionId, number: '400/QĐ-UBND', issuedOn: '2021-05-10' },
      text: 'Đính chính tên.',
      changes: [{ awardId: made.awardIds[0], name: 'Lê Văn Ân' }],
    });
    const decisionId = pick(corrected.view, 'id');
    await project(o, 'DecisionCorrected', String(decisionId), { decisionId });
    for (const _ of [1, 2])
      await project(o, 'DecisionCorrected', String(decisionId), { decisionId }, projectPayments);
    expect(await lineOf('Lê Văn An')).toBeUndefined();
    expect(await lineOf('Lê Văn Ân')).toMatchObject({ status: 'DUE', amount: String(bonus) });
    expect((await pay('Lê Văn Ân')).refusals).toEqual([]);
  });
});
