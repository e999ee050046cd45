import { describe, expect, it } from 'vitest';
import { dossierPolicySamples } from '../dossiers/dossier.samples.ts';
import { dossierStatuses } from '../dossiers/status-table.ts';
import type { RunningDeadline } from '../deadlines/running.ts';
import { localDate } from '../kernel/dates.ts';
import { awardOn } from '../law/awards.ts';
import type { CommendationType } from '../law/commendation-type.ts';
import { processingDays } from '../law/processing.ts';
import type { SubjectKind } from '../law/subject-kind.ts';
import { oneStopOf } from './one-stop.ts';
import { awardsOf, procedures, proceduresCited, proceduresOn } from './catalogue.ts';
import { proceduresOf } from './procedure.ts';

const day = localDate;
const received = (on: string) => ({ number: '1/2021', receivedOn: day(on), deadline: null });

describe('the catalogue of procedures', () => {
  it('names each code once, and awards of the level and time', () => {
    const codes = procedures().map((one) => one.code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const one of procedures()) {
      expect(awardsOf(one).length, one.code).toBe(one.awards.length);
      for (const code of one.awards)
        expect(awardOn(code, one.validFrom)?.decidedBy, `${one.code} ${code}`).toContain(one.level);
    }
  });

  it('has those that the processing times cite, with the same days', () => {
    const cited = processingDays().flatMap((time) =>
      proceduresCited(time.citation).map((procedure) => ({ time, procedure })),
    );
    expect(cited.map(({ procedure }) => procedure.code).toSorted()).toEqual([
      '1.000843',
      '1.012379',
      '2.000418',
    ]);
    for (const { time, procedure } of cited)
      expect([procedure.level, procedure.days], procedure.code).toEqual([time.level, time.days]);
  });

  it('is that of a day', () => {
    expect(proceduresOn(day('2024-06-01'), null).map((one) => one.code)).toEqual(['1.012379']);
    expect(proceduresOn(day('2021-01-01'), 'COMMUNE').map((one) => one.code)).toEqual([
      '1.000748',
      '1.000775',
      '2.000305',
      '2.000337',
      '2.000346',
    ]);
  });

  it('puts a dossier under what is made for its subjects, or else under the general ones', async () => {
    const under = async (
      type: CommendationType,
      awards: readonly string[],
      kind: SubjectKind,
      on = '2021-03-01',
    ) =>
      (
        await proceduresOf(
          {
            type,
            totalPerAward: Object.fromEntries(awards.map((code) => [code, 1])),
            receipt: received(on),
          },
          { kind: 'PROVINCE', catalogue: proceduresOn },
          () => Promise.resolve(kind),
        )
      ).map((one) => one.code);
    expect(await under('MERIT', ['BKT'], 'HOUSEHOLD')).toEqual(['2.000418']);
    expect(await under('MERIT', ['BKT'], 'INDIVIDUAL')).toEqual(['2.000449']);
    expect(await under('MERIT', ['BKT', 'CTDT'], 'COLLECTIVE')).toEqual(['1.000934', '2.000449']);
    expect(await under('AD_HOC', ['BKT'], 'HOUSEHOLD')).toEqual(['2.000422']);
    expect(await under('MERIT', ['BKTTG'], 'INDIVIDUAL')).toEqual([]);
    expect(await under('MERIT', ['BKT'], 'INDIVIDUAL', '2026-01-01')).toEqual([]);
    const unreceived = { type: 'MERIT' as const, totalPerAward: { BKT: 1 }, receipt: null };
    const province = { kind: 'PROVINCE' as const, catalogue: proceduresOn };
    expect(await proceduresOf(unreceived, province, () => Promise.reject(new Error('asked')))).toEqual([]);
  });
});

describe('a dossier at the one-stop centre', () => {
  const samples = dossierPolicySamples();
  const deadline = (dueOn: string, closedOn?: string): RunningDeadline => ({
    ...{ ownerId: 'x', purpose: 'DOSSIER_ANSWER', unitId: samples.province, label: '', assignees: [] },
    ...{
      lane: null,
      restricted: false,
      run: 1,
      state: closedOn ? 'CLOSED' : 'RUNNING',
      pauses: [],
      version: 1,
    },
    term: { kind: 'DAY', startOn: day('2021-03-01'), dueOn: day(dueOn) },
    dueOn: day(dueOn),
    calendarVersion: 0,
    closing: closedOn ? { on: day(closedOn), outcome: 'DONE', late: closedOn > dueOn } : null,
  });
  const shown = (
    status: (typeof dossierStatuses)[number],
    due: RunningDeadline | null,
    on = '2021-03-20',
  ) => {
    const dossier = { ...samples.dossierIn(status), receipt: received('2021-03-01') };
    const found = oneStopOf(dossier, due, day(on));
    return [found?.state, found?.dueOn, found?.finishedOn, found?.timing];
  };

  it('is early, on its day or late when it is done, and only late before', () => {
    expect(shown('DECIDED', deadline('2021-03-10', '2021-03-09'))).toEqual([
      ...['DONE', '2021-03-10', '2021-03-09', 'EARLY'],
    ]);
    expect(shown('FORWARDED', deadline('2021-03-10', '2021-03-10'))[3]).toBe('ON_TIME');
    expect(shown('CLOSED_WITHOUT_AWARD', deadline('2021-03-10', '2021-03-11'))[3]).toBe('LATE');
    expect(shown('UNDER_APPRAISAL', deadline('2021-03-19'))).toEqual(['IN_WORK', '2021-03-19', null, 'LATE']);
    expect(shown('RECEIVED', deadline('2021-03-20'))).toEqual(['RECEIVED', '2021-03-20', null, null]);
    expect(shown('RETURNED', deadline('2021-03-01'))).toEqual(['SUPPLEMENT', '2021-03-01', null, null]);
    expect(shown('SUBMITTED', null)).toEqual(['SUPPLEMENT', null, null, null]);
  });

  it('is none before its receipt, and has a state in every status', () => {
    for (const status of dossierStatuses) {
      expect(oneStopOf(samples.dossierIn(status), null, day('2021-03-20'))).toBeUndefined();
      expect(shown(status, null)[0]).toBeDefined();
    }
  });
});
