import { readFileSync } from 'node:fs';
import { readExport } from './read-export.ts';
import { recountSheet } from './recount.ts';

/** `npm run recount -- export.json [code …]`: recounts an exported ballot, and shows the ballots of these codes. */
function main([file, ...codes]: readonly string[]): number {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  if (file === undefined) {
    say('npm run recount -- export.json [tracking code …]');
    return 2;
  }
  const sheets = readExport(readFileSync(file, 'utf8'));
  let wrong = 0;
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
