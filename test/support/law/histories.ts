import { addDays, localDate, yearOf, type LocalDate } from '../../../functions/kernel/dates.ts';
import { endYear, yearEnding, type AchievementYear } from '../../../functions/law/achievement-year.ts';
import type { Condition } from '../../../functions/law/eligibility/condition.ts';
import type {
  Completion,
  HeldAward,
  Initiative,
  PositionHeld,
  Records,
} from '../../../functions/law/eligibility/records.ts';
import type { SubjectKind } from '../../../functions/law/subject-kind.ts';
import type { Random } from './random.ts';

/** How many years a history goes back; longer than the longest chain. */
export const depth = 14;

/** Award codes and attestation keys that a condition asks for, so that histories have something to say. */
export function wordsOf(needs: Condition) {
  const text = JSON.stringify(needs);
  const listed = (name: string) =>
    [...text.matchAll(new RegExp(`"${name}":\\[([^\\]]*)\\]`, 'g'))].flatMap(([, list = '']) =>
      list.replaceAll('"', '').split(','),
    );
  return {
    yearly: [...new Set([...listed('awards'), ...listed('orTitles')])],
    bases: [...new Set(listed('after'))],
    keys: [...new Set([...text.matchAll(/"key":"(\w+)"/g)].map(([, key = '']) => key))],
  };
}

export type Asked = { readonly kind: SubjectKind; readonly year: AchievementYear; readonly on: LocalDate };

/** A history in which nothing is unknown: every year is classified or excused, every book complete. */
export function fullHistory(random: Random, asked: Asked, needs: Condition, award: string): Records {
  const { in100, below, pick } = random;
  const { yearly, bases, keys } = wordsOf(needs);
  const end = endYear(asked.year);
  const years = Array.from({ length: depth }, (_, i) => yearEnding(asked.year.kind, end - i));
  const diligence = pick([60, 90, 100, 100]);
  const best = pick([
    ['GOOD', 'EXCELLENT'],
    ['EXCELLENT', 'EXCELLENT'],
  ] as const);
  const leave = in100(35) ? end - below(5) : 0;
  const excuse = pick(['MATERNITY', 'MATERNITY', 'STUDY', 'INJURY'] as const);

  const completions = years.map((year): Completion => {
    const away = endYear(year) === leave;
    return {
      id: `done-${endYear(year)}`,
      year,
      level:
        away && in100(80)
          ? null
          : in100(diligence)
            ? pick(best)
            : pick(['NOT_COMPLETED', 'COMPLETED', 'GOOD']),
      excuse: away ? excuse : null,
      inheritedFrom: null,
    };
  });
  const given = (awardCode: string, year: AchievementYear): HeldAward => ({
    id: `held-${awardCode}-${endYear(year)}`,
    awardCode,
    year,
    type: in100(92) ? 'MERIT' : pick(['THEMATIC', 'AD_HOC']),
    campaignId: null,
    decisionNumber: '1/QĐ',
    decidedOn: localDate(`${endYear(year)}-09-15`),
    issuer: 'UBND tỉnh',
    revokedOn: in100(2) ? localDate(`${endYear(year)}-11-01`) : null,
    inheritedFrom: null,
  });
  const frequency = pick([25, 80, 100, 100]);
  const held = years.flatMap((year, ago) => [
    ...yearly.filter(() => endYear(year) !== leave && in100(frequency)).map((code) => given(code, year)),
    ...bases.filter(() => in100(ago > 3 && ago < 13 ? 30 : 3)).map((code) => given(code, year)),
    ...(in100(1) ? [given(award, year)] : []),
  ]);
  const wide = pick([
    ['BASE', 'PROVINCE', 'NATION'],
    ['PROVINCE', 'NATION', 'NATION'],
  ] as const);
  const inventive = pick([30, 80, 100]);
  const initiatives = years.flatMap((year): readonly Initiative[] =>
    in100(inventive)
      ? [
          {
            id: `idea-${endYear(year)}`,
            name: `Sáng kiến ${endYear(year)}`,
            kind: 'INITIATIVE',
            scope: pick(wide),
            year,
            recognisedOn: localDate(`${endYear(year)}-06-01`),
            sharePercent: pick([0, 30, 100, 100, 100, 100]),
            usedFor: in100(80)
              ? []
              : [
                  pick([
                    { awardCode: 'CSTDCS', year },
                    { awardCode: 'BKT', year },
                    { awardCode: award, year: asked.year },
                  ]),
                ],
          },
        ]
      : [],
  );
  const total = 1 + below(40);
  const from = addDays(localDate(`${end - 4}-01-01`), below(2000));
  const opened = addDays(localDate(`${end}-01-01`), below(700));
  return {
    subjectKind: asked.kind,
    dissolvedOn: in100(95) ? null : addDays(asked.on, pick([-1, 0, 1])),
    held,
    heldKnownFrom: null,
    completions,
    disciplines: in100(85)
      ? []
      : [
          {
            id: 'discipline',
            form: pick(['REPRIMAND', 'DISMISSAL']),
            from,
            endedOn: in100(20) ? null : addDays(from, below(900)),
          },
        ],
    proceedings: in100(92)
      ? []
      : [
          {
            id: 'proceeding',
            kind: 'INSPECTION',
            openedOn: opened,
            closedOn: in100(50) ? null : addDays(opened, below(300)),
          },
        ],
    conductCheckedOn: asked.on,
    initiatives,
    initiativesKnownFrom: null,
    staffing: [
      {
        id: 'staff',
        year: asked.year,
        total,
        completed: in100(80) ? total : below(total + 1),
        advanced: total - below(Math.ceil(total / 2)),
        fighters: below(2),
        disciplined: in100(80) ? 0 : 1,
      },
    ],
    attestations: keys.map((key) => ({ id: key, key, year: asked.year, holds: in100(85) })),
    ...(JSON.stringify(needs).includes('"SERVICE"') ? career(random, asked.on) : noCareer),
  };
}

const noCareer = { sex: null, positions: [], positionsKnownFrom: null };

/** Positions one before the other, back from a day, with gaps between them. */
function career({ pick, below, in100 }: Random, on: LocalDate) {
  let last = on;
  const positions = Array.from({ length: 1 + below(3) }, (_, i): PositionHeld => {
    const to = i === 0 && in100(50) ? null : addDays(last, -1 - below(60));
    const from = addDays(to ?? on, -below(9000));
    last = from;
    return { id: `position-${i}`, group: pick(groups), from, to };
  });
  return { sex: pick(['MALE', 'MALE', 'FEMALE'] as const), positions, positionsKnownFrom: null };
}

const groups = [
  ...(['SECRETARY_CENTRAL', 'SECRETARY_CENTRAL', 'SECRETARY_CENTRAL'] as const),
  ...(['PROVINCE_HEADS', 'PROVINCE_DEPUTIES', 'DIRECTORS', 'DEPARTMENT_HEAD'] as const),
] as const;

/** What somebody may know of a full history: some of its facts, never a wrong one. */
export function knownPart({ in100, pick }: Random, full: Records, end: number): Records {
  const careful = pick([50, 90]);
  const heldKnownFrom = pick([null, end, end - 1, end - 3, end - 6]);
  const initiativesKnownFrom = pick([null, end, end - 2]);
  const known = (from: number | null, year: AchievementYear | null) =>
    from === null || (year !== null && endYear(year) >= from);
  const kept = <T>(list: readonly T[]) => list.filter(() => in100(careful));
  const checked = in100(70);
  return {
    ...full,
    completions: kept(full.completions),
    held: full.held
      .filter((h) => known(heldKnownFrom, h.year) || in100(30))
      .map((h) => (in100(95) ? h : { ...h, year: null })),
    heldKnownFrom,
    initiatives: full.initiatives.filter((i) => known(initiativesKnownFrom, i.year) || in100(30)),
    initiativesKnownFrom,
    staffing: kept(full.staffing),
    attestations: kept(full.attestations),
    ...(checked ? {} : { disciplines: [], proceedings: [], conductCheckedOn: null }),
    ...(full.positions.length > 0 && partOfCareer({ in100, pick }, full, end)),
  };
}

/** Those that ended before some year may be missing; of some nobody knows the group. */
function partOfCareer({ in100, pick }: Pick<Random, 'in100' | 'pick'>, full: Records, end: number) {
  const positionsKnownFrom = pick([null, end, end - 10]);
  const isKept = ({ to }: PositionHeld) =>
    positionsKnownFrom === null || to === null || yearOf(to) >= positionsKnownFrom || in100(30);
  return {
    sex: in100(20) ? null : full.sex,
    positions: full.positions
      .filter(isKept)
      .map((one): PositionHeld => (in100(10) ? { ...one, group: 'OTHER' } : one)),
    positionsKnownFrom,
  };
}
