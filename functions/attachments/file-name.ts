import { requireLine } from '../kernel/fields.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import { refusedByExtension, type FileType } from './file-types.ts';

export const maxFileName = 200;

const separators = /[/\\:*?"<>|]/;
/** Windows takes these for devices, whatever follows the first dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** A file name as people see it: NFC, one line, no path, nothing that hides its real ending. */
export function checkFileName(raw: string, type: FileType | undefined): Result<string> {
  const line = requireLine('fileName', raw, maxFileName);
  if (!line.ok) return line;
  const name = line.value;
  const parts = name.split('.');
  const base = parts[0] ?? '';
  if (separators.test(name) || base === '' || name.endsWith('.') || devices.test(base.trim()))
    return refuse(
      refusal('INVALID_VALUE', 'fileName', {
        expected: 'tên tệp không có đường dẫn, không có các ký tự / \\ : * ? " < > |',
      }),
    );
  const refusals = checkEndings(parts.slice(1), type);
  return refusals.length > 0 ? refuse(...refusals) : accept(name);
}

/** `hồ sơ.exe.pdf` is refused as well: some programs hide the last ending. A web address may end in `.com`. */
function checkEndings(endings: readonly string[], type: FileType | undefined): readonly Refusal[] {
  const lower = endings.map((ending) => ending.trim().toLowerCase());
  const last = lower.at(-1) ?? '';
  const kind = lower
    .filter((ending, index) => ending !== 'com' || index === lower.length - 1)
    .map(refusedByExtension)
    .find((found) => found !== undefined);
  if (kind) return [refusal(kind, 'fileName')];
  if (!type || type.extensions.includes(last)) return [];
  return [
    refusal('FILE_NAME_MISMATCH', 'fileName', {
      expected: type.extensions.map((one) => `.${one}`).join(', '),
    }),
  ];
}

/** RFC 6266 with the UTF-8 name of RFC 8187, and one without marks for clients that don't know it. */
export function contentDisposition(fileName: string): string {
  const plain = fileName
    .replace(/[đĐ]/g, (d) => (d === 'đ' ? 'd' : 'D'))
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^A-Za-z0-9._ -]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
