import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Client } from './client.ts';

/** A one-page PDF that says which paper it stands for; Latin letters only, since it carries no font. */
export function pdf(title: string): Buffer {
  const text = title.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  const stream = `BT /F1 16 Tf 72 760 Td (${text.replace(/[()\\]/g, ' ')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, i) => {
    const at = body.length;
    body += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const rows = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const end = `xref\n0 ${size}\n0000000000 65535 f \n${rows}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + end, 'latin1');
}

const requested = z.object({
  attachment: z.object({ id: z.string() }),
  upload: z
    .object({ url: z.string(), fields: z.array(z.object({ name: z.string(), value: z.string() })) })
    .nullable(),
});

/** Sends a paper, and waits until it has been checked and scanned. */
export const upload = (client: Client, as: string, unitId: string, title: string): Promise<string> =>
  send(client, as, unitId, { fileName: `${title}.pdf`, contentType: 'application/pdf', bytes: pdf(title) });

type Sent = { readonly fileName: string; readonly contentType: string; readonly bytes: Buffer };

/** Sends a file as a browser would, and waits until it has been checked and scanned. */
export async function send(
  client: Client,
  as: string,
  unitId: string,
  { fileName, contentType, bytes }: Sent,
): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const input = {
    unitId,
    fileName,
    contentType,
    size: bytes.length,
    sha256,
  };
  const selection = 'attachment { id } upload { url fields { name value } }';
  const { attachment, upload: form } = await client.done(as, 'requestUpload', selection, input, requested);
  if (form) {
    const body = new FormData();
    for (const { name, value } of form.fields) body.append(name, value);
    body.append('file', new Blob([new Uint8Array(bytes)], { type: contentType }), fileName);
    const answer = await fetch(form.url, { method: 'POST', body });
    if (!answer.ok) throw new Error(`${fileName} was not taken: ${answer.status} ${await answer.text()}`);
  }
  await checked(client, as, attachment.id);
  return attachment.id;
}

const looked = z.object({ attachment: z.object({ status: z.string() }) });

async function checked(client: Client, as: string, id: string): Promise<void> {
  const query = 'query ($id: ID!) { attachment(id: $id) { status } }';
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const { status } = (await client.ask(as, query, { id }, looked)).attachment;
    if (status === 'CLEAN') return;
    if (status !== 'PENDING' && status !== 'CHECKING') throw new Error(`the file ${id} is ${status}`);
    await sleep(25);
  }
  throw new Error(`nobody checked the file ${id}`);
}
