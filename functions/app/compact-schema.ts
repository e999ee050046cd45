type Input = readonly [name: string, type: string];
type Field = readonly [name: string, type: string, file: number, args?: readonly Input[]];

/** What the build writes of the schema: names and types, all that executing an operation needs. */
export type CompactSchema<File extends string = string> = {
  readonly files: readonly File[];
  readonly scalars: readonly string[];
  readonly enums: Readonly<Record<string, readonly string[]>>;
  readonly inputs: Readonly<Record<string, readonly Input[]>>;
  readonly interfaces: Readonly<Record<string, readonly Field[]>>;
  readonly objects: Readonly<
    Record<string, readonly [fields: readonly Field[], interfaces: readonly string[]]>
  >;
};

export type CompactField = Field;
export type CompactInput = Input;
