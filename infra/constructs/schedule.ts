import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { Config } from '../config.ts';
import { stackName } from '../names.ts';
import type { Construct } from 'constructs';
import { alarm } from './alarm.ts';
import type { EventFunction } from './event-function.ts';

/** The schedules of a stage, which share one alarm. */
export function scheduleGroup(scope: Construct, { stage }: Config): CfnScheduleGroup {
  const group = new CfnScheduleGroup(scope, 'Schedules', { name: stackName(stage, 'schedules') });
  alarm(scope, 'ScheduleFails', {
    stage,
    runbook: 'schedule-failures',
    says: 'The scheduler cannot start a function.',
    metric: new Metric({
      namespace: 'AWS/Scheduler',
      metricName: 'TargetErrorCount',
      dimensionsMap: { ScheduleGroup: stackName(stage, 'schedules') },
      statistic: 'Sum',
      period: Duration.minutes(15),
    }),
    above: 0,
  });
  return group;
}

/** Starts a function every fifteen minutes. */
export const everyQuarter = (target: EventFunction, group: CfnScheduleGroup): void =>
  every(target, group, 'rate(15 minutes)');

/** Starts a function every minute. */
export const everyMinute = (target: EventFunction, group: CfnScheduleGroup): void =>
  every(target, group, 'rate(1 minute)');

function every(target: EventFunction, group: CfnScheduleGroup, scheduleExpression: string): void {
  const { lambda } = target.function;
  const role = new Role(target, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
  });
  role.addToPolicy(
    new PolicyStatement({
      sid: 'Start',
      actions: ['lambda:InvokeFunction'],
      resources: [lambda.functionArn],
    }),
  );
  role.addToPolicy(
    new PolicyStatement({
      sid: 'PutAside',
      actions: ['sqs:SendMessage'],
      resources: [target.deadLetters.queueArn],
    }),
  );
  const schedule = new CfnSchedule(target, 'Schedule', {
    groupName: group.ref,
    scheduleExpression,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: lambda.functionArn,
      roleArn: role.roleArn,
      retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: Duration.minutes(15).toSeconds() },
      deadLetterConfig: { arn: target.deadLetters.queueArn },
    },
  });
  schedule.node.addDependency(role);
}
