import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { alarm } from './constructs/alarm.ts';
import { auditTableName, boxTableName, tableName, topicName, viewTableName } from './names.ts';

/** Where alarms go, and the alarms of what has no stack of functions to watch it. */
export class WatchStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { config: Config }) {
    super(scope, id, props);
    const { stage, alarmEmail } = props.config;
    const topic = new Topic(this, 'Alarms', { topicName: topicName(stage), enforceSSL: true });
    topic.addToResourcePolicy(fromAlarms(this, topic));
    if (alarmEmail) topic.addSubscription(new EmailSubscription(alarmEmail));
    for (const [about, name] of [
      ['records', tableName(stage)],
      ['views', viewTableName(stage)],
      ['audit', auditTableName(stage)],
      ['ballot-box', boxTableName(stage)],
    ] as const)
      alarm(this, `Throttles-${about}`, {
        stage,
        runbook: 'table-throttles',
        about,
        says: `The table ${name} refuses reads or writes.`,
        metric: throttled(name),
        above: 0,
      });
  }
}

/** A topic with a policy of its own loses the default one, by which alarms of the account could reach it. */
const fromAlarms = (stack: Stack, topic: Topic): PolicyStatement =>
  new PolicyStatement({
    sid: 'AlarmsOfThisAccount',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  });

function throttled(TableName: string) {
  const events = (metricName: string) =>
    new Metric({ namespace: 'AWS/DynamoDB', metricName, dimensionsMap: { TableName }, statistic: 'Sum' });
  return new MathExpression({
    expression: 'FILL(reads, 0) + FILL(writes, 0)',
    usingMetrics: { reads: events('ReadThrottleEvents'), writes: events('WriteThrottleEvents') },
    period: Duration.minutes(5),
  });
}
