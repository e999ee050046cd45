import type { Id } from '../../functions/kernel/ids.ts';
import { office } from './dossiers.ts';
import { pick } from './pick.ts';
import { key, refusals, type Answer, type World } from './world.ts';

export const recordFields = `id kind lane source recordedBy recordedAt verifiedBy corrects contradicts
  award { awardCode year { kind year name } type decisionNumber decidedOn issuer achievement }
  completion { year { name } level excuse } staffing { year { year } total completed advanced fighters disciplined }
  initiative { initiativeId name sharePercent usedFor { awardCode year { year } } scope } attestation { key holds by }
  historyExtent { of knownFrom } conductCheck { body asOf } discipline { form from endedOn decisionNumber }
  proceeding { kind openedOn closedOn reference }
  availableActions { code allowed reasons { code } }`;

const mutationOf = (name: string) => {
  const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${name}(input: $input) {
    record { ${recordFields} } subject { id } userErrors { code field message details { name value } } } }`;
};

export const in2020 = { kind: 'CALENDAR', year: 2020 };

/** A base fighter's title of a year, as a unit enters it from its papers. */
export const fighter = (year: number, extra: object = {}) => ({
  awardCode: 'CSTDCS',
  year: { kind: 'CALENDAR', year },
  type: 'MERIT',
  decisionNumber: `${year}/QĐ-UBND`,
  decidedOn: `${year}-12-20`,
  issuer: 'Chủ tịch Ủy ban nhân dân huyện Vụ Bản',
  ...extra,
});

export type Taken = {
  readonly answer: Answer;
  readonly refusals: readonly string[];
  readonly id: string;
  readonly record: unknown;
};

/** The office of a commune, and one function for each way to touch records. */
export async function recordOffice(world: World, options: { readonly streams?: boolean } = {}) {
  const people = await office(world, options);
  async function act(user: Id<'usr'>, name: string, input: object): Promise<Taken> {
    const answer = await world.run(user, mutationOf(name), { input: { idempotencyKey: key(), ...input } });
    const record = pick(answer.data, name, 'record');
    return { answer, refusals: refusals(answer, name), record, id: String(pick(record, 'id')) };
  }
  async function done(user: Id<'usr'>, name: string, input: object): Promise<Taken> {
    const taken = await act(user, name, input);
    if (taken.refusals.length > 0) throw new Error(`${name}: ${taken.refusals.join('; ')}`);
    return taken;
  }
  async function records(user: Id<'usr'>, subjectId: string, args = '(first: 100)') {
    const query = `query ($id: ID!) { subject(id: $id) { records${args} { nodes { ${recordFields} } } } }`;
    const { data } = await world.run(user, query, { id: subjectId });
    return [pick(data, 'subject', 'records', 'nodes') ?? []].flat();
  }
  async function lane(user: Id<'usr'>, subjectId: string, of: string) {
    const query = `query ($id: ID!) { subject(id: $id) {
      formerRecords(lane: ${of}) { nodes { record { id } reason replacedBy } }
      recordHistory(lane: ${of}) { nodes { name seq } } } }`;
    const { data } = await world.run(user, query, { id: subjectId });
    return {
      former: pick(data, 'subject', 'formerRecords', 'nodes'),
      events: [pick(data, 'subject', 'recordHistory', 'nodes')]
        .flat()
        .map((one) => `${String(pick(one, 'seq'))} ${String(pick(one, 'name'))}`),
    };
  }
  return { ...people, act, recorded: done, records, lane };
}

export type RecordOffice = Awaited<ReturnType<typeof recordOffice>>;
