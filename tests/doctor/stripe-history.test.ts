import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpServer } from '#adapters/http';
import { openProvider } from '#app/doors';
import { sandboxTarget } from '#app/targets';
import { SignatureRefused } from '#kernel/errors';
import { silentLog } from '#kernel/log';
import { payLink } from '../_support/chat.js';
import { demo, person } from '../_support/product.js';
import { openPatient, troubles, type Patient } from './patient.js';

let patient: Patient;
beforeAll(async () => {
  patient = await openPatient();
});
afterAll(() => patient.close());

/** Somebody takes the monthly membership with a card that pays now, and perhaps not later. */
async function subscribe(key: string, card: 'ok' | 'fails-later'): Promise<void> {
  const { rooms } = patient.product.app;
  const { id } = patient.product.community;
  const { discordId, name } = person(key);
  const { member } = await rooms.members.arrive(id, { platform: 'discord', externalId: discordId, name });
  const { url } = await rooms.billing.checkout(id, member, demo.stripe.monthlyPriceId);
  await payLink(patient.product, url, card);
  await patient.product.settle();
}

/** What the doctor says of the setting after the last retry, with its severity. */
async function afterRetries(): Promise<string[]> {
  const findings = await patient.examine();
  return findings.flatMap(({ id, severity }) => (/after_retries/.test(id) ? [`${severity} ${id}`] : []));
}

/** A web server of ours that knows the signing secret of another endpoint. */
async function withOtherSecret() {
  const { sandbox } = patient.product;
  const target = sandboxTarget(sandbox);
  const stripe = { ...target.stripe, webhookSecret: 'whsec_of_another_endpoint_0123456789' };
  const provider = openProvider({ ...target, stripe }, patient.product.url, silentLog);
  const http = createHttpServer({
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    async stripeWebhook(raw, signature) {
      try {
        provider.readEvent(raw, signature, sandbox.clock.now());
        return 'accepted';
      } catch (error) {
        if (error instanceof SignatureRefused) return 'refused';
        throw error;
      }
    },
  });
  const { url } = await http.start();
  return { url, stop: () => http.stop() };
}

describe('what Stripe does after the last retry, which its API does not tell', () => {
  it('cannot be known before anybody failed for good; it is said where to look', async () => {
    await subscribe('ada', 'ok');
    expect(await afterRetries()).toEqual(['fine stripe.after_retries_unknown']);
    const said = (await patient.examine()).find(({ id }) => id === 'stripe.after_retries_unknown');
    expect(said?.mend.key).toBe('doctor.stripe.after_retries_unknown.mend');
  });

  it.each([
    ['ben', 'unpaid', 'risky stripe.after_retries_unpaid'],
    ['lin', 'past_due', 'risky stripe.after_retries_past_due'],
    ['wei', 'cancel', 'fine stripe.after_retries_cancel'],
  ])('is read from the latest who failed: %s, %s', async (key, afterLastRetry, said) => {
    await patient.act('stripe', 'settings', { afterLastRetry, retryDays: [1, 2, 3] });
    await subscribe(key, 'fails-later');
    await patient.product.pass({ days: 40 });
    expect(await afterRetries()).toEqual([said]);
    expect(troubles(await patient.examine())).toEqual(said.startsWith('fine') ? [] : [said]);
  });
});

describe('what Stripe sends', () => {
  it('and nobody accepts, because the secret is another endpoint’s: broken stripe.webhook_not_accepted', async () => {
    const { product } = patient;
    const other = await withOtherSecret();
    product.sandbox.setWebhook(`${other.url}/webhooks/stripe`);
    try {
      await subscribe('moyan', 'ok');
      // On its way for a few minutes is nothing yet.
      expect(troubles(await patient.examine({ PUBLIC_URL: other.url }))).toEqual([]);
      await product.pass({ minutes: 20 });
      expect(troubles(await patient.examine({ PUBLIC_URL: other.url }))).toEqual([
        'broken stripe.webhook_not_accepted',
      ]);
    } finally {
      product.sandbox.setWebhook(`${product.url}/webhooks/stripe`);
      await other.stop();
    }
    // With the right secret the next ones arrive; those before come with Stripe's next try.
    await subscribe('cleo', 'ok');
    await product.sandbox.stripe.idle();
    await product.pass({ minutes: 11 });
    expect(troubles(await patient.examine())).toEqual(['risky stripe.webhook_gaps']);
    await product.pass({ days: 2 });
    expect(troubles(await patient.examine())).toEqual([]);
  });
});
