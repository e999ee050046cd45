import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { takeWork } from '../grants.ts';
import { queueName } from '../names.ts';
import { alarm, type AlarmProps } from './alarm.ts';
import { deadLetters } from './dead-letters.ts';
import { ServiceFunction, type FunctionProps } from './service-function.ts';

export type QueueWorkerProps = FunctionProps & {
  /** What is said when something has waited this long to be taken up and done. */
  readonly late: Pick<AlarmProps, 'runbook' | 'says'> & { readonly after: Duration };
};

/**
 * A function that works long, at what events call for, with a queue of its own: in order and one at a time for each
 * aggregate. It goes with `queueHandler` of the kernel: what fails or is cut off comes again when the function's time is
 * over, ten times, and is then put aside, so that what waits behind it goes on.
 */
export class QueueWorker extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { late, ...props }: QueueWorkerProps) {
    super(scope, id);
    const { entry, config, timeout } = props;
    const { stage } = config;
    this.queue = new Queue(this, 'Queue', {
      queueName: queueName(stage, entry),
      fifo: true,
      enforceSSL: true,
      // Nobody else may take up what may still be under way.
      visibilityTimeout: timeout,
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: deadLetters(this, stage, entry, { fifo: true }), maxReceiveCount: 10 },
    });
    const worker = new ServiceFunction(this, 'Function', {
      ...props,
      may: [...props.may, takeWork(this.queue.queueArn)],
    });
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: worker.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
    });
    mapping.node.addDependency(worker.role);
    alarm(this, 'Behind', {
      stage,
      runbook: late.runbook,
      about: entry,
      says: late.says,
      metric: this.queue.metricApproximateAgeOfOldestMessage({
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      above: late.after.toSeconds(),
    });
  }
}
