import type { FastifyPluginAsync } from 'fastify';
import rawBody from 'fastify-raw-body';
import type { HttpOptions } from './server.js';

/** More than Stripe ever sends to one endpoint, less than what would hurt. */
const RATE = { max: 20_000, timeWindow: '1 minute' };

/** Webhooks of Stripe and, where it is set up, of Telegram. */
export function webhookRoutes(options: HttpOptions): FastifyPluginAsync {
  return async function webhooks(app) {
    const { stripeWebhook, telegramWebhook } = options;
    await app.register(rawBody, { global: false, encoding: 'utf8', runFirst: true });

    if (stripeWebhook) {
      app.post('/webhooks/stripe', { config: { rawBody: true, rateLimit: RATE } }, async (request, reply) => {
        const signature = request.headers['stripe-signature'];
        const raw = request.rawBody;
        if (typeof signature !== 'string' || typeof raw !== 'string') {
          return reply.status(400).send({ error: 'no signature' });
        }
        const verdict = await stripeWebhook(raw, signature);
        return verdict === 'accepted'
          ? reply.send({ received: true })
          : reply.status(400).send({ error: 'signature refused' });
      });
    }

    if (telegramWebhook) {
      app.post(telegramWebhook.path, { config: { rateLimit: RATE } }, async (request, reply) => {
        const secret = request.headers['x-telegram-bot-api-secret-token'];
        const status = await telegramWebhook.handle(
          request.body,
          typeof secret === 'string' ? secret : undefined,
        );
        return reply.status(status).send();
      });
    }
  };
}
