import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { localDate } from '../kernel/dates.ts';
import { builtIn, builtInLinksTo, builtIns, unresolvedCitations } from './built-in.ts';
import { documentsCited, numbersIn } from './cited.ts';
import { proceduresCited } from './catalogue.ts';
import { forceOn } from './document.ts';

const folder = resolve(import.meta.dirname, '../law/data');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) =>
  one.endsWith('.json'),
);

function citationsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    name === 'citation' && typeof inside === 'string' ? [inside] : citationsIn(inside),
  );
}

const citations = [
  ...new Set(files.flatMap((file) => citationsIn(JSON.parse(readFileSync(join(folder, file), 'utf8'))))),
];

describe('the citations of the law data', () => {
  it('each name a document or a procedure of the library, or are marked as naming none', () => {
    expect(citations.length).toBeGreaterThan(300);
    const open = citations.filter(
      (one) => documentsCited(one).length === 0 && proceduresCited(one).length === 0,
    );
    expect(open.filter((one) => !unresolvedCitations().has(one))).toEqual([]);
    expect([...unresolvedCitations()].filter((one) => !open.includes(one))).toEqual([]);
  });

  it('name no number that the library doesn’t know', () => {
    const known = new Set(builtIns().map((one) => one.number));
    expect(citations.flatMap(numbersIn).filter((number) => !known.has(number))).toEqual([]);
  });

  it('leave no document of the library uncited', () => {
    const cited = new Set(citations.flatMap((one) => documentsCited(one).map((document) => document.id)));
    const linked = new Set(builtIns().flatMap((one) => one.links.map((link) => link.documentId)));
    expect(builtIns().filter((one) => !cited.has(one.id) && !linked.has(one.id))).toEqual([]);
  });
});

describe('a citation', () => {
  const numbers = (citation: string) => documentsCited(citation).map((one) => one.number);

  it('names documents by number or as laws are called, in its order', () => {
    expect(numbers('Nghị định 98/2023/NĐ-CP, Điều 55; Luật 06/2022/QH15, Điều 77')).toEqual([
      '98/2023/NĐ-CP',
      '06/2022/QH15',
    ]);
    expect(numbers('Luật Khiếu nại 2011, Điều 28')).toEqual(['02/2011/QH13']);
    expect(numbers('Luật Thi đua, khen thưởng 2003 (sửa đổi 2013)'.normalize('NFD'))).toEqual([
      '15/2003/QH11',
      '39/2013/QH13',
    ]);
  });

  it('is not taken for a part of another number, nor for another province’s', () => {
    expect(numbers('Nghị định 191/2017/NĐ-CP')).toEqual([]);
    expect(numbers('Quyết định 86/2025/QĐ-UBND tỉnh Cao Bằng')).toEqual([]);
    expect(numbers('ngày 21/01/2021, Điều 5(1)')).toEqual([]);
  });
});

describe('a document of the law data', () => {
  const numbered = (number: string) => {
    const found = builtIns().find((one) => one.number === number);
    if (!found) throw new Error(`no ${number}`);
    return found;
  };
  const force = (number: string, on: string) => {
    const document = numbered(number);
    return forceOn(document, builtInLinksTo(document.id), localDate(on));
  };

  it('keeps its id, and is in force until what replaces it is', () => {
    const decree = numbered('91/2017/NĐ-CP');
    expect(builtIn(decree.id)).toBe(decree);
    expect(decree.id).toMatch(/^ldo_[0-9A-HJKMNP-TV-Z]{26}$/);
    expect(force('91/2017/NĐ-CP', '2017-09-30')).toBe('NOT_YET');
    expect(force('91/2017/NĐ-CP', '2023-12-31')).toBe('IN_FORCE');
    expect(force('91/2017/NĐ-CP', '2024-01-01')).toBe('REPLACED');
    expect(force('152/2025/NĐ-CP', '2026-01-01')).toBe('IN_FORCE');
    expect(force('65/2014/NĐ-CP', '2021-01-01')).toBe('UNKNOWN');
  });

  it('ends on its own day where nothing is known to replace it, and an amendment ends nothing', () => {
    const own = { effectiveFrom: localDate('2020-01-01'), effectiveTo: localDate('2021-01-01') };
    expect(forceOn(own, [], localDate('2020-12-31'))).toBe('IN_FORCE');
    expect(forceOn(own, [], localDate('2021-01-01'))).toBe('ENDED');
    const amended = { relation: 'AMENDS' as const, documentId: numbered('39/2013/QH13').id };
    const open = { ...own, effectiveTo: null };
    expect(forceOn(open, [{ ...amended, from: localDate('2020-06-01') }], localDate('2022-01-01'))).toBe(
      'IN_FORCE',
    );
    const unknown = { ...amended, relation: 'REPLACES' as const, from: null };
    expect(forceOn(open, [unknown], localDate('2022-01-01'))).toBe('IN_FORCE');
  });
});
