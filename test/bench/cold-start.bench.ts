import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { z } from 'zod';
import type { graphqlEnv } from '../../functions/app/env.ts';
import { bundleAll } from '../../infra/build/bundle-all.ts';
import { bundleSource } from '../../infra/build/bundle-function.ts';
import { bundleFolder } from '../../infra/entries.ts';
import { gatewayEvent } from '../../infra/local/gateway-event.ts';
import { createWorld, type World } from '../support/world.ts';
import { withoutLaw } from './cold/without-law.ts';
import { line, sideBySide } from './measure.ts';

const root = path.resolve(import.meta.dirname, '../..');
const answer = z.object({ milliseconds: z.number(), statusCode: z.literal(200), body: z.string() });

describe('a cold start', () => {
  let world: World;
  let hello: string;
  let lawless: string;
  beforeAll(async () => {
    world = await createWorld();
    await bundleAll(root);
    hello = await mkdtemp(path.join(root, 'dist/hello-'));
    const { outputFiles } = await bundleSource(root, 'test/bench/cold/hello.ts', hello);
    await mkdir(path.join(hello, 'chunks'));
    for (const file of outputFiles) await writeFile(file.path, file.contents);
    lawless = await mkdtemp(path.join(root, 'dist/lawless-'));
    await cp(path.join(root, bundleFolder('graphql')), lawless, { recursive: true });
    await withoutLaw(root, lawless);
  }, 120_000);
  afterAll(async () => {
    for (const folder of [hello, lawless]) await rm(folder, { recursive: true, force: true });
  });

  /** Milliseconds from the birth of a process to its first answer, and the answer. */
  async function firstAnswer(folder: string, query: string) {
    const event = gatewayEvent({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const args = [
      path.join(root, 'test/bench/cold/first-answer.mjs'),
      path.join(folder, 'index.mjs'),
      JSON.stringify(event),
    ];
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: environment(world) });
    const { milliseconds, body } = answer.parse(JSON.parse(stdout));
    if (body.includes('"errors"')) throw new Error(body);
    return milliseconds;
  }

  it('to a first answer with one read', async () => {
    const round = world.deps().ids.next('rnd');
    const ours = path.join(root, bundleFolder('graphql'));
    line(
      'a cold start to a first answer with one read, against a hello-world Apollo handler',
      await sideBySide(
        40,
        () => firstAnswer(ours, `{ round(id: "${round}") { name } }`),
        () => firstAnswer(hello, '{ hello }'),
      ),
    );
  });

  it('with the data of law, and with none of it in the bundle', async () => {
    const round = world.deps().ids.next('rnd');
    const ours = path.join(root, bundleFolder('graphql'));
    const ask = (folder: string) => () => firstAnswer(folder, `{ round(id: "${round}") { name } }`);
    line(
      'a cold start with the data of law, against the same without it',
      await sideBySide(40, ask(ours), ask(lawless)),
    );
    line(
      'a first answer from the catalogue of law, against one that asks nothing of the law',
      await sideBySide(
        40,
        () => firstAnswer(ours, '{ awardCatalogue(on: "2021-06-01") { code } }'),
        ask(ours),
      ),
    );
  });
});

/** What the function asks for is a type error here when it is missing. */
const settings = ({
  shared: { tableName, viewTableName, boxTableName },
}: World): z.input<typeof graphqlEnv> => ({
  TABLE_NAME: tableName,
  VIEW_TABLE_NAME: viewTableName,
  BOX_TABLE_NAME: boxTableName,
  BALLOT_KEY_ID: 'ballots',
  ATTACHMENTS_BUCKET: 'attachments',
  TOKEN_ISSUER: 'https://issuer.example',
  TOKEN_AUDIENCE: 'thidua',
  ID_KEY_ID: 'id-numbers',
  ID_MAC_KEY_ID: 'id-numbers-mac',
  COMPLAINT_KEY_ID: 'complaints',
  CERTIFICATE_KEY_ID: 'certificates',
});

const environment = (world: World) => ({
  ...settings(world),
  NODE_ENV: 'production',
  NODE_NO_WARNINGS: '1',
  AWS_REGION: 'local',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_ENDPOINT_URL_DYNAMODB: inject('dynamodb'),
});
