import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const lock = z.object({
  packages: z.record(z.string(), z.looseObject({ optional: z.boolean().optional() })),
});
const platforms = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];

describe('the lockfile', () => {
  it('holds the engine of every platform, since installing something else may drop them', async () => {
    const file = await readFile(new URL('../../package-lock.json', import.meta.url), 'utf8');
    const { packages } = lock.parse(JSON.parse(file));
    for (const platform of platforms)
      expect(packages[`node_modules/@dynoxide/${platform}`]?.optional).toBe(true);
    expect(file).not.toContain('"resolved"');
  });
});
