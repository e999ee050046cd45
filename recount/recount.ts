import { createHash, createPublicKey, verify } from 'node:crypto';
import type { BallotExport, SheetExport } from './read-export.ts';

/*
 * The recount stands alone: it imports nothing of the server, so that whoever reads these files knows all that it does.
 * How leaves and seals are made is written down here a second time on purpose.
 */

const choices = ['FOR', 'AGAINST', 'ABSTAIN'] as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

type Sealed = SheetExport['sealed'][number];
type Open = SheetExport['open'][number];

const leafOf = ({ message, signature, sealed }: Sealed): string =>
  sha256(`thidua ballot leaf 1\n${message}\n${signature}\n${sealed}`);

/** The ballot's random id: the last 16 bytes of its paper's message. */
function idOf({ message }: Sealed): string {
  const hex = Buffer.from(message, 'base64url').subarray(32).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** Exports of one ballot, each with some of its sheets, as one. */
export function joinExports(parts: readonly BallotExport[]): BallotExport {
  const [first] = parts;
  if (!first) throw new Error('no export');
  if (parts.some((one) => one.ballotId !== first.ballotId || one.nominees !== first.nominees))
    throw new Error('the files are of different ballots');
  return { ...first, sheets: parts.flatMap((one) => one.sheets) };
}

/** Whether the sheets together list every nominee, each once. */
export function checkSheets({ nominees, sheets }: BallotExport): readonly string[] {
  const listed = new Map<number, number>();
  for (const place of sheets.flatMap((sheet) => sheet.nominees))
    listed.set(place, (listed.get(place) ?? 0) + 1);
  const missing = Array.from({ length: nominees }, (_, place) => place).filter((place) => !listed.has(place));
  return [
    ...(missing.length > 0
      ? [`${missing.length} of ${nominees} nominees are on no sheet, the first is nominee ${missing[0] ?? 0}`]
      : []),
    ...[...listed].filter(([, times]) => times > 1).map(([place]) => `nominee ${place} is on several sheets`),
    ...[...listed.keys()].filter((place) => place >= nominees).map((place) => `there is no nominee ${place}`),
  ];
}

/** Everything that is wrong with one sheet, in words; nothing when it adds up. */
export function recountSheet(sheet: SheetExport): readonly string[] {
  return [...checkSeal(sheet), ...checkPapers(sheet), ...checkOpened(sheet), ...checkSums(sheet)];
}

/** Against what was committed to before the key was opened. */
function checkSeal({ leaves, root, sealed }: SheetExport): readonly string[] {
  const found = sealed.map(leafOf);
  const sorted = leaves.every((leaf, i) => i === 0 || (leaves[i - 1] ?? '') < leaf);
  return [
    ...(sorted ? [] : ['the seal lists its ballots out of order, or one twice']),
    ...(sha256(`thidua ballot box 1\n${leaves.join('\n')}`) === root
      ? []
      : ['the seal was altered: its hash is another']),
    ...sealed
      .filter((one) => !leaves.includes(leafOf(one)))
      .map((one) => `ballot ${idOf(one)} was added or altered after the box was sealed`),
    ...leaves
      .filter((leaf) => !found.includes(leaf))
      .map((leaf) => `a ballot that was in the box is missing: ${leaf}`),
  ];
}

/** Whether every ballot came on a paper of its own, and no more came than were handed out. */
function checkPapers({ sealed, credentialKey, issued, entitled }: SheetExport): readonly string[] {
  const key = createPublicKey({ key: Buffer.from(credentialKey, 'base64url'), format: 'der', type: 'spki' });
  const signed = ({ message, signature }: Sealed): boolean =>
    verify(
      'sha384',
      Buffer.from(message, 'base64url'),
      { key, padding: 6, saltLength: 48 },
      Buffer.from(signature, 'base64url'),
    );
  const ids = sealed.map(idOf);
  return [
    ...sealed.filter((one) => !signed(one)).map((one) => `ballot ${idOf(one)} has no good paper`),
    ...ids.filter((id, i) => ids.indexOf(id) < i).map((id) => `ballot ${id} is there twice`),
    ...(new Set(sealed.map((one) => one.sealed.length)).size > 1 ? ['ballots differ in size'] : []),
    ...(sealed.length > issued
      ? [`there are more ballots (${sealed.length}) than papers that were taken (${issued})`]
      : []),
    ...(issued > entitled ? [`more papers were taken (${issued}) than members may vote (${entitled})`] : []),
  ];
}

const valueOf = ({ choices: chosen, tracking }: Open): string => `${chosen.join(' ')} ${tracking}`;

function checkOpened({ open, sealed, invalid, nominees }: SheetExport): readonly string[] {
  const codes = open.map((one) => one.tracking);
  const misfit = open.filter(
    (one) =>
      one.choices.length !== nominees.length || !one.choices.every((c) => choices.some((k) => k === c)),
  );
  return [
    ...(open.length + invalid === sealed.length
      ? []
      : [`${open.length} opened and ${invalid} invalid ballots don't make ${sealed.length} sealed ones`]),
    ...misfit.map((one) => `the opened ballot ${one.tracking} isn't one choice for each nominee`),
    ...codes.filter((code, i) => codes.indexOf(code) < i).map((code) => `the code ${code} is there twice`),
    ...(open.every((one, i) => i === 0 || valueOf(open[i - 1] ?? one) < valueOf(one))
      ? []
      : ['opened ballots are not sorted by value']),
  ];
}

function checkSums({ open, nominees, tallies }: SheetExport): readonly string[] {
  return nominees.flatMap((place, i) => {
    const count = (choice: string) => open.filter((one) => one.choices[i] === choice).length;
    const [yes, no, none] = choices.map(count);
    const said = tallies[i];
    return said?.for === yes && said?.against === no && said?.abstain === none
      ? []
      : [`nominee ${place}: the ballots give ${yes}/${no}/${none}, the result says otherwise`];
  });
}
