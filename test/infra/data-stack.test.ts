import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { configOf } from '../../infra/config.ts';
import { DataStack } from '../../infra/data-stack.ts';

const template = (stage: 'dev' | 'prod') =>
  Template.fromStack(new DataStack(new App(), 'Data', { config: configOf(stage) }));

describe('the data stack', () => {
  it('keeps and protects what production holds', () => {
    for (const table of Object.values(template('prod').findResources('AWS::DynamoDB::GlobalTable')))
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          Replicas: [
            {
              DeletionProtectionEnabled: true,
              PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
            },
          ],
        },
      });
  });

  it('streams new images of the records and expires only what says so', () => {
    template('dev').hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      TableName: 'thidua-dev-records',
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      TimeToLiveSpecification: { AttributeName: 'ttl', Enabled: true },
    });
  });

  it('pins the logical ids of stateful resources, since a changed one would be a new table', () => {
    expect(Object.keys(template('prod').findResources('AWS::DynamoDB::GlobalTable')).sort()).toEqual([
      'Audit3D8ADE0A',
      'Records091F6ECA',
    ]);
  });
});
