import { existsSync } from 'node:fs';
import { z } from 'zod';
import { KeyProblem, parseKeys, type KeyRing } from './keys.js';

/** Settings are wrong: every problem at once, each with what to do. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`Settings:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`, options);
    this.problems = problems;
  }
}

const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));
const switchOn = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

/** One line a setting; `.env.example` and the README's table say the same. */
const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  DATA_DIR: text.default('./data'),
  HTTP_HOST: text.default('127.0.0.1'),
  HTTP_PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  PUBLIC_URL: url.optional(),
  TRUST_PROXY: switchOn.default(false),
  METRICS_TOKEN: text.optional(),
  DISCORD_TOKEN: text.optional(),
  DISCORD_API_URL: url.optional(),
  TELEGRAM_TOKEN: text.regex(/^\d+:[\w-]{30,}$/, 'is not a bot token of @BotFather').optional(),
  TELEGRAM_API_URL: url.optional(),
  TELEGRAM_WEBHOOK: switchOn.default(false),
  STRIPE_SECRET_KEY: text.regex(/^(sk|rk)_(test|live)_\w+$/, 'begins with sk_ or rk_').optional(),
  STRIPE_WEBHOOK_SECRET: text.regex(/^whsec_\w+$/, 'begins with whsec_').optional(),
  STRIPE_API_URL: url.optional(),
  ENCRYPTION_KEYS: text.transform(keys).optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(200).default(10),
  FAQ_ENCODER: switchOn.default(false),
  RAW_ACTIVITY_DAYS: z.coerce.number().int().min(31).max(3_650).default(90),
  CLOCK_URL: url.optional(),
  S3_ENDPOINT: url.optional(),
  S3_BUCKET: text.regex(/^[\w.-]+$/, 'is no name of a bucket').optional(),
  S3_REGION: text.default('us-east-1'),
  S3_ACCESS_KEY_ID: text.optional(),
  S3_SECRET_ACCESS_KEY: text.optional(),
});

type Settings = z.output<typeof schema>;

function keys(value: string, context: z.RefinementCtx<string>): KeyRing {
  try {
    return parseKeys(value);
  } catch (error) {
    if (!(error instanceof KeyProblem)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
}

export interface ChatPlatform {
  token: string;
  apiUrl?: string;
}

export interface StripeSettings {
  secretKey: string;
  webhookSecret: string;
  apiUrl?: string;
}

/** Where uploaded files lie: in a folder under `dataDir`, or in a bucket. */
export type StorageSettings =
  | { kind: 'folder' }
  | {
      kind: 's3';
      endpoint: string;
      bucket: string;
      region: string;
      accessKeyId: string;
      secretAccessKey: string;
    };

/** What runs against what: real platforms, or the sandbox when no chat token is set. */
export type Target =
  | { kind: 'sandbox' }
  | {
      kind: 'real';
      discord?: ChatPlatform;
      telegram?: ChatPlatform & { webhook: boolean };
      stripe: StripeSettings;
    };

export interface Config {
  target: Target;
  /** Absent: an embedded Postgres under `dataDir`. */
  databaseUrl?: string;
  /** Absent: BullMQ on Postgres. */
  redisUrl?: string;
  dataDir: string;
  storage: StorageSettings;
  http: { host: string; port: number; publicUrl: string; trustProxy: boolean; metricsToken?: string };
  /** The current one first. Absent: one is made and kept in `dataDir`. */
  encryptionKeys?: KeyRing;
  logLevel: Settings['LOG_LEVEL'];
  concurrency: number;
  /** Whether questions in English are also matched by what they mean, for some 200 MB of memory. */
  encoder: boolean;
  /** Days that what happened is kept one by one; what was counted from it stays. */
  rawActivityDays: number;
  /** Follow another process' clock; for rehearsals against a sandbox that runs by itself. */
  clockUrl?: string;
}

/**
 * Reads the settings, from the environment and a `.env` file beside it.
 * Throws ConfigError with all problems at once.
 */
export function readConfig(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseConfig(process.env);
}

/** As `readConfig`, from given values. Empty strings count as not set. */
export function parseConfig(given: Record<string, string | undefined>): Config {
  const set = Object.fromEntries(Object.entries(given).filter(([, value]) => value?.trim()));
  const read = schema.safeParse(set);
  if (!read.success) {
    throw new ConfigError(read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  }
  const problems: string[] = [];
  const target = targetOf(read.data, problems);
  const storage = storageOf(read.data, problems);
  for (const name of ['DISCORD_API_URL', 'TELEGRAM_API_URL', 'STRIPE_API_URL', 'CLOCK_URL'] as const) {
    const value = read.data[name];
    if (value?.startsWith('http:') && !isLoopback(value)) {
      problems.push(`${name}: tokens would travel unencrypted; use https, or http to this machine only`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  const s = read.data;
  return {
    target,
    ...some('databaseUrl', s.DATABASE_URL),
    ...some('redisUrl', s.REDIS_URL),
    dataDir: s.DATA_DIR,
    storage,
    http: {
      host: s.HTTP_HOST,
      port: s.HTTP_PORT,
      publicUrl: s.PUBLIC_URL ?? `http://127.0.0.1:${s.HTTP_PORT}`,
      trustProxy: s.TRUST_PROXY,
      ...some('metricsToken', s.METRICS_TOKEN),
    },
    ...some('encryptionKeys', s.ENCRYPTION_KEYS),
    logLevel: s.LOG_LEVEL,
    concurrency: s.WORKER_CONCURRENCY,
    encoder: s.FAQ_ENCODER,
    rawActivityDays: s.RAW_ACTIVITY_DAYS,
    ...some('clockUrl', s.CLOCK_URL),
  };
}

function targetOf(s: Settings, problems: string[]): Target {
  if (!s.DISCORD_TOKEN && !s.TELEGRAM_TOKEN) {
    if (s.STRIPE_SECRET_KEY) {
      problems.push(
        'STRIPE_SECRET_KEY is set but no chat: set DISCORD_TOKEN or TELEGRAM_TOKEN, or unset it for the sandbox',
      );
    }
    return { kind: 'sandbox' };
  }
  // Without the webhook's secret anybody could tell us that somebody paid.
  for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const) {
    if (!s[name]) problems.push(`${name} is missing: see docs/going-live.md`);
  }
  if (s.TELEGRAM_WEBHOOK && !s.PUBLIC_URL) problems.push('TELEGRAM_WEBHOOK needs PUBLIC_URL');
  const chat = (token: string, apiUrl?: string) => ({ token, ...some('apiUrl', apiUrl) });
  return {
    kind: 'real',
    ...(s.DISCORD_TOKEN ? { discord: chat(s.DISCORD_TOKEN, s.DISCORD_API_URL) } : {}),
    ...(s.TELEGRAM_TOKEN
      ? { telegram: { ...chat(s.TELEGRAM_TOKEN, s.TELEGRAM_API_URL), webhook: s.TELEGRAM_WEBHOOK } }
      : {}),
    stripe: {
      secretKey: s.STRIPE_SECRET_KEY ?? '',
      webhookSecret: s.STRIPE_WEBHOOK_SECRET ?? '',
      ...some('apiUrl', s.STRIPE_API_URL),
    },
  };
}

/** A bucket is set wholly or not at all: files must not end up on a disk that nobody keeps. */
function storageOf(s: Settings, problems: string[]): StorageSettings {
  const { S3_ENDPOINT: endpoint, S3_BUCKET: bucket, S3_REGION: region } = s;
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = s;
  if (endpoint && bucket && accessKeyId && secretAccessKey) {
    return { kind: 's3', endpoint, bucket, region, accessKeyId, secretAccessKey };
  }
  const needed = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const;
  const missing = needed.filter((name) => !s[name]);
  if (missing.length < needed.length) {
    problems.push(`${missing.join(', ')}: missing beside the other S3_ settings (docs/storage.md)`);
  }
  return { kind: 'folder' };
}

function isLoopback(address: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(new URL(address).hostname);
}

function some<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
