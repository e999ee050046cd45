import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { resolve, join } from 'node:path';
import { synthLocal } from './assembly.ts';
import { explorer } from './explorer/pages.ts';
import { localIssuer, startIssuer, type Issuer } from './issuer.ts';
import { localClock } from './local-clock.ts';
import { lockFolder } from './lock.ts';
import { checkPort } from './http-server.ts';
import { Interrupted, interruption } from './interruption.ts';
import { readOptions, type Options } from './options.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { rootKey } from './year/cast.ts';
import { demandEmptyTable } from './year/empty-table.ts';
import { checkYear } from './year/check-year.ts';
import { playYear } from './year/play-year.ts';
import { sampleQueries, welcome } from './welcome.ts';

const root = resolve(import.meta.dirname, '../..');
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(options: Options): Promise<void> {
  const { folder } = options;
  // Before anything is begun or thrown away.
  if (!options.exit) await checkPort(options.port);
  const anew = options.fresh || !existsSync(join(folder, 'played'));
  if (anew) await demandEmptyTable();
  const unlock = lockFolder(folder);
  const { unlessInterrupted, interrupted } = interruption();
  let runtime: Runtime | undefined;
  const stop = async () => {
    await runtime?.stop();
    unlock();
  };
  try {
    // A year that was interrupted is played anew: half of one would be neither.
    if (anew)
      for (const part of ['data', 'streams', 'queues', 'played', 'year-2021.json'])
        rmSync(join(folder, part), { recursive: true, force: true });
    say('thidua: preparing bundles and template');
    const assembly = await unlessInterrupted(synthLocal(root, join(folder, 'assembly')));
    const issuer = await startIssuer(join(folder, 'issuer.json'));
    const started = await start(options, assembly, issuer);
    runtime = started.runtime;
    await unlessInterrupted(year(options, started, issuer));
    if (!options.exit) {
      say(await welcome(runtime.url, issuer));
      await interrupted;
      say('\nstopping');
    }
    await stop();
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start({ folder, port, exit }: Options, assembly: string, issuer: Issuer) {
  const clock = localClock();
  const token = await issuer.tokenFor('tham-dinh-1');
  let url = '';
  const runtime = await startRuntime({
    folder,
    assembly,
    // Nobody looks at a run that exits: it takes any free port.
    port: exit ? 0 : port,
    clock,
    variables: {
      TOKEN_ISSUER: localIssuer.url,
      TOKEN_AUDIENCE: localIssuer.audience,
      TOKEN_JWKS: issuer.jwks,
      TOKEN_JWKS_URI: '',
      ROOT_ADMIN_SUBJECT: rootKey,
    },
    page: explorer(() => ({
      endpoint: `${url}/graphql`,
      headers: JSON.stringify({ authorization: `Bearer ${token}` }, null, 2),
      query: sampleQueries[0] ?? '',
    })),
  });
  url = runtime.url;
  return { runtime, clock };
}

/** Plays the year once. */
async function year(
  { exit, folder }: Options,
  { runtime, clock }: Awaited<ReturnType<typeof start>>,
  issuer: Issuer,
) {
  const played = join(folder, 'played');
  const endpoint = `${runtime.url}/graphql`;
  const tokenFor = (key: string) => issuer.tokenFor(key);
  const walk = () => runtime.runScheduled('walk-deadlines');
  if (!existsSync(played)) {
    await playYear({ endpoint, tokenFor, issuer: localIssuer.url, clock, walk, say });
    await runtime.drain();
    writeFileSync(played, '2021');
  }
  if (!exit) return;
  const facts = await checkYear(endpoint, tokenFor);
  writeFileSync(join(folder, 'year-2021.json'), `${JSON.stringify(facts, null, 2)}\n`);
  say(`\n${JSON.stringify(facts, null, 2)}\nwritten to ${join(folder, 'year-2021.json')}`);
}

try {
  await main(readOptions(process.argv.slice(2), join(root, '.local')));
  process.exit(0);
} catch (error) {
  // What a person can mend has a message of its own; a stack would only hide it.
  process.stderr.write(`thidua: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(error instanceof Interrupted ? 130 : 1);
}
