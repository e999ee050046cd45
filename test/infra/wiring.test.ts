import { App, type Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { configOf, type Settings, type Stage } from '../../infra/config.ts';
import { runbooks } from '../../infra/constructs/alarm.ts';
import { entries } from '../../infra/entries.ts';
import { featureFlags } from '../../infra/feature-flags.ts';
import { addStacks } from '../../infra/stacks.ts';

const resources = z.object({
  Resources: z.record(z.string(), z.object({ Type: z.string(), Properties: z.unknown() })),
});

function synth(stage: Stage, settings: Settings = {}) {
  const app = new App({ context: featureFlags, builtinCloudFormationValidation: false });
  addStacks(app, {
    config: configOf(stage, settings),
    code: (entry) => Code.fromInline(`exports.handler = '${entry}'`),
  });
  const stacks = app.node.children.filter((child): child is Stack => 'templateOptions' in child);
  return new Map(stacks.map((stack) => [stack.node.id, Template.fromStack(stack)]));
}

type Templates = ReturnType<typeof synth>;

const stackOf = (templates: Templates, id: string): Template => {
  const found = templates.get(id);
  if (!found) throw new Error(`no stack ${id}`);
  return found;
};

const dev = synth('dev');
const prod = synth('prod');

describe('files', () => {
  it('tell EventBridge of their arrival, and are scanned where they arrive', () => {
    stackOf(prod, 'Data').hasResourceProperties('AWS::S3::Bucket', {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
      VersioningConfiguration: { Status: 'Enabled' },
      LifecycleConfiguration: {
        Rules: Match.arrayWith([
          Match.objectLike({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }),
        ]),
      },
    });
    stackOf(prod, 'Events').hasResourceProperties('AWS::GuardDuty::MalwareProtectionPlan', {
      ProtectedResource: { S3Bucket: { ObjectPrefixes: ['incoming/'] } },
      Actions: { Tagging: { Status: 'ENABLED' } },
    });
  });

  it.each(['Object Created', 'GuardDuty Malware Protection Object Scan Result'])(
    'start a function by %s',
    (type) => {
      stackOf(prod, 'Events').hasResourceProperties('AWS::Events::Rule', {
        EventPattern: { 'detail-type': [type] },
        Targets: [Match.objectLike({ DeadLetterConfig: Match.anyValue() })],
      });
    },
  );

  it('may be posted by the web applications that are named, and no other', () => {
    const named = stackOf(synth('prod', { origins: ['https://thidua.example.vn'] }), 'Data');
    named.hasResourceProperties('AWS::S3::Bucket', {
      CorsConfiguration: {
        CorsRules: [
          Match.objectLike({ AllowedMethods: ['POST'], AllowedOrigins: ['https://thidua.example.vn'] }),
        ],
      },
    });
    expect(JSON.stringify(stackOf(prod, 'Data').toJSON())).not.toContain('CorsRules');
  });
});

describe('the consumers of the stream', () => {
  it('are two, as many as a shard has room for, and get new events only, from the oldest, and not for ever', () => {
    const events = stackOf(prod, 'Events');
    const news = { eventName: ['INSERT'], dynamodb: { NewImage: { type: { S: ['event'] } } } };
    const mappings = Object.values(
      events.findResources('AWS::Lambda::EventSourceMapping', {
        Properties: {
          StartingPosition: 'TRIM_HORIZON',
          MaximumRetryAttempts: 10,
          MaximumRecordAgeInSeconds: 24 * 60 * 60,
          FilterCriteria: { Filters: [{ Pattern: JSON.stringify(news) }] },
        },
      }),
    );
    const all = Object.values(events.findResources('AWS::Lambda::EventSourceMapping'));
    const ofStream = all.filter((one) => JSON.stringify(one).includes('records-stream'));
    expect([mappings.length, ofStream.length]).toEqual([2, 2]);
  });
});

describe('long work', () => {
  it('waits in queues that keep their order, for as long as the function may work on what it took', () => {
    const events = stackOf(prod, 'Events');
    for (const [entry, seconds] of [
      ['run-imports', 600],
      ['run-exports', 600],
      ['keep-ballots', 120],
    ] as const) {
      events.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `thidua-prod-${entry}.fifo`,
        FifoQueue: true,
        VisibilityTimeout: seconds,
      });
      events.hasResourceProperties('AWS::Lambda::Function', {
        FunctionName: `thidua-prod-${entry}`,
        Timeout: seconds,
      });
      events.hasResourceProperties('AWS::SQS::Queue', {
        QueueName: `thidua-prod-${entry}-dead-letters.fifo`,
        FifoQueue: true,
      });
    }
    events.resourcePropertiesCountIs('AWS::Lambda::EventSourceMapping', { BatchSize: 1 }, 3);
  });
});

describe('the API', () => {
  it('is throttled, and logs nothing that tells who asked', () => {
    const stage = stackOf(prod, 'Api').findResources('AWS::ApiGatewayV2::Stage');
    const text = JSON.stringify(stage);
    expect(text).toMatch(/"ThrottlingRateLimit":500/);
    expect(text).not.toMatch(/sourceIp|userAgent|authorizer|querystring|\$context\.path/i);
  });

  it('trusts the issuer that the stage names, which then has no user pool', () => {
    const own = synth('prod', { issuer: { url: 'https://sso.example.vn', audience: 'thidua' } });
    expect([...own.keys()]).not.toContain('Identity');
    stackOf(own, 'Api').hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: Match.objectLike({
          TOKEN_ISSUER: 'https://sso.example.vn',
          TOKEN_AUDIENCE: 'thidua',
          TOKEN_JWKS_URI: '',
        }),
      },
    });
  });

  it('asks people for a second factor and lets nobody sign up alone', () => {
    stackOf(prod, 'Identity').hasResourceProperties('AWS::Cognito::UserPool', {
      MfaConfiguration: 'ON',
      DeletionProtection: 'ACTIVE',
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      Policies: { PasswordPolicy: Match.objectLike({ MinimumLength: 12 }) },
    });
    stackOf(prod, 'Identity').hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      GenerateSecret: false,
    });
  });
});

describe('operation', () => {
  it('has an alarm for each runbook and a runbook for each alarm', () => {
    const alarmed = [...prod.values()].flatMap((one) =>
      Object.values(one.findResources('AWS::CloudWatch::Alarm')).map((each) => JSON.stringify(each)),
    );
    for (const runbook of runbooks) expect(alarmed.some((each) => each.includes(`${runbook}.md`))).toBe(true);
    expect(readdirSync('docs/runbooks').sort()).toEqual(runbooks.map((name) => `${name}.md`).sort());
  });

  it('lets alarms reach their topic, which has a policy of its own', () => {
    stackOf(prod, 'Watch').hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
          }),
        ]),
      },
    });
  });

  it('gives each function a role that may do no more than this', () => {
    const statement = z.object({ Sid: z.string(), Action: z.union([z.string(), z.array(z.string())]) });
    const policy = z.object({
      PolicyDocument: z.object({ Statement: z.array(statement) }),
      Roles: z.array(z.object({ Ref: z.string() })),
    });
    const granted = ['Api', 'Events'].flatMap((id) =>
      Object.values(stackOf(prod, id).findResources('AWS::IAM::Policy')).map((one) => {
        const { PolicyDocument, Roles } = policy.parse(one['Properties']);
        const actions = PolicyDocument.Statement.flatMap(({ Action }) => Action);
        return [(Roles[0]?.Ref ?? '').replace(/Role[0-9A-F]{8}$/, ''), actions.sort()] as const;
      }),
    );
    expect(Object.fromEntries(granted)).toMatchSnapshot();
  });
});

describe('the stages', () => {
  it('are built of the same resources', () => {
    const types = (templates: Templates) =>
      [...templates].map(([id, one]) => [
        id,
        Object.values(resources.parse(one.toJSON()).Resources)
          .map(({ Type }) => Type)
          .sort(),
      ]);
    expect(types(synth('staging'))).toEqual(types(prod));
    expect(types(dev)).toEqual(types(prod));
  });

  it('differ in nothing but this', () => {
    expect(differences(dev, prod)).toMatchSnapshot();
  });

  it('know every function by its entry', () => {
    const names = ['Api', 'Events'].flatMap((id) =>
      Object.values(stackOf(dev, id).findResources('AWS::Lambda::Function')).map((one) =>
        JSON.stringify(one),
      ),
    );
    for (const entry of entries)
      expect(names.filter((one) => one.includes(`thidua-dev-${entry}"`))).toHaveLength(1);
  });
});

/** Where two stages differ, apart from their names. */
function differences(left: Templates, right: Templates): readonly string[] {
  const [dev, prod] = [valuesOf(left, 'dev'), valuesOf(right, 'prod')];
  return [...new Set([...dev.keys(), ...prod.keys()])]
    .filter((path) => dev.get(path) !== prod.get(path))
    .map((path) => `${path}: ${dev.get(path) ?? 'none'} in dev, ${prod.get(path) ?? 'none'} in prod`)
    .sort();
}

const valuesOf = (templates: Templates, stage: Stage): ReadonlyMap<string, string> =>
  new Map(
    [...templates].flatMap(([id, one]) =>
      flat(one.toJSON(), id).map(
        ([path, value]) => [path, value.replaceAll(new RegExp(`\\b${stage}\\b`, 'g'), '<stage>')] as const,
      ),
    ),
  );

function flat(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => flat(part, `${path}.${key}`));
}
