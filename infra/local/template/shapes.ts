import { z } from 'zod';

/* What is read of each kind of resource, after its expressions have got their local values. */

const corsRule = z.object({
  AllowedMethods: z.array(z.string()),
  AllowedOrigins: z.array(z.string()),
  AllowedHeaders: z.array(z.string()).default([]),
  ExposedHeaders: z.array(z.string()).default([]),
  MaxAge: z.number().optional(),
});

export const bucketShape = z
  .object({
    CorsConfiguration: z.object({ CorsRules: z.array(corsRule) }).optional(),
    VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  })
  .transform((bucket) => ({
    cors: bucket.CorsConfiguration?.CorsRules ?? [],
    versioned: bucket.VersioningConfiguration?.Status === 'Enabled',
  }));

export const keyShape = z
  .object({
    KeySpec: z.string().default('SYMMETRIC_DEFAULT'),
    KeyUsage: z.string().default('ENCRYPT_DECRYPT'),
  })
  .transform(({ KeySpec, KeyUsage }) => ({ spec: KeySpec, usage: KeyUsage }));

export const functionShape = z.object({
  Handler: z.string(),
  Code: z.object({ S3Key: z.string() }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
});

export const mappingShape = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().default(100),
  BisectBatchOnFunctionError: z.boolean().default(false),
  MaximumRetryAttempts: z.number().default(-1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).default({ Filters: [] }),
});

export const queueShape = z
  .object({ RedrivePolicy: z.object({ maxReceiveCount: z.number() }).default({ maxReceiveCount: 10 }) })
  .transform(({ RedrivePolicy }) => ({ attempts: RedrivePolicy.maxReceiveCount }));

export const ruleShape = z.object({
  State: z.string().default('ENABLED'),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  Targets: z
    .array(
      z.object({
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.never().optional(),
        InputTransformer: z.never().optional(),
      }),
    )
    .default([]),
});

/** The defaults are Lambda's own. */
export const invokeConfigShape = z
  .object({
    FunctionName: z.string(),
    MaximumRetryAttempts: z.number().default(2),
    MaximumEventAgeInSeconds: z.number().default(6 * 60 * 60),
  })
  .transform((config) => ({
    functionName: config.FunctionName,
    retries: config.MaximumRetryAttempts,
    maxAgeSeconds: config.MaximumEventAgeInSeconds,
  }));

export const scheduleShape = z.object({
  State: z.string().default('ENABLED'),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});

export const apiShape = z.object({
  CorsConfiguration: z
    .object({
      AllowOrigins: z.array(z.string()).default([]),
      AllowMethods: z.array(z.string()).default([]),
      AllowHeaders: z.array(z.string()).default([]),
      ExposeHeaders: z.array(z.string()).default([]),
      AllowCredentials: z.boolean().default(false),
      MaxAge: z.number().optional(),
    })
    .optional(),
});

export const routeShape = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
});

export const integrationShape = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
});
