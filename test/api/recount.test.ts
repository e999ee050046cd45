import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readExport, type SheetExport } from '../../recount/read-export.ts';
import { recountSheet } from '../../recount/recount.ts';
import { deliver, exportQuery, opened, session, vote } from '../support/ballots.ts';
import { pick } from '../support/pick.ts';

describe('the recount of an exported ballot', () => {
  let text: string;
  let codes: readonly string[];
  let sheet: SheetExport;

  beforeAll(async () => {
    const s = await session();
    const { meeting, ballot } = await opened(s);
    codes = (
      await Promise.all(
        [1, 2, 3, 4, 5].map((seat) => vote(s, { meeting, ballot }, seat, [seat < 3 ? 'AGAINST' : 'FOR'])),
      )
    ).flat();
    await s.step(meeting, s.member(1), 'closeBallot', ballot);
    await deliver(s.world, ballot.id, 'BallotClosing');
    const answer = await s.world.run(s.member(4), exportQuery, { id: ballot.id });
    text = JSON.stringify({ data: answer.data });
    const [only] = readExport(text).sheets;
    if (!only) throw new Error('nothing exported');
    sheet = only;
    expect(pick(answer.data, 'ballot', 'export', 'sheets')).toHaveLength(1);
  });

  it('runs by itself on the file and finds each member’s own ballot', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'thidua-')), 'export.json');
    writeFileSync(file, text);
    const run = (...args: readonly string[]) =>
      spawnSync('node', ['--import', 'tsx', 'recount/main.ts', file, ...args], { encoding: 'utf8' });
    const good = run(codes[0] ?? '');
    expect([good.status, good.stdout]).toEqual([0, expect.stringContaining('it adds up')]);
    expect(good.stdout).toContain(`${codes[0] ?? ''}: AGAINST ABSTAIN`);
    expect(good.stdout).toContain('nominee 0: 3 for, 2 against, 0 without opinion');
    expect(run('0'.repeat(32)).status).toBe(1);
    const twice = run(file);
    expect([twice.status, twice.stdout]).toEqual([
      1,
      expect.stringContaining('nominee 0 is on several sheets'),
    ]);
    writeFileSync(file, text.replace('"format":2', '"format":1'));
    const old = run();
    expect([old.status, old.stderr]).toEqual([1, expect.stringContaining('not an export of format 2')]);
  });

  const [head, tail] = [
    <T>(list: readonly T[]) => list.slice(0, -1),
    <T>(list: readonly T[]) => list.slice(1),
  ];
  const changes: readonly (readonly [string, (of: SheetExport) => SheetExport, RegExp])[] = [
    ['a dropped ballot', (of) => ({ ...of, sealed: tail(of.sealed) }), /in the box is missing/],
    [
      'a ballot dropped with its leaf',
      (of) => ({ ...of, sealed: tail(of.sealed), leaves: tail(of.leaves) }),
      /seal was altered/,
    ],
    [
      'a ballot added on a paper of its own',
      (of) => ({
        ...of,
        sealed: of.sealed.map((one, i) =>
          i === 0 ? { ...one, message: Buffer.alloc(48, 7).toString('base64url') } : one,
        ),
      }),
      /was added or altered[\s\S]*no good paper/,
    ],
    [
      'a ballot that is there twice',
      (of) => ({ ...of, sealed: [...of.sealed, ...of.sealed.slice(0, 1)] }),
      /is there twice/,
    ],
    [
      'another choice in a ballot',
      (of) => ({
        ...of,
        sealed: of.sealed.map((one, i) => (i === 0 ? { ...one, sealed: `A${one.sealed.slice(1)}A` } : one)),
      }),
      /was added or altered after/,
    ],
    ['fewer papers than ballots', (of) => ({ ...of, issued: 4 }), /more ballots \(5\) than papers/],
    ['more papers than members', (of) => ({ ...of, issued: 9 }), /more papers were taken \(9\)/],
    ['an opened ballot that was left out', (of) => ({ ...of, open: head(of.open) }), /don't make 5 sealed/],
    [
      'an opened ballot with another choice',
      (of) => ({
        ...of,
        open: of.open.map((one, i) => (i === 0 ? { ...one, choices: ['FOR', 'FOR'] } : one)),
      }),
      /the result says otherwise/,
    ],
    ['opened ballots in order of arrival', (of) => ({ ...of, open: of.open.toReversed() }), /not sorted/],
    [
      'another result',
      (of) => ({ ...of, tallies: of.tallies.map((one) => ({ ...one, for: one.for + 1 })) }),
      /nominee 0: the ballots give 3\/2\/0/,
    ],
  ];

  it.each(changes)('names %s', (_what, change, said) => {
    expect(recountSheet(sheet)).toEqual([]);
    expect(recountSheet(change(sheet)).join('\n')).toMatch(said);
  });
});
