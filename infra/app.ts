import path from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ensureBundles } from './build/bundle-all.ts';
import { configFrom } from './config.ts';
import { bundleFolder } from './entries.ts';
import { addStacks } from './stacks.ts';

const root = path.resolve(import.meta.dirname, '..');
await ensureBundles(root);

const app = new App();
addStacks(app, {
  config: configFrom(app.node),
  code: (entry) => Code.fromAsset(path.join(root, bundleFolder(entry))),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
app.synth();
