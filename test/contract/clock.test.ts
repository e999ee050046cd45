import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const keeper = join('functions', 'kernel', 'clock.ts');

it('takes the time from the clock', () => {
  const sources = readdirSync('functions', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join('functions', name));
  const own = sources.filter((name) => /\bnew Date\(\s*\)/u.test(readFileSync(name, 'utf8')));
  expect(own).toEqual([keeper]);
});
