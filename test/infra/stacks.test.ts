import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { existsSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { graphqlEnv } from '../../functions/app/env.ts';
import { attachmentsEnv } from '../../functions/attachments/env.ts';
import { configOf, type Stage } from '../../infra/config.ts';
import { featureFlags } from '../../infra/feature-flags.ts';
import { addStacks } from '../../infra/stacks.ts';

const resource = z.object({
  Type: z.string(),
  DeletionPolicy: z.string().optional(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});
const template = z.object({ Resources: z.record(z.string(), resource) });

/** Every resource of a stage; the bundles' place is taken by a line of code. */
function synth(stage: Stage) {
  const app = new App({ context: featureFlags });
  addStacks(app, { config: configOf(stage), code: () => Code.fromInline('exports.handler = 0') });
  const stacks = app.node.children.filter((child): child is Stack => 'templateOptions' in child);
  const all = stacks.flatMap((stack) =>
    Object.values(template.parse(Template.fromStack(stack).toJSON()).Resources),
  );
  const ofType = (type: string) => all.filter((one) => one.Type === type).map((one) => one.Properties);
  return { stacks, all, ofType };
}

const statements = z.object({
  PolicyDocument: z.object({
    Statement: z.array(
      z.object({
        Effect: z.string(),
        Action: z.union([z.string(), z.array(z.string())]),
        Resource: z.unknown(),
      }),
    ),
  }),
});

describe('the stacks', () => {
  let prod: ReturnType<typeof synth>;
  let dev: ReturnType<typeof synth>;
  beforeAll(() => {
    prod = synth('prod');
    dev = synth('dev');
  });

  it('keep, encrypt and protect what production holds', () => {
    const kept = ['AWS::DynamoDB::GlobalTable', 'AWS::S3::Bucket', 'AWS::KMS::Key'];
    const stateful = prod.all.filter((one) => kept.includes(one.Type));
    expect(stateful.length).toBeGreaterThanOrEqual(7);
    for (const one of stateful) expect([one.Type, one.DeletionPolicy]).toEqual([one.Type, 'Retain']);
    for (const bucket of prod.ofType('AWS::S3::Bucket'))
      expect(bucket).toMatchObject({
        BucketEncryption: {},
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
    const unrecovered = ['thidua-prod-ballot-box', 'thidua-prod-views'];
    for (const table of prod.ofType('AWS::DynamoDB::GlobalTable'))
      expect(table).toMatchObject({
        Replicas: [
          {
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: {
              PointInTimeRecoveryEnabled: !unrecovered.includes(String(table['TableName'])),
            },
          },
        ],
      });
    expect(prod.stacks.every((stack) => stack.terminationProtection)).toBe(true);
    expect(dev.stacks.some((stack) => stack.terminationProtection)).toBe(false);
  });

  it('refuse plain HTTP and whatever is not known to be clean', () => {
    const policies = JSON.stringify(prod.ofType('AWS::S3::BucketPolicy'));
    for (const said of ['aws:SecureTransport', 'OnlyInspectorsReadIncoming', 'OnlyJudgesKeepFiles'])
      expect(policies).toContain(said);
  });

  it('name every action of every role, and let nobody scan a table but the copy of events, to count anew', () => {
    const allowed = [prod, dev]
      .flatMap((stage) => stage.ofType('AWS::IAM::Policy'))
      .flatMap((policy) => statements.parse(policy).PolicyDocument.Statement);
    const actions = allowed.flatMap(({ Action }) => Action);
    expect(allowed.filter(({ Effect }) => Effect !== 'Allow')).toEqual([]);
    expect(actions.filter((action) => !/^[a-z0-9-]+:[A-Za-z0-9]+$/.test(action))).toEqual([]);
    const scans = allowed.filter(({ Action }) => [Action].flat().includes('dynamodb:Scan'));
    expect(scans.length).toBe(2);
    for (const scan of scans) expect(JSON.stringify(scan)).toMatch(/table\/thidua-(prod|dev)-audit"/);
  });

  it('give each function exactly the settings that it asks for', () => {
    const environment = z.object({
      FunctionName: z.string(),
      Runtime: z.literal('nodejs24.x'),
      Architectures: z.tuple([z.literal('arm64')]),
      Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
    });
    const found = prod.ofType('AWS::Lambda::Function').map((one) => environment.parse(one));
    expect(found.map((one) => one.FunctionName).sort()).toEqual([
      'thidua-prod-accept-attachment',
      'thidua-prod-deliver-webhooks',
      'thidua-prod-expire-uploads',
      'thidua-prod-follow-events',
      'thidua-prod-graphql',
      'thidua-prod-keep-ballots',
      'thidua-prod-keep-statistics',
      'thidua-prod-open-data',
      'thidua-prod-record-audit',
      'thidua-prod-record-scan',
      'thidua-prod-run-exports',
      'thidua-prod-run-imports',
      'thidua-prod-send-mails',
      'thidua-prod-walk-deadlines',
    ]);
    const variables = (name: string) =>
      Object.keys(found.find((one) => one.FunctionName === name)?.Environment.Variables ?? {}).sort();
    expect(variables('thidua-prod-graphql')).toEqual([...Object.keys(graphqlEnv.shape), 'NODE_ENV'].sort());
    expect(variables('thidua-prod-record-scan')).toEqual(
      [...Object.keys(attachmentsEnv.shape), 'NODE_ENV'].sort(),
    );
  });

  it('introspect nowhere but where people try things out', () => {
    const introspection = ({ ofType }: typeof prod) =>
      JSON.stringify(ofType('AWS::Lambda::Function')).match(/"INTROSPECTION":"(\w+)"/)?.[1];
    expect([introspection(prod), introspection(dev)]).toEqual(['off', 'on']);
  });

  it('end every log, and tell a runbook with every alarm', () => {
    for (const log of prod.ofType('AWS::Logs::LogGroup')) expect(log['RetentionInDays']).toBe(365);
    const alarms = prod.ofType('AWS::CloudWatch::Alarm').map((one) => String(one['AlarmDescription']));
    expect(alarms.length).toBeGreaterThan(10);
    for (const said of alarms) {
      const file = /Runbook: (docs\/runbooks\/[a-z-]+\.md)$/.exec(said)?.[1];
      expect(existsSync(file ?? ''), said).toBe(true);
    }
  });

  it('set aside what a consumer of the stream or of events could not do', () => {
    const mappings = prod.ofType('AWS::Lambda::EventSourceMapping');
    for (const mapping of mappings.filter((one) => 'StartingPosition' in one))
      expect(mapping).toMatchObject({
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: {} },
      });
    const works = prod.ofType('AWS::SQS::Queue').filter((one) => 'RedrivePolicy' in one);
    expect(works.length).toBe(mappings.filter((one) => !('StartingPosition' in one)).length);
    for (const queue of works) expect(queue).toMatchObject({ RedrivePolicy: { maxReceiveCount: 10 } });
    for (const rule of prod.ofType('AWS::Events::Rule'))
      expect(rule).toMatchObject({ Targets: [{ DeadLetterConfig: {} }] });
  });

  it('pin the logical ids of what holds data, since a changed one would be a new, empty table', () => {
    const data = prod.stacks.find((stack) => stack.node.id === 'Data');
    const ids = Object.entries(template.parse(data && Template.fromStack(data).toJSON()).Resources)
      .filter(([, one]) => one.Type === 'AWS::DynamoDB::GlobalTable' || one.Type === 'AWS::KMS::Key')
      .map(([id]) => id);
    expect(ids.sort()).toMatchInlineSnapshot(`
      [
        "Audit3D8ADE0A",
        "BallotBox71728EE0",
        "BallotKey0AE4089D",
        "CertificateKeyF39219A0",
        "ComplaintKey4C0902A1",
        "FilesKey9DB000E8",
        "IdKeyF19D5D60",
        "IdMacKey52629505",
        "Records091F6ECA",
        "ViewsC0DDE3FE",
      ]
    `);
  });
});
