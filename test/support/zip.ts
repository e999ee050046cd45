import { crc32, deflateRawSync } from 'node:zlib';

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The parts of a document of one word. */
export const docx = (
  more: Readonly<Record<string, string | Buffer>> = {},
  mainPart = `${docxType}.main+xml`,
): Readonly<Record<string, string | Buffer>> => ({
  '[Content_Types].xml': `<Types><Override PartName="/word/document.xml" ContentType="${mainPart}"/></Types>`,
  'word/document.xml': '<w:document><w:body><w:p>Xã</w:p></w:body></w:document>',
  ...more,
});

/**
 * A zip as any program writes it; `flags` 1 marks its entries as encrypted. `streamed` says sizes after each entry, under
 * this signature or none, as programs do that write while they pack.
 */
export function zip(
  parts: Readonly<Record<string, string | Buffer>>,
  { method = 8, flags = 0, streamed }: { method?: number; flags?: number; streamed?: string } = {},
): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(parts)) {
    const [raw, path] = [Buffer.from(content), Buffer.from(name)];
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(streamed === undefined ? flags : flags | 8, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(path.length, 22);
    const descriptor = Buffer.concat([Buffer.from(streamed ?? ''), common.subarray(10, 22)]);
    const header = Buffer.from(common);
    if (streamed !== undefined) header.fill(0, 10, 22);
    const after = streamed === undefined ? [] : [descriptor];
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), header, path, packed, ...after]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, place, path]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(central.length, 8);
  end.writeUInt16LE(central.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}
