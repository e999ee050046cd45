import { Duration } from 'aws-cdk-lib';
import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Config } from '../config.ts';
import { stackName } from '../names.ts';
import { acknowledge } from '../permission.ts';
import { logRetention } from './service-function.ts';

/** POST and GET /graphql, GET /open-data/{file}, throttled; the log of accesses says what and how long, not who. */
export function graphqlApi(
  scope: Construct,
  config: Config,
  { graphql, openData }: { readonly graphql: IFunction; readonly openData: IFunction },
): HttpApi {
  const api = new HttpApi(scope, 'Api', {
    apiName: stackName(config.stage, 'api'),
    createDefaultStage: false,
    ...(config.origins.length > 0 && { corsPreflight: cors(config.origins) }),
  });
  const routes = [
    ...api.addRoutes({
      path: '/graphql',
      methods: [HttpMethod.POST, HttpMethod.GET],
      integration: new HttpLambdaIntegration('Graphql', graphql),
    }),
    ...api.addRoutes({
      path: '/open-data/{file}',
      methods: [HttpMethod.GET],
      integration: new HttpLambdaIntegration('OpenData', openData),
    }),
  ];
  for (const route of routes)
    acknowledge(
      route,
      'AwsSolutions-APIG4',
      'The public register is for everyone; tokens are verified in the function, and each field says who may read it.',
    );
  new HttpStage(scope, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    throttle: config.throttle,
    detailedMetricsEnabled: true,
    accessLogSettings: {
      destination: new LogGroupLogDestination(accessLog(scope, config)),
      format: AccessLogFormat.custom(JSON.stringify(logged)),
    },
  });
  return api;
}

const cors = (origins: readonly string[]) => ({
  allowOrigins: [...origins],
  allowMethods: [CorsHttpMethod.POST, CorsHttpMethod.GET],
  allowHeaders: ['authorization', 'content-type', 'apollo-require-preflight'],
  maxAge: Duration.hours(1),
});

/** No address, no agent, no query text: a GET's query may hold a person's name. */
const logged = {
  requestId: '$context.requestId',
  at: '$context.requestTimeEpoch',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  functionMs: '$context.integrationLatency',
  functionError: '$context.integrationErrorMessage',
};

const accessLog = (scope: Construct, config: Config): LogGroup =>
  new LogGroup(scope, 'AccessLog', {
    logGroupName: `/aws/apigateway/${stackName(config.stage, 'api')}`,
    retention: logRetention(config),
    removalPolicy: config.keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
