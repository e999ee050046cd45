import { GraphQLError, GraphQLScalarType } from 'graphql';
import { parseDecimal } from '../kernel/decimal.ts';
import { parseLocalDate } from '../kernel/dates.ts';

const badInput = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });

function parseDate(value: unknown) {
  const date = typeof value === 'string' ? parseLocalDate(value) : undefined;
  if (date === undefined) throw badInput('LocalDate cần một ngày có thật, dạng YYYY-MM-DD.');
  return date;
}

function parseInstant(value: unknown): string {
  const parsed = typeof value === 'string' && rfc3339.test(value) ? new Date(value) : undefined;
  if (!parsed || Number.isNaN(parsed.getTime())) throw badInput('DateTime cần dạng RFC 3339.');
  return parsed.toISOString();
}

function readDecimal(value: unknown) {
  const decimal = typeof value === 'string' ? parseDecimal(value) : undefined;
  if (decimal === undefined) throw badInput('Decimal cần một số thập phân dạng chữ, ví dụ "12.5".');
  return decimal;
}

function readDong(value: unknown): bigint {
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value))
    throw badInput('Dong cần số đồng chẵn dạng chữ, ví dụ "2340000".');
  return BigInt(value);
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

export const scalars: readonly GraphQLScalarType[] = [
  new GraphQLScalarType({ name: 'LocalDate', serialize: parseDate, parseValue: parseDate }),
  new GraphQLScalarType({ name: 'Decimal', serialize: String, parseValue: readDecimal }),
  new GraphQLScalarType({ name: 'Dong', serialize: String, parseValue: readDong }),
  new GraphQLScalarType({ name: 'DateTime', serialize: parseInstant, parseValue: parseInstant }),
];
