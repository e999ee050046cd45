import { beyond, seatsUnder } from '../law/ceiling.ts';
import type { DatumStatus } from '../law/datum.ts';
import type { Bound } from './bounds.ts';
import type { Quota } from './quota.ts';

export type CeilingSource = 'SEATS' | Bound['source'];

/** One ceiling over the names that a dossier asks an award for. */
export type ListCeiling = {
  readonly source: CeilingSource;
  readonly rule: string;
  readonly citation: string;
  readonly status: DatumStatus;
  readonly percent: number | null;
  /** Null where the rule gives no number: no percentage, or nobody said of how many people. */
  readonly seats: number | null;
  /** Left to this dossier by all others; below zero when they took more than there are. */
  readonly free: number | null;
  /** How many names have no seat. */
  readonly over: number | null;
  readonly working: readonly string[];
};

type Asked = { readonly asked: number; readonly takenByOthers: number };

/** Every ceiling over a list, each by itself: the seats that were set, then what national law and the province say. */
export const ceilingsOver = (
  quota: Quota,
  bounds: readonly Bound[],
  asked: Asked,
): readonly ListCeiling[] => [
  ...(quota.seats === null ? [] : [seatsSet(quota, quota.seats, asked)]),
  ...bounds.map((bound) => underBound(bound, quota.base, asked)),
];

const seatsSet = ({ version, working }: Quota, seats: number, asked: Asked): ListCeiling => ({
  source: 'SEATS',
  rule: `Cấp trên đặt chỉ tiêu ${seats}`,
  citation: `Chỉ tiêu của đơn vị, lần đặt thứ ${version}`,
  status: 'confirmed',
  percent: null,
  ...measured(seats, asked, [...working, `Chỉ tiêu đã đặt: ${seats}`]),
});

function underBound({ percent, ...bound }: Bound, base: number | null, asked: Asked): ListCeiling {
  const rule = percent === null ? 'Không ấn định tỷ lệ' : `Không quá ${percent} %`;
  const unknown = { ...bound, percent, rule, seats: null, free: null, over: null };
  if (percent === null) return { ...unknown, working: ['Không có tỷ lệ nên không tính mức trần'] };
  if (base === null)
    return { ...unknown, working: [`${percent} % của số người chưa ai nhập: chưa tính được mức trần`] };
  const { seats, working } = seatsUnder({ percent, citation: bound.citation }, base);
  return { ...bound, percent, rule, ...measured(seats, asked, [working]) };
}

function measured(seats: number, { asked, takenByOthers }: Asked, working: readonly string[]) {
  const free = seats - takenByOthers;
  const over = Math.max(0, asked - Math.max(0, free));
  const left = `${seats} − ${takenByOthers} (hồ sơ khác đã giữ) = ${free} cho hồ sơ này`;
  const verdict =
    over === 0 ? `đề nghị ${asked}: trong mức` : `đề nghị ${asked}: vượt ${over}, tính từ cuối danh sách`;
  return { seats, free, over, working: [...working, left, verdict] };
}

/** The names without a seat, in the order of the list; none where the ceiling has no number. */
export const withoutSeat = <T>({ free }: Pick<ListCeiling, 'free'>, names: readonly T[]): readonly T[] =>
  free === null ? [] : beyond(names, free);
