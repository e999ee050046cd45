import { Duration, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BallotsEnv } from '../../functions/ballots/env.ts';
import { countBallots, unwrapBallotKeys, withKey } from '../grants.ts';
import { boxTableName, exportName, tableName } from '../names.ts';
import { alarm } from './alarm.ts';
import type { ServiceProps } from './service-function.ts';
import { StreamConsumer } from './stream-consumer.ts';

/** Makes the keys of ballots, counts, and destroys; everything that it does, it does again after a failure. */
export function keepBallots(scope: Construct, props: ServiceProps): void {
  const { stage } = props.config;
  const keyArn = Fn.importValue(exportName(stage, 'ballot-key'));
  const environment: BallotsEnv = {
    TABLE_NAME: tableName(stage),
    BOX_TABLE_NAME: boxTableName(stage),
    BALLOT_KEY_ID: keyArn,
  };
  const keeper = new StreamConsumer(scope, 'KeepBallots', {
    ...props,
    entry: 'keep-ballots',
    // Not BALSEAT#: who took a paper when is nothing that this function is told.
    pkPrefix: 'BAL#',
    environment,
    timeout: Duration.seconds(120),
    memorySize: 1769,
    may: [
      ...countBallots(scope, stage),
      unwrapBallotKeys('open', keyArn),
      withKey('WrapBallotKeys', ['kms:Encrypt'], keyArn),
    ],
  });
  alarm(keeper, 'Stuck', {
    stage,
    runbook: 'ballot-stuck',
    says: 'A ballot has waited two minutes for its keys or its count.',
    metric: keeper.function.lambda.metric('IteratorAge', {
      statistic: 'Maximum',
      period: Duration.minutes(1),
    }),
    above: Duration.minutes(2).toMilliseconds(),
  });
}
