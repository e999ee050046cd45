import { DeleteTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { listenOn } from '../../infra/local/http-server.ts';
import { createTable } from '../../infra/local/tables.ts';
import { readOptions } from '../../infra/local/options.ts';
import { tempFolder } from '../support/local-app.ts';

const root = resolve(import.meta.dirname, '../..');
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Runs the command as `npm start` does, until it ends; `on` sees its output as it grows. */
async function run(
  args: readonly string[],
  on: (output: string, kill: () => void) => void = () => undefined,
  env: Readonly<Record<string, string>> = {},
) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'infra/local/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      on(output, () => void child.kill('SIGINT'));
    });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, output };
}

/** The command lines that name this folder, as the engine's does. */
const usersOf = (folder: string): readonly string[] => commandLines().filter((line) => line.includes(folder));

function commandLines(): readonly string[] {
  if (!existsSync('/proc/self/cmdline'))
    return execFileSync('ps', ['-axo', 'command']).toString().split('\n');
  return readdirSync('/proc').flatMap((name) => {
    try {
      return /^\d+$/.test(name) ? [readFileSync(`/proc/${name}/cmdline`, 'utf8')] : [];
    } catch {
      return []; // ended in between
    }
  });
}

describe('npm start', () => {
  it('says in one line that a port is busy, before it touches anything', async () => {
    const folder = join(tempFolder(), 'data');
    const other = await listenOn(0, (_request, response) => void response.end());
    const { code, output } = await run(['--fresh', '--port', String(other.port), '--folder', folder]);
    await other.stop();
    expect({ code, output }).toEqual({
      code: 1,
      output: `thidua: Port ${other.port} is in use by another program. Choose another: npm start -- --port ${other.port + 1}\n`,
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('plays no year into a table that holds units, and says what to do', async () => {
    const endpoint = inject('dynamodb');
    const client = new DynamoDBClient({ endpoint, region: 'local', credentials });
    const TableName = 'thidua-local-records';
    for (const table of inject('tables').filter((one) => one.TableName === TableName))
      await createTable(client, table);
    await client.send(new PutItemCommand({ TableName, Item: { pk: { S: 'UNITS' }, sk: { S: 'HEAD' } } }));
    const folder = join(tempFolder(), 'data');
    const args = ['--exit', '--fresh', '--folder', folder];
    const { code, output } = await run(args, undefined, { AWS_ENDPOINT_URL_DYNAMODB: endpoint });
    await client.send(new DeleteTableCommand({ TableName }));
    client.destroy();
    expect(code).toBe(1);
    expect(output).toContain(`The table ${TableName} at ${endpoint} already holds units`);
    expect(output).toContain('or unset AWS_ENDPOINT_URL_DYNAMODB.');
    expect(existsSync(folder)).toBe(false);
  });

  it('stops everything on Ctrl-C in the middle of the year, although npm sends the signal twice', async () => {
    const folder = tempFolder();
    let users: readonly string[] | undefined;
    const { code, output } = await run(['--port', '0', '--folder', folder], (sofar, kill) => {
      if (users !== undefined || !sofar.includes('2021-01-21')) return;
      users = usersOf(folder);
      kill();
      kill();
    });
    expect(users).toContainEqual(expect.stringContaining('dynoxide'));
    expect(output).toMatch(/thidua: interrupted\n$/);
    expect(code).toBe(130);
    expect(usersOf(folder)).toEqual([]);
    expect(existsSync(join(folder, 'running.pid'))).toBe(false);
    expect(existsSync(join(folder, 'played'))).toBe(false);
  }, 60_000);

  it('runs once in a folder, and is not held up by a runner that was killed', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'running.pid'), String(process.pid));
    const held = await run(['--port', '0', '--folder', folder]);
    expect(held.code).toBe(1);
    expect(held.output).toContain(`already runs here, as process ${process.pid}`);
    writeFileSync(join(folder, 'running.pid'), '999999999');
    const free = await run(['--port', '0', '--folder', folder], (_sofar, kill) => kill());
    expect(free.output).not.toContain('already runs');
    expect(free.code).toBe(130);
  });

  it('understands its options and explains them when it does not', () => {
    expect(readOptions([], '/home')).toEqual({ exit: false, fresh: false, port: 4000, folder: '/home' });
    expect(readOptions(['--exit', '--port=5000', '--folder', '/x'], '/home')).toMatchObject({
      exit: true,
      port: 5000,
      folder: '/x',
    });
    for (const bad of [['--port', 'x'], ['--port', '70000'], ['--nonsense'], ['surplus']])
      expect(() => readOptions(bad, '/home')).toThrow('npm start -- [--exit]');
  });
});
