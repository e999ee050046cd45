/** Characters that make two names look alike or break a line: controls, zero-width, direction marks. */
const forbidden = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/u;

/** NFC, trimmed, single spaces: the form in which every name is stored and compared. */
export const cleanLine = (raw: string): string => raw.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Running text keeps its line breaks; only NFC, ends trimmed. */
export const cleanText = (raw: string): string => raw.normalize('NFC').replace(/\r\n?/g, '\n').trim();

export const hasForbiddenCharacters = (line: string): boolean => forbidden.test(line);

/**
 * Search key without diacritics: `Đỗ Văn Ẩn` → `do van an`. `đ` has no Unicode decomposition and is mapped by hand.
 */
export const fold = (raw: string): string =>
  cleanLine(raw)
    .toLocaleLowerCase('vi')
    .replace(/đ/g, 'd')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Like `fold` but with its diacritics kept, for "exact marks first". */
export const exactKey = (raw: string): string =>
  cleanLine(raw)
    .toLocaleLowerCase('vi')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
