import { readFileSync } from 'node:fs';
import { readExport } from './read-export.ts';
import { checkSheets, joinExports, recountSheet } from './recount.ts';

/**
 * `npm run recount -- export.json … [code …]`: recounts an exported ballot, from as many files as it was exported in, and shows
 * the ballots of these codes.
 */
function main(args: readonly string[]): number {
  const codes = args.filter((arg) => /^[0-9a-f]{32}$/.test(arg));
  const files = args.filter((arg) => !codes.includes(arg));
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (files.length === 0) {
    say('npm run recount -- export.json … [tracking code …]');
    return 2;
  }
  const ballot = joinExports(files.map((file) => readExport(readFileSync(file, 'utf8'))));
  const { sheets } = ballot;
  const missing = checkSheets(ballot);
  for (const problem of missing) say(`WRONG: ${problem}`);
  let wrong = missing.length;
  for (const sheet of sheets) {
    const problems = recountSheet(sheet);
    wrong += problems.length;
    say(
      `sheet ${sheet.sheetId}: ${sheet.entitled} entitled, ${sheet.issued} papers, ${sheet.sealed.length} ballots`,
    );
    sheet.tallies.forEach((one, i) =>
      say(
        `  nominee ${sheet.nominees[i] ?? i}: ${one.for} for, ${one.against} against, ${one.abstain} without opinion`,
      ),
    );
    for (const problem of problems) say(`  WRONG: ${problem}`);
  }
  for (const code of codes) {
    const own = sheets.flatMap((sheet) => sheet.open).find((one) => one.tracking === code);
    say(own ? `${code}: ${own.choices.join(' ')}` : `WRONG: no ballot has the code ${code}`);
    wrong += own ? 0 : 1;
  }
  say(wrong === 0 ? 'it adds up' : `${wrong} things are wrong`);
  return wrong === 0 ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
