import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { sha256Of } from './checksums.ts';

const metaSchema = z.object({
  key: z.string(),
  contentType: z.string(),
  etag: z.string(),
  size: z.int(),
  sha256: z.string(),
  modified: z.iso.datetime(),
});

export type Meta = z.output<typeof metaSchema>;
export type StoredObject = { readonly meta: Meta; readonly body: Buffer };

export type ObjectStore = {
  put(bucket: string, key: string, body: Buffer, about: { contentType: string; now: Date }): Promise<Meta>;
  get(bucket: string, key: string): Promise<StoredObject | undefined>;
  remove(bucket: string, key: string): Promise<void>;
};

/** Objects as one file each, named by a digest of the key: keys may hold what file systems don't take. */
export function objectStore(folder: string): ObjectStore {
  const pathOf = (bucket: string, key: string) =>
    join(folder, bucket, createHash('sha256').update(key).digest('hex'));
  let writes = 0;

  return {
    put: async (bucket, key, body, { contentType, now }) => {
      const etag = createHash('md5').update(body).digest('hex');
      const meta: Meta = {
        key,
        contentType,
        etag,
        size: body.length,
        sha256: sha256Of(body),
        modified: now.toISOString(),
      };
      const path = pathOf(bucket, key);
      await mkdir(join(folder, bucket), { recursive: true });
      // One file with a line of facts before the bytes, moved into place: an object is never half written.
      const draft = `${path}.${(writes += 1)}`;
      await writeFile(draft, Buffer.concat([Buffer.from(`${JSON.stringify(meta)}\n`), body]));
      await rename(draft, path);
      return meta;
    },
    get: async (bucket, key) => {
      const raw = await readFile(pathOf(bucket, key)).catch(absent);
      if (!raw) return undefined;
      const line = raw.indexOf('\n');
      const meta = metaSchema.parse(JSON.parse(raw.subarray(0, line).toString('utf8')));
      return { meta, body: raw.subarray(line + 1) };
    },
    remove: (bucket, key) => rm(pathOf(bucket, key), { force: true }),
  };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
