import { describe, expect, it } from 'vitest';
import { highlights } from './highlight.ts';
import { marked, wordKey, wordKeys } from './words.ts';

describe('words', () => {
  it.each([
    ['hòa', 'hoà'],
    ['HÓA', 'hoá'],
    ['khỏe', 'khoẻ'],
    ['thủy', 'thuỷ'],
    ['Ủy ban', 'uỷ ban'],
    ['qúy', 'quý'],
  ])('put the tone of %s where the newer rule does', (old, newer) => {
    expect(marked(old)).toBe(newer);
    expect(marked(newer)).toBe(newer);
    expect(marked(old.normalize('NFD'))).toBe(newer);
  });

  it('leave the tone where there is one place for it', () => {
    for (const word of ['mùa', 'hoàn', 'ngoài', 'quý', 'thuyền', 'của', 'nghĩa', 'thuở'])
      expect(marked(word)).toBe(word);
  });

  it('are each a beginning, without marks and with them', () => {
    expect(wordKeys('Đỗ Thị-Hòa')).toEqual([
      { folded: 'do thi hoa', marked: 'đỗ thị hoà' },
      { folded: 'thi hoa', marked: 'thị hoà' },
      { folded: 'hoa', marked: 'hoà' },
    ]);
  });
});

describe('highlights', () => {
  const shown = (title: string, text: string) =>
    highlights(title, wordKey(text)).map(({ start, length }) => title.slice(start, start + length));

  it('are the letters that were asked for, marks or not', () => {
    expect(shown('Nguyễn Văn Ẩn', 'van a')).toEqual(['Văn Ẩ']);
    expect(shown('Xã Hòa Bình, huyện Hoà An', 'hoà')).toEqual(['Hòa', 'Hoà']);
    expect(shown('Đỗ Đình Đô', 'd')).toEqual(['Đ', 'Đ', 'Đ']);
  });

  it('prefer the same marks, and never overlap', () => {
    expect(shown('Hoa Hòa Hoá', 'hoá')).toEqual(['Hoá']);
    expect(shown('an an an an', 'an an')).toEqual(['an an', 'an an']);
    expect(shown('Lê Văn', 'tr')).toEqual([]);
  });
});
