import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Stage } from '../config.ts';
import type { ServiceFunction } from './service-function.ts';

/** Codes under which functions log what somebody must look at. */
export type LoggedCode = 'SURPRISE' | 'NOTICE_UNDELIVERED' | 'ATTACHMENT_THREAT_AFTER_CLEAN';

/** How often a function logs a code. */
export const timesLogged = (where: ServiceFunction, stage: Stage, code: LoggedCode): Metric =>
  new MetricFilter(where, `Logged-${code}`, {
    logGroup: where.logGroup,
    filterPattern: FilterPattern.stringValue('$.code', '=', code),
    metricNamespace: `thidua/${stage}`,
    metricName: code,
    metricValue: '1',
  }).metric({ statistic: 'Sum' });
