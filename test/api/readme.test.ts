import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { createWorld } from '../support/world.ts';

const block = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );

it('answers every query of the README as the README says', async () => {
  const world = await createWorld();
  const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
  const [queries, answers] = [block(readme, 'graphql'), block(readme, 'json')];
  expect(queries.length).toBeGreaterThan(0);
  expect(answers).toHaveLength(queries.length);
  for (const [index, query] of queries.entries())
    expect((await world.run(undefined, query)).data).toEqual(JSON.parse(answers[index] ?? ''));
});
