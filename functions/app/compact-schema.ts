import { lazy } from '../kernel/lazy.ts';

/** One type of the schema: names and types, all that executing an operation needs. */
export type CompactType =
  | { readonly is: 'scalar' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'input'; readonly fields: readonly CompactInput[] }
  | { readonly is: 'interface'; readonly fields: readonly CompactField[] }
  | {
      readonly is: 'object';
      readonly fields: readonly CompactField[];
      readonly interfaces: readonly string[];
    };

export type CompactInput = { readonly name: string; readonly type: string };

export type CompactField<File extends string = string> = CompactInput & {
  /** The file of the schema that declares the field. */
  readonly file: File;
  /** Read at each call. */
  readonly args: () => readonly CompactInput[];
};

/** What the build writes of the schema. */
type Written<File extends string> = {
  readonly files: readonly File[];
  /** The object types of each interface. */
  readonly implementing: Readonly<Record<string, readonly string[]>>;
  /**
   * A type in each line, its parts apart by spaces: `Name scalar`, `Name enum VALUE…`, `Name input field=Type…`,
   * `Name interface field…`, `Name object Interface,… field…`, a field being `name:Type:file:arg=Type,…`, the file a place
   * in `files`.
   */
  readonly lines: string;
};

export type CompactSchema<File extends string = string> = Pick<Written<File>, 'files' | 'implementing'> & {
  readonly names: () => readonly string[];
  /** Read at each call: whoever asks keeps it. */
  readonly type: (name: string) => CompactType | undefined;
};

/** Finds types in what the build has written; none is read before it is asked for. */
export function readCompactSchema<File extends string>(written: Written<File>): CompactSchema<File> {
  const { files, implementing } = written;
  const lines = lazy(() => new Map(written.lines.split('\n').map((line) => [before(line, ' '), line])));
  const field = (text: string): CompactField<File> => {
    const [name = '', type = '', place = '', args = ''] = text.split(':');
    const file = files[Number(place)];
    if (file === undefined) throw new Error(`the compact schema declares ${name} nowhere`);
    return { name, type, file, args: () => (args === '' ? [] : args.split(',').map(input)) };
  };
  return {
    files,
    implementing,
    names: () => [...lines().keys()],
    type: (name) => {
      const [, is, ...parts] = lines().get(name)?.split(' ') ?? [];
      switch (is) {
        case 'scalar':
          return { is };
        case 'enum':
          return { is, values: parts };
        case 'input':
          return { is, fields: parts.map(input) };
        case 'interface':
          return { is, fields: parts.map(field) };
        case 'object': {
          const [interfaces = '', ...fields] = parts;
          return { is, interfaces: interfaces.split(',').filter(Boolean), fields: fields.map(field) };
        }
        case undefined:
          return undefined;
        default:
          throw new Error(`the compact schema says ${is} of ${name}`);
      }
    },
  };
}

function input(text: string): CompactInput {
  const [name = '', type = ''] = text.split('=');
  return { name, type };
}

const before = (text: string, sign: string): string => text.slice(0, text.indexOf(sign));
