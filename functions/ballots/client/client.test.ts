import { build } from 'esbuild';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { blindSign, newCredentialKey } from '../credentials.ts';
import { newSealingKey } from '../sealing-key.ts';
import { base64url, fromBase64url } from './bytes.ts';
import { ballotIdIn, decodeBallot, encodeBallot, sealedSize, type Choice, type SheetKeys } from './format.ts';
import { unseal } from './seal.ts';
import { castBallot, inMemory, type Keep, type Server } from './voter.ts';

async function sheetOf(nominees: number) {
  const [credential, sealing] = await Promise.all([newCredentialKey(), newSealingKey()]);
  const sheet: SheetKeys = {
    sheetId: 'sheet-1',
    nominees,
    credentialKey: base64url(credential.publicKey),
    sealingKey: base64url(sealing.publicKey),
  };
  const sign = (blinded: string): string => {
    const signed = blindSign(credential.privateKey, fromBase64url(blinded) ?? new Uint8Array());
    if (!signed) throw new Error('not signed');
    return base64url(signed);
  };
  return { sheet, sign, opening: sealing.privateKey };
}

/** Stops the device at the nth call that it makes, before or after the other side acted on it. */
function failing(nth: number, after: boolean, server: Server, keep: Keep): { server: Server; keep: Keep } {
  let calls = 0;
  const stop = async <T>(act: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls !== nth) return act();
    if (after) await act();
    throw new Error('the device went dark');
  };
  return {
    server: {
      sign: (id, blinded) => stop(() => server.sign(id, blinded)),
      cast: (filled) => stop(() => server.cast(filled)),
    },
    keep: { load: (id) => keep.load(id), save: (id, voting) => stop(() => keep.save(id, voting)) },
  };
}

describe('the member’s side', () => {
  it('casts one ballot of a size that tells nothing, whatever was chosen', async () => {
    const { sheet, sign, opening } = await sheetOf(3);
    const sizes = new Set<number>();
    for (const chosen of [
      ['FOR', 'FOR', 'FOR'],
      ['AGAINST', 'ABSTAIN', 'FOR'],
    ] as const) {
      const cast: { sealed: string; message: string }[] = [];
      const server: Server = {
        sign: (_id, blinded) => Promise.resolve(sign(blinded)),
        cast: ({ ballot }) => {
          cast.push(ballot);
          return Promise.resolve();
        },
      };
      const tracking = await castBallot(sheet, chosen, server, inMemory());
      const [only] = cast;
      const message = fromBase64url(only?.message ?? '');
      const sealed = fromBase64url(only?.sealed ?? '');
      if (!message || !sealed) throw new Error('nothing was cast');
      sizes.add(sealed.length);
      expect(ballotIdIn(message)).toMatch(/^[0-9a-f-]{36}$/);
      const plain = await unseal(opening, { sheetId: sheet.sheetId, message }, sealed);
      expect(plain && decodeBallot(plain, 3)).toEqual({ tracking, choices: chosen });
      const moved = Uint8Array.from(message);
      moved[0] = (moved[0] ?? 0) ^ 1;
      expect(await unseal(opening, { sheetId: sheet.sheetId, message: moved }, sealed)).toBeUndefined();
      expect(await unseal(opening, { sheetId: 'sheet-2', message }, sealed)).toBeUndefined();
    }
    expect([...sizes]).toEqual([sealedSize(3)]);
  });

  it('goes on after a crash at any step, with one blinded message and one ballot', async () => {
    const { sheet, sign } = await sheetOf(1);
    for (let nth = 1; nth <= 6; nth += 1)
      for (const after of [false, true]) {
        const [asked, cast] = [new Set<string>(), new Set<string>()];
        const server: Server = {
          sign: (_id, blinded) => {
            asked.add(blinded);
            return Promise.resolve(sign(blinded));
          },
          cast: ({ ballot }) => {
            cast.add(JSON.stringify(ballot));
            return Promise.resolve();
          },
        };
        const disk = inMemory();
        const broken = failing(nth, after, server, disk);
        const chosen: readonly Choice[] = ['FOR'];
        const first = castBallot(sheet, chosen, broken.server, broken.keep);
        if (nth <= 6) await expect(first).rejects.toThrow('dark');
        const code = await castBallot(sheet, ['AGAINST'], server, disk);
        expect(await castBallot(sheet, ['AGAINST'], server, disk)).toBe(code);
        // A blank that never reached the disk was never sent either.
        expect([nth, after, asked.size, cast.size]).toEqual([nth, after, 1, 1]);
      }
  }, 20_000);

  it('refuses a signature that is no good, and choices that are not one for each nominee', async () => {
    const { sheet, sign } = await sheetOf(2);
    const bad: Server = { sign: () => Promise.resolve('AAAA'), cast: () => Promise.resolve() };
    await expect(castBallot(sheet, ['FOR', 'FOR'], bad, inMemory())).rejects.toThrow();
    const good: Server = { sign: (_id, b) => Promise.resolve(sign(b)), cast: () => Promise.resolve() };
    await expect(castBallot(sheet, ['FOR'], good, inMemory())).rejects.toThrow('2 choices');
  });

  it('reads back exactly what it writes, and nothing else', () => {
    const tracking = new Uint8Array(16).fill(9);
    const plain = encodeBallot(tracking, ['FOR', 'ABSTAIN']);
    expect(decodeBallot(plain, 2)?.choices).toEqual(['FOR', 'ABSTAIN']);
    expect(decodeBallot(plain, 1)).toBeUndefined();
    expect(decodeBallot(Uint8Array.from(plain).fill(7, 17), 2)).toBeUndefined();
    expect(decodeBallot(Uint8Array.from(plain).fill(2, 0, 1), 2)).toBeUndefined();
    expect(() => encodeBallot(tracking.slice(1), [])).toThrow();
    expect(fromBase64url('a')).toBeUndefined();
    expect(fromBase64url('AB')).toBeUndefined();
    expect(fromBase64url('+/')).toBeUndefined();
    expect(ballotIdIn(new Uint8Array(48))).toBeUndefined();
  });

  it('runs where there is nothing of Node, and leaves out what a caller doesn’t use', async () => {
    const bundle = async (contents: string) => {
      const made = await build({
        stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'ballot',
        platform: 'browser',
        minify: true,
      });
      return made.outputFiles[0]?.text ?? '';
    };
    const whole = await bundle(`export * from './voter.ts'`);
    const { sheet, sign } = await sheetOf(2);
    const cast: unknown[] = [];
    const browser = { crypto, TextEncoder, TextDecoder, btoa, atob, Uint8Array, ArrayBuffer, Promise, Error };
    const script = `${whole}; ballot.castBallot(sheet, ['FOR', 'AGAINST'], server, ballot.inMemory())`;
    const server: Server = {
      sign: (_id, blinded) => Promise.resolve(sign(blinded)),
      cast: (filled) => {
        cast.push(filled);
        return Promise.resolve();
      },
    };
    const code: unknown = await runInNewContext(script, { ...browser, sheet, server });
    expect(code).toMatch(/^[0-9a-f]{32}$/);
    expect(cast).toHaveLength(1);
    const part = await bundle(`export { ballotIdIn } from './format.ts'`);
    expect(part.length).toBeLessThan(2_000);
    expect(whole.length).toBeLessThan(200_000);
  });
});
