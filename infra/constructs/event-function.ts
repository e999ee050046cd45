import { Duration } from 'aws-cdk-lib';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { putAside } from '../grants.ts';
import { deadLetters } from './dead-letters.ts';
import { ServiceFunction, type FunctionProps } from './service-function.ts';

/**
 * A function that events or a schedule start. Both hand over and forget, so what fails is retried by Lambda, twice within
 * an hour, and then waits among the dead letters, as does what could not be handed over at all.
 */
export class EventFunction extends Construct {
  readonly function: ServiceFunction;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    this.deadLetters = deadLetters(this, props.config.stage, props.entry);
    this.function = new ServiceFunction(this, 'Function', {
      ...props,
      may: [...props.may, putAside(this.deadLetters.queueArn)],
    });
    this.function.lambda.configureAsyncInvoke({
      retryAttempts: 2,
      maxEventAge: Duration.hours(1),
      onFailure: new SqsDestination(this.deadLetters),
    });
  }
}
