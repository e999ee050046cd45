import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { alarm } from './alarm.ts';
import type { EventFunction } from './event-function.ts';
import { timesLogged } from './logged.ts';

/** A notice that no try could deliver is somebody's business: an address, a sender, the other side's server. */
export function watchNotices(
  scope: Construct,
  senders: readonly [EventFunction, ...EventFunction[]],
  { stage }: Config,
): void {
  // One code, one metric: each function's log counts into it.
  const [metric] = senders.map((sender) => timesLogged(sender.function, stage, 'NOTICE_UNDELIVERED'));
  if (!metric) return;
  alarm(scope, 'NoticesUndelivered', {
    stage,
    runbook: 'notice-undelivered',
    says: 'Notices were given up after the last try.',
    metric: metric.with({ period: Duration.minutes(15) }),
    above: 0,
  });
}
