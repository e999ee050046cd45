type Input = readonly [name: string, type: string];
type Field = readonly [name: string, type: string, file: number, args?: readonly Input[]];

/** One type of the schema: names and types, all that executing an operation needs. */
export type CompactType =
  | { readonly is: 'scalar' }
  | { readonly is: 'enum'; readonly values: readonly string[] }
  | { readonly is: 'input'; readonly fields: readonly Input[] }
  | { readonly is: 'interface'; readonly fields: readonly Field[] }
  | { readonly is: 'object'; readonly fields: readonly Field[]; readonly interfaces: readonly string[] };

/** What the build writes of the schema. */
export type CompactSchema<File extends string = string> = {
  readonly files: readonly File[];
  readonly names: readonly string[];
  /** Parsed at each call: whoever asks keeps it. */
  readonly type: (name: string) => CompactType | undefined;
  /** The object types of each interface. */
  readonly implementing: Readonly<Record<string, readonly string[]>>;
};

export type CompactField = Field;
export type CompactInput = Input;
