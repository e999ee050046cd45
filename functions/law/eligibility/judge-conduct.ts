import type { LocalDate } from '../../kernel/dates.ts';
import { endYear, firstDay, lastDay } from '../achievement-year.ts';
import { shown } from '../regime.ts';
import type { Leaf } from './condition.ts';
import type { Facts } from './facts.ts';
import type { Ground } from './judge-chains.ts';
import {
  disciplineForms,
  type Discipline,
  type DisciplineForm,
  type HeldAward,
  type Records,
} from './records.ts';
import { resultOf } from './result.ts';
import type { Truth } from './truth.ts';
import type { ConditionResult, Look } from './verdict.ts';

type Of<Is extends Leaf['is']> = Extract<Leaf, { readonly is: Is }>;

/** From its day until the day on which it ends, which no longer counts. */
const runs = (from: string, to: string | null, on: string): boolean => from <= on && (to === null || on < to);

/** The disciplines from a form up, and the proceedings, that stand in the way of any award on a day. */
export function blocksOn(
  records: Pick<Records, 'disciplines' | 'proceedings'>,
  on: LocalDate,
  from: DisciplineForm = 'REPRIMAND',
) {
  const graver = (d: Discipline) => disciplineForms.indexOf(d.form) >= disciplineForms.indexOf(from);
  return {
    disciplines: records.disciplines.filter((d) => graver(d) && runs(d.from, d.endedOn, on)),
    proceedings: records.proceedings.filter((p) => runs(p.openedOn, p.closedOn, on)),
  };
}

/** What runs backwards can't be true: who entered it has to say what was meant. */
const backwards = (from: string, to: string | null): boolean => to !== null && to < from;

export function judgeClear(one: Of<'CLEAR'>, facts: Facts, citation: string): ConditionResult {
  const { records, question } = facts;
  const { disciplines, proceedings } = blocksOn(records, question.on, one.from);
  const odd = [
    ...records.disciplines.filter((d) => backwards(d.from, d.endedOn)),
    ...records.proceedings.filter((p) => backwards(p.openedOn, p.closedOn)),
  ];
  const blocks = [...disciplines, ...proceedings];
  const checked = isChecked(facts);
  const truth: Truth = blocks.length > 0 ? 'NO' : odd.length > 0 || !checked ? 'UNKNOWN' : 'YES';
  const looks: readonly Look[] =
    odd.length > 0
      ? [{ code: 'CONTRADICTION', text: 'Kỷ luật hoặc vụ việc có ngày kết thúc trước ngày bắt đầu.' }]
      : [{ code: 'UNKNOWN_FACT', text: 'Chưa có trả lời về kỷ luật, thanh tra, khiếu nại, tố cáo.' }];
  return resultOf(one, citation, {
    truth,
    required: 'không có',
    found:
      blocks.length > 0
        ? [
            ...disciplines.map((d) => `kỷ luật từ ${shown(d.from)}`),
            ...proceedings.map((p) => `vụ việc mở ngày ${shown(p.openedOn)}`),
          ].join('; ')
        : { YES: 'không có', NO: '', UNKNOWN: 'chưa rõ' }[truth],
    evidence: [...blocks, ...odd].map((b) => b.id),
    looks,
  });
}

/** An answer counts that was given after the year had ended, or in its course while it still runs. */
function isChecked({ records, question }: Facts): boolean {
  const { conductCheckedOn: checked } = records;
  if (checked === null) return false;
  return checked >= (question.on > lastDay(question.year) ? lastDay(question.year) : firstDay(question.year));
}

export function judgeExists(one: Of<'EXISTS'>, facts: Facts, citation: string): ConditionResult {
  const { dissolvedOn } = facts.records;
  const gone = dissolvedOn !== null && dissolvedOn <= facts.question.on;
  return resultOf(one, citation, {
    truth: gone ? 'NO' : 'YES',
    required: 'đang hoạt động',
    found: gone ? `kết thúc từ ${shown(dissolvedOn)}` : 'đang hoạt động',
  });
}

/** The same award for the same year is twice; another form for it, or one in the same movement, may be. */
export function judgeOnce(one: Of<'ONCE'>, { facts, citation, kindOf }: Ground): ConditionResult {
  const twice = facts.held.filter((h) => isTwice(facts, h));
  const maybe = facts.held.filter((h) => mayBeTwice(facts, h, kindOf(h.awardCode) === 'FORM'));
  const known = facts.end >= (facts.records.heldKnownFrom ?? 0);
  const truth: Truth = twice.length > 0 ? 'NO' : maybe.length > 0 || !known ? 'UNKNOWN' : 'YES';
  const seen = [...twice, ...maybe.filter((h) => !twice.includes(h))];
  return resultOf(one, citation, {
    truth,
    required: 'chưa được khen cho thành tích này',
    found: seen.length === 0 ? 'chưa' : seen.map((h) => `${h.awardCode} (${h.decisionNumber})`).join(', '),
    evidence: seen.map((h) => h.id),
    looks: [
      {
        code: 'UNKNOWN_FACT',
        text: 'Đã có khen thưởng cùng năm hoặc cùng phong trào; cần xem có cùng thành tích không.',
      },
    ],
  });
}

const sameYear = (facts: Facts, h: HeldAward) => h.year !== null && endYear(h.year) === facts.end;

const isTwice = (facts: Facts, h: HeldAward): boolean => {
  const { awardCode, type, campaignId } = facts.question;
  if (h.awardCode !== awardCode || h.type !== type || !sameYear(facts, h)) return false;
  return type === 'MERIT' || (campaignId !== null && h.campaignId === campaignId);
};

/** Forms only, since titles build on one another; and of merit none but those of one movement, since years add up. */
const mayBeTwice = (facts: Facts, h: HeldAward, isForm: boolean): boolean => {
  const { awardCode, awardKind, type, campaignId } = facts.question;
  if (type === 'MERIT' && h.awardCode === awardCode && h.type === type && h.year === null) return true;
  if (awardKind !== 'FORM' || !isForm) return false;
  if (campaignId !== null && h.campaignId === campaignId) return true;
  return type !== 'MERIT' && h.type === type && sameYear(facts, h);
};
