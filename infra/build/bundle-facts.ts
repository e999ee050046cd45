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

export function bundleFacts(metafile: Metafile, index: string): BundleFacts {
  const code = Object.keys(metafile.outputs).filter((file) => !file.endsWith('.map'));
  const loaded = loadedAtStart(metafile, index);
  const bytes = (files: Iterable<string>) =>
    [...files].reduce((sum, file) => sum + (metafile.outputs[file]?.bytes ?? 0), 0);
  const inputs = (files: Iterable<string>) => [
    ...new Set([...files].flatMap((file) => inputsOf(metafile, file))),
  ];
  return {
    totalBytes: bytes(code),
    staticBytes: bytes(loaded),
    inputs: inputs(code),
    staticInputs: inputs(loaded),
  };
}

function loadedAtStart({ outputs }: Metafile, index: string): ReadonlySet<string> {
  const loaded = new Set<string>();
  const pending = [index];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (loaded.has(file)) continue;
    loaded.add(file);
    const imports = outputs[file]?.imports ?? [];
    pending.push(
      ...imports
        .filter((each) => each.kind === 'import-statement' && !each.external)
        .map((each) => each.path),
    );
  }
  return loaded;
}

/** Only sources that left code in the output: what was shaken out costs nothing. */
const inputsOf = ({ outputs }: Metafile, file: string): readonly string[] =>
  Object.entries(outputs[file]?.inputs ?? {})
    .filter(([, input]) => input.bytesInOutput > 0)
    .map(([name]) => name);
