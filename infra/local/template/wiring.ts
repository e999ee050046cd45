import type { z } from 'zod';
import type { LocalFunction } from './functions.ts';
import { attributeOf, refOf } from './identity.ts';
import type { Reader } from './read-template.ts';
import { retryOf, type Retry } from './retry.ts';
import {
  apiShape,
  integrationShape,
  mappingShape,
  queueShape,
  routeShape,
  ruleShape,
  scheduleShape,
} from './shapes.ts';

/** A stream that a function consumes. */
export type StreamWiring = {
  readonly tableName: string;
  readonly function: LocalFunction;
  readonly batchSize: number;
  readonly bisect: boolean;
  /** How often a failed batch is tried again; -1 for as long as the stream holds it. */
  readonly retries: number;
  readonly reportsFailures: boolean;
  /** Event patterns of which one must fit; none lets everything through. */
  readonly filters: readonly unknown[];
};

/** A queue whose messages a function is given, one by one. */
export type QueueWiring = {
  readonly queueName: string;
  readonly function: LocalFunction;
  /** How often a message is handed over before it is given up. */
  readonly attempts: number;
};

export type Target = {
  readonly function: LocalFunction;
  readonly input: string | undefined;
  readonly retry: Retry;
};
export type Rule = { readonly name: string; readonly pattern: unknown; readonly targets: readonly Target[] };
export type Schedule = {
  readonly name: string;
  readonly expression: string;
  readonly timezone: string;
} & Target;
export type Route = {
  readonly routeKey: string;
  readonly function: LocalFunction;
  readonly timeoutMs: number;
};
export type Cors = NonNullable<z.output<typeof apiShape>['CorsConfiguration']>;
export type HttpApi = { readonly routes: readonly Route[]; readonly cors: Cors | undefined };

export function streamsIn(reader: Reader): readonly StreamWiring[] {
  const { ofType, functionAt } = reader;
  const tables = new Map(
    ofType('AWS::DynamoDB::GlobalTable').map((one) => [attributeOf(one, 'StreamArn'), refOf(one)]),
  );
  return mappingsIn(reader).flatMap((mapping) => {
    const tableName = tables.get(mapping.EventSourceArn);
    if (!tableName) return [];
    return [
      {
        tableName,
        function: functionAt(mapping.FunctionName),
        batchSize: mapping.BatchSize,
        bisect: mapping.BisectBatchOnFunctionError,
        retries: mapping.MaximumRetryAttempts,
        reportsFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
        filters: mapping.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
      },
    ];
  });
}

export function queuesIn(reader: Reader): readonly QueueWiring[] {
  const { ofType, value, functionAt } = reader;
  const queues = new Map(ofType('AWS::SQS::Queue').map((one) => [attributeOf(one, 'Arn'), one]));
  return mappingsIn(reader).flatMap((mapping) => {
    const queue = queues.get(mapping.EventSourceArn);
    if (!queue) return [];
    const { RedrivePolicy } = queue.properties;
    const { attempts } = queueShape.parse(value(queue, { RedrivePolicy }));
    return [{ queueName: refOf(queue), function: functionAt(mapping.FunctionName), attempts }];
  });
}

/** What hands records or messages to functions, from a table's stream or a queue. */
function mappingsIn({ ofType, value }: Reader) {
  const known = [
    ...ofType('AWS::DynamoDB::GlobalTable').map((one) => attributeOf(one, 'StreamArn')),
    ...ofType('AWS::SQS::Queue').map((one) => attributeOf(one, 'Arn')),
  ];
  return ofType('AWS::Lambda::EventSourceMapping').flatMap((one) => {
    const { DestinationConfig: _cloudOnly, ...properties } = one.properties;
    const mapping = mappingShape.parse(value(one, properties));
    if (!known.includes(mapping.EventSourceArn))
      throw new Error(
        `${one.logicalId} reads ${mapping.EventSourceArn}, which is no table's stream and no queue`,
      );
    return mapping.Enabled ? [mapping] : [];
  });
}

/** Rules on events. Rules that only tell the time are among the schedules. */
export function rulesIn(reader: Reader): readonly Rule[] {
  return enabledRules(reader).flatMap(({ name, EventPattern, targets }) =>
    EventPattern ? [{ name, pattern: EventPattern, targets }] : [],
  );
}

export function schedulesIn(reader: Reader): readonly Schedule[] {
  const { ofType, value } = reader;
  const ofRules = enabledRules(reader).flatMap(({ name, ScheduleExpression, targets }) =>
    ScheduleExpression === undefined
      ? []
      : targets.map((target) => ({ name, expression: ScheduleExpression, timezone: 'UTC', ...target })),
  );
  const ofScheduler = ofType('AWS::Scheduler::Schedule').flatMap((one): Schedule[] => {
    const { ScheduleExpression, ScheduleExpressionTimezone, State, Target } = one.properties;
    const schedule = scheduleShape.parse(
      value(one, {
        ScheduleExpression,
        ScheduleExpressionTimezone,
        State,
        Target: without(Target, cloudOnly),
      }),
    );
    if (schedule.State !== 'ENABLED') return [];
    return [
      {
        name: one.logicalId,
        expression: schedule.ScheduleExpression,
        timezone: schedule.ScheduleExpressionTimezone,
        ...targetAt(reader, schedule.Target.Arn, schedule.Target.Input),
      },
    ];
  });
  return [...ofRules, ...ofScheduler];
}

export function httpApi({ ofType, value, functionAt }: Reader): HttpApi {
  const apis = ofType('AWS::ApiGatewayV2::Api');
  if (apis.length > 1) throw new Error('the template has several HTTP APIs; the local gateway serves one');
  const integrations = new Map(
    ofType('AWS::ApiGatewayV2::Integration').map((one) => [`integrations/${refOf(one)}`, one]),
  );
  const routes = ofType('AWS::ApiGatewayV2::Route').map((one): Route => {
    const { RouteKey, Target, AuthorizationType } = one.properties;
    const route = routeShape.parse(value(one, { RouteKey, Target, AuthorizationType }));
    const integration = integrations.get(route.Target);
    if (!integration) throw new Error(`the route ${route.RouteKey} leads to no integration`);
    const { IntegrationUri, TimeoutInMillis } = integrationShape.parse(
      value(integration, without(integration.properties, ['ApiId', 'CredentialsArn'])),
    );
    return { routeKey: route.RouteKey, function: functionAt(IntegrationUri), timeoutMs: TimeoutInMillis };
  });
  const [api] = apis;
  const cors =
    api &&
    apiShape.parse(value(api, { CorsConfiguration: api.properties['CorsConfiguration'] })).CorsConfiguration;
  return { routes, cors };
}

function enabledRules(reader: Reader) {
  const { ofType, value } = reader;
  return ofType('AWS::Events::Rule').flatMap((one) => {
    const { Targets, State, EventPattern, ScheduleExpression } = one.properties;
    const targets = Array.isArray(Targets) ? Targets.map((target) => without(target, cloudOnly)) : [];
    const rule = ruleShape.parse(value(one, { State, EventPattern, ScheduleExpression, Targets: targets }));
    if (rule.State !== 'ENABLED') return [];
    return [
      {
        ...rule,
        name: one.logicalId,
        targets: rule.Targets.map(({ Arn, Input }) => targetAt(reader, Arn, Input)),
      },
    ];
  });
}

function targetAt(reader: Reader, arn: string, input: string | undefined): Target {
  const target = reader.functionAt(arn);
  return { function: target, input, retry: retryOf(reader, target.name) };
}

/**
 * Parts that only a deployment has: permissions, where undeliverable events go, and how often a call is repeated that
 * Lambda doesn't accept; here it always does.
 */
const cloudOnly = ['RoleArn', 'DeadLetterConfig', 'RetryPolicy'];

const without = (value: unknown, names: readonly string[]): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))
    : value;
