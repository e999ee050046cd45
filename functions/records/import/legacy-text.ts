import { lazy } from '../../kernel/lazy.ts';

/** Encodings of Vietnamese from before Unicode: the same bytes, or letters, mean others in them. */
export const legacyEncodings = ['TCVN3', 'VNI'] as const;
export type LegacyEncoding = (typeof legacyEncodings)[number];

/**
 * The encoding in which a text makes sense when it makes none as it is; undefined for text that is what it seems. Works on
 * words: one that is no Vietnamese syllable, and is one when read in TCVN3 (ABC) or VNI, is taken for that. Words without
 * marks, and foreign ones, say nothing. Text with letters that only Unicode has is never legacy.
 */
export function legacyEncodingOf(text: string): LegacyEncoding | undefined {
  const plain = text.normalize('NFC');
  if (unicodeOnly.test(plain)) return undefined;
  const odd = wordsOf(plain).filter((word) => marked.test(word) && !isSyllable(word));
  return legacyEncodings.find((encoding) => {
    const read = odd.filter((word) => isSyllable(decoders[encoding](word)));
    return odd.length > 0 && read.length * 2 > odd.length;
  });
}

/** Letters that no text in an 8-bit encoding shows: đ, ă, ơ, ư, and those with two marks. */
const unicodeOnly = /[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]/u;
const marked = /[^\p{ASCII}]/u;

/** Words with the signs that stand for letters in TCVN3, such as `®`, `¸` or the soft hyphen. */
const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\u00a1-\u00bf\u00d7\u00f7]+/gu) ?? [];

/** TCVN3 by code, as Windows-1252 shows it. */
const tcvn3 = lazy(
  () =>
    new Map([
      ...pairs('µ¶·¸¹', 'àảãáạ'),
      ...pairs('¨»¼½¾Æ', 'ăằẳẵắặ'),
      ...pairs('©ÇÈÉÊË', 'âầẩẫấậ'),
      ...pairs('®', 'đ'),
      ...pairs('ÌÎÏÐÑ', 'èẻẽéẹ'),
      ...pairs('ªÒÓÔÕÖ', 'êềểễếệ'),
      ...pairs('×ØÜÝÞ', 'ìỉĩíị'),
      ...pairs('ßáâãä', 'òỏõóọ'),
      ...pairs('«åæçèé', 'ôồổỗốộ'),
      ...pairs('¬êëìíî', 'ơờởỡớợ'),
      ...pairs('ïñòóô', 'ùủũúụ'),
      ...pairs('\u00adõö÷øù', 'ưừửữứự'),
      ...pairs('úûüýþ', 'ỳỷỹýỵ'),
      ...pairs('¡¢£¤¥¦§', 'ăâêôơưđ'),
    ]),
);

function pairs(from: string, to: string): readonly (readonly [string, string])[] {
  const letters = Array.from(to);
  return Array.from(from).map((sign, index) => [sign, letters[index] ?? '']);
}

/** VNI writes a letter and then its marks as another letter; ơ and ư are letters of their own. */
const vni = lazy(() => {
  const tones = Array.from('ùøûõï');
  const map = new Map<string, string>();
  const add = (base: string, signs: readonly string[], letters: string) => {
    Array.from(letters).forEach((letter, index) => map.set(`${base}${signs[index] ?? ''}`, letter));
  };
  add('a', tones, 'áàảãạ');
  add('a', Array.from('êéèúüë'), 'ăắằẳẵặ');
  add('a', Array.from('âáàåãä'), 'âấầẩẫậ');
  add('e', tones, 'éèẻẽẹ');
  add('e', Array.from('âáàåãä'), 'êếềểễệ');
  add('o', tones, 'óòỏõọ');
  add('o', Array.from('âáàåãä'), 'ôốồổỗộ');
  add('u', tones, 'úùủũụ');
  add('y', tones, 'ýỳỷỹ');
  add('ô', tones, 'ớờởỡợ');
  add('ö', tones, 'ứừửữự');
  for (const [sign, letter] of pairs('ôöæóòîñ', 'ơưỉĩịỵđ')) map.set(sign, letter);
  return map;
});

const decoders: Readonly<Record<LegacyEncoding, (word: string) => string>> = {
  TCVN3: (word) =>
    Array.from(word)
      .map((sign) => tcvn3().get(sign) ?? sign)
      .join(''),
  VNI: (word) => {
    const letters = word.toLowerCase();
    let decoded = '';
    for (let at = 0; at < letters.length;) {
      const two = vni().get(letters.slice(at, at + 2));
      decoded += two ?? vni().get(letters.charAt(at)) ?? letters.charAt(at);
      at += two === undefined ? 1 : 2;
    }
    return decoded;
  },
};

const onsets = 'b|ch|c|d|đ|gh|gi|g|h|kh|k|l|m|ngh|ng|nh|n|ph|p|qu|r|s|th|tr|t|v|x';
const rimes = [
  'a|ai|ao|au|ay|ac|ach|am|an|ang|anh|ap|at',
  'ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây',
  'e|eo|ec|em|en|eng|ep|et|ê|êu|êch|êm|ên|ênh|êp|êt',
  'i|ia|iu|ich|im|in|inh|ip|it|iêc|iêm|iên|iêng|iêp|iêt|iêu',
  'o|oi|oa|oai|oao|oay|oac|oach|oam|oan|oang|oanh|oap|oat|oăc|oăm|oăn|oăng|oăt|oe|oeo|oen|oet',
  'oc|om|on|ong|op|ot|ooc|oong|ô|ôi|ôc|ôm|ôn|ông|ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt',
  'u|ua|ui|uc|um|un|ung|up|ut|uân|uâng|uât|uây|uê|uêch|uênh|uơ|uôc|uôi|uôm|uôn|uông|uôt',
  'uy|uya|uych|uyn|uynh|uyt|uyu|uyên|uyêt|ư|ưa|ưi|ưu|ưc|ưm|ưn|ưng|ưt|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu',
  'y|yêm|yên|yêng|yêt|yêu|ynh|yt',
].join('|');
const syllable = lazy(() => new RegExp(`^(${onsets})?(${rimes})$`, 'u'));

/** Grave, acute, tilde, hook above, dot below: the tones. */
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu;

/** Whether a word is spelt as Vietnamese syllables are: an onset, a rime, one tone at most. */
export function isSyllable(word: string): boolean {
  const apart = word.toLocaleLowerCase('vi').normalize('NFD');
  const marks = apart.match(tones)?.length ?? 0;
  return marks <= 1 && syllable().test(apart.replace(tones, '').normalize('NFC'));
}
