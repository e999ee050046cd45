import { z } from 'zod';
import { commune, officerAt, province } from './cast.ts';
import { heldAs, type Client } from './client.ts';
import type { Units } from './office.ts';
import { upload } from './paper.ts';
import { at, type Story } from './stories.ts';

/** What was published, one of each kind that Plan 08/KH-UBND names. */
const published = [
  ['SPECIAL_PAGE', 'Báo mẫu của tỉnh', 'PROVINCIAL', 'Chuyên trang thi đua yêu nước'],
  ['COLUMN', 'Báo mẫu của tỉnh', 'PROVINCIAL', 'Chuyên mục người tốt, việc tốt'],
  ['NEWS', 'Báo mẫu Trung ương', 'CENTRAL', 'Xã mẫu dồn điền đổi thửa'],
  ['REPORTAGE', 'Đài mẫu của tỉnh', 'PROVINCIAL', 'Phóng sự xây dựng nông thôn mới'],
] as const;

/** A communication plan around one event, an item of each kind, and one that was entered twice and taken back. */
export async function* publicise(client: Client, units: Units): Story {
  yield at(
    '2021-06-10',
    'kế hoạch tuyên truyền; các đơn vị ghi chuyên trang, chuyên mục, tin bài, phóng sự, phim',
  );
  const plan = await approvedPlan(client, units);
  const unitId = units.idOf(commune);
  const officer = officerAt(commune);
  const selection = 'mediaItem { id version }';
  const item = heldAs('mediaItem');
  const about = { unitId, on: '2021-06-10', publicityPlanId: plan, event: 1 };
  for (const [i, [medium, outlet, level, title]] of published.entries()) {
    const link = `https://bao-mau.example/bai-${i + 1}`;
    await client.done(
      officer,
      'recordMediaItem',
      selection,
      { ...about, medium, outlet, level, title, link },
      item,
    );
  }
  const fileId = await upload(client, officer, unitId, 'Kịch bản phim tài liệu');
  const film = {
    medium: 'DOCUMENTARY',
    outlet: 'Đài mẫu của tỉnh',
    level: 'PROVINCIAL',
    title: 'Phim tài liệu mẫu',
  };
  await client.done(officer, 'recordMediaItem', selection, { ...about, ...film, fileId }, item);
  const again = { ...about, ...film, link: 'https://dai-mau.example/phim' };
  const twice = await client.done(officer, 'recordMediaItem', selection, again, item);
  const back = { mediaItemId: twice.id, expectedVersion: twice.version, reason: 'Ghi hai lần.' };
  await client.done(officer, 'withdrawMediaItem', '', back, z.unknown());
}

async function approvedPlan(client: Client, units: Units): Promise<string> {
  const plan = heldAs('publicityPlan');
  const selection = 'publicityPlan { id version }';
  const event = {
    ...{ name: 'Ngày truyền thống thi đua yêu nước', from: '2021-06-01', to: '2021-06-30' },
    topic: 'Tư tưởng thi đua yêu nước của Chủ tịch Hồ Chí Minh',
    ...{ unitId: units.idOf(province), media: ['SPECIAL_PAGE', 'NEWS', 'REPORTAGE'], intended: 5 },
  };
  const draft = { hostUnitId: units.idOf(province), year: 2021, title: 'Kế hoạch tuyên truyền năm 2021' };
  const drafted = { ...draft, events: [event] };
  const { id, version } = await client.done('can-bo-tinh', 'draftPublicityPlan', selection, drafted, plan);
  const approval = { publicityPlanId: id, expectedVersion: version };
  await client.done('chu-tich', 'approvePublicityPlan', selection, approval, plan);
  return id;
}
