import { beforeAll, describe, expect, it } from 'vitest';
import { dossierActions, rowOf } from '../../functions/dossiers/status-table.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { office, type Office } from '../support/dossiers.ts';
import { education, hienKhanh, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key } from '../support/world.ts';

describe('a dossier refuses', () => {
  let o: Office;
  beforeAll(async () => {
    o = await office(await createWorld('2021-03-01T02:00:00Z'));
  });

  /** The codes of a refused step; the table must be as it was. */
  async function refused(...args: Parameters<Office['step']>): Promise<readonly string[]> {
    const before = await o.world.dump();
    const step = await o.step(...args);
    expect(await o.world.dump()).toBe(before);
    expect(step.view).toBeNull();
    return step.refusals;
  }

  it('a header, a nominee or a list that says nothing or too much, naming each field', async () => {
    const nothing = { id: '', version: 0 };
    const header = { authorUnitId: education, title: ' ', type: 'MERIT', roundId: 'rnd_1' };
    expect(await refused(o.officer, 'createDossier', nothing, header)).toEqual([
      'NOT_FOUND authorUnitId',
      'REQUIRED title',
      'NOT_FOUND roundId',
    ]);
    const d = await o.draft();
    expect(
      await refused(o.officer, 'saveDossierDraft', d, { title: 'a'.repeat(501), type: 'MERIT' }),
    ).toEqual(['TOO_LONG title']);
    const person = await o.person('Nguyễn Văn A');
    const stranger = await o.person('Vũ Thị B', hienKhanh);
    const nominate = (...nominees: readonly object[]) => refused(o.officer, 'addNominees', d, { nominees });
    expect(await nominate()).toEqual(['REQUIRED nominees']);
    expect(
      await nominate(...Array.from({ length: 46 }, () => ({ subjectId: person, awardCode: 'BKT' }))),
    ).toEqual(['TOO_MANY nominees']);
    expect(
      await nominate(
        { subjectId: person, awardCode: 'BKT' },
        { subjectId: person, awardCode: 'BKT' },
        { subjectId: stranger, awardCode: 'BKT' },
        { subjectId: person, awardCode: 'XX' },
        { subjectId: person, awardCode: 'TTLDXS' },
      ),
    ).toEqual([
      'DUPLICATE nominees.1',
      'NOT_FOUND nominees.2.subjectId',
      'INVALID_VALUE nominees.3.awardCode',
      'DOSSIER_SUBJECT_KIND nominees.4.awardCode',
    ]);
    const added = await o.done(o.officer, 'addNominees', d, {
      nominees: [{ subjectId: person, awardCode: 'BKT' }],
    });
    const again = { nominees: [{ subjectId: person, awardCode: 'BKT' }] };
    expect(await refused(o.officer, 'addNominees', added, again)).toEqual(['DUPLICATE nominees.0']);
    const [nomineeId = ''] = await o.nomineeIds(added);
    const long = { nomineeId, text: 'a'.repeat(60_001) };
    expect(await refused(o.officer, 'saveNomineeReport', added, long)).toEqual(['TOO_LONG text']);
    expect(await refused(o.officer, 'removeNominees', added, { nomineeIds: [nomineeId, nomineeId] })).toEqual(
      ['DUPLICATE nomineeIds.1'],
    );
    expect(await refused(o.officer, 'removeNominees', added, { nomineeIds: [added.id] })).toEqual([
      'NOT_FOUND nomineeIds.0',
    ]);
  });

  it('files that are not clean, not ours, or already in use', async () => {
    const d = await o.draft();
    const attach = (attachmentId: string, held = d) =>
      refused(o.officer, 'attachToDossier', held, { attachmentId, component: 'OTHER' });
    expect(await attach(await o.file('a.pdf', 'CHECKING'))).toEqual(['FILE_NOT_CLEAN attachmentId']);
    expect(await attach(await o.file('b.pdf', 'CLEAN', hienKhanh))).toEqual(['NOT_FOUND attachmentId']);
    const file = await o.file('c.pdf');
    const used = await o.done(o.officer, 'attachToDossier', d, { attachmentId: file, component: 'OTHER' });
    expect(await attach(file, used)).toEqual(['DUPLICATE attachmentId']);
    const off = await o.done(o.officer, 'detachFromDossier', used, { attachmentId: file });
    const twice = await refused(o.officer, 'detachFromDossier', off, { attachmentId: file });
    expect(twice).toEqual(['NOT_FOUND attachmentId']);
    await o.done(o.officer, 'attachToDossier', off, { attachmentId: file, component: 'OTHER' });
  });

  it('nothing of a file that comes and goes between two revisions, and loses none that was submitted', async () => {
    const person = await o.person('Nguyễn Văn Đính');
    let d = await o.complete([{ subjectId: person, awardCode: 'BKT' }]);
    const submitted = await o.file('d.pdf');
    const held = { attachmentId: submitted, component: 'OTHER' };
    d = await o.done(o.officer, 'attachToDossier', d, held);
    d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
    d = await o.done(o.first, 'returnDossier', d, { reasons: [{ path: [], reason: 'Sửa' }] });
    const draft = await o.file('e.pdf');
    d = await o.done(o.officer, 'attachToDossier', d, { attachmentId: draft, component: 'OTHER' });
    for (const attachmentId of [submitted, draft])
      d = await o.done(o.officer, 'detachFromDossier', d, { attachmentId });
    const owners = async () => {
      const items = await o.world.items();
      return [submitted, draft].map((id) =>
        pick(
          items.find((item) => item['pk'] === `ATT#${id}` && item['sk'] === '#'),
          'data',
          'owner',
          'id',
        ),
      );
    };
    expect(await owners()).toEqual([d.id, undefined]);
    d = await o.done(o.officer, 'attachToDossier', d, held);
    expect(await refused(o.officer, 'attachToDossier', d, held)).toEqual(['DUPLICATE attachmentId']);
    const other = await o.draft();
    expect(await refused(o.officer, 'attachToDossier', other, held)).toEqual(['DUPLICATE attachmentId']);
    d = await o.done(o.officer, 'detachFromDossier', d, { attachmentId: submitted });
    expect(await owners()).toEqual([d.id, undefined]);
  });

  it('to go up incomplete, to the wrong unit, or with awards of different levels', async () => {
    const d = await o.draft();
    expect(await refused(o.officer, 'submitDossier', d, { receivingUnitId: hienKhanh })).toEqual([
      'DOSSIER_NO_NOMINEES dossierId',
      'NOT_FOUND receivingUnitId',
    ]);
    const person = await o.person('Nguyễn Văn C');
    const nominees = ['BKT', 'BKTTG'].map((awardCode) => ({ subjectId: person, awardCode }));
    const mixed = await o.done(o.officer, 'addNominees', d, { nominees });
    expect(await refused(o.officer, 'submitDossier', mixed, { receivingUnitId: province })).toEqual([
      'DOSSIER_COMPONENT_MISSING attachments.SUBMISSION_LETTER',
      'DOSSIER_COMPONENT_MISSING attachments.ACHIEVEMENT_REPORT',
      'DOSSIER_COMPONENT_MISSING attachments.MEETING_MINUTES',
      'DOSSIER_MIXED_AUTHORITY dossierId',
    ]);
  });

  it('a second number for two decisions of one year, a date out of order, a decision on nobody', async () => {
    const appraised = async (verdict: string) => {
      let d = await o.complete([{ subjectId: await o.person('Đỗ Văn D'), awardCode: 'BKT' }]);
      d = await o.done(o.officer, 'submitDossier', d, { receivingUnitId: province });
      d = await o.done(o.first, 'receiveDossier', d, { handlerUnitId: province });
      const nomineeIds = await o.nomineeIds(d);
      const verdicts = nomineeIds.map((nomineeId) => ({ nomineeId, verdict }));
      d = await o.done(o.first, 'appraiseNominees', d, { verdicts });
      d = await o.done(o.second, 'confirmNominees', d, { nomineeIds, agrees: true });
      return o.throughCouncil(o.second, await o.done(o.second, 'finishAppraisal', d));
    };
    const decision = {
      number: '100/QĐ-UBND',
      issuedOn: '2021-03-01',
      signerName: 'A',
      signerTitle: 'Chủ tịch',
    };
    await o.done(o.leader, 'decideDossier', await appraised('APPROVE'), decision);
    const next = await appraised('APPROVE');
    const same = await refused(o.leader, 'decideDossier', next, { ...decision, number: ' 100/qđ-ubnd ' });
    expect(same).toEqual(['DECISION_NUMBER_TAKEN number']);
    for (const issuedOn of ['2021-02-28', '2021-03-02'])
      expect(
        await refused(o.leader, 'decideDossier', next, { ...decision, issuedOn, signerName: '' }),
      ).toEqual(['REQUIRED signerName', 'INVALID_VALUE issuedOn']);
    const nobody = await refused(o.leader, 'decideDossier', await appraised('REJECT'), {
      ...decision,
      number: '101',
    });
    expect(nobody).toEqual(['DOSSIER_NOT_APPRAISED dossierId']);
  });

  it('a stale version, a reused key, and gives the same answer to the same key', async () => {
    const d = await o.draft();
    const stale = await refused(
      o.officer,
      'saveDossierDraft',
      { ...d, version: 9 },
      { title: 'x', type: 'MERIT' },
    );
    expect(stale).toEqual(['STALE_VERSION expectedVersion']);
    const input = { title: 'Lần một', type: 'MERIT', idempotencyKey: key() };
    const [once, twice] = [
      await o.step(o.officer, 'saveDossierDraft', d, input),
      await o.step(o.officer, 'saveDossierDraft', d, input),
    ];
    expect(twice.view).toEqual(once.view);
    const other = await refused(o.officer, 'saveDossierDraft', d, { ...input, title: 'Lần hai' });
    expect(other).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
  });

  it('everyone without the role, and shows itself to nobody outside', async () => {
    const d = await o.draft();
    const sent = await o.done(
      o.officer,
      'submitDossier',
      await o.complete([{ subjectId: await o.person('Trần E'), awardCode: 'BKT' }]),
      { receivingUnitId: province },
    );
    const look = `query ($id: ID!) { dossier(id: $id) { id } node(id: $id) { id } }`;
    const seen = async (id: string, user: typeof o.officer | undefined) =>
      pick((await o.world.run(user, look, { id })).data, 'dossier') !== null;
    expect(await seen(d.id, o.officer)).toBe(true);
    for (const user of [undefined, o.outsider, o.first, o.leader, o.district])
      expect(await seen(d.id, user)).toBe(false);
    for (const user of [o.officer, o.first, o.leader, o.auditor])
      expect(await seen(sent.id, user)).toBe(true);
    for (const user of [undefined, o.outsider, o.district]) expect(await seen(sent.id, user)).toBe(false);
    expect(await refused(o.outsider, 'receiveDossier', sent, { handlerUnitId: province })).toEqual([
      'NOT_FOUND dossierId',
    ]);
    expect(
      await refused(o.first, 'receiveDossier', { ...sent, id: 'dos_1' }, { handlerUnitId: province }),
    ).toEqual(['NOT_FOUND dossierId']);
    const extra = { handlerUnitId: province };
    await expect(o.step(o.officer, 'receiveDossier', sent, extra)).rejects.toThrow('FORBIDDEN');
    await expect(o.step(o.auditor, 'receiveDossier', sent, extra)).rejects.toThrow('FORBIDDEN');
  });

  it('nothing that availableActions allows, and everything that it does not', async () => {
    const d = await o.done(
      o.officer,
      'submitDossier',
      await o.complete([{ subjectId: await o.person('Trần G'), awardCode: 'BKT' }]),
      { receivingUnitId: province },
    );
    const query = `query ($id: ID!) { dossier(id: $id) { availableActions { code allowed roles units { name } reasons { code } } } }`;
    for (const [user, expected] of [
      [o.officer, ['withdraw']],
      [o.first, ['receive', 'return']],
      [o.leader, []],
      [o.auditor, []],
    ] as const) {
      const actions = pick(
        (await o.world.run(user, query, { id: d.id })).data,
        'dossier',
        'availableActions',
      );
      const allowed = [actions].flat().filter((action) => pick(action, 'allowed') === true);
      expect(allowed.map((action) => pick(action, 'code'))).toEqual(expected);
    }
    expect(dossierActions.every((action) => rowOf(action).roles.length > 0)).toBe(true);
  });

  it('the nominee after the ten thousandth', async () => {
    const d = await o.draft();
    const id = parseId('dos', d.id);
    const { dossiers } = o.world.deps();
    const full = id && (await dossiers.get(id));
    if (!full) throw new Error('no draft');
    await o.world.write(dossiers.replace({ ...full, totalNominees: 9_999, version: 2 }));
    const nominees = await Promise.all(
      ['H', 'K'].map(async (name) => ({ subjectId: await o.person(name), awardCode: 'BKT' })),
    );
    expect(await refused(o.officer, 'addNominees', { ...d, version: 2 }, { nominees })).toEqual([
      'TOO_MANY nominees',
    ]);
    await o.done(o.officer, 'addNominees', { ...d, version: 2 }, { nominees: nominees.slice(1) });
  });
});
