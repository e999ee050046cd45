import { z } from 'zod';
import type { Outcome } from './environment.ts';

export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string | Buffer;
};

/** The most that Lambda takes in or gives back at once. */
export const maxPayloadBytes = 6 * 1024 * 1024;

const structured = z.looseObject({
  statusCode: z.number().int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullish(),
  cookies: z.array(z.string()).nullish(),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

export const plain = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message }),
});

/** What API Gateway makes of a function's answer: a failure tells the caller nothing. */
export function httpAnswer(outcome: Outcome): HttpAnswer {
  if (!outcome.ok) return plain(500, 'Internal Server Error');
  const parsed = structured.safeParse(outcome.value);
  if (!parsed.success) return inferred(outcome.value);
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const bytes = Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxPayloadBytes) return plain(500, 'Internal Server Error');
  const named = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries<string>(named.map(([name = '', value = '']) => [name, value])),
      ...(cookies && { 'set-cookie': cookies }),
    },
    body: bytes,
  };
}

/** An answer without a status is a body. */
const inferred = (value: unknown): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: typeof value === 'string' ? value : JSON.stringify(value),
});
