import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configOf } from '../../infra/config.ts';
import { featureFlags } from '../../infra/feature-flags.ts';
import { addStacks } from '../../infra/stacks.ts';

const list = z.union([z.string(), z.array(z.string())]).transform((one) => [one].flat());
const policies = z.record(
  z.string(),
  z.object({
    Properties: z.object({
      PolicyDocument: z.object({
        Statement: z.array(
          z.object({
            Sid: z.string().optional(),
            Action: list,
            Resource: z.unknown(),
            Condition: z.record(z.string(), z.record(z.string(), list)).optional(),
          }),
        ),
      }),
    }),
  }),
);

describe('the ballot box', () => {
  let api: Template, events: Template, data: Template;
  beforeAll(() => {
    const app = new App({ context: featureFlags, builtinCloudFormationValidation: false });
    addStacks(app, { config: configOf('prod'), code: () => Code.fromInline('exports.handler = 1') });
    const of = (id: string) => {
      const stack = app.node.children.find((child): child is Stack => child.node.id === id);
      if (!stack) throw new Error(`no stack ${id}`);
      return Template.fromStack(stack);
    };
    [data, api, events] = [of('Data'), of('Api'), of('Events')];
  });

  /** Statements of one function's role on a resource whose ARN or import contains the text. */
  const statements = (template: Template, role: string, about: string) =>
    Object.entries(policies.parse(template.findResources('AWS::IAM::Policy')))
      .filter(([id]) => id.startsWith(role))
      .flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement)
      .filter((one) => JSON.stringify(one.Resource).includes(about));
  const keysFor = (template: Template, role: string, action: string) =>
    statements(template, role, 'ballot-box')
      .filter((one) => one.Action.includes(action))
      .flatMap((one) => one.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'] ?? ['*']);

  it('has no stream, no index, nothing that expires and no way back in time', () => {
    const boxes = data.findResources('AWS::DynamoDB::GlobalTable', {
      Properties: { TableName: 'thidua-prod-ballot-box' },
    });
    const [box] = Object.values(boxes);
    const text = JSON.stringify(box);
    expect(text).not.toMatch(/StreamSpecification|TimeToLive|GlobalSecondaryIndexes/);
    expect(text).toContain('"PointInTimeRecoveryEnabled":false');
  });

  it('takes ballots from the API, which can read none of them nor what opens them', () => {
    expect(keysFor(api, 'Graphql', 'dynamodb:PutItem')).toEqual(['BOX#*']);
    expect(keysFor(api, 'Graphql', 'dynamodb:BatchGetItem')).toEqual(['SHEET#*', 'SIGN#*']);
    for (const action of ['dynamodb:Query', 'dynamodb:GetItem', 'dynamodb:DeleteItem'])
      expect(keysFor(api, 'Graphql', action), action).toEqual([]);
    const decrypt = statements(api, 'Graphql', 'ballot-key');
    expect(decrypt.map((one) => [one.Action, one.Condition])).toEqual([
      [['kms:Decrypt'], { StringEquals: { 'kms:EncryptionContext:purpose': ['ballot-sign'] } }],
    ]);
  });

  it('is counted by a function that can’t read the roll, nor sign a paper', () => {
    const records = statements(events, 'KeepBallots', 'prod-records').filter((one) =>
      one.Action.some((action) => /Query|GetItem|PutItem/.test(action)),
    );
    expect(
      records.map((one) => one.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']),
    ).toEqual([['BAL#*']]);
    const decrypt = statements(events, 'KeepBallots', 'ballot-key').filter((one) =>
      one.Action.includes('kms:Decrypt'),
    );
    expect(decrypt.map((one) => one.Condition)).toEqual([
      { StringEquals: { 'kms:EncryptionContext:purpose': ['ballot-open'] } },
    ]);
  });

  it('is nobody else’s', () => {
    const others = Object.entries(policies.parse(events.findResources('AWS::IAM::Policy'))).filter(
      ([id]) => !id.startsWith('KeepBallots'),
    );
    expect(others.length).toBeGreaterThan(3);
    expect(JSON.stringify(others)).not.toMatch(/ballot-box|ballot-key/);
  });
});
