import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { synthLocal } from '../../infra/local/assembly.ts';
import { localIssuer, startIssuer, type Issuer } from '../../infra/local/issuer.ts';
import { localClock } from '../../infra/local/local-clock.ts';
import { startRuntime, type Runtime } from '../../infra/local/runtime.ts';
import { rootKey } from '../../infra/local/year/cast.ts';
import { checkYear } from '../../infra/local/year/check-year.ts';
import { playYear } from '../../infra/local/year/play-year.ts';
import { pick } from '../support/pick.ts';

const root = resolve(import.meta.dirname, '../..');

const blocks = (text: string, language: string): readonly string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    (match) => match[1] ?? '',
  );

describe('the deployed bundles on this machine', () => {
  let folder = '';
  let issuer: Issuer;
  let runtime: Runtime;
  const clock = localClock();
  const said: string[] = [];

  const post = async (query: string, more: { headers?: Record<string, string>; body?: object } = {}) => {
    const response = await fetch(`${runtime.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...more.headers },
      body: JSON.stringify({ query, ...more.body }),
    });
    const answer: unknown = await response.json();
    return answer;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thidua-year-'));
    issuer = await startIssuer(join(folder, 'issuer.json'));
    runtime = await startRuntime({
      folder,
      assembly: await synthLocal(root, join(folder, 'assembly')),
      port: 0,
      clock,
      variables: {
        TOKEN_ISSUER: localIssuer.url,
        TOKEN_AUDIENCE: localIssuer.audience,
        TOKEN_JWKS: issuer.jwks,
        TOKEN_JWKS_URI: '',
        ROOT_ADMIN_SUBJECT: rootKey,
      },
      page: () => undefined,
    });
    await playYear({
      endpoint: `${runtime.url}/graphql`,
      tokenFor: (key) => issuer.tokenFor(key),
      issuer: localIssuer.url,
      clock,
      walk: () => runtime.runScheduled('walk-deadlines'),
      say: (line) => said.push(line),
    });
    await runtime.drain();
    // Two minutes on a slow laptop that does nothing else; here other tests run beside it.
  }, 420_000);
  afterAll(async () => {
    await runtime.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('play the year 2021, which then is found by asking', async () => {
    const facts = await checkYear(`${runtime.url}/graphql`, (key) => issuer.tokenFor(key));
    expect(facts.units).toMatchObject({ PROVINCE: 1, CITY: 1, DISTRICT: 9, COMMUNE: 188, WARD: 22 });
    const days = said.flatMap((line) => /^\d{4}-\d\d-\d\d/.exec(line)?.[0] ?? []);
    expect(days.length).toBeGreaterThan(25);
    expect(days).toEqual(days.toSorted());
  });

  it('answer every query of the README as the README says', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const [queries, answers] = [blocks(readme, 'graphql'), blocks(readme, 'json')];
    expect(queries.length).toBeGreaterThan(2);
    expect(answers).toHaveLength(queries.length);
    const translated = blocks(await readFile(join(root, 'README.vi.md'), 'utf8'), 'graphql');
    expect(translated.length).toBeGreaterThan(1);
    expect(queries).toEqual(expect.arrayContaining([...translated]));
    for (const [index, query] of queries.entries())
      expect(pick(await post(query), 'data')).toEqual(JSON.parse(answers[index] ?? ''));
  });

  it('have a clock that no caller moves', async () => {
    const token = await issuer.tokenFor('can-bo-xa');
    const unit = await post('{ unitByCode(code: "13744", on: "2021-06-01") { id } }');
    const input = {
      unitId: pick(unit, 'data', 'unitByCode', 'id'),
      fileName: 'a.pdf',
      contentType: 'application/pdf',
      size: 10,
      sha256: '0'.repeat(64),
      idempotencyKey: 'clock',
    };
    const past = '2021-01-01T00:00:00Z';
    const tries = { now: past, clock: past, 'thidua.local-clock': past, offset: -1 };
    const answer = await post(
      'mutation ($input: RequestUploadInput!) { requestUpload(input: $input) { attachment { requestedAt } userErrors { code } } }',
      {
        headers: {
          authorization: `Bearer ${token}`,
          date: past,
          'x-clock': past,
          'x-amz-date': past,
          'x-thidua-local-clock': past,
        },
        body: { variables: { input, ...tries }, extensions: tries, clock: past },
      },
    );
    const at = String(pick(answer, 'data', 'requestUpload', 'attachment', 'requestedAt'));
    expect(Math.abs(Date.now() - Date.parse(at))).toBeLessThan(60_000);
  });
});
