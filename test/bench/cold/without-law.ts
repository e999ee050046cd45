import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runInNewContext } from 'node:vm';

/** A string literal that holds JSON, as the build leaves data in a bundle. */
const literals = /(["'`])(?=[[{])(?:\\[^]|(?!\1)[^\\])*\1/g;

/** Empties the data of law in a bundle, file by file; throws unless all of it was found. */
export async function withoutLaw(root: string, bundle: string): Promise<void> {
  const law = await lawTexts(path.join(root, 'functions/law/data'));
  const found = new Set<string>();
  for (const file of await filesIn(bundle, '.mjs')) {
    const source = await readFile(file, 'utf8');
    const emptied = source.replace(literals, (literal) => {
      if (literal.length < 100) return literal;
      const text = String(runInNewContext(literal));
      if (!law.has(text)) return literal;
      found.add(text);
      return text.startsWith('[') ? '"[]"' : '"{}"';
    });
    if (emptied !== source) await writeFile(file, emptied);
  }
  if (found.size !== law.size)
    throw new Error(`only ${found.size} of ${law.size} files of law are in the bundle`);
}

/** Every file of law as the build writes it; examples are in no bundle. */
async function lawTexts(folder: string): Promise<ReadonlySet<string>> {
  const files = (await filesIn(folder, '.json')).filter((file) => !file.includes('/examples/'));
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return new Set(texts.map((text) => JSON.stringify(JSON.parse(text))));
}

const filesIn = async (folder: string, ending: string): Promise<readonly string[]> =>
  (await readdir(folder, { recursive: true }))
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file));
