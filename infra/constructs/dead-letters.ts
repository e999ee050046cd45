import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { acknowledge } from '../permission.ts';
import { alarm } from './alarm.ts';

/** Where what could not be handled waits, for two weeks, for somebody to look: one message is an alarm. */
export function deadLetters(scope: Construct, stage: Stage, about: string, { fifo = false } = {}): Queue {
  const queue = new Queue(scope, 'DeadLetters', {
    queueName: `thidua-${stage}-${about}-dead-letters${fifo ? '.fifo' : ''}`,
    ...(fifo && { fifo }),
    retentionPeriod: Duration.days(14),
    enforceSSL: true,
  });
  acknowledge(queue, 'AwsSolutions-SQS3', 'It is itself the queue of dead letters.');
  alarm(scope, 'DeadLettersWait', {
    stage,
    runbook: 'dead-letters',
    about,
    says: `Something that ${about} could not handle waits.`,
    metric: queue.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: 'Maximum',
    }),
    above: 0,
  });
  return queue;
}
