import { DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { join } from 'node:path';
import { startEngine } from './dynamodb-engine.ts';
import { startKms, type KeySpec } from './kms.ts';
import { startS3 } from './s3/server.ts';
import type { ObjectCreated } from './s3/operations.ts';
import { createTable } from './tables.ts';
import { localRegion } from './template/identity.ts';
import type { LocalTemplate } from './template/read-template.ts';

/** Good for nothing but the engines on this machine. */
const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Real services in place of the engines, by the standard variables of the AWS SDK. */
const given = (service: 'DYNAMODB' | 'S3' | 'KMS'): string | undefined =>
  process.env[`AWS_ENDPOINT_URL_${service}`];

type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** With a real service anywhere, the caller's own credentials and region: the engines take any. */
export function identity(): { readonly region: string; readonly credentials: Credentials } {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  const real = given('DYNAMODB') ?? given('S3') ?? given('KMS');
  if (!real || !AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY)
    return { credentials: localCredentials, region: localRegion };
  return {
    region: AWS_REGION ?? localRegion,
    credentials: {
      accessKeyId: AWS_ACCESS_KEY_ID,
      secretAccessKey: AWS_SECRET_ACCESS_KEY,
      ...(AWS_SESSION_TOKEN && { sessionToken: AWS_SESSION_TOKEN }),
    },
  };
}

export type Engines = {
  /** What a function's environment needs to reach them. */
  readonly variables: Readonly<Record<string, string>>;
  readonly streams: DynamoDBStreamsClient;
  stop(): Promise<void>;
};

/** Starts the engines with what the template asks for in them: tables, buckets and keys. Data stays in the folder. */
export async function startEngines(
  folder: string,
  template: LocalTemplate,
  onObjectCreated: (event: ObjectCreated) => void,
): Promise<Engines> {
  // The notice about Node versions is for whoever builds thidua, not for whoever runs it.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const { credentials, region } = identity();
  const dynamodb = given('DYNAMODB') ? undefined : await startEngine(join(folder, 'dynamodb.sqlite'));
  const s3 = given('S3')
    ? undefined
    : await startS3({
        folder: join(folder, 's3'),
        buckets: template.buckets,
        credentials,
        onObjectCreated,
      });
  const kms = given('KMS') ? undefined : await startKms(join(folder, 'kms'), keySpecs(template));
  const urls = {
    AWS_ENDPOINT_URL_DYNAMODB: dynamodb?.endpoint,
    AWS_ENDPOINT_URL_S3: s3?.url,
    AWS_ENDPOINT_URL_KMS: kms?.endpoint,
  };
  const endpoints = Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [name, url ?? process.env[name] ?? '']),
  );
  const at = { endpoint: endpoints['AWS_ENDPOINT_URL_DYNAMODB'] ?? '', region, credentials };
  const client = new DynamoDBClient(at);
  for (const table of template.tables) await createTable(client, table).catch(unlessThere);
  client.destroy();
  const streams = new DynamoDBStreamsClient(at);
  return {
    streams,
    variables: {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      ...(credentials.sessionToken && { AWS_SESSION_TOKEN: credentials.sessionToken }),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      ...endpoints,
    },
    stop: async () => {
      streams.destroy();
      dynamodb?.stop();
      await Promise.all([s3?.stop(), kms?.stop()]);
    },
  };
}

const keySpecs = ({ keys }: LocalTemplate): Readonly<Record<string, KeySpec>> =>
  Object.fromEntries(
    keys.map(({ id, spec }) => [
      id,
      spec === 'HMAC_256' || spec === 'ECC_NIST_P256' ? spec : 'SYMMETRIC_DEFAULT',
    ]),
  );

const unlessThere = (error: unknown): void => {
  if (!(error instanceof ResourceInUseException)) throw error;
};
