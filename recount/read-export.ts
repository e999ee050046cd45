/** One sheet of an exported ballot; see the schema's `BallotSheetExport`. */
export type SheetExport = {
  readonly sheetId: string;
  readonly nominees: readonly number[];
  readonly credentialKey: string;
  readonly entitled: number;
  readonly issued: number;
  readonly leaves: readonly string[];
  readonly root: string;
  readonly sealed: readonly {
    readonly message: string;
    readonly signature: string;
    readonly sealed: string;
  }[];
  readonly open: readonly { readonly tracking: string; readonly choices: readonly string[] }[];
  readonly invalid: number;
  readonly tallies: readonly { readonly for: number; readonly against: number; readonly abstain: number }[];
};

/** An exported ballot, or some sheets of it. */
export type BallotExport = {
  readonly ballotId: string;
  /** Of the whole list. */
  readonly nominees: number;
  readonly sheets: readonly SheetExport[];
};

/** Reads an export as the API answers it, with or without what GraphQL wraps around it; throws on anything else. */
export function readExport(text: string): BallotExport {
  const whole: unknown = JSON.parse(text);
  const answer = at(at(at(whole, 'data'), 'ballot'), 'export') ?? at(whole, 'export') ?? whole;
  if (at(answer, 'format') !== 2) throw new Error('not an export of format 2');
  const sheets = list(at(answer, 'sheets'), (sheet) => ({
    sheetId: asText(at(sheet, 'sheetId')),
    nominees: list(at(sheet, 'nominees'), asNumber),
    credentialKey: asText(at(sheet, 'credentialKey')),
    entitled: asNumber(at(sheet, 'entitled')),
    issued: asNumber(at(sheet, 'issued')),
    leaves: list(at(sheet, 'leaves'), asText),
    root: asText(at(sheet, 'root')),
    sealed: list(at(sheet, 'sealed'), (one) => ({
      message: asText(at(one, 'message')),
      signature: asText(at(one, 'signature')),
      sealed: asText(at(one, 'sealed')),
    })),
    open: list(at(sheet, 'open'), (one) => ({
      tracking: asText(at(one, 'tracking')),
      choices: list(at(one, 'choices'), asText),
    })),
    invalid: asNumber(at(sheet, 'invalid')),
    tallies: list(at(sheet, 'tallies'), (one) => ({
      for: asNumber(at(one, 'for')),
      against: asNumber(at(one, 'against')),
      abstain: asNumber(at(one, 'abstain')),
    })),
  }));
  return { ballotId: asText(at(answer, 'ballotId')), nominees: asNumber(at(answer, 'nominees')), sheets };
}

const at = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

function list<T>(value: unknown, read: (one: unknown) => T): readonly T[] {
  if (!Array.isArray(value)) throw new Error('a list is missing in the export');
  return value.map((one: unknown) => read(one));
}

function asText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('a text is missing in the export');
  return value;
}

function asNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw new Error('a number is missing in the export');
  return value;
}
