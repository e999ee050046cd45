import type { LocalClock } from '../local-clock.ts';
import { acknowledge, launchCampaigns, registerUnits } from './campaigns.ts';
import { accuse, honour, recordFlag, revoke, verify } from './certificates.ts';
import { answer, asItIs, consult } from './consultations.ts';
import { complain } from './complaints.ts';
import { officerAt, province } from './cast.ts';
import { writeLetters } from './letters.ts';
import { client as openClient, type Client, type Held } from './client.ts';
import { establishCouncil, holdSession } from './council.ts';
import {
  appraise,
  decide,
  draft,
  forward,
  judge,
  receive,
  returnIt,
  submit,
  type Asked,
} from './dossiers.ts';
import { appointOfficers, issuePlan, workOnTasks } from './duty.ts';
import { introduceExemplars, openExemplars } from './exemplars.ts';
import { keepFund } from './fund.ts';
import { inspect } from './inspections.ts';
import { keepRegulation } from './library.ts';
import { openOffice, type Units } from './office.ts';
import { closeNotice, handle, post, write } from './postings.ts';
import { publicise } from './publicity.ts';
import { bringRecords } from './records.ts';
import { allowLate, openRounds } from './rounds.ts';
import { layDown } from './rules.ts';
import { at, tell, type Story } from './stories.ts';
import { train } from './training.ts';

export type YearOptions = {
  readonly endpoint: string;
  readonly tokenFor: (key: string) => Promise<string>;
  /** Issuer of the tokens, as the users are registered with. */
  readonly issuer: string;
  readonly clock: Pick<LocalClock, 'travelTo' | 'reset'>;
  /** Runs what the schedule runs by the clock, once. */
  readonly walk: () => Promise<void>;
  readonly say: (line: string) => void;
};

type Stage = {
  readonly client: Client;
  readonly units: Units;
  readonly rounds: ReadonlyMap<string, Held>;
  readonly councilId: string;
  readonly walk: YearOptions['walk'];
};

/** Plays Nam Định's emulation year 2021 through the public endpoint, day by day. The names of people are made up. */
export async function playYear({ endpoint, tokenFor, issuer, clock, walk, say }: YearOptions): Promise<void> {
  const client = openClient(endpoint, tokenFor);
  const day = (on: string, what: string) => {
    clock.travelTo(new Date(`${on}T02:00:00Z`));
    say(`${on}  ${what}`);
  };
  day('2021-01-04', 'nhập 237 đơn vị hành chính, lập các sở, đăng ký cán bộ');
  const units = await openOffice(client, issuer);
  day('2021-01-05', 'thành lập Hội đồng Thi đua - Khen thưởng tỉnh');
  const councilId = await establishCouncil(client, units);
  day('2021-01-12', 'trường học nhập danh sách danh hiệu các năm trước từ tệp CSV');
  say(`            ${await bringRecords(client, units)} danh hiệu được ghi`);
  day('2021-01-21', 'phát động các phong trào của Kế hoạch 08/KH-UBND');
  const campaigns = await launchCampaigns(client, units);
  day('2021-01-25', 'mở các đợt xét tháng 2, tháng 4 và tháng 8');
  const stage = { client, units, councilId, walk, rounds: await openRounds(client, units) };
  day('2021-01-26', 'lập danh bạ cán bộ; ghi Kế hoạch 08/KH-UBND và giao nhiệm vụ');
  const officers = await appointOfficers(client, units);
  const tasks = await issuePlan(client, units);
  day('2021-02-03', 'các đơn vị xác nhận phong trào');
  say(`            ${await acknowledge(client, units)} lượt xác nhận`);
  day('2021-02-04', 'tỉnh đưa một hướng dẫn vào thư viện văn bản');
  await keepRegulation(client, units);
  day('2021-02-05', 'các huyện đăng ký thi đua, tỉnh duyệt');
  const countryside = campaigns.get('nong-thon-moi-nam-dinh') ?? '';
  say(`            ${await registerUnits(client, units, countryside)} đăng ký được duyệt`);
  await workOnTasks(client, units, tasks);
  const stories = [
    dossiers(stage),
    exemplars(stage, say),
    inspect(client, units, walk),
    complain(client, units),
    writeLetters(client, units),
    train(client, units, officers),
    publicise(client, units),
    honours(stage),
    keepFund(client, units),
    layDown(client, units),
  ];
  await tell(stories, ({ on, what }) => day(on, what));
  clock.reset();
}

/** Every dossier of the year. */
async function* dossiers(stage: Stage): Story {
  yield* february(stage);
  yield* spring(stage);
  yield* august(stage);
}

async function* exemplars({ client, units }: Stage, say: (line: string) => void): Story {
  yield at('2021-06-02', 'các huyện giới thiệu điển hình tiên tiến');
  const yearId = await openExemplars(client, units);
  say(`            ${await introduceExemplars(client, units, yearId)} điển hình được giới thiệu`);
}

const roundOf = ({ rounds }: Stage, key: string): Held => {
  const found = rounds.get(key);
  if (!found) throw new Error(`the seed has no round ${key}`);
  return found;
};

/** What follows decisions: an answer from above, certificates that anyone verifies, and one award taken back. */
async function* honours({ client, units }: Stage): Story {
  yield at('2021-06-15', 'Thủ tướng tặng một Cờ thi đua; trao giấy chứng nhận Bằng khen');
  await recordFlag(client, units, '20/TTr-UBND');
  const given = await honour(client, units, '801/QĐ-UBND');
  const fraud = given.find(({ name }) => name === 'Phạm Văn Dương');
  if (!fraud) throw new Error('nobody of that name was honoured');
  if ((await verify(client, fraud)) !== 'VALID') throw new Error('a new certificate is not in force');
  yield at('2021-07-13', 'kết luận kiểm tra: một báo cáo thành tích gian dối; đề nghị hủy bỏ');
  const proposal = await accuse(client, fraud);
  yield at('2021-07-15', 'hủy bỏ một Bằng khen, thu hồi bằng và tiền thưởng');
  await revoke(client, fraud, proposal);
  if ((await verify(client, fraud)) !== 'REVOKED') throw new Error('a revoked certificate is in force');
}

/** The Government's flags for 2020: appraised by the province, handed on to the Prime Minister. */
async function* february(stage: Stage): Story {
  const { client, units } = stage;
  const flag = (author: string): Asked => ({
    author,
    title: 'Đề nghị tặng Cờ thi đua của Chính phủ năm 2020',
    roundId: roundOf(stage, 'co-chinh-phu-2020').id,
    awardCode: 'CTDCP',
    kind: 'UNIT',
    names: [''],
    more: ['BALLOT_RESULT'],
  });
  yield at('2021-02-08', 'huyện Hải Hậu và Sở Giáo dục và Đào tạo trình Cờ thi đua của Chính phủ');
  const appraised: Held[] = [];
  for (const author of ['366', 'Sở Giáo dục và Đào tạo']) {
    const sent = await submit(client, units, flag(author), await draft(client, units, flag(author)));
    appraised.push(await appraise(client, units, sent));
  }
  const notice = await post(client, units, appraised, 'Danh sách đề nghị tặng Cờ thi đua của Chính phủ', 5);
  yield at('2021-02-18', 'người dân gửi ý kiến về danh sách công khai');
  await write(client, notice, 'Đề nghị khen thưởng xứng đáng.');
  await write(client, notice, 'Nhân dân xã tôi đồng tình.');
  yield at('2021-02-23', 'hết năm ngày làm việc công khai; Hội đồng bỏ phiếu kín; trình Thủ tướng Chính phủ');
  await handle(client, notice);
  const heard = await council(stage, '2021-02-23', await closeNotice(client, notice));
  await forwardAll(client, heard, 20);
}

/** The council hears and votes on these dossiers before anything else becomes of them. */
const council = (
  { client, councilId }: Stage,
  on: string,
  dossiers: readonly Held[],
): Promise<readonly Held[]> =>
  holdSession(client, councilId, { title: `Phiên họp ngày ${on}`, at: `${on}T03:00:00Z`, dossiers });

const forwardAll = async (client: Client, dossiers: readonly Held[], firstLetter: number): Promise<void> => {
  for (const [i, one] of dossiers.entries()) await forward(client, one, `${firstLetter + i}/TTr-UBND`);
};

const praise = (author: string, names: readonly string[], title: string): Asked => ({
  author,
  title,
  roundId: null,
  awardCode: 'BKT',
  kind: 'INDIVIDUAL',
  names,
});

/** The province's own certificates, one of them after a return; and the state-level round, one of it late. */
async function* spring(stage: Stage): Story {
  const { client, units } = stage;
  yield at('2021-03-10', 'các đơn vị trình Bằng khen của Chủ tịch UBND tỉnh');
  const asked = [
    praise('13744', ['Trần Thị Hòa', 'Nguyễn Văn Đường'], 'Đề nghị Bằng khen: xây dựng nông thôn mới'),
    praise('Bệnh viện Đa khoa mẫu', ['Lê Thị Hoa', 'Phạm Văn Dương'], 'Đề nghị Bằng khen: phòng, chống dịch'),
    praise('359', ['Vũ Đình Ánh'], 'Đề nghị Bằng khen: dồn điền đổi thửa'),
  ];
  const sent: Held[] = [];
  for (const one of asked) sent.push(await submit(client, units, one, await draft(client, units, one)));
  yield at('2021-03-12', 'trả lại một hồ sơ để bổ sung; đơn vị trình lại');
  const [first, ...rest] = sent;
  const [firstAsked] = asked;
  if (!first || !firstAsked) throw new Error('nothing was submitted');
  const back = await returnIt(client, first, 'files', 'Tờ trình chưa nêu căn cứ.');
  rest.unshift(await submit(client, units, firstAsked, back));
  yield at('2021-04-20', 'thẩm định, Hội đồng bỏ phiếu kín, quyết định khen thưởng');
  const ready: Held[] = [];
  for (const one of rest) ready.push(await appraise(client, units, one));
  for (const [i, one] of (await council(stage, '2021-04-20', ready)).entries())
    await decide(client, one, `${800 + i}/QĐ-UBND`, '2021-04-20');

  const merit = (author: string): Asked => ({
    ...praise(author, ['Đỗ Minh Đức'], 'Đề nghị Bằng khen của Thủ tướng Chính phủ'),
    roundId: roundOf(stage, 'kinh-te-xa-hoi').id,
    awardCode: 'BKTTG',
  });
  yield at('2021-04-26', 'Công ty trình hồ sơ cấp nhà nước trong đợt tháng 4');
  const company = merit('Công ty cổ phần Dệt may mẫu');
  const inTime = await submit(client, units, company, await draft(client, units, company));
  const late = merit('Sở Y tế');
  const draftedInTime = await draft(client, units, late);
  yield at('2021-05-04', 'Sở Y tế nộp muộn: bị từ chối, rồi được lãnh đạo cho phép');
  const again = {
    dossierId: draftedInTime.id,
    expectedVersion: draftedInTime.version,
    receivingUnitId: units.idOf(province),
    roundId: late.roundId,
  };
  await client.refused(officerAt(late.author), 'submitDossier', again, ['DOSSIER_ROUND_CLOSED']);
  await allowLate(client, units, roundOf(stage, 'kinh-te-xa-hoi'), late.author, '2021-05-10');
  const allowed = await submit(client, units, late, draftedInTime);
  yield at('2021-05-05', 'hỏi ý kiến công an và cơ quan thuế về hồ sơ của Công ty');
  const received = await receive(client, units, inTime);
  const toPolice = await consult(client, units, received);
  yield at('2021-05-10', 'công an trả lời: không có ý kiến phản đối');
  await answer(client, units, toPolice, received);
  yield at(
    '2021-05-20',
    'cơ quan thuế im lặng quá mười ngày làm việc; thẩm định, công khai lấy ý kiến Nhân dân',
  );
  await stage.walk();
  const appraised = [await judge(client, await asItIs(client, received))];
  appraised.push(await appraise(client, units, allowed));
  const notice = await post(client, units, appraised, 'Danh sách đề nghị tặng Bằng khen của Thủ tướng');
  yield at('2021-05-25', 'một ý kiến phản ánh một trường hợp: tạm dừng xét đến khi có kết luận');
  await write(client, notice, 'Đề nghị xem lại thành tích của người này.', [1]);
  await handle(client, notice);
  yield at(
    '2021-06-04',
    'hết mười ngày làm việc công khai; Hội đồng bỏ phiếu kín; trình Thủ tướng Chính phủ',
  );
  await forwardAll(client, await council(stage, '2021-06-04', await closeNotice(client, notice)), 60);
}

/** Education, by school year. */
async function* august(stage: Stage): Story {
  const { client, units } = stage;
  yield at('2021-08-16', 'ngành Giáo dục trình đợt tháng 8');
  const teachers: Asked = {
    ...praise('Trường THPT mẫu', ['Hoàng Thị Hoá', 'Bùi Quang Hoà'], 'Đề nghị khen thưởng ngành Giáo dục'),
    roundId: roundOf(stage, 'giao-duc').id,
    awardCode: 'BKTTG',
  };
  const sent = await submit(client, units, teachers, await draft(client, units, teachers));
  const appraised = await appraise(client, units, sent);
  const notice = await post(client, units, [appraised], 'Danh sách đề nghị khen thưởng ngành Giáo dục');
  yield at(
    '2021-08-31',
    'hết mười ngày làm việc công khai; Hội đồng bỏ phiếu kín; trình Thủ tướng Chính phủ',
  );
  await forwardAll(client, await council(stage, '2021-08-31', await closeNotice(client, notice)), 110);
  yield at('2021-12-20', 'Bằng khen của tỉnh cho thành tích năm 2021');
  const year = praise('360', ['Ngô Thị Hòa', 'Đinh Văn Hoa'], 'Đề nghị Bằng khen năm 2021');
  const last = await submit(client, units, year, await draft(client, units, year));
  const heard = await council(stage, '2021-12-20', [await appraise(client, units, last)]);
  for (const one of heard) await decide(client, one, '2900/QĐ-UBND', '2021-12-20');
}
