import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expireUploads } from '../../functions/attachments/expire-uploads.ts';
import { office, type Office } from '../support/dossiers.ts';
import { pdf, uploads, type Uploads } from '../support/uploads.ts';
import { pick } from '../support/pick.ts';
import { refusals } from '../support/world.ts';

let up: Uploads;
let people: Office;
beforeAll(async () => {
  up = await uploads();
  people = await office(up.world);
});
afterAll(() => up.stop());

const asked = 'requestUpload';

describe('the way of a file', () => {
  it('goes from a form to a dossier, and comes back as it was sent', async () => {
    const form = await up.form(people.officer, up.declare(pdf, { fileName: 'Tờ trình đề nghị.pdf' }));
    expect(await up.post(form, pdf)).toBe('201');
    expect(await up.status(people.officer, form.id)).toBe('PENDING');
    await up.arrive(form.id);
    expect(await up.status(people.officer, form.id)).toBe('CHECKING');
    await up.scan(form.id, 'NO_THREATS_FOUND');
    expect(await up.status(people.officer, form.id)).toBe('CLEAN');
    const held = await people.draft();
    expect(await up.status(people.district, form.id)).toBeNull();
    await people.done(people.officer, 'attachToDossier', held, {
      attachmentId: form.id,
      component: 'SUBMISSION_LETTER',
    });
    const answer = await up.download(people.officer, form.id);
    expect(refusals(answer, 'attachmentDownload')).toEqual([]);
    const got = await fetch(String(pick(answer.data, 'attachmentDownload', 'download', 'url')));
    expect(Buffer.from(await got.arrayBuffer())).toEqual(pdf);
    expect(got.headers.get('content-type')).toBe('application/pdf');
    expect(got.headers.get('content-disposition')).toBe(
      `attachment; filename="To trinh de nghi.pdf"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%20%C4%91%E1%BB%81%20ngh%E1%BB%8B.pdf`,
    );
  });

  it('asks for an upload in one read and one write', async () => {
    const answer = await up.ask(people.officer, up.declare(pdf));
    expect(answer.calls).toEqual({ reads: 1, writes: 1 });
  });

  it('ends the same however the events come', async () => {
    const once = await up.form(people.officer, up.declare(pdf));
    await up.post(once, pdf);
    await up.scan(once.id, 'NO_THREATS_FOUND');
    expect(await up.status(people.officer, once.id)).toBe('PENDING');
    await up.arrive(once.id);
    expect(await up.status(people.officer, once.id)).toBe('CLEAN');
    const [before, objects] = [await up.world.dump(), await up.objects()];
    await up.arrive(once.id);
    await up.scan(once.id, 'NO_THREATS_FOUND');
    expect(await up.world.dump()).toBe(before);
    expect(await up.objects()).toBe(objects);
  });

  it('tells nothing new when an arrival is told twice before the verdict', async () => {
    const id = await up.sent(people.officer);
    const before = await up.world.dump();
    await up.arrive(id);
    expect(await up.world.dump()).toBe(before);
    await up.scan(id, 'NO_THREATS_FOUND');
    expect(await up.status(people.officer, id)).toBe('CLEAN');
  });

  it('answers a repeated request with a form for the same file, and with its state once it came', async () => {
    const input = up.declare(pdf);
    const [first, again] = [await up.form(people.officer, input), await up.form(people.officer, input)];
    expect(again.id).toBe(first.id);
    expect(await up.post(again, pdf)).toBe('201');
    await up.arrive(first.id);
    const late = await up.ask(people.officer, input);
    expect(refusals(late, asked)).toEqual([]);
    expect(pick(late.data, asked, 'upload')).toBeNull();
    expect(pick(late.data, asked, 'attachment')).toMatchObject({ id: first.id, status: 'CHECKING' });
    const other = await up.ask(people.officer, { ...input, fileName: 'Khác.pdf' });
    expect(refusals(other, asked)).toEqual(['IDEMPOTENCY_KEY_REUSED idempotencyKey']);
  });
});

describe('a file that is settled while its verdict is recorded', () => {
  it('leaves no copy behind', async () => {
    const objects = await up.objects();
    const id = await up.sent(people.officer);
    const deps = up.backstage();
    // Another function is faster: between the copy and the record of it.
    const overtaken = {
      ...deps.files,
      copy: async (...given: Parameters<typeof deps.files.copy>) => {
        const copied = await deps.files.copy(...given);
        await up.scan(id, 'THREATS_FOUND');
        return copied;
      },
    };
    await up.scan(id, 'NO_THREATS_FOUND', undefined, { ...deps, files: overtaken });
    expect(await up.status(people.officer, id)).toBe('REJECTED FILE_MALWARE');
    expect(await up.objects()).toBe(objects);
  });
});

describe('who sees a file', () => {
  it('is hidden from strangers and from nobody in particular', async () => {
    const id = await up.clean(people.officer);
    for (const stranger of [people.outsider, people.districtLeader]) {
      expect(await up.status(stranger, id)).toBeNull();
      expect(refusals(await up.download(stranger, id), 'attachmentDownload')).toEqual(['NOT_FOUND id']);
    }
    expect(refusals(await up.download(people.officer, 'att_nope'), 'attachmentDownload')).toEqual([
      'NOT_FOUND id',
    ]);
  });

  it('is downloaded only when clean', async () => {
    const id = await up.sent(people.officer);
    expect(refusals(await up.download(people.officer, id), 'attachmentDownload')).toEqual([
      'FILE_NOT_CLEAN id',
    ]);
  });
});

describe('files that nobody needs', () => {
  const later = (days: number) => {
    up.world.clock.set(new Date(Date.parse('2021-03-01T02:00:00Z') + days * 86_400_000).toISOString());
  };

  it('expire, and those attached never do', async () => {
    const input = up.declare(pdf);
    const abandoned = await up.form(people.officer, input);
    const unjudged = await up.sent(people.officer);
    const unowned = await up.clean(people.officer);
    const kept = await up.clean(people.officer);
    await people.done(people.officer, 'attachToDossier', await people.draft(), {
      attachmentId: kept,
      component: 'OTHER',
    });
    later(1 / 24 - 0.001);
    await expireUploads(up.backstage());
    expect(await up.status(people.officer, abandoned.id)).toBe('PENDING');
    later(1 / 24 + 0.001);
    await expireUploads(up.backstage());
    expect(await up.status(people.officer, abandoned.id)).toBe('EXPIRED');
    expect(refusals(await up.ask(people.officer, input), asked)).toEqual([]);
    expect(await up.status(people.officer, unjudged)).toBe('CHECKING');
    later(1.001);
    await expireUploads(up.backstage());
    expect(await up.status(people.officer, unjudged)).toBe('EXPIRED');
    expect(await up.status(people.officer, unowned)).toBe('CLEAN');
    later(400);
    await expireUploads(up.backstage());
    expect(await up.status(people.officer, unowned)).toBe('EXPIRED');
    expect(await up.status(people.officer, kept)).toBe('CLEAN');
    const link = await up.download(people.officer, kept);
    const got = await fetch(String(pick(link.data, 'attachmentDownload', 'download', 'url')));
    expect(got.status).toBe(200);
    expect(await up.world.deps().attachments.due('2030-01-01T00:00:00Z', 100)).toEqual([]);
    const before = await up.world.dump();
    expect(await expireUploads(up.backstage())).toBe(0);
    expect(await up.world.dump()).toBe(before);
    later(0);
  });
});
