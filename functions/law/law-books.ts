import type { LocalDate } from '../kernel/dates.ts';
import { catalogue } from './awards.ts';
import { authorityNotes } from './authority.ts';
import { bonusBook } from './bonus-book.ts';
import { catalogueBook } from './catalogue-book.ts';
import { commendationTypeBook } from './commendation-types.ts';
import { holdsOn, type DatedDatum, type DatumStatus } from './datum.ts';
import { localRoomBook } from './local-room.ts';
import { procedureBook } from './procedure-book.ts';
import { processingDays } from './processing.ts';
import { serviceBook } from './service-book.ts';
import { standing } from './unread.ts';

/** One thing that a datum says, such as `threshold.numerator` = `9`. */
export type LawFact = { readonly name: string; readonly value: string };

/** A datum as any reader may browse it: what it is about, since when, what it says, by which article. */
export type LawDatum = {
  readonly about: readonly string[];
  readonly validFrom: LocalDate;
  readonly validTo: LocalDate | null;
  readonly facts: readonly LawFact[];
  readonly citation: string;
  readonly status: DatumStatus;
};

export type LawBook = { readonly code: string; readonly name: string; readonly data: readonly LawDatum[] };

/** What a rule of any book is about, and its terms. */
type Rule = { readonly about: readonly string[]; readonly terms: readonly DatedDatum[] };

const ofMatter = (
  rules: readonly {
    readonly awards: readonly string[];
    readonly types?: readonly string[] | undefined;
    readonly terms: readonly DatedDatum[];
  }[],
): readonly Rule[] => rules.map(({ awards, types = [], terms }) => ({ about: [...awards, ...types], terms }));

const ofChain = (terms: readonly DatedDatum[]): readonly Rule[] => [{ about: ['*'], terms }];

const matterNames = {
  posting: 'Công khai lấy ý kiến: trường hợp',
  postingTime: 'Công khai lấy ý kiến: thời gian',
  deliberation: 'Cơ quan xét',
  ballot: 'Bỏ phiếu, tỷ lệ',
  session: 'Số thành viên dự họp',
  recusal: 'Thành viên không được bỏ phiếu',
  tieBreak: 'Trường hợp bằng nhau',
  opinions: 'Lấy ý kiến cơ quan liên quan (hiệp y)',
  partyOpinion: 'Ý kiến Ban Thường vụ Tỉnh ủy',
  simple: 'Thủ tục đơn giản',
  notices: 'Thông báo, trao tặng',
  revocation: 'Hủy bỏ quyết định',
  reissue: 'Cấp đổi, cấp lại',
} as const satisfies Record<keyof ReturnType<typeof procedureBook>, string>;

const upper = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

/** Every book that is kept here. A book has rules, each with the terms that follow each other. */
export const rulesOfBooks = (): readonly {
  readonly code: string;
  readonly name: string;
  readonly rules: readonly Rule[];
}[] => {
  const [procedure, catalogued, bonus] = [procedureBook(), catalogueBook(), bonusBook()];
  return [
    {
      code: 'AWARDS',
      name: 'Danh hiệu, hình thức: thẩm quyền, thành phần hồ sơ',
      rules: catalogue().map(({ code, terms }) => ({ about: [code], terms })),
    },
    {
      code: 'TYPES',
      name: 'Loại hình khen thưởng',
      rules: commendationTypeBook().map(({ code, terms }) => ({ about: [code], terms })),
    },
    { code: 'PREREQUISITES', name: 'Tiêu chuẩn', rules: ofMatter(catalogued.prerequisites) },
    { code: 'DOSSIERS', name: 'Số bộ hồ sơ', rules: ofMatter(catalogued.dossiers) },
    { code: 'FORMS', name: 'Mẫu tờ trình, báo cáo', rules: ofMatter(catalogued.forms) },
    { code: 'CALENDAR', name: 'Thời hạn trình', rules: ofMatter(catalogued.calendar) },
    { code: 'PRACTICE', name: 'Lịch trình của tỉnh', rules: ofMatter(catalogued.practice) },
    ...Object.entries(matterNames).map(([code, name]) => ({
      code: upper(code),
      name,
      rules: isMatter(code) ? ofMatter(procedure[code]) : [],
    })),
    {
      code: 'PROCESSING',
      name: 'Thời hạn giải quyết',
      rules: [...new Set(processingDays().map((one) => one.level))].map((level) => ({
        about: [level],
        terms: processingDays().filter((one) => one.level === level),
      })),
    },
    { code: 'LOCAL_QUOTAS', name: 'Tỷ lệ tối đa của trung ương', rules: ofMatter(localRoomBook().quotas) },
    {
      code: 'LOCAL_COMPONENTS',
      name: 'Thành phần hồ sơ do tỉnh quy định',
      rules: ofMatter(localRoomBook().components),
    },
    {
      code: 'AUTHORITY',
      name: 'Thẩm quyền của người đứng đầu',
      rules: authorityNotes().map(({ kinds, terms }) => ({ about: kinds, terms })),
    },
    {
      code: 'SERVICE',
      name: 'Quá trình cống hiến: chức vụ và số năm',
      rules: serviceBook().rules.map(({ order, group, terms }) => ({ about: [order, group], terms })),
    },
    {
      code: 'SERVICE_WOMEN',
      name: 'Quá trình cống hiến: mức giảm cho nữ',
      rules: ofChain(serviceBook().women),
    },
    { code: 'BASE_SALARY', name: 'Mức lương cơ sở', rules: ofChain(bonus.baseSalary) },
    { code: 'BONUS', name: 'Hệ số tiền thưởng', rules: ofMatter(bonus.rates) },
    { code: 'ROUNDING', name: 'Làm tròn tiền thưởng', rules: ofChain(bonus.rounding) },
    { code: 'STACKING', name: 'Nhiều danh hiệu, hình thức cùng lúc', rules: ofChain(bonus.stacking) },
    { code: 'FUND_LIMITS', name: 'Mức trích Quỹ thi đua, khen thưởng', rules: ofChain(bonus.fundLimits) },
  ];
};

const isMatter = (code: string): code is keyof typeof matterNames => Object.hasOwn(matterNames, code);

/** False of a book that a law of awards that nobody has read puts in no doubt: the base salary is set by no such law. */
export const isOfAwardLaw = (code: string): boolean => code !== 'BASE_SALARY';

/** The books with what holds on a day. */
export const lawBooksOn = (on: LocalDate): readonly LawBook[] =>
  rulesOfBooks().map(({ code, name, rules }) => ({
    code,
    name,
    data: rules.flatMap(({ about, terms }) => {
      const term = terms.find((one) => holdsOn(one, on));
      return term ? [datum(about, term, on, isOfAwardLaw(code))] : [];
    }),
  }));

function datum(about: readonly string[], term: DatedDatum, on: LocalDate, ofAwardLaw: boolean): LawDatum {
  const { validFrom, validTo, citation: _citation, status: _status, ...facts } = term;
  const { citation, status } = ofAwardLaw ? standing(term, on) : term;
  return { about, validFrom, validTo, facts: flat('', facts), citation, status };
}

/** Nested facts by their path. */
function flat(path: string, value: unknown): readonly LawFact[] {
  if (value === null || value === undefined) return [{ name: path, value: '' }];
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return [{ name: path, value: value.join(', ') }];
  if (typeof value !== 'object') return [{ name: path, value: scalarText(value) }];
  return Object.entries(value).flatMap(([name, inner]) =>
    flat(path === '' ? name : `${path}.${name}`, inner),
  );
}

const scalarText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
