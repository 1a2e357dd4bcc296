import type { Provider, ProviderEvent, ProviderSubscription } from '#domain/billing';
import { minutes, type Clock } from '#kernel/clock';
import { ProviderUnavailable, SignatureRefused } from '#kernel/errors';

/** A payment provider that says what the test wrote down. */
export function createTill(clock: Clock) {
  const subscriptions = new Map<string, ProviderSubscription[] | null>();
  const events: ProviderEvent[] = [];
  const sessions = new Map<string, { customerId: string | null; reference: string | null }>();
  const late = new Map<string, () => Promise<ProviderSubscription[]>>();
  let away = false;
  let asked = 0;
  const answering = () => {
    asked += 1;
    if (away) throw new ProviderUnavailable(minutes(5), 'away');
  };
  const price = (priceId: string) => ({
    priceId,
    amount: 1_900,
    currency: 'usd',
    interval: 'month' as const,
    intervalCount: 1,
    product: 'Membership',
  });
  const provider: Provider = {
    readEvent(rawBody, signature) {
      if (signature !== 'signed') throw new SignatureRefused('not signed');
      const event = events.find((one) => one.id === rawBody);
      if (!event) throw new Error(`no event ${rawBody}`);
      return event;
    },
    async subscriptions(customerId) {
      answering();
      const slow = late.get(customerId);
      if (!slow) return subscriptions.get(customerId) ?? null;
      late.delete(customerId);
      return slow();
    },
    async checkout(sessionId) {
      answering();
      return sessions.get(sessionId) ?? null;
    },
    createCustomer: ({ key }) => Promise.resolve(`cus-${key}`),
    checkoutUrl: ({ key }) => Promise.resolve(`https://example.org/${key}`),
    portalUrl: (customerId) => Promise.resolve(`https://example.org/${customerId}`),
    price: (priceId) => Promise.resolve(price(priceId)),
    prices: () => Promise.resolve([price('price-month'), price('price-year')]),
    async eventsSince(afterId) {
      answering();
      const seen = events.findIndex((event) => event.id === afterId);
      return { events: events.slice(seen + 1), newestId: events.at(-1)?.id ?? null };
    },
  };
  return {
    provider,
    sessions,
    get asked() {
      return asked;
    },
    goAway(gone: boolean): void {
      away = gone;
    },
    /** The customer has exactly these from now on. */
    set: (customerId: string, ...given: ProviderSubscription[]): void =>
      void subscriptions.set(customerId, given),
    forget: (customerId: string): void => void subscriptions.set(customerId, null),
    /** The next question about the customer is answered with these, but only when the test says so. */
    answerLate(customerId: string, ...given: ProviderSubscription[]) {
      let answer: () => void = () => {};
      const answered = new Promise<ProviderSubscription[]>((resolve) => (answer = () => resolve(given)));
      const asked = new Promise<void>((resolve) =>
        late.set(customerId, () => {
          resolve();
          return answered;
        }),
      );
      return { asked, answer };
    },
    event(customerId: string | null, sessionId: string | null = null): string {
      const id = `evt-${events.length + 1}`;
      events.push({
        id,
        type: 'customer.subscription.updated',
        createdAt: clock.now(),
        customerId,
        sessionId,
      });
      return id;
    },
    subscription: (given: Partial<ProviderSubscription> & { id: string }): ProviderSubscription => ({
      status: 'active',
      priceIds: ['price-month'],
      periodEnd: null,
      cancelAt: null,
      endedAt: null,
      endedUnpaid: false,
      failingSince: null,
      payUrl: null,
      amount: 1_900,
      currency: 'usd',
      createdAt: clock.now(),
      ...given,
    }),
  };
}

export type Till = ReturnType<typeof createTill>;
