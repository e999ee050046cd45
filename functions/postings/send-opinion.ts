import { instant, today } from '../kernel/clock.ts';
import { nobody } from '../kernel/actor.ts';
import { checkText, refusalsOf, requireText } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { checkWindow, countOne, readWindow, type RateRule } from '../kernel/rate-limit.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { PostingDeps } from './deps.ts';
import { trackingCode } from '../kernel/tracking-code.ts';
import { codeHash, type Opinion } from './opinion.ts';
import { opinionPk } from './opinion.store.ts';
import { isReceiving, type Posting } from './posting.ts';

export type OpinionContact = {
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly address?: string | null | undefined;
};
export type SendOpinionInput = {
  readonly postingId: string;
  readonly text: string;
  /** Numbers of rows of the list; none for the whole notice. */
  readonly rows?: readonly number[] | null | undefined;
  readonly contact?: OpinionContact | null | undefined;
  readonly idempotencyKey: string;
};

/** What the sender keeps. The code is told once more to who repeats the request with its key. */
export type OpinionReceipt = {
  readonly number: number;
  readonly receivedAt: string;
  readonly trackingCode: string;
};

export const perSource: RateRule = { name: 'opinion-source', limit: 10, windowSeconds: 3600 };
export const perNotice: RateRule = { name: 'opinion-notice', limit: 1000, windowSeconds: 3600 };
const maxText = 10_000;
const maxRows = 50;

/** Anyone, with or without identity. Codes: NOT_FOUND, REQUIRED, TOO_LONG, TOO_MANY, INVALID_VALUE, POSTING_NOT_RECEIVING, RATE_LIMITED. */
export async function sendOpinion(
  deps: PostingDeps,
  { contact, ...plain }: SendOpinionInput,
): Promise<Result<OpinionReceipt>> {
  const postingId = parseId('pst', plain.postingId);
  const checked = checkContact(contact ?? null);
  if (!checked.ok) return checked;
  const [source, print] = await Promise.all([
    deps.source(),
    checked.value === null ? null : deps.sealer.fingerprint(`opinion-contact:${checked.value}`),
  ]);
  // The hash of the input is kept: a contact goes into it as a keyed digest, which nobody can try numbers against.
  const input = { ...plain, contact: print };
  return mutate(deps, {
    operation: 'sendOpinion',
    anyone: true,
    input,
    load: () =>
      Promise.all([
        postingId && deps.postings.get(postingId),
        postingId && deps.postings.list(postingId),
        postingId && deps.opinions.register(postingId),
        readWindow(deps, perSource, source),
        readWindow(deps, perNotice, postingId ?? 'none'),
      ]),
    decide: async ([posting, list, register, fromSource, toNotice]) => {
      if (!posting || !register) return refuse(refusal('NOT_FOUND', 'postingId'));
      const text = requireText('text', plain.text, maxText);
      const refusals = [
        ...refusalsOf(text),
        ...checkTime(deps, posting),
        ...checkRows(plain.rows ?? [], list?.rows ?? 0),
        ...[...checkWindow(fromSource), ...checkWindow(toNotice)].slice(0, 1),
      ];
      if (!text.ok || refusals.length > 0) return refuse(...refusals);
      const counts = { ...register.counts, received: register.counts.received + 1 };
      const id = deps.ids.next('opi');
      const opinion: Opinion = {
        id,
        postingId: posting.id,
        unitId: posting.unitId,
        number: counts.received,
        text: text.value,
        rows: [...new Set(plain.rows ?? [])].sort((a, b) => a - b),
        contact: checked.value === null ? null : await deps.sealer.seal(checked.value, { opinionId: id }),
        receivedAt: instant(deps.clock),
        status: 'RECEIVED',
        kind: null,
        accused: null,
        resolution: null,
        answer: null,
        version: 1,
      };
      const code = await codeOf(deps, id);
      return accept({
        result: { number: opinion.number, receivedAt: opinion.receivedAt, trackingCode: code },
        resultId: id,
        writes: [
          ...deps.opinions.create(opinion, codeHash(code) ?? ''),
          deps.opinions.putRegister(register, counts),
          countOne(fromSource),
          countOne(toNotice),
        ],
        event: {
          pk: opinionPk(id),
          aggregateId: id,
          seq: 1,
          name: 'OpinionReceived',
          facts: { postingId: posting.id, number: opinion.number, by: nobody.userId },
        },
      });
    },
    reload: (raw) => receiptAgain(deps, raw),
  });
}

const codeOf = async (deps: PostingDeps, id: Id<'opi'>): Promise<string> =>
  trackingCode(Buffer.from(await deps.sealer.fingerprint(`opinion-code:${id}`), 'base64url'));

async function receiptAgain(deps: PostingDeps, raw: string): Promise<OpinionReceipt | undefined> {
  const id = parseId('opi', raw);
  const opinion = id && (await deps.opinions.get(id));
  return (
    opinion && {
      number: opinion.number,
      receivedAt: opinion.receivedAt,
      trackingCode: await codeOf(deps, opinion.id),
    }
  );
}

const checkTime = ({ clock }: PostingDeps, posting: Posting): readonly Refusal[] =>
  isReceiving(posting, today(clock))
    ? []
    : [
        refusal('POSTING_NOT_RECEIVING', 'postingId', {
          from: posting.period.startOn,
          to: posting.period.dueOn,
        }),
      ];

function checkRows(rows: readonly number[], listed: number): readonly Refusal[] {
  if (rows.length > maxRows) return [refusal('TOO_MANY', 'rows', { limit: maxRows })];
  return rows.every((row) => Number.isInteger(row) && row >= 1 && row <= listed)
    ? []
    : [refusal('INVALID_VALUE', 'rows', { expected: `số thứ tự từ 1 đến ${listed}` })];
}

const limits = { name: 200, phone: 30, email: 254, address: 500 } as const;
const contactFields = ['name', 'phone', 'email', 'address'] as const;

/** Contact as one text to seal; null when nothing is said, and so nobody is named. */
function checkContact(contact: OpinionContact | null): Result<string | null> {
  const said = contactFields.map((field) =>
    checkText(`contact.${field}`, contact?.[field] ?? '', limits[field]),
  );
  const refusals = refusalsOf(...said);
  if (refusals.length > 0) return refuse(...refusals);
  const given = said.flatMap((one, i) => (one.ok && one.value !== '' ? [[contactFields[i], one.value]] : []));
  return accept(given.length === 0 ? null : JSON.stringify(Object.fromEntries(given)));
}
