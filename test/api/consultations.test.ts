import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { consultations } from '../support/consultations.ts';
import { office, type Office } from '../support/dossiers.ts';
import type { Held } from '../support/steps.ts';
import { education, minhThuan, province, yYen } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, refusals, type World } from '../support/world.ts';

/** Ten working days from Monday 1 March 2021 end on Monday 15 March. */
const monday = '2021-03-01T02:00:00Z';

describe('opinions of agencies', () => {
  let world: World;
  let o: Office;
  let c: Awaited<ReturnType<typeof consultations>>;
  beforeAll(async () => {
    world = await createWorld(monday);
    o = await office(world);
    c = await consultations(o);
  });
  beforeEach(() => world.clock.set(monday));

  const dossier = async (id: string, user = o.first) =>
    pick(
      (
        await world.run(
          user,
          `query ($id: ID!) { dossier(id: $id) { status suspended version
            route { steps { code state reason citation status } }
            nominees(first: 9) { nodes { id standing } }
            consultations(first: 9) { nodes { id status } }
            availableActions { code allowed reasons { code citation details { name value } } } } }`,
          { id },
        )
      ).data,
      'dossier',
    );
  const step = async (id: string, code: string) =>
    [pick(await dossier(id), 'route', 'steps')].flat().find((one) => pick(one, 'code') === code);
  const standing = async (id: string) =>
    [pick(await dossier(id), 'nominees', 'nodes')].flat().map((one) => pick(one, 'standing'));
  const objection = (nomineeId: string | undefined, text = 'Còn nợ thuế.') => ({
    opinions: [{ nomineeId, kind: 'OBJECTS', text }],
  });

  it('are asked for by the standing body, due by the days of law with every day explained', async () => {
    const d = await c.received();
    const { view, refusals: why } = await c.ask(d.id);
    expect(why).toEqual([]);
    expect(view).toMatchObject({
      status: 'OPEN',
      wholeList: true,
      silence: { meaning: 'NO_OBJECTION', status: 'UNVERIFIED' },
      deadline: { dueOn: '2021-03-15', state: 'RUNNING' },
    });
    const id = String(pick(view, 'id'));
    const working = await c.view(c.tax, id, 'deadline { working { days dayKind steps { on counts } } }');
    expect(pick(working, 'deadline', 'working')).toMatchObject({ days: 10, dayKind: 'WORKING' });
    expect(pick(working, 'deadline', 'working', 'steps')).toHaveLength(14);
    expect(await step(d.id, 'OPINIONS')).toMatchObject({ reason: 'Đã hỏi 1 cơ quan, còn chờ 1' });
  });

  it('show an agency whom it is asked about, and nothing else of the dossier', async () => {
    const d = await c.received(['Lê Văn Hai', 'Ngô Thị Ba']);
    const all = await c.asked(d.id);
    const one = await c.asked(d.id, { nomineeIds: [d.nominees[1]] });
    const what =
      'dossier { id } history(first: 1) { nodes { name } } nominees(first: 9) { nodes { name position unitName awardCode awardName } }';
    const row = (name: string) => ({
      ...{ name, position: null, unitName: 'Xã Minh Thuận', awardCode: 'BKT' },
      awardName: 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh',
    });
    expect(await c.view(c.tax, all.id, what)).toEqual({
      dossier: null,
      history: null,
      nominees: { nodes: [row('Lê Văn Hai'), row('Ngô Thị Ba')] },
    });
    expect(pick(await c.view(c.tax, one.id, what), 'nominees', 'nodes')).toEqual([row('Ngô Thị Ba')]);
    const paged = await c.view(c.tax, all.id, 'nominees(first: 1) { pageInfo { hasNextPage endCursor } }');
    expect(pick(paged, 'nominees', 'pageInfo', 'hasNextPage')).toBe(true);
    const cursor = String(pick(paged, 'nominees', 'pageInfo', 'endCursor'));
    const rest = await c.view(
      c.tax,
      all.id,
      `nominees(first: 5, after: "${cursor}") { nodes { name } pageInfo { hasNextPage } }`,
    );
    expect(pick(rest, 'nominees')).toEqual({
      nodes: [{ name: 'Ngô Thị Ba' }],
      pageInfo: { hasNextPage: false },
    });
    expect(await dossier(d.id, c.tax)).toBeNull();
    for (const nobody of [c.police, o.officer, undefined, await world.user('no role')])
      expect(await c.view(nobody, all.id, 'id')).toBeNull();
    expect(pick(await c.view(o.auditor, all.id, 'id dossier { id }'), 'dossier', 'id')).toBe(d.id);
    expect(pick(await dossier(d.id, o.officer), 'consultations')).toBeNull();
    expect(pick(await dossier(d.id), 'consultations', 'nodes')).toHaveLength(2);
  });

  it('keep every further step waiting, with the reason and the article', async () => {
    const d = await c.appraised('BKTTG');
    const asked = await c.asked(d.id);
    const now = await c.held(d);
    for (const [user, name, extra] of [
      [o.first, 'sendToCouncil', {}],
      [o.leader, 'forwardDossier', { addressee: 'PRIME_MINISTER', letterNumber: '1/TTr' }],
    ] as const)
      expect((await o.step(user, name, now, extra)).refusals[0]).toBe('DOSSIER_STEP_MISSING dossierId');
    const seen = await dossier(d.id, o.leader);
    for (const code of ['post', 'sendToCouncil', 'decide', 'forward']) {
      const action = [pick(seen, 'availableActions')].flat().find((one) => pick(one, 'code') === code);
      expect(pick(action, 'allowed')).toBe(false);
      expect(pick(action, 'reasons', 0)).toMatchObject({
        code: 'DOSSIER_STEP_MISSING',
        details: [{ name: 'step', value: 'OPINIONS' }],
      });
      expect(pick(action, 'reasons', 0, 'citation')).toContain('hiệp y');
    }
    expect(await step(d.id, 'OPINIONS')).toMatchObject({ state: 'CURRENT', status: 'UNVERIFIED' });
    expect((await c.answer(c.tax, asked, d.id)).refusals).toEqual([]);
    expect(await step(d.id, 'OPINIONS')).toMatchObject({ state: 'DONE' });
    const after = [pick(await dossier(d.id, o.leader), 'availableActions')].flat();
    expect(after.find((one) => pick(one, 'code') === 'post')).toMatchObject({ allowed: true });
  });

  it('come per nominee, with files; an objection stops its nominee until the leader resolves it', async () => {
    const d = await c.appraised('BKT', ['Lý Văn Tám', 'Hồ Thị Chín', 'Mai Văn Mười']);
    const [first, second, third] = d.nominees;
    const asked = await c.asked(d.id);
    const file = await o.file('cong-van.pdf', 'CLEAN', education);
    const { view, held } = await c.answer(c.tax, asked, d.id, {
      opinions: [
        { nomineeId: first, kind: 'OBJECTS', text: 'Nợ thuế.' },
        { nomineeId: second, kind: 'REMARKS', text: 'Nộp chậm một lần.' },
        { nomineeId: third, kind: 'OBJECTS', text: 'Đang bị truy thu.' },
      ],
      ...{ text: 'Ý kiến của cơ quan thuế.', documentNumber: '12/CT', attachmentIds: [file] },
    });
    expect(view).toMatchObject({
      ...{ status: 'ANSWERED', objections: 2, unresolved: 2, closedOn: '2021-03-01' },
      answer: { documentNumber: '12/CT', attachmentIds: [file], late: false },
      deadline: { state: 'CLOSED', outcome: 'DONE', late: false },
    });
    expect(await standing(d.id)).toEqual(['SUSPENDED', 'LISTED', 'SUSPENDED']);
    const now = await c.held(d);
    expect((await o.step(o.first, 'sendToCouncil', now)).refusals).toEqual(['DOSSIER_SUSPENDED dossierId']);
    const seesFile = async (user: typeof o.first) =>
      pick(
        (await world.run(user, 'query ($id: ID!) { attachment(id: $id) { id } }', { id: file })).data,
        'attachment',
      );
    expect(await seesFile(o.second)).toEqual({ id: file });
    expect(await seesFile(c.police)).toBeNull();
    expect(await seesFile(o.officer)).toBeNull();

    const resolve = (
      by: typeof o.first,
      at: Held,
      nomineeIds: unknown[],
      outcome: string,
      reason = 'Đã nộp.',
    ) => c.step(by, 'resolveObjections', at, { dossierId: d.id, nomineeIds, outcome, reason });
    expect(
      await c.errorCode(o.first, 'resolveObjections', held, {
        ...{ dossierId: d.id, nomineeIds: [first], outcome: 'CLEARED', reason: 'x' },
      }),
    ).toBe('FORBIDDEN');
    expect((await resolve(o.leader, held, [second], 'CLEARED')).refusals).toEqual(['NOT_FOUND nomineeIds.0']);
    expect((await resolve(o.leader, held, [first], 'CLEARED', ' ')).refusals).toEqual(['REQUIRED reason']);
    expect((await resolve(o.leader, held, [], 'CLEARED')).refusals).toEqual(['REQUIRED nomineeIds']);
    const cleared = await resolve(o.leader, held, [first], 'CLEARED');
    expect(cleared.view).toMatchObject({ unresolved: 1 });
    expect((await resolve(o.leader, cleared.held, [first], 'EXCLUDED')).refusals).toEqual([
      'DUPLICATE nomineeIds.0',
    ]);
    const out = await resolve(o.leader, cleared.held, [third], 'EXCLUDED', 'Vi phạm pháp luật thuế.');
    expect(out.refusals).toEqual([]);
    expect(await standing(d.id)).toEqual(['LISTED', 'LISTED', 'EXCLUDED']);
    expect(pick(await dossier(d.id), 'suspended')).toBe(0);
    const said = await c.view(c.tax, asked.id, 'opinions(first: 9) { nodes { kind resolution { reason } } }');
    expect(pick(said, 'opinions', 'nodes')).toEqual(
      ['OBJECTS', 'REMARKS', 'OBJECTS'].map((kind) => ({ kind, resolution: null })),
    );
    const heard = await c.view(o.first, asked.id, 'opinions(first: 9) { nodes { resolution { outcome } } }');
    expect(pick(heard, 'opinions', 'nodes', 2, 'resolution', 'outcome')).toBe('EXCLUDED');
    expect((await o.step(o.first, 'sendToCouncil', await c.held(d))).refusals).toEqual([]);
  });

  it('may come in several requests; nobody is named twice, and nothing follows the last', async () => {
    const d = await c.received(['Một', 'Hai']);
    const asked = await c.asked(d.id, { nomineeIds: [d.nominees[0]] });
    const more = await c.answer(c.tax, asked, d.id, { ...objection(d.nominees[0]), complete: false });
    expect(more.view).toMatchObject({ status: 'OPEN', objections: 1, answer: null });
    expect(await standing(d.id)).toEqual(['SUSPENDED', 'LISTED']);
    const again = (at: Held, extra: object) => c.answer(c.tax, at, d.id, extra).then((one) => one.refusals);
    expect(await again(more.held, objection(d.nominees[0]))).toEqual(['DUPLICATE opinions.0.nomineeId']);
    expect(await again(more.held, objection(d.nominees[1]))).toEqual(['NOT_FOUND opinions.0.nomineeId']);
    expect(await again(more.held, objection(d.nominees[0], ''))).toEqual([
      'REQUIRED opinions.0.text',
      'DUPLICATE opinions.0.nomineeId',
    ]);
    expect(await again(more.held, { complete: false })).toEqual(['REQUIRED opinions']);
    const file = await o.file('x.pdf', 'CLEAN', education);
    const theirs = await o.file('y.pdf');
    expect(
      await again(more.held, {
        complete: false,
        ...{ attachmentIds: [file], opinions: [{ nomineeId: 'nom_x', kind: 'NO_OBJECTION' }] },
      }),
    ).toEqual(['NOT_FOUND opinions.0.nomineeId', 'INVALID_VALUE attachmentIds']);
    expect(await again(more.held, { attachmentIds: [theirs] })).toEqual(['NOT_FOUND attachmentIds.0']);
    expect(await again(asked, {})).toEqual(['STALE_VERSION expectedVersion']);
    const done = await c.answer(c.tax, more.held, d.id);
    expect(done.view).toMatchObject({ status: 'ANSWERED', objections: 1 });
    expect(await again(done.held, {})).toEqual(['WRONG_STATE consultationId']);
  });

  it('are given once for the same key, and by two at once only by one', async () => {
    const d = await c.received();
    const input = { ...c.question(d.id), idempotencyKey: 'ask-once' };
    const [one, two] = await Promise.all([
      c.step(o.first, 'consultAgency', null, input),
      c.step(o.first, 'consultAgency', null, input),
    ]);
    expect(one.held.id).toBe(two.held.id);
    const same = { ...objection(d.nominees[0]), idempotencyKey: 'answer-once' };
    const answers = [
      await c.answer(c.tax, one.held, d.id, same),
      await c.answer(c.tax, one.held, d.id, same),
    ];
    expect(answers.map(({ refusals: why }) => why)).toEqual([[], []]);
    expect(pick(await dossier(d.id), 'suspended')).toBe(1);
    const other = await c.asked(d.id);
    const race = await Promise.all([1, 2].map(() => c.answer(c.tax, other, d.id)));
    expect(race.filter(({ refusals: why }) => why.length === 0)).toHaveLength(1);
    expect(await step(d.id, 'OPINIONS')).toMatchObject({ reason: 'Đã hỏi 2 cơ quan, còn chờ 0' });
  });

  it('are refused from any other agency, role or dossier', async () => {
    const [d, other] = [await c.received(), await c.received()];
    const asked = await c.asked(d.id);
    expect((await c.answer(c.police, asked, d.id)).refusals).toEqual(['NOT_FOUND consultationId']);
    expect((await c.answer(o.leader, asked, d.id)).refusals).toEqual(['NOT_YOURS consultationId']);
    expect((await c.answer(c.tax, asked, other.id)).refusals).toEqual(['NOT_FOUND dossierId']);
    const plain = { dossierId: d.id, opinions: [], complete: true, attachmentIds: [] };
    expect(await c.errorCode(o.auditor, 'answerConsultation', asked, plain)).toBe('FORBIDDEN');
    expect(await c.errorCode(undefined, 'answerConsultation', asked, plain)).toBe('UNAUTHENTICATED');
    const letter = { documentNumber: '1/CT' };
    expect((await c.answer(o.first, asked, d.id, letter, 'recordConsultationAnswer')).refusals).toEqual([
      'CONSULTATION_NOT_BY_PAPER consultationId',
    ]);
    const ask = (extra: object, user = o.first) => c.ask(d.id, extra, user).then(({ refusals: why }) => why);
    const neighbour = await world.user('commune appraiser', [['APPRAISER', minhThuan]]);
    expect(await ask({}, neighbour)).toEqual(['DOSSIER_NOT_YOURS dossierId']);
    expect(await ask({}, o.outsider)).toEqual(['NOT_FOUND dossierId']);
    expect(await ask({ agencyUnitId: minhThuan })).toEqual(['INVALID_VALUE agencyUnitId']);
    expect(await ask({ agencyUnitId: province })).toEqual(['INVALID_VALUE agencyUnitId']);
    expect(await ask({ agencyName: 'Cục Thuế' })).toEqual(['INVALID_VALUE agencyUnitId']);
    expect(await ask({ agencyUnitId: 'unt_x' })).toEqual(['NOT_FOUND agencyUnitId']);
    expect(await ask({ question: ' ' })).toEqual(['REQUIRED question']);
    expect(await ask({ answerBy: '2021-03-10' })).toEqual(['INVALID_VALUE answerBy']);
    expect(await ask({ nomineeIds: [other.nominees[0]] })).toEqual(['NOT_FOUND nomineeIds.0']);
    expect(await ask({ nomineeIds: [d.nominees[0], d.nominees[0]] })).toEqual(['DUPLICATE nomineeIds.1']);
    expect(await ask({ nomineeIds: Array.from({ length: 41 }, () => 'nom_x') })).toEqual([
      'TOO_MANY nomineeIds',
    ]);
    const draft = await o.draft();
    expect((await c.ask(draft.id)).refusals).toEqual(['NOT_FOUND dossierId']);
  });

  it('are taken back with a reason, and lose their point with the dossier', async () => {
    const d = await c.received();
    const asked = await c.asked(d.id);
    const withdraw = (user: typeof o.first, reason: string) =>
      c.step(user, 'withdrawConsultation', asked, { dossierId: d.id, reason });
    expect((await withdraw(o.first, '')).refusals).toEqual(['REQUIRED reason']);
    const { view } = await withdraw(o.first, 'Hỏi nhầm cơ quan');
    expect(view).toMatchObject({ status: 'WITHDRAWN', deadline: { outcome: 'CANCELLED' } });
    expect(await step(d.id, 'OPINIONS')).toMatchObject({ state: 'NOT_NEEDED' });
    expect(pick(await c.view(c.tax, asked.id, 'nominees { nodes { name } }'), 'nominees', 'nodes')).toEqual(
      [],
    );

    const open = await c.asked(d.id);
    const now = await c.held(d);
    await o.done(o.first, 'returnDossier', now, { reasons: [{ path: ['files'], reason: 'Thiếu' }] });
    expect((await c.answer(c.tax, open, d.id)).refusals).toEqual(['CONSULTATION_OVER dossierId']);
    const back = await c.held(d);
    await o.done(o.officer, 'submitDossier', back, { receivingUnitId: province });
    expect((await c.answer(c.tax, open, d.id)).refusals).toEqual(['CONSULTATION_OVER dossierId']);
    expect(pick(await c.view(c.tax, open.id, 'nominees { nodes { name } }'), 'nominees', 'nodes')).toEqual(
      [],
    );
  });

  it('are listed for the agency, and for who asked, by state', async () => {
    const d = await c.received();
    const asked = await c.asked(d.id, { agency: 'POLICE', agencyUnitId: yYen });
    await c.answer(c.police, asked, d.id);
    const open = await c.asked(d.id, { agency: 'POLICE', agencyUnitId: yYen });
    const list = async (user: typeof o.first | undefined, unitId: string, side: string, status?: string) => {
      const query = `query ($u: ID!, $side: ConsultationSide!, $s: ConsultationStatus) {
        consultations(unitId: $u, side: $side, status: $s, first: 50) { nodes { id } } }`;
      const { data, errors } = await world.run(user, query, { u: unitId, side, s: status });
      const nodes = [pick(data, 'consultations', 'nodes')].flat().map((one) => pick(one, 'id'));
      return errors.length > 0 ? pick(errors, 0, 'extensions', 'code') : nodes;
    };
    expect(await list(c.police, yYen, 'ASKED')).toEqual([asked.id, open.id]);
    expect(await list(c.police, yYen, 'ASKED', 'OPEN')).toEqual([open.id]);
    expect(await list(o.first, province, 'ASKING', 'OPEN')).toContain(open.id);
    expect(await list(o.auditor, province, 'ASKING', 'ANSWERED')).toContain(asked.id);
    for (const [user, unit, side] of [
      [o.auditor, yYen, 'ASKED'],
      [c.tax, yYen, 'ASKED'],
      [c.police, province, 'ASKING'],
      [undefined, yYen, 'ASKED'],
    ] as const)
      expect(await list(user, unit, side)).toBe('FORBIDDEN');
    const node = 'query ($id: ID!) { node(id: $id) { __typename id } }';
    expect(pick((await world.run(c.police, node, { id: open.id })).data, 'node', '__typename')).toBe(
      'Consultation',
    );
    expect(pick((await world.run(c.tax, node, { id: open.id })).data, 'node')).toBeNull();
  });

  it('about a long list are one question, not one for each nominee', async () => {
    const names = Array.from({ length: 60 }, (_, i) => `Người thứ ${i + 1}`);
    const nominees = [];
    for (const name of names) nominees.push({ subjectId: await o.person(name), awardCode: 'BKT' });
    let d: Held = await o.complete(nominees.slice(0, 30));
    d = await o.done(o.officer, 'addNominees', d, { nominees: nominees.slice(30) });
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
    const rows = async () => (await world.dump()).split('\n').length;
    const before = await rows();
    const { answer } = await c.ask(d.id);
    expect(refusals(answer, 'consultAgency')).toEqual([]);
    // The consultation, its link, its deadline, their events, the dossier's event and the request's own record.
    expect((await rows()) - before).toBe(7);
    expect(answer.calls.writes).toBe(1);
  });

  it('stop no more than is waiting: twenty questions at once', async () => {
    const d = await c.received();
    for (let n = 0; n < 20; n += 1) await c.asked(d.id);
    expect((await c.ask(d.id)).refusals).toEqual(['TOO_MANY dossierId']);
  });
});
