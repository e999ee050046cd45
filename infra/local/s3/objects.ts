import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  /** In buckets that keep versions. */
  versionId: z.string().optional(),
});

export type Meta = z.output<typeof metaSchema>;
export type StoredObject = { readonly meta: Meta; readonly body: Buffer };

/** What a deletion has left: a marker of its own, or nothing of the version that it named. */
export type Removal = { readonly versionId: string | undefined; readonly marker: boolean };

export type ObjectStore = {
  put(bucket: string, key: string, body: Buffer, about: { contentType: string; now: Date }): Promise<Meta>;
  /** The version named, or the newest; 'MARKER' where a deletion stands in its place. */
  get(bucket: string, key: string, versionId?: string): Promise<StoredObject | 'MARKER' | undefined>;
  remove(bucket: string, key: string, versionId?: string): Promise<Removal>;
};

const marker = '.deleted';
const idOf = (file: string): string => file.slice(file.indexOf('-') + 1).replace(marker, '');

/**
 * Objects as a folder each, named by a digest of the key: keys may hold what file systems don't take. In it one file for
 * each version, the newest last by name; just one, written anew, in a bucket that keeps no versions.
 */
export function objectStore(folder: string, versioned: (bucket: string) => boolean): ObjectStore {
  const folderOf = (bucket: string, key: string) =>
    join(folder, bucket, createHash('sha256').update(key).digest('hex'));
  const filesIn = async (path: string) => ((await readdir(path).catch(absent)) ?? []).sort();
  let writes = 0;

  /** Moved into place: an object is never half written. */
  async function add(bucket: string, path: string, name: string, content: Buffer): Promise<void> {
    await mkdir(path, { recursive: true });
    const draft = join(folder, bucket, `draft-${(writes += 1)}`);
    await writeFile(draft, content);
    await rename(draft, join(path, name));
  }

  async function nextName(bucket: string, path: string): Promise<string> {
    if (!versioned(bucket)) return '0-null';
    const last = Number.parseInt((await filesIn(path)).at(-1) ?? '0', 10);
    return `${String(last + 1).padStart(9, '0')}-${randomBytes(16).toString('hex')}`;
  }

  return {
    put: async (bucket, key, body, { contentType, now }) => {
      const path = folderOf(bucket, key);
      const name = await nextName(bucket, path);
      const meta: Meta = {
        key,
        contentType,
        etag: createHash('md5').update(body).digest('hex'),
        size: body.length,
        sha256: sha256Of(body),
        modified: now.toISOString(),
        ...(versioned(bucket) && { versionId: idOf(name) }),
      };
      // A line of facts before the bytes.
      await add(bucket, path, name, Buffer.concat([Buffer.from(`${JSON.stringify(meta)}\n`), body]));
      return meta;
    },
    get: async (bucket, key, versionId) => {
      const path = folderOf(bucket, key);
      const name = (await filesIn(path)).findLast(
        (one) => versionId === undefined || idOf(one) === versionId,
      );
      if (name === undefined) return undefined;
      if (name.endsWith(marker)) return 'MARKER';
      const raw = await readFile(join(path, name)).catch(absent);
      if (!raw) return undefined;
      const line = raw.indexOf('\n');
      const meta = metaSchema.parse(JSON.parse(raw.subarray(0, line).toString('utf8')));
      return { meta, body: raw.subarray(line + 1) };
    },
    remove: async (bucket, key, versionId) => {
      const path = folderOf(bucket, key);
      const name = await nextName(bucket, path);
      if (versionId === undefined && versioned(bucket)) {
        await add(bucket, path, `${name}${marker}`, Buffer.alloc(0));
        return { versionId: idOf(name), marker: true };
      }
      const wanted = versionId ?? idOf(name);
      const found = (await filesIn(path)).find((one) => idOf(one) === wanted);
      if (found !== undefined) await rm(join(path, found), { force: true });
      return { versionId, marker: found?.endsWith(marker) ?? false };
    },
  };
}

function absent(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
