import { Arn, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Function as LambdaFunction,
  Runtime,
  Tracing,
  type Code,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { bundleHandler, type Entry } from '../entries.ts';
import { functionName } from '../names.ts';
import { permission, permit, type Permission } from '../permission.ts';
import { alarm } from './alarm.ts';

/** What every stack of functions is given. `code` finds a bundle, or stands in for it in a test. */
export type ServiceProps = { readonly config: Config; readonly code: (entry: Entry) => Code };

export type FunctionProps = ServiceProps & {
  readonly entry: Entry;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeout: Duration;
  /** CPU comes with it: 1769 MB is one whole vCPU. */
  readonly memorySize: number;
  readonly reservedConcurrency?: number | undefined;
  /** All that the function may do, besides writing its own log and trace. */
  readonly may: readonly Permission[];
};

/** A function of ours: its bundle, a role of its own, a log that ends, a trace, and alarms on errors and throttles. */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;
  readonly logGroup: LogGroup;

  constructor(scope: Construct, id: string, props: FunctionProps) {
    super(scope, id);
    const { config, entry } = props;
    const name = functionName(config.stage, entry);
    this.logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${name}`,
      retention: logRetention(config),
      removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    this.role = this.roleOf(name, props.may);
    this.lambda = new LambdaFunction(this, 'Lambda', {
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: props.code(entry),
      handler: bundleHandler,
      timeout: props.timeout,
      memorySize: props.memorySize,
      role: this.role.withoutPolicyUpdates(),
      logGroup: this.logGroup,
      tracing: Tracing.ACTIVE,
      environment: { NODE_ENV: 'production', ...props.environment },
      ...(props.reservedConcurrency !== undefined && {
        reservedConcurrentExecutions: props.reservedConcurrency,
      }),
    });
    this.lambda.node.addDependency(this.role);
    this.watch(config, entry);
  }

  private roleOf(roleName: string, may: readonly Permission[]): Role {
    const role = new Role(this, 'Role', {
      roleName,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    for (const each of [ownLog(this, roleName), ownTrace, ...may]) permit(role, each);
    return role;
  }

  private watch({ stage }: Config, entry: Entry): void {
    const period = Duration.minutes(5);
    alarm(this, 'Errors', {
      stage,
      runbook: 'function-errors',
      about: entry,
      says: `The function ${entry} fails.`,
      metric: this.lambda.metricErrors({ period }),
      above: 0,
    });
    alarm(this, 'Throttles', {
      stage,
      runbook: 'function-throttles',
      about: entry,
      says: `The function ${entry} is refused instances.`,
      metric: this.lambda.metricThrottles({ period }),
      above: 0,
    });
  }
}

export const logRetention = ({ logDays }: Config): RetentionDays =>
  ({ 14: RetentionDays.TWO_WEEKS, 30: RetentionDays.ONE_MONTH, 365: RetentionDays.ONE_YEAR })[logDays];

const ownLog = (scope: Construct, name: string): Permission =>
  permission(
    {
      sid: 'OwnLog',
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      resources: [
        Arn.format({ service: 'logs', resource: `log-group:/aws/lambda/${name}:*` }, Stack.of(scope)),
      ],
    },
    'Lambda names the streams inside the log group of the function.',
  );

const ownTrace = permission(
  { sid: 'OwnTrace', actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] },
  'X-Ray has no resources to name for what a trace is written to.',
);
