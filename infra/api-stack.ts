import { Aws, CfnOutput, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { GraphqlEnv } from '../functions/app/env.ts';
import type { OpenDataEnv } from '../functions/postings/env.ts';
import type { Config } from './config.ts';
import { graphqlApi } from './constructs/graphql-api.ts';
import { watchApi } from './constructs/watch-api.ts';
import { ServiceFunction, type ServiceProps } from './constructs/service-function.ts';
import {
  castBallots,
  onFiles,
  readRecords,
  readViews,
  unwrapBallotKeys,
  withKey,
  writeRecords,
} from './grants.ts';
import { boxTableName, bucketName, exportName, tableName, viewTableName, type Export } from './names.ts';

/** The GraphQL function, the one for open data, and the HTTP API before both. */
export class ApiStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & ServiceProps) {
    super(scope, id, props);
    const { config } = props;
    const graphql = new ServiceFunction(this, 'Graphql', {
      ...props,
      entry: 'graphql',
      environment: environment(config),
      timeout: Duration.seconds(15),
      memorySize: 1769,
      reservedConcurrency: config.reservedConcurrency,
      may: permissions(this, config),
    });
    const openData = new ServiceFunction(this, 'OpenData', {
      ...props,
      entry: 'open-data',
      environment: openDataEnvironment(config),
      timeout: Duration.seconds(15),
      memorySize: 1024,
      may: [readRecords(this, config.stage)],
    });
    const api = graphqlApi(this, config, { graphql: graphql.lambda, openData: openData.lambda });
    watchApi(this, config, { api, graphql });
    new CfnOutput(this, 'OpenDataFeed', { value: `${api.apiEndpoint}/open-data/postings.atom` });
    new CfnOutput(this, 'Endpoint', { value: `${api.apiEndpoint}/graphql` });
  }
}

const imported = ({ stage }: Config, name: Export): string => Fn.importValue(exportName(stage, name));

/** Exactly what the function's own schema of its settings asks for, or this doesn't compile. */
const environment = (config: Config): GraphqlEnv => ({
  TABLE_NAME: tableName(config.stage),
  VIEW_TABLE_NAME: viewTableName(config.stage),
  ...issuer(config),
  TOKEN_JWKS: '',
  ROOT_ADMIN_SUBJECT: config.rootAdminSubject,
  INTROSPECTION: config.introspection,
  ATTACHMENTS_BUCKET: bucketName(config.stage),
  BOX_TABLE_NAME: boxTableName(config.stage),
  BALLOT_KEY_ID: imported(config, 'ballot-key'),
  ID_KEY_ID: imported(config, 'id-key'),
  ID_MAC_KEY_ID: imported(config, 'id-mac-key'),
  COMPLAINT_KEY_ID: imported(config, 'complaint-key'),
  CERTIFICATE_KEY_ID: imported(config, 'certificate-key'),
});

const openDataEnvironment = ({ stage }: Config): OpenDataEnv => ({ TABLE_NAME: tableName(stage) });

const issuer = (config: Config) =>
  config.issuer
    ? {
        TOKEN_ISSUER: config.issuer.url,
        TOKEN_AUDIENCE: config.issuer.audience,
        TOKEN_JWKS_URI: config.issuer.jwksUri ?? '',
      }
    : {
        TOKEN_ISSUER: `https://cognito-idp.${Aws.REGION}.${Aws.URL_SUFFIX}/${imported(config, 'user-pool')}`,
        TOKEN_AUDIENCE: imported(config, 'user-pool-client'),
        TOKEN_JWKS_URI: '',
      };

const permissions = (scope: Construct, config: Config) => [
  readRecords(scope, config.stage),
  writeRecords(scope, config.stage),
  readViews(scope, config.stage),
  onFiles(scope, config.stage, 'incoming', { sid: 'SignUploads', actions: ['s3:PutObject'] }),
  onFiles(scope, config.stage, 'files', { sid: 'SignDownloads', actions: ['s3:GetObject'] }),
  onFiles(scope, config.stage, 'exports', { sid: 'SignExports', actions: ['s3:GetObject'] }),
  withKey('Files', ['kms:Decrypt', 'kms:GenerateDataKey'], imported(config, 'files-key')),
  withKey('IdNumbers', ['kms:Decrypt', 'kms:Encrypt'], imported(config, 'id-key')),
  ...castBallots(scope, config.stage),
  unwrapBallotKeys('sign', imported(config, 'ballot-key')),
  withKey('Complainants', ['kms:Decrypt', 'kms:Encrypt'], imported(config, 'complaint-key')),
  withKey('Certificates', ['kms:GetPublicKey', 'kms:Sign'], imported(config, 'certificate-key')),
  withKey('IdFingerprints', ['kms:GenerateMac'], imported(config, 'id-mac-key')),
];
