import type {
  Provider,
  ProviderBooks,
  ProviderEvent,
  ProviderOrder,
  ProviderPayment,
  ProviderSubscription,
} from '#domain/billing';
import { minutes, type Clock } from '#kernel/clock';
import { ProviderUnavailable, SignatureRefused } from '#kernel/errors';
import { orderOf, paymentOf, priceOf, subscriptionOf } from './receipts.js';

/** A payment provider that says what the test wrote down. */
export function createTill(clock: Clock) {
  const books = new Map<string, ProviderBooks | null>();
  const events: ProviderEvent[] = [];
  const sessions = new Map<string, { customerId: string | null; reference: string | null }>();
  const late = new Map<string, () => Promise<ProviderSubscription[]>>();
  /** What was asked for, in order. */
  const wishes: { call: string; input: object }[] = [];
  let customers = 0;
  let away = false;
  let asked = 0;
  const answering = () => {
    asked += 1;
    if (away) throw new ProviderUnavailable(minutes(5), 'away');
  };
  const told = async <T>(call: string, input: object, answer: T): Promise<T> => {
    wishes.push({ call, input });
    return answer;
  };
  const of = (customerId: string): ProviderBooks =>
    books.get(customerId) ?? { subscriptions: [], orders: [], payments: [] };
  const provider: Provider = {
    readEvent(rawBody, signature) {
      if (signature !== 'signed') throw new SignatureRefused('not signed');
      const event = events.find((one) => one.id === rawBody);
      if (!event) throw new Error(`no event ${rawBody}`);
      return event;
    },
    async books(customerId) {
      answering();
      const slow = late.get(customerId);
      if (!slow) return books.get(customerId) ?? null;
      late.delete(customerId);
      return { ...of(customerId), subscriptions: await slow() };
    },
    async checkout(sessionId) {
      answering();
      return sessions.get(sessionId) ?? null;
    },
    async customerOfCharge(chargeId) {
      answering();
      const found = [...books].find(([, one]) => one?.payments.some((payment) => payment.id === chargeId));
      return found?.[0] ?? null;
    },
    createCustomer: (input) => told('createCustomer', input, `cus-${(customers += 1)}-${input.key}`),
    checkoutUrl: (input) => told('checkoutUrl', input, `https://example.org/${input.key}`),
    closeCheckouts: (customerId) => told('closeCheckouts', { customerId }, undefined),
    promotionCode: (code) => told('promotionCode', { code }, code === 'SPRING' ? 'promo-spring' : null),
    subscribeByInvoice: (input) =>
      told('subscribeByInvoice', input, input.email ? `https://example.org/${input.key}` : null),
    portalUrl: (customerId, locale, task) =>
      told('portalUrl', { customerId, locale, task }, `https://example.org/${customerId}`),
    price: (priceId) => Promise.resolve(priceOf(priceId)),
    prices: () => Promise.resolve(['price-month', 'price-year', 'price-pass'].map(priceOf)),
    async eventsSince(afterId) {
      answering();
      const seen = events.findIndex((event) => event.id === afterId);
      return { events: events.slice(seen + 1), newestId: events.at(-1)?.id ?? null };
    },
  };
  return {
    provider,
    sessions,
    wishes,
    get asked() {
      return asked;
    },
    goAway(gone: boolean): void {
      away = gone;
    },
    /** The customer has exactly these subscriptions from now on; orders and payments stay. */
    set: (customerId: string, ...subscriptions: ProviderSubscription[]): void =>
      void books.set(customerId, { ...of(customerId), subscriptions }),
    /** Whatever is named of the customer's books is replaced. */
    put: (customerId: string, given: Partial<ProviderBooks>): void =>
      void books.set(customerId, { ...of(customerId), ...given }),
    forget: (customerId: string): void => void books.set(customerId, null),
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
    event(customerId: string | null, about: { sessionId?: string; chargeId?: string } = {}): string {
      const id = `evt-${events.length + 1}`;
      const { sessionId = null, chargeId = null } = about;
      const type = 'customer.subscription.updated';
      events.push({ id, type, createdAt: clock.now(), customerId, sessionId, chargeId });
      return id;
    },
    subscription: (given: Partial<ProviderSubscription> & { id: string }) =>
      subscriptionOf(given, clock.now()),
    order: (given: Partial<ProviderOrder> & { id: string }) => orderOf(given, clock.now()),
    payment: (given: Partial<ProviderPayment> & { id: string }) => paymentOf(given, clock.now()),
  };
}

export type Till = ReturnType<typeof createTill>;
