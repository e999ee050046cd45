import type { Node } from 'constructs';
import { z } from 'zod';

/** One deployment of thidua. Only this file knows how stages differ. */
export const stageSchema = z.enum(['dev', 'staging', 'prod', 'local']);
export type Stage = z.output<typeof stageSchema>;

/** What a province decides about a stage: the context key `thidua:<stage>`; everything has a default. */
export const settingsSchema = z.strictObject({
  /** Gets a mail for each alarm. */
  alarmEmail: z.email().optional(),
  /** Sender of notices by e-mail; an identity that SES has verified in the stage's region. None: no mail is sent. */
  mailFrom: z.union([z.email(), z.literal('console')]).optional(),
  /** Web applications that may call the API and upload files from a browser. */
  origins: z.array(z.string().regex(/^https?:\/\/[^/*]+$/)).default([]),
  /** `sub` of the person who may register the first administrators. */
  rootAdminSubject: z.string().default(''),
  /** Another OIDC issuer, such as the province's single sign-on; the stage then has no user pool. */
  issuer: z
    .strictObject({ url: z.url(), audience: z.string().min(1), jwksUri: z.url().optional() })
    .optional(),
  /** Instances of the API at once; none reserved by default, since new AWS accounts have but ten to share. */
  reservedConcurrency: z.int().positive().optional(),
});

export type Settings = z.input<typeof settingsSchema>;

export type Config = z.output<typeof settingsSchema> & {
  readonly stage: Stage;
  /** Keeps data when a stack is deleted, and refuses to delete it. */
  readonly keepData: boolean;
  /** How long logs are kept. */
  readonly logDays: 14 | 30 | 365;
  readonly introspection: 'on' | 'off';
  /** Requests a second that the API takes, and in a burst. */
  readonly throttle: { readonly rateLimit: number; readonly burstLimit: number };
};

type StageTraits = Omit<Config, keyof z.output<typeof settingsSchema> | 'stage'>;

const trial: StageTraits = {
  keepData: false,
  logDays: 14,
  introspection: 'on',
  throttle: { rateLimit: 50, burstLimit: 100 },
};

const traits: Readonly<Record<Stage, StageTraits>> = {
  local: trial,
  dev: trial,
  staging: { ...trial, keepData: true, logDays: 30, introspection: 'off' },
  prod: {
    keepData: true,
    logDays: 365,
    introspection: 'off',
    throttle: { rateLimit: 500, burstLimit: 1000 },
  },
};

/** A laptop's runner names its own issuer when it starts; this one only keeps the template complete. */
const localSettings: Settings = {
  issuer: { url: 'http://127.0.0.1/thidua-local-issuer', audience: 'thidua-local' },
  mailFrom: 'console',
};

export function configOf(stage: Stage, settings: Settings = {}): Config {
  const given = stage === 'local' ? { ...localSettings, ...settings } : settings;
  return { ...settingsSchema.parse(given), ...traits[stage], stage };
}

/** The stage that `-c stage=…` names (dev by default) with its settings from the context, which may be JSON text. */
export function configFrom(node: Node): Config {
  const stage = stageSchema.parse(node.tryGetContext('stage') ?? 'dev');
  const raw: unknown = node.tryGetContext(`thidua:${stage}`) ?? {};
  return configOf(stage, settingsSchema.parse(typeof raw === 'string' ? JSON.parse(raw) : raw));
}
