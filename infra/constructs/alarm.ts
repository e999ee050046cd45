import { Arn, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  TreatMissingData,
  type IAlarmAction,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { topicName } from '../names.ts';

/** What an operator does about an alarm: one file each in `docs/runbooks`. */
export const runbooks = [
  'api-server-errors',
  'api-slow',
  'api-surprises',
  'ballot-stuck',
  'dead-letters',
  'function-errors',
  'function-throttles',
  'notice-undelivered',
  'queue-behind',
  'schedule-failures',
  'stream-behind',
  'table-throttles',
  'threat-after-clean',
] as const;

export type Runbook = (typeof runbooks)[number];

export type AlarmProps = {
  readonly stage: Stage;
  readonly runbook: Runbook;
  /** Which of several it is about: a function, a queue, a table. */
  readonly about?: string;
  readonly says: string;
  readonly metric: IMetric;
  /** Alarms above this, never at it. */
  readonly above: number;
  /** For how many periods in a row; 1 by default. */
  readonly periods?: number;
};

/** An alarm that tells its runbook and goes to the stage's topic. No data is no trouble: nights are silent. */
export function alarm(scope: Construct, id: string, props: AlarmProps): Alarm {
  const { stage, runbook, about, says, metric, above, periods = 1 } = props;
  const made = new Alarm(scope, id, {
    alarmName: ['thidua', stage, runbook, ...(about ? [about] : [])].join('-'),
    alarmDescription: `${says} Runbook: docs/runbooks/${runbook}.md`,
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: periods,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
  const topic = Arn.format({ service: 'sns', resource: topicName(stage) }, Stack.of(scope));
  const action: IAlarmAction = { bind: () => ({ alarmActionArn: topic }) };
  made.addAlarmAction(action);
  made.addOkAction(action);
  return made;
}
