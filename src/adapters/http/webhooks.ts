import type { FastifyInstance } from 'fastify';

export interface TelegramWebhook {
  path: string;
  /** Takes the body as it came. @returns the status to answer with */
  handle(body: unknown, secret: string | undefined): Promise<number>;
}

export interface WebhookOptions {
  /**
   * Takes the body as it came. `accepted` means that it is stored; `refused`, that it was not sent by Stripe.
   * When it throws, Stripe is told to come again.
   */
  stripeWebhook?: (raw: string, signature: string) => Promise<'accepted' | 'refused'>;
  telegramWebhook?: TelegramWebhook;
}

/** A minute's worth from one address: far above any burst of theirs, and cheap to refuse. */
const generous = { max: 30_000, timeWindow: 60_000 };

/** `/webhooks/stripe` and, where Telegram reports by webhook, its path. */
export async function serveWebhooks(app: FastifyInstance, options: WebhookOptions): Promise<void> {
  const { stripeWebhook, telegramWebhook } = options;
  const config = { rateLimit: generous };

  if (stripeWebhook) {
    await app.register(async (scope) => {
      // The signature covers the bytes as they came: in here nobody parses anything.
      takeAsItCame(scope);
      scope.post('/webhooks/stripe', { config }, async (request, reply) => {
        const signature = request.headers['stripe-signature'];
        if (typeof request.body !== 'string' || typeof signature !== 'string') {
          return reply.code(400).send({ error: 'not signed' });
        }
        const verdict = await stripeWebhook(request.body, signature);
        if (verdict === 'refused') return reply.code(400).send({ error: 'not signed' });
        return { received: true };
      });
    });
  }

  if (telegramWebhook) {
    await app.register(async (scope) => {
      // Whoever does not know the secret gets nothing parsed.
      takeAsItCame(scope);
      scope.post(telegramWebhook.path, { config }, async (request, reply) => {
        const secret = request.headers['x-telegram-bot-api-secret-token'];
        const status = await telegramWebhook.handle(
          request.body,
          typeof secret === 'string' ? secret : undefined,
        );
        return reply.code(status).send();
      });
    });
  }
}

/** In this scope bodies stay the text they are, whatever they claim to be. */
function takeAsItCame(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}
