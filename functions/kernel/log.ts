/**
 * One JSON line an entry, with a code from the place that logs. Never bodies, names, tokens or whole events: callers
 * pass ids and counts. Errors are written with their stack, for operators only.
 */
type Fields = Readonly<Record<string, unknown>>;

function write(level: 'INFO' | 'WARN' | 'ERROR', code: string, fields: Fields): void {
  const line = JSON.stringify({ level, code, ...fields }, (_name, value: unknown) =>
    value instanceof Error
      ? { name: value.name, message: value.message, stack: value.stack, cause: value.cause }
      : value,
  );
  process.stdout.write(`${line}\n`);
}

export const log = {
  info: (code: string, fields: Fields = {}): void => write('INFO', code, fields),
  warn: (code: string, fields: Fields = {}): void => write('WARN', code, fields),
  error: (code: string, fields: Fields = {}): void => write('ERROR', code, fields),
};
