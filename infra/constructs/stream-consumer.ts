import { Duration, Fn } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { followRecords, putAside } from '../grants.ts';
import { exportName } from '../names.ts';
import { alarm } from './alarm.ts';
import { deadLetters } from './dead-letters.ts';
import { ServiceFunction, type FunctionProps } from './service-function.ts';

/**
 * A function that follows the events of the record table, in order within one aggregate and at least once. It goes with
 * `streamHandler` of the kernel: a batch is retried from the record that failed, cut in halves, and after ten attempts or
 * a day the record's place in the stream is put aside, so that one bad record never stops the rest. A shard has room for two
 * functions that read it: another waits in a queue for what the follower hands on.
 */
export class StreamConsumer extends Construct {
  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    const { entry, config } = props;
    const { stage } = config;
    const stream = Fn.importValue(exportName(stage, 'records-stream'));
    const queue = deadLetters(this, stage, entry);
    const consumer = new ServiceFunction(this, 'Function', {
      ...props,
      may: [...props.may, ...followRecords(this, stage, stream), putAside(queue.queueArn)],
    });
    const mapping = new EventSourceMapping(this, 'Mapping', {
      target: consumer.lambda,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(24),
      onFailure: new SqsDlq(queue),
      filters: [
        FilterCriteria.filter({
          eventName: ['INSERT'],
          dynamodb: {
            NewImage: { type: { S: ['event'] } },
          },
        }),
      ],
    });
    mapping.node.addDependency(consumer.role);
    alarm(this, 'Behind', {
      stage,
      runbook: 'stream-behind',
      about: entry,
      says: `${entry} is more than ten minutes behind the records.`,
      metric: consumer.lambda.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(5) }),
      above: Duration.minutes(10).toMilliseconds(),
    });
  }
}
