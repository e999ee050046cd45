import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { expect, it } from 'vitest';
import { configOf } from '../../infra/config.ts';
import { featureFlags } from '../../infra/feature-flags.ts';
import { addStacks } from '../../infra/stacks.ts';

it('has no finding of cdk-nag without a reason, and no template that CloudFormation would refuse', () => {
  const app = new App({ context: featureFlags, builtinCloudFormationValidation: false });
  const origins = ['https://thidua.example.vn'];
  addStacks(app, {
    config: configOf('prod', { origins, alarmEmail: 'truc@example.vn' }),
    code: () => Code.fromInline('exports.handler = 0'),
  });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  expect(() => app.synth()).not.toThrow();
});
