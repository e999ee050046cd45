import { Duration } from 'aws-cdk-lib';
import type { Config } from '../config.ts';
import { alarm } from './alarm.ts';
import type { EventFunction } from './event-function.ts';
import { timesLogged } from './logged.ts';

/** A notice that no try could deliver is somebody's business: an address, a sender, the other side's server. */
export function watchNotices(target: EventFunction, { stage }: Config): void {
  alarm(target, 'Undelivered', {
    stage,
    runbook: 'notice-undelivered',
    says: 'Notices were given up after the last try.',
    metric: timesLogged(target.function, stage, 'NOTICE_UNDELIVERED').with({ period: Duration.minutes(15) }),
    above: 0,
  });
}
