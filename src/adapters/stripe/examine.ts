/** Whether Stripe is set up as the product needs it; looks, and changes nothing. */
import { Stripe } from 'stripe';
import { finding, type Examination, type Finding } from '#contracts';
import { silentLog } from '#kernel/log';
import { createClient, isLive } from './client.js';
import { afterRetries } from './examine/after-retries.js';
import { missingPermissions } from './examine/permissions.js';
import { portal } from './examine/portal.js';
import { prices, type PriceInUse } from './examine/prices.js';
import { createSight } from './examine/sight.js';
import { webhook } from './examine/webhook.js';

export interface StripeExamined {
  secretKey: string;
  webhookSecret: string;
  apiUrl?: string;
  /** The address that Stripe has to post events to; absent where Stripe cannot reach us in any case. */
  webhookUrl?: string;
  /** Prices by which plans are sold. */
  prices: readonly PriceInUse[];
  /** Of some event ids, those that arrived here. */
  arrived(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** This machine's clock, for comparing it with Stripe's. */
  machineNow(): Date;
  /** The product's clock. */
  now(): Date;
}

const TIMEOUT_MS = 10_000;

export async function examineStripe(asked: StripeExamined): Promise<Examination> {
  const { secretKey } = asked;
  let stripe: Stripe;
  try {
    stripe = open(asked);
  } catch (error) {
    // Key, secret or address cannot be right: it is said in one sentence.
    const problem = error instanceof Error ? error.message : String(error);
    return { findings: [finding('settings.refused', 'broken', { problem })], clock: [] };
  }
  const mode = isLive(secretKey) ? 'live' : 'test';
  const sight = createSight(asked.machineNow);
  const findings: Finding[] = [];
  try {
    // Any question tells whether the key is good, even one that it may not ask.
    await sight.look('Events', () => stripe.events.list({ limit: 1 }));
    if (secretKey.startsWith('rk_')) findings.push(...(await missingPermissions(stripe)));
    const sold = await prices(stripe, sight, asked.prices, mode);
    findings.push(...sold);
    // With the key of the other mode, nothing that follows would be about this shop.
    if (!sold.some(({ id }) => id === 'stripe.other_mode')) {
      const { webhookUrl, arrived, now } = asked;
      if (webhookUrl !== undefined) {
        findings.push(...(await webhook(stripe, sight, { url: webhookUrl, mode, arrived, now })));
      }
      findings.push(...(await portal(stripe, sight, mode, asked.prices.length)));
      findings.push(...(await afterRetries(stripe, sight)));
    }
    findings.push(...sight.unseen(findings));
    if (!findings.some(({ severity }) => severity === 'broken')) {
      findings.push(finding('stripe.works', 'fine', { mode: { key: `doctor.modes.${mode}` } }));
    }
  } catch (error) {
    findings.push(unreachable(error));
  }
  return { findings, clock: sight.clock };
}

function open({ secretKey, webhookSecret, apiUrl }: StripeExamined): Stripe {
  const pages = { successUrl: '', cancelUrl: '', returnUrl: '' };
  const address = apiUrl ? { apiUrl } : {};
  return createClient({
    secretKey,
    webhookSecret,
    ...address,
    ...pages,
    timeoutMs: TIMEOUT_MS,
    log: silentLog,
  });
}

function unreachable(error: unknown): Finding {
  if (error instanceof Stripe.errors.StripeAuthenticationError)
    return finding('stripe.key_refused', 'broken');
  if (!(error instanceof Stripe.errors.StripeError)) throw error;
  return finding('stripe.unreachable', 'broken', { reason: reasonOf(error) });
}

function reasonOf(error: InstanceType<typeof Stripe.errors.StripeError>): string {
  if (error.statusCode !== undefined) return String(error.statusCode);
  const { detail } = error;
  return detail instanceof Error && 'code' in detail && typeof detail.code === 'string'
    ? detail.code
    : 'no answer';
}
