import { beforeEach, describe, expect, it } from 'vitest';
import type { Id } from '../../functions/kernel/ids.ts';
import { personWith } from '../support/candidates.ts';
import type { Held } from '../support/dossiers.ts';
import { recordOffice, type RecordOffice } from '../support/records.ts';
import { minhThuan, province } from '../support/units.ts';
import { pick } from '../support/pick.ts';
import { createWorld, key, refusals, type World } from '../support/world.ts';

const adopt = `mutation ($input: AdoptLocalRuleInput!) { adoptLocalRule(input: $input) {
  localRulebook { version rules { number criterion { key text needs } } } userErrors { code field } } }`;
const withdraw = `mutation ($input: WithdrawLocalRuleInput!) { withdrawLocalRule(input: $input) {
  localRulebook { version } userErrors { code field details { name value } } } }`;
const advice = `query ($id: ID!) { dossier(id: $id) { submission { localRules }
  eligibility { counts { outcome count } }
  nominees(first: 100) { nodes { id name assessments { verdict eligibility }
    eligibility { outcome conditions { is truth citation } } recordedEligibility { outcome lines { is truth citation } } } } } }`;
const ask = `query ($input: EligibilityInput!) { eligibility(input: $input) { verdict { outcome } } }`;
const candidates = `query ($unitId: ID!, $year: AchievementYearInput!) {
  candidates(unitId: $unitId, awardCode: "BKT", year: $year, first: 10) { nodes { subject { name } } } }`;
const impact = `query ($input: RuleChangeInput!) { ruleChangeImpact(input: $input) {
  rows { name before { outcome } after { outcome } } } }`;

const of2025 = { kind: 'CALENDAR', year: 2025 };
const act = { number: '17/2025/QĐ-UBND', issuer: 'UBND tỉnh', issuedOn: '2025-12-15' };
const cited = '17/2025/QĐ-UBND ngày 2025-12-15 của UBND tỉnh';
const threeYears = { is: 'TITLE_CHAIN', awards: ['CSTDCS'], years: 3, text: 'Có 03 năm liên tục' };
const criterion = (needs: string | null = JSON.stringify(threeYears)) => ({
  kind: 'CRITERION',
  awardCode: 'BKT',
  key: 'THREE_YEARS',
  text: 'Có 03 năm liên tục là Chiến sĩ thi đua cơ sở',
  needs,
});

describe('criteria that a province adds', () => {
  let world: World;
  let o: RecordOffice;
  let long: Id<'sub'>, short: Id<'sub'>;
  let held: Held;
  beforeEach(async () => {
    world = await createWorld('2026-01-15T02:00:00.000Z');
    o = await recordOffice(world);
    long = await personWith(world, 'Ân', [2023, 2024, 2025]);
    short = await personWith(world, 'Bình', [2024, 2025]);
    held = await o.complete([long, short].map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
  });

  const adopted = async (extra: object = {}, version = 0) =>
    world.run(o.leader, adopt, {
      input: {
        unitId: province,
        expectedVersion: version,
        content: criterion(),
        from: '2026-01-15',
        act,
        idempotencyKey: key(),
        ...extra,
      },
    });
  const view = async (user: Id<'usr'>) =>
    pick((await world.run(user, advice, { id: held.id })).data, 'dossier');
  const outcomes = (dossier: unknown, field: string) =>
    [pick(dossier, 'nominees', 'nodes')]
      .flat()
      .map((one) => `${String(pick(one, 'name'))} ${String(pick(one, field, 'outcome'))}`);
  const names = (data: unknown, ...path: readonly string[]) =>
    [pick(data, ...path)].flat().map((one) => String(pick(one, 'name') ?? pick(one, 'subject', 'name')));
  const judged = async (subjectId: string, extra: object = {}) => {
    const input = { subjectId, awardCode: 'BKT', year: of2025, ...extra };
    return pick((await world.run(o.first, ask, { input })).data, 'eligibility', 'verdict', 'outcome');
  };
  const submitted = async () => {
    held = await o.done(o.officer, 'submitDossier', held, { receivingUnitId: province });
  };

  it('tighten advice, the answer to a question, candidates and drafts that are tried, by the act of the province', async () => {
    const unsure = ['Ân NEEDS_HUMAN_LOOK', 'Bình NEEDS_HUMAN_LOOK'];
    expect(outcomes(await view(o.officer), 'eligibility')).toEqual(unsure);
    expect(refusals(await adopted(), 'adoptLocalRule')).toEqual([]);
    const dossier = await view(o.officer);
    expect(outcomes(dossier, 'eligibility')).toEqual(['Ân NEEDS_HUMAN_LOOK', 'Bình NOT_ELIGIBLE']);
    expect(pick(dossier, 'nominees', 'nodes', 1, 'eligibility', 'conditions')).toContainEqual({
      is: 'TITLE_CHAIN',
      truth: 'NO',
      citation: cited,
    });
    expect(pick(dossier, 'eligibility', 'counts', 1)).toEqual({ outcome: 'NOT_ELIGIBLE', count: 1 });
    expect(await judged(short)).toBe('NOT_ELIGIBLE');
    expect(await judged(short, { receivedOn: '2026-01-14' })).toBe('ELIGIBLE');
    await personWith(world, 'Chi', [2023, 2024, 2025]);
    await personWith(world, 'Dung', [2024, 2025]);
    const found = await world.run(o.first, candidates, { unitId: minhThuan, year: of2025 });
    expect(names(found.data, 'candidates', 'nodes')).toEqual(['Ân', 'Chi']);
  });

  it('are recorded with the submission that rests on them, and in what is tried on it', async () => {
    await adopted();
    await submitted();
    const dossier = await view(o.first);
    expect(pick(dossier, 'submission', 'localRules')).toEqual([1]);
    expect(outcomes(dossier, 'recordedEligibility')).toEqual(['Ân ELIGIBLE', 'Bình NOT_ELIGIBLE']);
    expect(pick(dossier, 'nominees', 'nodes', 1, 'recordedEligibility', 'lines')).toContainEqual({
      is: 'TITLE_CHAIN',
      truth: 'NO',
      citation: cited,
    });
    const oneYear = { is: 'TITLE_CHAIN', awards: ['CSTDCS'], years: 1, text: 'Có 01 năm' };
    const rules = [{ ruleId: 'bang-khen-tinh-ca-nhan', needs: JSON.stringify(oneYear), citation: 'Dự thảo' }];
    const tried = { authorUnitId: minhThuan, year: of2025, rules };
    expect(
      pick((await world.run(o.first, impact, { input: tried })).data, 'ruleChangeImpact', 'rows'),
    ).toEqual([]);
  });

  it('ask an appraiser for a reason', async () => {
    await adopted();
    await submitted();
    held = await o.done(o.first, 'receiveDossier', held, { handlerUnitId: province });
    const ids = await o.nomineeIds(held, o.first);
    const verdicts = (note: string) => ids.map((nomineeId) => ({ nomineeId, verdict: 'APPROVE', note }));
    const silent = await o.step(o.first, 'appraiseNominees', held, { verdicts: verdicts('') });
    expect(silent.refusals).toEqual(['DOSSIER_NOT_ELIGIBLE verdicts.1.note']);
    held = await o.done(o.first, 'appraiseNominees', held, { verdicts: verdicts('Có thành tích đột xuất') });
    const nodes = [pick(await view(o.first), 'nominees', 'nodes')].flat();
    expect(nodes.map((one) => pick(one, 'assessments', 0, 'eligibility'))).toEqual([
      'ELIGIBLE',
      'NOT_ELIGIBLE',
    ]);
  });

  it('fail nobody by themselves in a dossier that was submitted before they were entered', async () => {
    await submitted();
    world.clock.set('2026-01-20T02:00:00.000Z');
    expect(refusals(await adopted(), 'adoptLocalRule')).toEqual([]);
    held = await o.done(o.first, 'receiveDossier', held, { handlerUnitId: province });
    const late = await view(o.first);
    for (const field of ['eligibility', 'recordedEligibility'])
      expect(outcomes(late, field)).toEqual(['Ân ELIGIBLE', 'Bình NEEDS_HUMAN_LOOK']);
    expect(pick(late, 'nominees', 'nodes', 1, 'recordedEligibility', 'lines')).toContainEqual({
      is: 'TITLE_CHAIN',
      truth: 'UNKNOWN',
      citation: `${cited}, nhập vào hệ thống sau khi hồ sơ được trình`,
    });
    const again = await o.complete([short].map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
    held = await o.done(o.officer, 'submitDossier', again, { receivingUnitId: province });
    expect(outcomes(await view(o.first), 'recordedEligibility')).toEqual(['Bình NOT_ELIGIBLE']);
  });

  it('may be a matter of attestation, which nobody gives silently', async () => {
    expect(refusals(await adopted({ content: criterion(null) }), 'adoptLocalRule')).toEqual([]);
    expect(await judged(long)).toBe('NEEDS_HUMAN_LOOK');
    const attest = { subjectId: long, year: of2025, key: 'THREE_YEARS', by: 'Sở Nội vụ' };
    await o.recorded(o.officer, 'recordAttestation', { ...attest, holds: true });
    expect(await judged(long)).toBe('ELIGIBLE');
  });

  it('are conditions that can be read, or are refused and not kept', async () => {
    const before = await world.dump();
    const bad = ['{', '{"is":"RICH","text":"x"}', JSON.stringify({ ...threeYears, awards: ['NOPE'] })];
    for (const needs of bad)
      expect(refusals(await adopted({ content: criterion(needs) }), 'adoptLocalRule')).toEqual([
        'INVALID_VALUE content.needs',
      ]);
    expect(await world.dump()).toBe(before);
  });

  it('are not withdrawn while a submission of their first day rests on them', async () => {
    await adopted();
    const { localRules } = world.deps();
    const shelf = await localRules.shelf();
    const [book] = shelf.books;
    if (!book) throw new Error('no book');
    await submitted();
    const rested = { unitId: province, expectedVersion: 1, number: 1, idempotencyKey: key() };
    const refused = await world.run(o.leader, withdraw, { input: rested });
    expect(refusals(refused, 'withdrawLocalRule')).toEqual(['LOCAL_RULE_IN_FORCE number']);
    expect(pick(refused.data, 'withdrawLocalRule', 'userErrors', 0, 'details')).toContainEqual({
      name: 'number',
      value: '1',
    });
    expect(pick(await view(o.first), 'submission', 'localRules')).toEqual([book.rules[0]?.number]);
  });
});
