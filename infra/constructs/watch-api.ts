import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { alarm } from './alarm.ts';
import { timesLogged } from './logged.ts';
import type { ServiceFunction } from './service-function.ts';

type Watched = { readonly api: HttpApi; readonly graphql: ServiceFunction };

/** Alarms on what callers of the API feel. */
export function watchApi(scope: Construct, { stage }: Config, { api, graphql }: Watched): void {
  const period = Duration.minutes(5);
  alarm(scope, 'ServerErrors', {
    stage,
    runbook: 'api-server-errors',
    says: 'The API answers 5xx.',
    metric: api.metricServerError({ period, statistic: 'Sum' }),
    above: 0,
  });
  alarm(scope, 'Slow', {
    stage,
    runbook: 'api-slow',
    says: 'One request in twenty takes more than two seconds, for a quarter of an hour.',
    metric: graphql.lambda.metricDuration({ period, statistic: 'p95' }),
    above: Duration.seconds(2).toMilliseconds(),
    periods: 3,
  });
  alarm(scope, 'Surprises', {
    stage,
    runbook: 'api-surprises',
    says: 'Callers get INTERNAL_SERVER_ERROR, which HTTP shows as 200.',
    metric: timesLogged(graphql, stage, 'SURPRISE').with({ period }),
    above: 0,
  });
}
