import { Duration, Fn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { BallotsEnv } from '../../functions/ballots/env.ts';
import { countBallots, unwrapBallotKeys, withKey } from '../grants.ts';
import { boxTableName, exportName, tableName } from '../names.ts';
import { QueueWorker } from './queue-worker.ts';
import type { ServiceProps } from './service-function.ts';

/** Makes the keys of ballots, counts, and destroys; everything that it does, it does again after a failure. */
export function keepBallots(scope: Construct, props: ServiceProps): QueueWorker {
  const { stage } = props.config;
  const keyArn = Fn.importValue(exportName(stage, 'ballot-key'));
  const environment: BallotsEnv = {
    TABLE_NAME: tableName(stage),
    BOX_TABLE_NAME: boxTableName(stage),
    BALLOT_KEY_ID: keyArn,
  };
  return new QueueWorker(scope, 'KeepBallots', {
    ...props,
    entry: 'keep-ballots',
    environment,
    timeout: Duration.seconds(120),
    memorySize: 1769,
    late: {
      runbook: 'ballot-stuck',
      after: Duration.minutes(3),
      says: 'A ballot has waited three minutes for its keys or its count.',
    },
    may: [
      ...countBallots(scope, stage),
      unwrapBallotKeys('open', keyArn),
      withKey('WrapBallotKeys', ['kms:Encrypt'], keyArn),
    ],
  });
}
