import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { join } from 'node:path';
import { ensureBundles } from '../build/bundle-all.ts';
import { configOf } from '../config.ts';
import { featureFlags } from '../feature-flags.ts';
import { bundleFolder } from '../entries.ts';
import { addStacks } from '../stacks.ts';

/** Builds the bundles if need be and synthesises the local stage; answers with the assembly's folder. */
export async function synthLocal(root: string, outdir: string): Promise<string> {
  await ensureBundles(root);
  // What a laptop runs is deployed nowhere, and CDK's check of templates would take most of the time that a start takes.
  const app = new App({ outdir, context: featureFlags, builtinCloudFormationValidation: false });
  addStacks(app, {
    config: configOf('local'),
    code: (entry) => Code.fromAsset(join(root, bundleFolder(entry))),
  });
  return app.synth().directory;
}
