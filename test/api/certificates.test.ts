import { compactVerify, importJWK } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decisions } from '../support/certificates.ts';
import { office, type Office } from '../support/dossiers.ts';
import { postings } from '../support/postings.ts';
import { pick } from '../support/pick.ts';
import { createWorld } from '../support/world.ts';

const one = { reads: 1, writes: 1 };
const shown = ['certificates', 'id number code token version'] as const;
const alone = [
  'certificate',
  'id number copy code version replaces replacedBy reissue { due { dueOn } }',
] as const;
const verify = 'query ($code: String!) { verifyCertificate(code: $code) { number name status } }';

describe('a certificate', () => {
  let o: Office;
  let c: ReturnType<typeof decisions>;
  let sources = 0;
  const issuing = ({ dossierId: _, ...input }: Awaited<ReturnType<typeof c.decided>>) => input;
  beforeEach(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
    c = decisions(o, postings(o));
    sources += 1;
  });

  const look = async (code: unknown) => {
    const answer = await o.world.run(undefined, verify, { code }, `203.0.113.${sources}`);
    return pick(answer.data, 'verifyCertificate');
  };

  it('is numbered, signed, found by its code and checked offline by anyone', async () => {
    const made = await c.decided(['Lê Văn An', 'Trần Thị Ân'], '335/QĐ-UBND');
    const { awardIds, decisionId } = made;
    const foreign = await c.decided(['Người Khác'], '336/QĐ-UBND');
    const wrong = { ...issuing(made), awardIds: [foreign.awardIds[0], awardIds[0], awardIds[0]] };
    expect((await c.run(o.first, 'issueCertificates', shown, wrong)).refusals).toEqual([
      'NOT_FOUND awardIds.0',
      'DUPLICATE awardIds.2',
    ]);
    const outside = await c.run(o.district, 'issueCertificates', shown, issuing(made));
    expect(outside.refusals).toEqual(['NOT_FOUND decisionId']);
    const issued = await c.run(o.first, 'issueCertificates', shown, issuing(made));
    expect([issued.refusals, issued.answer.calls]).toEqual([[], one]);
    const [first, second] = [issued.view].flat();
    expect([pick(first, 'number'), pick(second, 'number')]).toEqual(['1/2021', '2/2021']);
    expect((await c.run(o.first, 'issueCertificates', shown, issuing(made))).refusals).toEqual([
      'CERTIFICATE_ISSUED awardIds.0',
      'CERTIFICATE_ISSUED awardIds.1',
    ]);
    const code = String(pick(first, 'code'));
    expect(await look(code.toLowerCase())).toEqual({ number: '1/2021', name: 'Lê Văn An', status: 'VALID' });
    expect(await o.world.dump()).not.toContain(code.replaceAll('-', ''));

    const keyed = await o.world.run(undefined, '{ certificateKey { kid kty crv x y } }');
    const jwk = z.record(z.string(), z.string()).parse(pick(keyed.data, 'certificateKey'));
    const { payload, protectedHeader } = await compactVerify(
      String(pick(first, 'token')),
      await importJWK(jwk, 'ES256'),
    );
    expect(protectedHeader).toEqual({ alg: 'ES256', kid: pick(jwk, 'kid') });
    expect(JSON.parse(Buffer.from(payload).toString('utf8'))).toEqual({
      v: 1,
      code,
      no: '1/2021',
      name: 'Lê Văn An',
      award: 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh',
      decision: '335/QĐ-UBND',
      on: '2021-03-01',
      by: 'Tỉnh Nam Định',
    });
    const forged = String(pick(first, 'token')).replace(/\.[^.]+\./, `.${btoa('{"v":1}')}.`);
    await expect(compactVerify(forged, await importJWK(jwk, 'ES256'))).rejects.toThrow();

    const query = `query ($id: ID!) { certificates(decisionId: $id) { nodes { number } } }`;
    expect((await o.world.run(o.auditor, query, { id: decisionId })).data).toEqual({
      certificates: { nodes: [{ number: '1/2021' }, { number: '2/2021' }] },
    });
    for (const user of [undefined, o.officer, o.outsider]) {
      const { errors } = await o.world.run(user, query, { id: decisionId });
      expect(pick(errors, 0, 'extensions', 'code')).toBe('FORBIDDEN');
      const node = await o.world.run(user, 'query ($id: ID!) { node(id: $id) { id } }', {
        id: pick(first, 'id'),
      });
      expect(node.data).toEqual({ node: null });
    }
  });

  it('is handed over once, and issued again within the days of law, when the old one is in force no more', async () => {
    const made = await c.decided(['Lê Văn An'], '335/QĐ-UBND');
    const issued = await c.run(o.first, 'issueCertificates', shown, issuing(made));
    const old = pick(issued.view, 0);
    const at = (expectedVersion: number, certificateId = pick(old, 'id')) => ({
      certificateId,
      awardId: made.awardIds[0],
      unitId: made.unitId,
      expectedVersion,
    });
    const over = { on: '2021-03-01', place: 'Lễ trao tặng của tỉnh', receivedBy: 'Lê Văn An' };
    const handed = await c.run(o.first, 'handOverCertificate', alone, { ...at(1), ...over });
    expect([handed.refusals, handed.answer.calls]).toEqual([[], one]);
    const twice = await c.run(o.first, 'handOverCertificate', alone, { ...at(2), ...over });
    expect(twice.refusals).toEqual(['WRONG_STATE certificateId']);
    expect((await c.run(o.first, 'reissueCertificate', alone, at(2))).refusals).toEqual([
      'WRONG_STATE certificateId',
    ]);
    const asked = await c.run(o.first, 'requestReissue', alone, { ...at(2), reason: 'LOST' });
    expect(pick(asked.view, 'reissue', 'due', 'dueOn')).toBe('2021-04-12');
    const again = await c.run(o.first, 'reissueCertificate', alone, at(3));
    expect([again.refusals, again.answer.calls]).toEqual([[], one]);
    expect(again.view).toMatchObject({ number: '2/2021', copy: 2, replaces: pick(old, 'id') });
    expect(await look(pick(old, 'code'))).toMatchObject({ status: 'REPLACED' });
    expect(await look(pick(again.view, 'code'))).toMatchObject({ status: 'VALID', number: '2/2021' });
    expect((await c.run(o.first, 'requestReissue', alone, { ...at(4), reason: 'LOST' })).refusals).toEqual([
      'CERTIFICATE_REPLACED certificateId',
    ]);
  });

  it('cannot be guessed at: every look is counted, whatever it finds', async () => {
    for (let i = 0; i < 60; i += 1) expect(await look('0000-0000-0000-0000-0000')).toBeNull();
    const limited = await o.world.run(undefined, verify, { code: 'x' }, `203.0.113.${sources}`);
    expect(pick(limited.errors, 0, 'extensions', 'code')).toBe('RATE_LIMITED');
    expect(pick(limited.errors, 0, 'extensions', 'retryAfter')).toBeGreaterThan(0);
  });
});
