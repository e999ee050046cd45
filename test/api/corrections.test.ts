import { beforeEach, describe, expect, it } from 'vitest';
import { parseId } from '../../functions/kernel/ids.ts';
import { decisions, project, registerAwards } from '../support/certificates.ts';
import { office, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const signed = { signerName: 'A', signerTitle: 'Chủ tịch' };
const shown = ['decision', 'id number changes { awardId name position unitName }'] as const;

describe('a correction of awards', () => {
  let o: Office;
  let c: ReturnType<typeof decisions>;
  let made: Awaited<ReturnType<typeof c.decided>>;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    c = decisions(o, postings(o));
    made = await c.decided(['Lê Văn An', 'Trần Thị Ân'], '335/QĐ-UBND');
    o.world.clock.set('2021-05-10T02:00:00Z');
  });

  const correct = (number: string, changes: readonly object[], user = o.leader) =>
    c.run(user, 'correctDecision', shown, {
      ...signed,
      decisionId: made.decisionId,
      text: 'Đính chính tên.',
      number,
      issuedOn: '2021-05-10',
      changes,
    });
  const follow = (decisionId: unknown) =>
    project(o, 'DecisionCorrected', String(decisionId), { decisionId, corrects: made.decisionId });
  const named = async (name: string) => {
    const query = `query ($name: String!) { awards(filter: { name: $name }) { nodes {
      name position unitName decisionNumber corrections { decisionNumber issuedOn } revocation { decisionNumber } } } }`;
    return [pick((await o.world.run(undefined, query, { name })).data, 'awards', 'nodes')].flat();
  };
  const [first, second] = [() => made.awardIds[0], () => made.awardIds[1]];

  it('shows in the register under the new name alone, with both decisions, and again changes nothing', async () => {
    const done = await correct('400/QĐ-UBND', [
      { awardId: first(), name: ' Lê  Văn Ân ', position: 'Phó Chủ tịch' },
    ]);
    expect([done.refusals, done.answer.calls]).toEqual([[], one]);
    expect(pick(done.view, 'changes')).toEqual([
      { awardId: first(), name: 'Lê Văn Ân', position: 'Phó Chủ tịch', unitName: null },
    ]);
    expect(await named('Lê Văn An')).toMatchObject([{ name: 'Lê Văn An', corrections: [] }]);
    await follow(pick(done.view, 'id'));
    const row = {
      name: 'Lê Văn Ân',
      position: 'Phó Chủ tịch',
      unitName: 'Xã Minh Thuận',
      decisionNumber: '335/QĐ-UBND',
      corrections: [{ decisionNumber: '400/QĐ-UBND', issuedOn: '2021-05-10' }],
      revocation: null,
    };
    expect(await named('Lê Văn Ân')).toEqual([row]);
    expect(await named('lê')).toEqual([row]);
    const query = `{ byCode: awards(filter: { awardCode: "BKT" }) { nodes { name } } awardCounts(year: 2021) { count }
      byDecision: awards(filter: { decisionNumber: "335/qđ-ubnd" }) { nodes { name } } }`;
    const { data } = await o.world.run(undefined, query);
    for (const list of ['byCode', 'byDecision'])
      expect(JSON.stringify(pick(data, list, 'nodes'))).not.toContain('Lê Văn An');
    expect(pick(data, 'byCode', 'nodes', 'length')).toBe(2);
    expect(pick(data, 'awardCounts')).toEqual([{ count: 2 }]);

    const before = await o.world.dump();
    await follow(pick(done.view, 'id'));
    await registerAwards(o, made.decisionId, made.dossierId);
    expect(await o.world.dump()).toBe(before);
  });

  it('reads the same in whatever order two of them arrive, and stands beside a revocation', async () => {
    const earlier = await correct('400/QĐ-UBND', [
      { awardId: first(), name: 'Lê Văn Anh', unitName: 'Xã A' },
    ]);
    const later = await correct('401/QĐ-UBND', [{ awardId: first(), name: 'Lê Văn Ân' }]);
    const revoked = async () => {
      const awardId = parseId('awd', first() ?? '');
      const award = (awardId && (await o.world.deps().awards.get(awardId))) ?? expect.fail();
      const revocation = { decisionNumber: '9/QĐ', issuedOn: award.issuedOn };
      return o.world.deps().awards.change(award, { ...award, revocation });
    };
    const stale = await revoked();
    await follow(pick(later.view, 'id'));
    await expect(o.world.write(...stale)).rejects.toThrow();
    await o.world.write(...(await revoked()));
    await follow(pick(earlier.view, 'id'));
    expect(await named('Lê')).toMatchObject([
      {
        name: 'Lê Văn Ân',
        unitName: 'Xã A',
        corrections: [{ decisionNumber: '400/QĐ-UBND' }, { decisionNumber: '401/QĐ-UBND' }],
        revocation: { decisionNumber: '9/QĐ' },
      },
    ]);
    const again = await correct('402/QĐ-UBND', [{ awardId: first(), name: 'B' }]);
    expect(again.refusals).toEqual(['AWARD_REVOKED changes.0.awardId']);
  });

  it('shows on a certificate that says otherwise, until it is issued again', async () => {
    const { dossierId: _, ...issuing } = made;
    const issued = await c.run(
      o.first,
      'issueCertificates',
      ['certificates', 'id code name award { name }'],
      issuing,
    );
    const verify = async (of: unknown) => {
      const query = `query ($code: String!) { verifyCertificate(code: $code) {
        name status correctedName corrections { decisionNumber } } }`;
      return pick(
        (await o.world.run(undefined, query, { code: pick(of, 'code') })).data,
        'verifyCertificate',
      );
    };
    const done = await correct('400/QĐ-UBND', [
      { awardId: first(), name: 'Lê Văn Ân' },
      { awardId: second(), position: 'Kế toán' },
    ]);
    await follow(pick(done.view, 'id'));
    const corrections = [{ decisionNumber: '400/QĐ-UBND' }];
    const old = pick(issued.view, 0);
    expect(await verify(old)).toEqual({
      name: 'Lê Văn An',
      status: 'CORRECTED',
      correctedName: 'Lê Văn Ân',
      corrections,
    });
    expect(await verify(pick(issued.view, 1))).toMatchObject({
      status: 'VALID',
      correctedName: null,
      corrections,
    });
    const at = (expectedVersion: number) => ({
      certificateId: pick(old, 'id'),
      awardId: first(),
      unitId: made.unitId,
      expectedVersion,
    });
    await c.run(o.first, 'requestReissue', ['certificate', 'id'], { ...at(1), reason: 'WRONG' });
    const shownAgain = ['certificate', 'code name award { name corrections { decisionNumber } }'] as const;
    const anew = await c.run(o.first, 'reissueCertificate', shownAgain, at(2));
    expect(anew.view).toMatchObject({ name: 'Lê Văn Ân', award: { name: 'Lê Văn Ân', corrections } });
    expect(await verify(anew.view)).toMatchObject({ name: 'Lê Văn Ân', status: 'VALID' });
    expect(await verify(old)).toMatchObject({ status: 'REPLACED' });
  });

  it('names awards of that decision, each once, and says something of each', async () => {
    const foreign = await c.decided(['Người Khác'], '336/QĐ-UBND');
    const refused = await correct('400/QĐ-UBND', [
      { awardId: foreign.awardIds[0], name: 'A' },
      { awardId: first() },
      { awardId: second(), name: 'A\u200bB' },
      { awardId: second(), name: 'B' },
      { awardId: 'awd_x', name: 'B' },
    ]);
    expect(refused.refusals).toEqual([
      'NOT_FOUND changes.0.awardId',
      'REQUIRED changes.1.name',
      'INVALID_VALUE changes.2.name',
      'DUPLICATE changes.3.awardId',
      'NOT_FOUND changes.4.awardId',
    ]);
    const many = Array.from({ length: 51 }, () => ({ awardId: first(), name: 'B' }));
    expect((await correct('400/QĐ-UBND', many)).refusals).toEqual(['TOO_MANY changes']);
    const stranger = await correct('400/QĐ-UBND', [{ awardId: first(), name: 'B' }], o.districtLeader);
    expect(stranger.refusals).toEqual(['NOT_FOUND decisionId']);
    expect((await correct('400/QĐ-UBND', [])).refusals).toEqual([]);
  });
});
