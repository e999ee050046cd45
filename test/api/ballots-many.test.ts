import { beforeAll, describe, expect, it } from 'vitest';
import { castBallots, inMemory, takePapers } from '../../functions/ballots/client/voter.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { readExport } from '../../recount/read-export.ts';
import { checkSheets, joinExports, recountSheet } from '../../recount/recount.ts';
import { joins, observe, type Evidence } from '../support/ballot-evidence.ts';
import {
  deliver,
  everybody,
  exportQuery,
  opened,
  serverFor,
  session,
  sheetsIn,
  vote,
  type Session,
} from '../support/ballots.ts';
import type { Held } from '../support/dossiers.ts';
import { storedDossier } from '../support/stored-dossier.ts';
import { pick } from '../support/pick.ts';

const nominees = 1_200;
const first = Array.from({ length: 200 }, (_, place) => place);

/** Puts a failure before the nth transaction from now on, as a function that was cut off there would. */
function cutOff(s: Session, nth: number): () => void {
  let left = nth;
  s.world.client.middlewareStack.add(
    (next) => (args) => {
      const items = JSON.stringify(pick(args, 'input', 'TransactItems') ?? '');
      if (/"(BAL|SHEET|SIGN|OPEN|BOX)#/.test(items) && (left -= 1) < 0)
        throw new Error('the function was cut off');
      return next(args);
    },
    { step: 'initialize', name: 'cutOff', priority: 'high' },
  );
  return () => s.world.client.middlewareStack.remove('cutOff');
}

/** Delivers an event again and again, cut off after one transaction, later after two and so on, until it goes through. */
async function deliverWithCuts(s: Session, id: string, name: string): Promise<number> {
  for (let nth = 0; nth < 100; nth += 1) {
    const mend = cutOff(s, 1 + Math.floor(nth / 4));
    const done = await deliver(s.world, id, name).then(
      () => true,
      (error: unknown) => {
        if (!String(error).includes('cut off')) throw error;
        return false;
      },
    );
    mend();
    if (done) return nth;
  }
  throw new Error('it never went through');
}

describe('a secret vote on 1,200 nominees', () => {
  let s: Session;
  let meeting: Held, ballot: Held;
  let view: unknown;
  let evidence: Evidence;
  let codes: readonly (readonly string[])[];
  let cuts: readonly number[];

  beforeAll(async () => {
    s = await session({
      dossier: async (world, office) => {
        const made = await storedDossier({ world, office }, 'COUNCIL', nominees, 'BKT', {
          createdBy: office.officer,
          trail: [],
        });
        return made.dossier.id;
      },
    });
    const watch = observe(s.world);
    meeting = await s.meet(everybody);
    const drawn = { dossierIds: [s.dossierId], mode: 'ELECTRONIC', tellers: [2, 3] };
    let at = await s.step(meeting, s.member(3), 'createBallot', { id: '', version: 0 }, drawn);
    expect(at.refusals).toEqual([]);
    at = await s.step(meeting, s.member(6), 'declareConflict', at.held, {
      nominees: first,
      reason: 'Đồng tác giả',
    });
    at = await s.step(meeting, s.member(3), 'openBallot', at.held, { dossierIds: [s.dossierId] });
    expect(at.refusals).toEqual([]);
    const opening = await deliverWithCuts(s, at.held.id, 'BallotOpening');
    view = await s.look(at.held);
    ballot = { id: at.held.id, version: Number(pick(view, 'version')) };
    codes = await Promise.all(
      everybody.map((seat) =>
        vote(
          s,
          { meeting, ballot },
          seat,
          Array.from({ length: nominees }, (_, place) => (place % 6 < seat ? 'FOR' : 'AGAINST')),
        ),
      ),
    );
    await s.step(meeting, s.member(1), 'closeBallot', ballot);
    const counting = await deliverWithCuts(s, ballot.id, 'BallotClosing');
    cuts = [opening, counting];
    view = await s.look(ballot);
    ballot = { id: ballot.id, version: Number(pick(view, 'version')) };
    evidence = await watch.end();
  }, 180_000);

  it('is dealt onto sheets of at most five hundred, those of each set of recused members apart', () => {
    const sheets = [pick(view, 'sheets')].flat();
    const sizes = sheets.map((one) => [pick(one, 'recused'), [pick(one, 'nominees')].flat().length]);
    expect(sizes.sort((a, b) => Number(a[1]) - Number(b[1]))).toEqual([
      [[6], 200],
      [[], 500],
      [[], 500],
    ]);
    expect(
      sheetsIn(view)
        .flatMap((one) => one.places)
        .toSorted((a, b) => a - b),
    ).toEqual(Array.from({ length: nominees }, (_, place) => place));
    expect(codes.map((own) => own.length)).toEqual([3, 3, 3, 3, 3, 2]);
  });

  it('opens and is counted sheet by sheet, cut off at any step, and loses or doubles nothing', () => {
    for (const times of cuts) expect(times).toBeGreaterThan(3);
    expect(pick(view, 'status')).toBe('COUNTED');
    for (const minutes of [pick(view, 'countMinutes', 'sheets')].flat()) {
      const entitled = Number(pick(minutes, 'entitled'));
      expect(minutes).toMatchObject({
        issued: entitled,
        returned: entitled,
        invalid: 0,
        unreturned: 0,
        discrepancy: false,
      });
    }
  });

  it('tells an administrator of no ballot whose it is', () => {
    const voters = everybody.map((seat) => ({ seat, userId: s.member(seat) }));
    expect(evidence.records.filter((item) => item.type === 'ballotPaper')).toHaveLength(17);
    expect(joins(evidence, voters)).toEqual([]);
  });

  it('keeps every item and transaction within what DynamoDB takes', () => {
    for (const item of evidence.records)
      expect(Buffer.byteLength(JSON.stringify(item))).toBeLessThan(400_000);
  });

  it('is recounted from parts, which miss no sheet', async () => {
    const query = exportQuery
      .replace('export {', 'export(skip: $skip, take: 1) {')
      .replace('$id: ID!', '$id: ID!, $skip: Int');
    const parts = await Promise.all(
      [0, 1, 2].map(async (skip) => {
        const { data } = await s.world.run(s.member(4), query, { id: ballot.id, skip });
        return readExport(JSON.stringify({ data }));
      }),
    );
    const whole = joinExports(parts);
    expect([...checkSheets(whole), ...whole.sheets.flatMap(recountSheet)]).toEqual([]);
    expect(whole.sheets.flatMap((one) => one.open.map((open) => open.tracking)).sort()).toEqual(
      codes.flat().sort(),
    );
    const dropped = joinExports(parts.slice(1));
    expect(checkSheets(dropped)).toEqual([expect.stringMatching(/of 1200 nominees are on no sheet/)]);
    const twice = joinExports([...parts, ...parts.slice(0, 1)]);
    expect(checkSheets(twice).length).toBeGreaterThan(100);
    expect(() => joinExports([whole, { ...whole, ballotId: 'bal_other' }])).toThrow('different ballots');
  });

  it('is signed by two, and each nominee has an outcome by its own roll', async () => {
    const countHash = pick(view, 'countMinutes', 'hash');
    let at = await s.step(meeting, s.member(2), 'signCount', ballot, { countHash });
    at = await s.step(meeting, s.member(3), 'signCount', at.held, { countHash });
    expect(at.refusals).toEqual([]);
    const id = parseId('bal', ballot.id) ?? expect.fail();
    const outcomes = await s.world.deps().ballots.outcomes(id);
    expect(outcomes).toHaveLength(nominees);
    // Seat n is in favour of places whose remainder by six is below n; seat 6 has no say on the first two hundred.
    const inFavour = (place: number) => 6 - (place % 6) - (place < 200 ? 1 : 0);
    const expected = (place: number) => ({
      inFavour: inFavour(place),
      recused: place < 200 ? 1 : 0,
      passed: inFavour(place) > 3,
    });
    for (const [place, outcome] of outcomes.entries()) expect(outcome).toMatchObject(expected(place));
    // The API reads the parts that a page lies in: here two of three.
    const query = `query ($id: ID!, $after: String) { ballot(id: $id) { nominees(first: 100, after: $after) {
      nodes { place name outcome { inFavour recused passed } } pageInfo { endCursor } } } }`;
    const page = async (after: unknown) =>
      pick((await s.world.run(s.member(1), query, { id: ballot.id, after })).data, 'ballot', 'nominees');
    let at450: unknown = null;
    for (const size of [100, 100, 100, 100, 50]) {
      const { data } = await s.world.run(s.member(1), query.replace('first: 100', `first: ${size}`), {
        ...{ id: ballot.id, after: at450 },
      });
      at450 = pick(data, 'ballot', 'nominees', 'pageInfo', 'endCursor');
    }
    const nodes = [pick(await page(at450), 'nodes')].flat();
    expect(nodes).toEqual(
      Array.from({ length: 100 }, (_, n) => ({
        place: 450 + n,
        name: `Trần Văn Số ${450 + n}`,
        outcome: expected(450 + n),
      })),
    );
    expect(pick(view, 'openedOn')).toBe('2021-03-05');
  }, 60_000);
});

describe('the member’s device with many sheets', () => {
  it('takes all papers, casts later, and after a crash goes on with the same ones', async () => {
    const s = await session();
    const { meeting, ballot, view } = await opened(s);
    const [one] = sheetsIn(view, 4);
    if (!one) throw new Error('no sheet');
    const server = serverFor(s, meeting, ballot, 4);
    const keep = inMemory();
    let casts = 0;
    const broken = {
      ...server,
      cast: (filled: Parameters<typeof server.cast>[0]) => {
        casts += 1;
        return casts === 1 ? Promise.reject(new Error('the device went dark')) : server.cast(filled);
      },
    };
    await takePapers([one], server, keep);
    expect((await keep.load(one.sheetId))?.step).toBe('PAPER');
    await expect(castBallots([one], () => 'FOR', broken, keep)).rejects.toThrow('dark');
    const again = await castBallots([one], () => 'AGAINST', broken, keep);
    expect(again).toHaveLength(1);
    await s.step(meeting, s.member(1), 'closeBallot', ballot);
    await deliver(s.world, ballot.id, 'BallotClosing');
    const { data, errors } = await s.world.run(s.member(4), exportQuery, { id: ballot.id });
    expect(errors).toEqual([]);
    expect(pick(data, 'ballot', 'export', 'sheets', 0, 'open')).toEqual([
      { tracking: again[0], choices: ['FOR', 'FOR'] },
    ]);
  });
});
