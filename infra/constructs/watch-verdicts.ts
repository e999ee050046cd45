import { Duration } from 'aws-cdk-lib';
import type { Config } from '../config.ts';
import { alarm } from './alarm.ts';
import type { EventFunction } from './event-function.ts';
import { timesLogged } from './logged.ts';

/** Alarms when the scanner condemns a file that it had called clean, and that may have been downloaded since. */
export function watchVerdicts(scanned: EventFunction, { stage }: Config): void {
  alarm(scanned, 'ThreatAfterClean', {
    stage,
    runbook: 'threat-after-clean',
    says: 'A file that was given out as clean is not.',
    metric: timesLogged(scanned.function, stage, 'ATTACHMENT_THREAT_AFTER_CLEAN').with({
      period: Duration.minutes(5),
    }),
    above: 0,
  });
}
