import { bundleAll } from './bundle-all.ts';

const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;

const started = performance.now();
for (const [entry, { staticBytes, totalBytes }] of await bundleAll(process.cwd()))
  process.stdout.write(
    `${entry.padEnd(18)} ${kilobytes(staticBytes).padStart(8)} at start, ${kilobytes(totalBytes).padStart(8)} in all\n`,
  );
process.stdout.write(`built in ${Math.round(performance.now() - started)} ms\n`);
