import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AccountRecovery,
  FeaturePlan,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import type { Config } from './config.ts';
import { exportName, signInPrefix, stackName } from './names.ts';

/**
 * Who signs in, when the stage has no issuer of its own: administrators invite, a second factor is required. Roles and
 * units are our own records; the pool only says who somebody is.
 */
export class IdentityStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { config: Config }) {
    super(scope, id, props);
    const { config } = props;
    const pool = userPool(this, config);
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: signInPrefix(config.stage) } });
    const client = appClient(pool, config);
    new CfnOutput(this, 'UserPoolId', {
      value: pool.userPoolId,
      exportName: exportName(config.stage, 'user-pool'),
    });
    new CfnOutput(this, 'ClientId', {
      value: client.userPoolClientId,
      exportName: exportName(config.stage, 'user-pool-client'),
    });
  }
}

const userPool = (scope: Construct, { stage, keepData }: Config): UserPool =>
  new UserPool(scope, 'People', {
    userPoolName: stackName(stage, 'people'),
    featurePlan: FeaturePlan.PLUS,
    standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 12,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(3),
    },
    deletionProtection: keepData,
    removalPolicy: keepData ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });

/** For web and mobile applications: no secret to lose, hence code with PKCE and nothing else. */
const appClient = (pool: UserPool, { origins }: Config) =>
  pool.addClient('App', {
    generateSecret: false,
    authFlows: {},
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL],
      callbackUrls: pages(origins, '/signed-in'),
      logoutUrls: pages(origins, '/signed-out'),
    },
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    accessTokenValidity: Duration.minutes(30),
    idTokenValidity: Duration.minutes(30),
    refreshTokenValidity: Duration.hours(12),
  });

/** Cognito wants at least one address; until an application is named it is one that only a developer has. */
const pages = (origins: readonly string[], path: string): string[] =>
  (origins.length > 0 ? origins : ['http://localhost:3000']).map((origin) => `${origin}${path}`);
