import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Findable } from './findable.ts';
import { ranked } from './rank.ts';
import { wordKey } from './words.ts';

const record = (title: string, index: number, number: string | null = null): Findable => ({
  kind: 'SUBJECT',
  id: `sub_${String(index).padStart(3, '0')}`,
  title,
  number,
  detail: null,
  on: null,
  unitId: null,
  anchors: null,
});

/** Written the slow and obvious way: every letter taken off its marks by a table, every word tried. */
const plain = 'aăâbcdđeêghiklmnoôơpqrstuưvxy';
const bases = 'aaabcddeeghiklmnooopqrstuuvxy';
const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const bare = new Map(
  Array.from(plain).flatMap((letter, index) =>
    tones.map((tone) => [`${letter}${tone}`.normalize('NFC'), bases[index] ?? ''] as const),
  ),
);
const pairs = ['oa', 'oe', 'uy'].flatMap(([first = '', second = '']) =>
  tones
    .slice(1)
    .map(
      (tone) =>
        [`${first}${tone}${second}`.normalize('NFC'), `${first}${second}${tone}`.normalize('NFC')] as const,
    ),
);
const spell = (word: string): string => {
  const pair = pairs.find(([old]) => word.endsWith(old));
  return pair ? `${word.slice(0, -2)}${pair[1]}` : word;
};
const wordsOf = (text: string) => text.normalize('NFC').toLowerCase().split(/\s+/).filter(Boolean).map(spell);
const strip = (text: string) => Array.from(text, (letter) => bare.get(letter) ?? letter).join('');

function slowly(all: readonly Findable[], text: string): readonly string[] {
  const asked = wordsOf(text).join(' ');
  const rows = all.flatMap((one) => {
    const ends = wordsOf(one.title).map((_, index, words) => words.slice(index).join(' '));
    const exact = ends.filter((end) => end.startsWith(asked)).sort();
    const loose = ends.filter((end) => strip(end).startsWith(strip(asked)));
    const first = loose.map((end) => `${strip(end)} #${end}`).sort()[0];
    if (first === undefined) return [];
    return [{ id: one.id, tier: exact.length > 0 ? 0 : 1, key: exact[0] ?? first }];
  });
  return rows
    .sort((a, b) => a.tier - b.tier || compare(`${a.key} #`, `${b.key} #`) || compare(a.id, b.id))
    .map((row) => row.id);
}
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const syllable = fc.constantFrom(
  'hoà',
  'hòa',
  'hoa',
  'Hoá',
  'thuỷ',
  'Thủy',
  'đo',
  'do',
  'Đỗ',
  'hoàn',
  'an',
  'Ẩn',
  'ân',
);
const name = fc.array(syllable, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
const form = fc.constantFrom('NFC', 'NFD');

describe('the order of what is found', () => {
  it('is that of the slow and obvious search, composed or not', () => {
    const asked = fc.tuple(name, fc.nat({ max: 8 }), form);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), asked, form, (names, [text, cut, typed], stored) => {
        const begun = text.slice(0, Math.max(2, text.length - cut));
        const all = names.map((one, index) => record(one.normalize(stored), index));
        expect(ranked(all, wordKey(begun.normalize(typed))).map((one) => one.found.id)).toEqual(
          slowly(all, begun),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('doesn’t depend on the order in which records come, and names each once', () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 10 }), name, (names, text) => {
        const all = names.map((one, index) => record(one, index));
        const asked = wordKey(text);
        expect(ranked([...all, ...all].reverse(), asked)).toEqual(ranked(all, asked));
      }),
    );
  });

  it('puts a whole word before longer ones, and finds by number', () => {
    const all = [record('Hoan', 1), record('Hoa Mai', 2), record('Lê Hoa', 3), record('X', 4, '12/QĐ-HOA')];
    expect(ranked(all, wordKey('hoa')).map((one) => one.found.id)).toEqual([
      'sub_003',
      'sub_004',
      'sub_002',
      'sub_001',
    ]);
    expect(ranked(all, wordKey('12 qd')).map((one) => one.exactMarks)).toEqual([false]);
  });
});
