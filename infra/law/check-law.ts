import { lawBooks, lawReport } from './report.ts';

const { table, problems } = lawReport(await lawBooks());
for (const line of table) process.stdout.write(`${line}\n`);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length > 0 ? 1 : 0;
