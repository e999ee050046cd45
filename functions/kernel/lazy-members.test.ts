import { describe, expect, it } from 'vitest';
import { lazyMembers } from './lazy-members.ts';

const counted = () => {
  const seen: string[] = [];
  const note = (what: string) => void seen.push(what);
  const members = lazyMembers<
    number,
    { double: () => Promise<(n: number) => number>; text: () => Promise<(n: number) => string> }
  >({
    double: () => {
      note('load double');
      return Promise.resolve((n) => (note('make double'), n * 2));
    },
    text: () => {
      note('load text');
      return Promise.resolve((n) => (note('make text'), `of ${n}`));
    },
  });
  return { seen, members };
};

describe('members that are loaded on first use', () => {
  it('loads once what is named, and makes once what is asked for', async () => {
    const { seen, members } = counted();
    await Promise.all([members.load(['double']), members.load(['double'])]);
    const own = members.of(21);
    expect(seen).toEqual(['load double']);
    expect([own.double, own.double]).toEqual([42, 42]);
    expect(members.of(1).double).toBe(2);
    expect(seen).toEqual(['load double', 'make double', 'make double']);
  });

  it('loads all when none is named', async () => {
    const { members } = counted();
    await members.load();
    expect({ ...members.of(3) }).toEqual({ double: 6, text: 'of 3' });
  });

  it('throws for one that is not loaded', async () => {
    const { members } = counted();
    await members.load(['double']);
    expect(() => members.of(3).text).toThrow('text is used before it is loaded');
  });
});
