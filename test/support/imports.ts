import { createHash } from 'node:crypto';
import writeXlsxFile from 'write-excel-file/node';
import type { Attachment } from '../../functions/attachments/attachment.ts';
import type { Files } from '../../functions/attachments/files.ts';
import { instant } from '../../functions/kernel/clock.ts';
import { localDate } from '../../functions/kernel/dates.ts';
import { parseId, type Id } from '../../functions/kernel/ids.ts';
import { refusal } from '../../functions/kernel/refusal.ts';
import type { ImportBackground } from '../../functions/records/import/background.ts';
import { importBackground } from '../../functions/records/import/open-background.ts';
import { runImport } from '../../functions/records/import/run-import.ts';
import type { Subject } from '../../functions/subjects/subject.ts';
import { noFiles } from './files.ts';
import { recordOffice } from './records.ts';
import { minhThuan, province } from './units.ts';
import { pick } from './pick.ts';
import { createWorld, key, refusals } from './world.ts';

const shown = `id status version refusals { code details { name value } } counts { rows add same choices errors subjects }`;
const mutationOf = (name: string) =>
  `mutation ($input: ${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) {
    recordImport { ${shown} } userErrors { code field } } }`;

export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A world whose clean files are in memory, with people, and a function for each step of an import. */
export async function importOffice() {
  const stored = new Map<string, Buffer>();
  const files: Files = {
    ...noFiles,
    readClean: (id, limit) => {
      const bytes = stored.get(id);
      return Promise.resolve(
        bytes && { size: bytes.length, bytes: bytes.length > limit ? undefined : bytes },
      );
    },
  };
  const world = await createWorld('2021-03-01T02:00:00Z', files);
  const o = await recordOffice(world);
  const appraiser = await world.user('importer', [['APPRAISER', minhThuan]]);

  /** A subject as somebody registered it. */
  async function subject(name: string, more: Partial<Subject> = {}): Promise<Id<'sub'>> {
    const unitId = more.unitId ?? minhThuan;
    const one: Subject = {
      id: world.shared.ids.next('sub'),
      kind: 'INDIVIDUAL',
      name,
      unitId,
      position: null,
      birthDate: localDate('1985-06-01'),
      sex: null,
      group: null,
      idNumber: null,
      refUnitId: null,
      affiliations: [{ unitId, position: null, from: localDate('2015-01-01'), to: null }],
      version: 1,
      ...more,
    };
    await world.write(...world.deps().subjects.create(one, () => refusal('DUPLICATE', [])));
    return one.id;
  }

  async function upload(bytes: Buffer, contentType = 'text/csv', unitId = minhThuan): Promise<Id<'att'>> {
    const id = world.shared.ids.next('att');
    const at = instant(world.clock);
    const file: Attachment = {
      id,
      unitId,
      uploadedBy: o.officer,
      fileName: 'danh-sach.csv',
      contentType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      status: 'CLEAN',
      rejection: null,
      owner: null,
      requestedAt: at,
      expiresAt: at,
      object: { eTag: 'e', versionId: null },
      verdict: null,
      version: 1,
    };
    stored.set(id, bytes);
    await world.write(world.deps().attachments.create(file));
    return id;
  }

  const background = (): ImportBackground => importBackground(world.shared, key());
  /** The event that calls for whatever the import waits for. */
  const run = (id: string, deps = background(), name = 'ImportStarted') =>
    runImport(deps, {
      aggregateId: id,
      seq: 1,
      name,
      at: instant(world.clock),
      actorId: o.officer,
      requestId: 'r',
    });

  async function act(user: Id<'usr'>, name: string, input: object) {
    const answer = await world.run(user, mutationOf(name), { input: { idempotencyKey: key(), ...input } });
    const view = pick(answer.data, name, 'recordImport');
    return { view, refusals: refusals(answer, name), id: String(pick(view, 'id')) };
  }

  async function view(id: string, user = o.officer) {
    const row = `row outcome name subject { id } candidates { id } errors { column value error { code } }`;
    const query = `query ($id: ID!) { recordImport(id: $id) { ${shown}
      rows(first: 100) { nodes { ${row} } pageInfo { hasNextPage } } problems(first: 100) { nodes { ${row} } } } }`;
    return pick((await world.run(user, query, { id })).data, 'recordImport');
  }

  /** Starts an import of these bytes and reads them. */
  async function preview(
    kind: string,
    content: Buffer | string,
    { user = o.officer, contentType = 'text/csv', unitId = minhThuan } = {},
  ) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const attachmentId = await upload(bytes, contentType, unitId);
    const started = await act(user, 'startRecordImport', { unitId, kind, attachmentId });
    if (started.refusals.length > 0) throw new Error(started.refusals.join('; '));
    await run(started.id);
    return { id: started.id, view: await view(started.id, user) };
  }

  const head = async (id: string) => {
    const known = parseId('imp', id);
    const found = known && (await world.deps().imports.get(known));
    if (!found) throw new Error(`no import ${id}`);
    return found;
  };
  const change = async (user: Id<'usr'>, name: string, id: string, extra: object = {}) =>
    act(user, name, { importId: id, expectedVersion: (await head(id)).version, ...extra });

  return {
    ...o,
    world,
    appraiser,
    province,
    subject,
    upload,
    background,
    run,
    act,
    view,
    preview,
    head,
    change,
  };
}

export type ImportOffice = Awaited<ReturnType<typeof importOffice>>;

/** People of a unit, many at a time. */
export async function registerMany(
  o: ImportOffice,
  count: number,
  unitId: Id<'unt'>,
): Promise<readonly Id<'sub'>[]> {
  const { subjects } = o.world.deps();
  const all = Array.from({ length: count }, (_, n): Subject => ({
    id: o.world.shared.ids.next('sub'),
    kind: 'INDIVIDUAL',
    name: `Người ${n}`,
    unitId,
    position: null,
    birthDate: localDate('1985-06-01'),
    sex: null,
    group: null,
    idNumber: null,
    refUnitId: null,
    affiliations: [{ unitId, position: null, from: localDate('2015-01-01'), to: null }],
    version: 1,
  }));
  const writes = all.flatMap((one) => subjects.create(one, () => refusal('DUPLICATE', [])));
  for (let at = 0; at < writes.length; at += 100) await o.world.write(...writes.slice(at, at + 100));
  return all.map((one) => one.id);
}

/** A spreadsheet of the classification of `count` people of Vụ Bản district, as `registerMany` named them. */
export function completionSheet(count: number): Promise<Buffer> {
  const head = ['Họ và tên', 'Ngày sinh', 'Đơn vị', 'Năm', 'Mức hoàn thành'].map((value) => ({ value }));
  const rows = Array.from({ length: count }, (_, n) => [
    { value: `Người ${n}` },
    { value: new Date('1985-06-01T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
    { value: 'Huyện Vụ Bản' },
    { value: 2020, type: Number },
    { value: 'HTXSNV' },
  ]);
  return writeXlsxFile([head, ...rows]).toBuffer();
}
