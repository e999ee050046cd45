import { z } from 'zod';
import { province } from './cast.ts';
import type { Client } from './client.ts';
import type { Units } from './office.ts';
import { at, type Story } from './stories.ts';

const act = (number: string, issuedOn: string) => ({
  ...{ number: `${number} (dữ liệu mẫu)`, issuer: 'UBND tỉnh', issuedOn },
});

/** A Monday on which the proposals of February would have been due, had they not been handed on. */
export const dayOff = '2021-03-22';

/** What the province lays down for itself: a stricter share of fighters, and a day off. */
export async function* layDown(client: Client, units: Units): Story {
  yield at('2021-02-17', 'tỉnh quy định tỷ lệ Chiến sĩ thi đua cơ sở chặt hơn; một mức nhẹ hơn bị từ chối');
  const rule = (percent: number) => ({
    unitId: units.idOf(province),
    expectedVersion: 0,
    content: { kind: 'QUOTA', awardCode: 'CSTDCS', percent },
    from: '2021-03-01',
    act: act('05/2021/QĐ-UBND', '2021-02-17'),
  });
  await client.refused('chu-tich', 'adoptLocalRule', rule(16), ['LOCAL_RULE_LOOSER']);
  await client.done('chu-tich', 'adoptLocalRule', '', rule(10), z.unknown());

  yield at(
    '2021-02-26',
    'tỉnh công bố một ngày nghỉ bù: thời hạn đang tính dời theo, thời hạn đã xong thì không',
  );
  const declared = {
    unitId: units.idOf(province),
    name: 'Nghỉ bù (dữ liệu mẫu)',
    days: [{ on: dayOff, works: false }],
    legalAct: act('12/TB-UBND', '2021-02-25'),
    expectedVersion: 0,
  };
  await client.done('chu-tich', 'declareHoliday', '', declared, z.unknown());
}
