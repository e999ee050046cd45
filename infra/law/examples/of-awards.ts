import { localDate, yearOf } from '../../../functions/kernel/dates.ts';
import { authorityNotes, mayDecide } from '../../../functions/law/authority.ts';
import { authorityLevels, awardOn, catalogue } from '../../../functions/law/awards.ts';
import { catalogueBook } from '../../../functions/law/catalogue-book.ts';
import { submissionDatesOn, submissionDay } from '../../../functions/law/catalogue.ts';
import { commendationTypesOn } from '../../../functions/law/commendation-types.ts';
import { lacking } from '../../../functions/law/component.ts';
import { localRoomBook } from '../../../functions/law/local-room.ts';
import { unitKinds } from '../../../functions/units/unit.ts';
import { nameOf, ofMatter, type Aspect } from './aspect.ts';

/** `CSTDT PROVINCE`: the head of such a unit, or the Prime Minister or the President, may decide it. */
const decides: Aspect = {
  book: 'AWARDS',
  judge: (on, [code = '', who]) => {
    if (!catalogue().some((award) => award.code === code)) return undefined;
    const award = awardOn(code, on);
    const level = authorityLevels.find((one) => one === who);
    const kind = unitKinds.find((one) => one === who);
    if (level === undefined && kind === undefined) return undefined;
    const may = kind ? award && mayDecide(award, kind, on) : level && award?.decidedBy.includes(level);
    return { about: code, holds: may === true };
  },
};

/** `CSTDT SUBMISSION_LETTER,MEETING_MINUTES`: a dossier of these parts lacks nothing. */
const complete: Aspect = {
  book: 'AWARDS',
  judge: (on, [code = '', parts = '']) => {
    const award = awardOn(code, on);
    const has = parts.split(',');
    return (
      award && {
        about: code,
        holds:
          lacking([...award.components.map((one) => [one]), ...award.oneOf], (c) => has.includes(c))
            .length === 0,
      }
    );
  },
};

/** `THEMATIC Khen thưởng phong trào`: so the law of the day calls it. */
const typeName: Aspect = {
  book: 'TYPES',
  judge: (on, [code = '', ...name]) => {
    const type = commendationTypesOn(on).find((one) => one.code === code);
    return type && { about: code, holds: type.name === name.join(' ') };
  },
};

/** `DISTRICT CSTDCS`: the head of such a unit decides it. */
const headDecides: Aspect = {
  book: 'AUTHORITY',
  judge: (on, [who, code = '']) => {
    const kind = unitKinds.find((one) => one === who);
    const note = authorityNotes().find(({ kinds }) => kinds.some((one) => one === kind));
    const award = awardOn(code, on);
    return (
      note && kind && { about: nameOf(note.kinds), holds: award !== undefined && mayDecide(award, kind, on) }
    );
  },
};

/** `CTDCP GENERAL 2020 2021-03-31`: for that year and sector in time; `NONE`: the law sets no date. */
const inTime = (book: 'CALENDAR' | 'PRACTICE'): Aspect =>
  ofMatter(
    book,
    () => catalogueBook()[book === 'CALENDAR' ? 'calendar' : 'practice'],
    (term, [sector, year = '', day = ''], asked) => {
      if (sector === 'NONE') return term.dates.length === 0;
      const kind = year.endsWith('s') ? ('SCHOOL' as const) : ('CALENDAR' as const);
      const achievement = { kind, year: yearOf(localDate(`${year.slice(0, 4)}-01-01`)) };
      return submissionDatesOn(asked)
        .filter((date) => date.provincial === (book === 'PRACTICE') && date.sector === sector)
        .some((date) => localDate(day) <= submissionDay(date, achievement));
    },
  );

export const awardAspects = {
  DECIDES: decides,
  COMPLETE: complete,
  TYPE_NAME: typeName,
  HEAD_DECIDES: headDecides,
  /** `TTLDTT COLLECTIVE trên 50 %`: so much is demanded of such a nominee. */
  DEMANDS: ofMatter(
    'PREREQUISITES',
    () => catalogueBook().prerequisites,
    ({ texts }, [kind, ...phrase]) =>
      texts.some((one) => one.subjects.some((s) => s === kind) && one.text.includes(phrase.join(' '))),
  ),
  /** `CSTDTQ 2`: so many sets are enough. */
  SETS: ofMatter(
    'DOSSIERS',
    () => catalogueBook().dossiers,
    ({ sets }, [n]) => Number(n) >= sets,
  ),
  /** `BKT INDIVIDUAL Mẫu số 02`: the report of such a nominee goes by this form. */
  FORM: ofMatter(
    'FORMS',
    () => catalogueBook().forms,
    ({ reports }, [kind, ...form]) =>
      reports.some((one) => one.subjects.some((s) => s === kind) && one.form === form.join(' ')),
  ),
  IN_TIME: inTime('CALENDAR'),
  IN_TIME_HERE: inTime('PRACTICE'),
  /** `CSTDCS 15`: a province may let so many percent through; `CAPPED`: national law names a ceiling. */
  LOCAL_QUOTA: ofMatter(
    'LOCAL_QUOTAS',
    () => localRoomBook().quotas,
    ({ maxPercent }, [percent]) =>
      percent === 'CAPPED' ? maxPercent !== null : maxPercent === null || Number(percent) <= maxPercent,
  ),
  /** `CSTDCS DROP`: a province may leave a part of the national list out. */
  LOCAL_PARTS: ofMatter(
    'LOCAL_COMPONENTS',
    () => localRoomBook().components,
    ({ provinceDefines }, [what]) => what === 'ADD' || provinceDefines,
  ),
} satisfies Record<string, Aspect>;
