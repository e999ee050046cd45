const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 20;

/** 100 bits of a keyed digest in groups of four: what a person keeps to follow what they sent. */
export function trackingCode(digest: Buffer): string {
  const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const signs = Array.from(
    { length: codeLength },
    (_, i) => alphabet[parseInt(bits.slice(i * 5, i * 5 + 5), 2)],
  );
  return signs.join('').replace(/(.{4})(?=.)/g, '$1-');
}

/** A code in its one form, however it was typed; undefined for what can't be a code. */
export function readTrackingCode(raw: string): string | undefined {
  const code = raw.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return /^[0-9A-HJKMNP-TV-Z]{20}$/.test(code) ? code : undefined;
}
