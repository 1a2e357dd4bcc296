/** An installation in good health, to be broken one thing at a time. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { parseConfig } from '#app/config';
import { diagnose, type DiagnoseDeps } from '#app/doctor/diagnose';
import { dataKeys, parseKeys } from '#app/keys';
import { en, type Finding, type Phrase } from '#contracts';
import { silentLog } from '#kernel/log';
import type { Action } from '../../src/sandbox/kit.js';
import { leaves, slotsOf } from '../contracts/tree.js';
import { demo, startProduct, type Product } from '../_support/product.js';

export interface Patient {
  product: Product;
  /** Settings as in the environment; a test may give others for one look. */
  settings: Readonly<Record<string, string>>;
  /** All that the doctor finds. */
  examine(given?: Record<string, string>, deps?: Partial<DiagnoseDeps>): Promise<Finding[]>;
  /** Does something as the control API does: the input is parsed first. */
  act(platform: 'discord' | 'telegram' | 'stripe', action: string, input?: object): Promise<unknown>;
  sql(statement: string): Promise<void>;
  dataDir: string;
  close(): Promise<void>;
}

const gigabyte = 1024 ** 3;
const KEYS = `test:${Buffer.alloc(32, 7).toString('base64')}`;

export async function openPatient(): Promise<Patient> {
  const product = await startProduct({ bots: false, keys: dataKeys(parseKeys(KEYS)) });
  const dataDir = await mkdtemp(join(tmpdir(), 'lyceum-doctor-'));
  const { sandbox, data, url } = product;
  const settings = {
    DATABASE_URL: data.networkUrl,
    DATA_DIR: dataDir,
    PUBLIC_URL: url,
    // The doctor compares names of keys; what the product of this test seals with is called so.
    ENCRYPTION_KEYS: KEYS,
    DISCORD_TOKEN: demo.discord.token,
    DISCORD_API_URL: `${sandbox.discord.url}/api`,
    TELEGRAM_TOKEN: demo.telegram.token,
    TELEGRAM_API_URL: sandbox.telegram.url,
    STRIPE_SECRET_KEY: demo.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: demo.stripe.webhookSecret,
    STRIPE_API_URL: sandbox.stripe.url,
  };
  const sql = async (statement: string) => {
    const client = new pg.Client({ connectionString: data.url });
    await client.connect();
    await client.query(statement).finally(() => client.end());
  };
  // The server of the tests writes late, for speed; an owner's does not.
  const database = new URL(data.url).pathname.slice(1);
  await sql(`ALTER DATABASE "${database}" SET synchronous_commit = on`);
  return {
    product,
    settings,
    dataDir,
    sql,
    async examine(given = {}, deps = {}) {
      const findings = await diagnose(parseConfig({ ...settings, ...given }), {
        log: silentLog,
        clock: sandbox.clock,
        disk: async () => ({ left: 50 * gigabyte, all: 100 * gigabyte }),
        ...deps,
      });
      for (const one of findings) for (const phrase of [one.what, one.mend]) expectWhole(phrase);
      return findings;
    },
    async act(platform, name, input = {}) {
      const actions: Record<string, Action> = sandbox[platform].actions;
      const action = actions[name];
      if (!action) throw new Error(`there is no action ${platform}/${name}`);
      return action.run(action.input.parse(input));
    },
    async close() {
      await product.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const texts = new Map(leaves(en));

/** Whatever is found can be said: each value that a text shows is there. */
function expectWhole({ key, values = {} }: Phrase): void {
  const text = texts.get(key);
  if (text === undefined) throw new Error(`there is no text ${key}`);
  for (const slot of slotsOf(text)) {
    const value = values[slot];
    if (value === undefined || value === '') throw new Error(`${key} lacks ${slot}`);
  }
}

/** What is not fine, by id, sorted; each with its severity. */
export function troubles(findings: readonly Finding[]): string[] {
  return findings
    .filter(({ severity }) => severity !== 'fine')
    .map(({ id, severity }) => `${severity} ${id}`)
    .sort();
}
