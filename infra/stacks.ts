import { Tags, type App } from 'aws-cdk-lib';
import { ApiStack } from './api-stack.ts';
import type { ServiceProps } from './constructs/service-function.ts';
import { DataStack } from './data-stack.ts';
import { EventsStack } from './events-stack.ts';
import { IdentityStack } from './identity-stack.ts';
import { stackName } from './names.ts';
import { WatchStack } from './watch-stack.ts';

/** The stacks of one stage: what holds data apart from what is replaced at every deployment. */
export function addStacks(app: App, props: ServiceProps): void {
  const { config } = props;
  const named = (part: string) => ({
    stackName: stackName(config.stage, part),
    terminationProtection: config.keepData,
  });
  const watch = new WatchStack(app, 'Watch', { ...named('watch'), config });
  const data = new DataStack(app, 'Data', { ...named('data'), config });
  const api = new ApiStack(app, 'Api', { ...named('api'), ...props });
  const events = new EventsStack(app, 'Events', { ...named('events'), ...props });
  for (const stack of [api, events]) {
    stack.addStackDependency(data);
    stack.addStackDependency(watch);
  }
  if (!config.issuer)
    api.addStackDependency(new IdentityStack(app, 'Identity', { ...named('identity'), config }));
  Tags.of(app).add('application', 'thidua');
  Tags.of(app).add('stage', config.stage);
}
