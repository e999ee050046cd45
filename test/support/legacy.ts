/** Writes Vietnamese as programs did before Unicode. */
const tables = {
  TCVN3:
    'à=µ ả=¶ ã=· á=¸ ạ=¹ ă=¨ ằ=» ẳ=¼ ẵ=½ ắ=¾ ặ=Æ â=© ầ=Ç ẩ=È ẫ=É ấ=Ê ậ=Ë đ=® è=Ì ẻ=Î ẽ=Ï é=Ð ẹ=Ñ ê=ª ề=Ò ể=Ó ễ=Ô ế=Õ ệ=Ö ì=× ỉ=Ø ĩ=Ü í=Ý ị=Þ ò=ß ỏ=á õ=â ó=ã ọ=ä ô=« ồ=å ổ=æ ỗ=ç ố=è ộ=é ơ=¬ ờ=ê ở=ë ỡ=ì ớ=í ợ=î ù=ï ủ=ñ ũ=ò ú=ó ụ=ô ư=\u00ad ừ=õ ử=ö ữ=÷ ứ=ø ự=ù ỳ=ú ỷ=û ỹ=ü ý=ý ỵ=þ',
  VNI: 'á=aù à=aø ả=aû ã=aõ ạ=aï ă=aê ắ=aé ằ=aè ẳ=aú ẵ=aü ặ=aë â=aâ ấ=aá ầ=aà ẩ=aå ẫ=aã ậ=aä đ=ñ é=eù è=eø ẻ=eû ẽ=eõ ẹ=eï ê=eâ ế=eá ề=eà ể=eå ễ=eã ệ=eä í=í ì=ì ỉ=æ ĩ=ó ị=ò ó=où ò=oø ỏ=oû õ=oõ ọ=oï ô=oâ ố=oá ồ=oà ổ=oå ỗ=oã ộ=oä ơ=ô ớ=ôù ờ=ôø ở=ôû ỡ=ôõ ợ=ôï ú=uù ù=uø ủ=uû ũ=uõ ụ=uï ư=ö ứ=öù ừ=öø ử=öû ữ=öõ ự=öï ý=yù ỳ=yø ỷ=yû ỹ=yõ ỵ=î',
};

export function inLegacy(encoding: 'TCVN3' | 'VNI', text: string): string {
  const map = new Map(
    tables[encoding].split(' ').map((pair) => {
      const [letter = '', sign = ''] = pair.split('=');
      return [letter, sign];
    }),
  );
  return Array.from(text.normalize('NFC'))
    .map((letter) => {
      const small = map.get(letter.toLowerCase());
      if (small === undefined) return letter;
      if (letter === letter.toLowerCase()) return small;
      // TCVN3 has capitals for few letters; its fonts of capitals show the small ones.
      return encoding === 'VNI' ? small.toUpperCase() : letter === 'Đ' ? '§' : small;
    })
    .join('');
}

export const surnames = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
];
export const middles = [
  'Văn',
  'Thị',
  'Đức',
  'Hữu',
  'Ngọc',
  'Quốc',
  'Xuân',
  'Thuỳ',
  'Minh',
  'Thanh',
  'Hồng',
  'Phương',
];
export const givens = [
  'Hòa',
  'Dũng',
  'Hạnh',
  'Thủy',
  'Tuấn',
  'Nghĩa',
  'Phượng',
  'Quyên',
  'Giang',
  'Ẩn',
  'Khuê',
  'Thịnh',
  'Hằng',
  'Mỹ',
  'Sơn',
  'Uyên',
  'Bích',
  'Loan',
  'Cường',
  'Yến',
];
