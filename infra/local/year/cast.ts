/** A unit of the played year: its official code, or its name where the lists of communes don't know it. */
export type UnitKey = string;

/** Units beside the administrative ones. Real kinds of offices, sample data. */
export const offices: readonly { readonly key: UnitKey; readonly kind: string; readonly parent: UnitKey }[] =
  [
    { key: 'Sở Nội vụ', kind: 'DEPARTMENT', parent: '36' },
    { key: 'Sở Giáo dục và Đào tạo', kind: 'DEPARTMENT', parent: '36' },
    { key: 'Sở Y tế', kind: 'DEPARTMENT', parent: '36' },
    { key: 'Sở Công Thương', kind: 'DEPARTMENT', parent: '36' },
    { key: 'Sở Nông nghiệp và Phát triển nông thôn', kind: 'DEPARTMENT', parent: '36' },
    { key: 'Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh', kind: 'MASS_ORGANISATION', parent: '36' },
    { key: 'Bộ Chỉ huy Quân sự tỉnh', kind: 'ARMY', parent: '36' },
    { key: 'Công an tỉnh', kind: 'POLICE', parent: '36' },
    { key: 'Trường THPT mẫu', kind: 'SCHOOL', parent: 'Sở Giáo dục và Đào tạo' },
    { key: 'Bệnh viện Đa khoa mẫu', kind: 'HOSPITAL', parent: 'Sở Y tế' },
    { key: 'Công ty cổ phần Dệt may mẫu', kind: 'ENTERPRISE', parent: '36' },
    { key: 'Cục Thuế tỉnh', kind: 'AGENCY', parent: '36' },
  ];

export const province = '36';
export const districts = ['356', '358', '359', '360', '361', '362', '363', '364', '365', '366'] as const;
/** Xã Minh Thuận, huyện Vụ Bản. */
export const commune = '13744';

/** Who sits in the province's council of the play, in the order of its seats. */
export const councillors = [
  { key: 'chu-tich', name: 'Chủ tịch UBND tỉnh', title: 'Chủ tịch UBND tỉnh' },
  { key: 'hoi-dong-2', name: 'Ủy viên mẫu thứ hai', title: 'Giám đốc Sở Nội vụ' },
  { key: 'hoi-dong-3', name: 'Thư ký mẫu', title: 'Trưởng Ban Thi đua - Khen thưởng' },
  { key: 'hoi-dong-4', name: 'Ủy viên mẫu thứ tư', title: 'Giám đốc Sở Tài chính' },
  { key: 'hoi-dong-5', name: 'Ủy viên mẫu thứ năm', title: 'Chủ tịch Liên đoàn Lao động tỉnh' },
] as const;

type Grant = { readonly role: string; readonly unit: UnitKey };
export type Person = { readonly key: string; readonly name: string; readonly grants: readonly Grant[] };

/** The administrator named at deployment. */
export const rootKey = 'quan-tri';

const officerOf = (unit: UnitKey, key: string): Person => ({
  key,
  name: `Cán bộ thi đua ${key}`,
  grants: [{ role: 'OFFICER', unit }],
});

/** Everybody who acts in the year, by the key that the local issuer signs as the token's subject. */
export const cast: readonly Person[] = [
  { key: 'chu-tich', name: 'Chủ tịch UBND tỉnh', grants: [{ role: 'LEADER', unit: province }] },
  { key: 'tham-dinh-1', name: 'Chuyên viên thẩm định 1', grants: [{ role: 'APPRAISER', unit: province }] },
  { key: 'tham-dinh-2', name: 'Chuyên viên thẩm định 2', grants: [{ role: 'APPRAISER', unit: province }] },
  {
    key: 'can-bo-tinh',
    name: 'Cán bộ thi đua của tỉnh',
    grants: [{ role: 'OFFICER', unit: province }],
  },
  { key: 'chu-tich-huyen', name: 'Chủ tịch UBND huyện', grants: [{ role: 'LEADER', unit: '365' }] },
  { key: 'theo-doi', name: 'Người theo dõi', grants: [{ role: 'AUDITOR', unit: province }] },
  ...councillors.slice(1).map(({ key, name }) => ({ key, name, grants: [] })),
  ...districts.map((code) => officerOf(code, `can-bo-${code}`)),
  ...offices.map(({ key }, i) => officerOf(key, `can-bo-so-${i + 1}`)),
  officerOf(commune, 'can-bo-xa'),
];

/** Who drafts and answers for a unit. */
export function officerAt(unit: UnitKey): string {
  const person = cast.find((one) => one.grants.some((g) => g.role === 'OFFICER' && g.unit === unit));
  if (!person) throw new Error(`nobody in the cast is an officer of ${unit}`);
  return person.key;
}
