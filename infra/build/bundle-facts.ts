import type { Metafile } from 'esbuild';

/** What is known of a bundle without running it. Sizes in bytes. */
export type BundleFacts = {
  readonly totalBytes: number;
  /** What a cold start loads: the entry and all that it imports other than on first use. */
  readonly staticBytes: number;
  /** Source files by their paths. */
  readonly inputs: readonly string[];
  readonly staticInputs: readonly string[];
};

/** Facts of a bundle whose chunks were linked: which sources, from the chunks that are loaded at start; bytes, as linked. */
export function linkedFacts(
  metafile: Metafile,
  atStart: readonly string[],
  linked: readonly Linked[],
): BundleFacts {
  const code = linked.filter((file) => !file.path.endsWith('.map'));
  const bytes = (files: readonly Linked[]) => files.reduce((sum, file) => sum + file.contents.byteLength, 0);
  const sources = (files: readonly string[]) => [
    ...new Set(files.flatMap((file) => sourcesIn(metafile, file))),
  ];
  return {
    totalBytes: bytes(code),
    staticBytes: bytes(code.filter((file) => /(^|\/|\\)(index|core)\.mjs$/.test(file.path))),
    inputs: sources(Object.keys(metafile.outputs).filter((file) => !file.endsWith('.map'))),
    staticInputs: sources(atStart),
  };
}

type Linked = { readonly path: string; readonly contents: Uint8Array };

/** A file and all that it imports other than on first use, each after those that it imports. */
export function loadedAtStart({ outputs }: Metafile, index: string): readonly string[] {
  const loaded = new Set<string>();
  const entered = new Set<string>();
  const enter = (file: string): void => {
    if (entered.has(file)) return;
    entered.add(file);
    const imports = outputs[file]?.imports ?? [];
    imports
      .filter((each) => each.kind === 'import-statement' && !each.external)
      .forEach((each) => {
        enter(each.path);
      });
    loaded.add(file);
  };
  enter(index);
  return [...loaded];
}

/** Only sources that left code in the output: what was shaken out costs nothing. */
export const sourcesIn = ({ outputs }: Metafile, file: string): readonly string[] =>
  Object.entries(outputs[file]?.inputs ?? {})
    .filter(([, input]) => input.bytesInOutput > 0)
    .map(([name]) => name);
