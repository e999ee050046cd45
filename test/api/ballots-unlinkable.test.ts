import { createHash } from 'node:crypto';
import { z } from 'zod';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Item } from '../../functions/kernel/table/item.ts';
import { joins, observe, type Evidence, type Voter } from '../support/ballot-evidence.ts';
import { deliver, opened, session, vote } from '../support/ballots.ts';
import { pick } from '../support/pick.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url');

describe('an administrator who reads everything after a secret vote', () => {
  let evidence: Evidence;
  let voters: readonly Voter[];

  beforeAll(async () => {
    const s = await session();
    const watch = observe(s.world);
    const { meeting, ballot } = await opened(s);
    voters = [1, 2, 3, 4, 5, 6].map((seat) => ({ seat, userId: s.member(seat) }));
    // One after another, each choice another one: the easiest case for whoever wants to know.
    const chosen = [
      ['FOR', 'FOR'],
      ['FOR', 'AGAINST'],
      ['AGAINST', 'FOR'],
      ['AGAINST', 'AGAINST'],
      ['ABSTAIN', 'FOR'],
      ['FOR', 'ABSTAIN'],
    ] as const;
    for (const [i, { seat }] of voters.entries()) {
      s.world.clock.set(`2021-03-05T02:0${i}:00Z`);
      await vote(s, { meeting, ballot }, seat, chosen[i] ?? []);
    }
    s.world.clock.set('2021-03-05T03:00:00Z');
    await s.step(meeting, s.member(1), 'closeBallot', ballot);
    await deliver(s.world, ballot.id, 'BallotClosing');
    const view = await s.look(ballot);
    const held = { id: ballot.id, version: Number(pick(view, 'version')) };
    const countHash = pick(view, 'countMinutes', 'hash');
    const once = await s.step(meeting, s.member(2), 'signCount', held, { countHash });
    const twice = await s.step(meeting, s.member(3), 'signCount', once.held, { countHash });
    expect(twice.refusals).toEqual([]);
    evidence = await watch.end();
  });

  it('finds what there is to be found', () => {
    const types = evidence.records.map((item) => item.type);
    expect(types.filter((type) => type === 'ballotPaper')).toHaveLength(6);
    expect(counts(evidence).flatMap((item) => [pick(item, 'data', 'open')].flat())).toHaveLength(6);
    expect(evidence.stream.filter((item) => item.pk.startsWith('IDEM#')).length).toBeGreaterThan(6);
    expect(evidence.audit.length).toBeGreaterThan(10);
    for (const { userId } of voters) expect(JSON.stringify(evidence.records)).toContain(userId);
  });

  it('cannot tell whose any ballot is, by key, value, time, order, size, id or sequence', () => {
    expect(joins(evidence, voters)).toEqual([]);
  });

  const counts = ({ records }: Evidence) => records.filter((item) => item.type === 'ballotCount');

  /** The evidence with another content of the counted ballots. */
  const recounted = (of: Evidence, change: (data: object) => object): Evidence => ({
    ...of,
    records: of.records.map((item): Item =>
      item.type === 'ballotCount' ? { ...item, data: change(z.looseObject({}).parse(item['data'])) } : item,
    ),
  });
  const sealed = (data: object) => [pick(data, 'sealed')].flat().map((one) => z.looseObject({}).parse(one));
  const first = (change: (one: object) => object) => (of: Evidence) =>
    recounted(of, (data) => ({
      ...data,
      sealed: sealed(data).map((one, i) => (i === 0 ? change(one) : one)),
    }));
  const paperOf = ({ records }: Evidence, seat: number) =>
    records.find((item) => item.type === 'ballotPaper' && pick(item, 'data', 'seat') === seat);
  const requestId = ({ stream }: Evidence, seat: number) =>
    String(
      pick(
        stream.find((item) => item.pk.endsWith(`#${seat}`)),
        'data',
        'requestId',
      ),
    );

  const leaks: readonly (readonly [string, (of: Evidence) => Evidence, string])[] = [
    ['a ballot keeps its member', (of) => first((one) => ({ ...one, by: voters[0]?.userId }))(of), 'value'],
    [
      'a ballot keeps the request',
      (of) => first((one) => ({ ...one, request: requestId(of, 2) }))(of),
      'value',
    ],
    [
      'the roll keeps a hash of the paper',
      (of) => {
        const message = String(pick(sealed(z.looseObject({}).parse(counts(of)[0]?.['data']))[0], 'message'));
        const hash = digest(message);
        const paper = paperOf(of, 3);
        return { ...of, records: of.records.map((item) => (item === paper ? { ...item, hash } : item)) };
      },
      'value',
    ],
    ['a ballot keeps its time', first((one) => ({ ...one, at: '2021-03-05T02:03:00Z' })), 'time'],
    [
      'a ballot has an id made of its time',
      first((one) => ({ ...one, id: '01F00000000000000000000000' })),
      'time',
    ],
    [
      'ballots are listed as they came',
      (of) => recounted(of, (data) => ({ ...data, sealed: sealed(data).toReversed() })),
      'order',
    ],
    [
      'a ballot is longer than others',
      first((one) => ({ ...one, sealed: `${String(pick(one, 'sealed'))}AA` })),
      'size',
    ],
    [
      'a ballot has no random id',
      first((one) => ({ ...one, message: Buffer.alloc(48, 1).toString('base64url') })),
      'id',
    ],
    [
      'casting writes a record of its own',
      (of) => {
        const at = of.stream.findIndex((item) => item.pk.startsWith('BALROLL#'));
        const record: Item = { pk: 'IDEM#anonymous', sk: 'k', type: 'idempotency', v: 1 };
        return { ...of, stream: [...of.stream.slice(0, at + 1), record, ...of.stream.slice(at + 1)] };
      },
      'sequence',
    ],
    [
      'the key is kept',
      (of) => ({ ...of, box: [...of.box, { pk: 'OPEN#x', sk: '#', type: 'boxKey', v: 1 }] }),
      'key',
    ],
  ];

  it.each(leaks)('would find out when %s', (_what, leak, way) => {
    const found = joins(leak(evidence), voters);
    expect(found.map((one) => one.split(':')[0])).toContain(way);
  });
});
