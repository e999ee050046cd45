import { describe, expect, it } from 'vitest';
import { at, tell, type Story } from './stories.ts';

describe('the stories of a year', () => {
  const told: string[] = [];
  async function* story(name: string, ...days: readonly string[]): Story {
    for (const on of days) {
      yield at(on, name);
      await Promise.resolve();
      told.push(`did ${on} ${name}`);
    }
  }

  it('are told side by side, day by day, each thing on its day', async () => {
    told.length = 0;
    const stories = [
      story('a', '2021-01-02', '2021-03-01'),
      story('b'),
      story('c', '2021-01-01', '2021-01-02'),
    ];
    await tell(stories, ({ on, what }) => told.push(`${on} ${what}`));
    expect(told).toEqual([
      ...['2021-01-01 c', 'did 2021-01-01 c'],
      ...['2021-01-02 a', 'did 2021-01-02 a'],
      ...['2021-01-02 c', 'did 2021-01-02 c'],
      ...['2021-03-01 a', 'did 2021-03-01 a'],
    ]);
  });

  it('end with the first that goes wrong', async () => {
    async function* broken(): Story {
      yield at('2021-02-01', 'x');
      await Promise.reject(new Error('refused'));
    }
    const days: string[] = [];
    await expect(tell([broken(), story('a', '2021-02-02')], ({ on }) => days.push(on))).rejects.toThrow(
      'refused',
    );
    expect(days).toEqual(['2021-02-01']);
  });
});
