import { onDiscord, payLink, stripe, type Seen } from '../_support/chat.js';
import { person, type Product } from '../_support/product.js';

export const linkOf = (seen: Seen): string => seen.buttons.find((button) => button.url)?.url ?? '';

type Options = { code?: string; also?: boolean };

/** Somebody at Discord who buys, with what Stripe knows of them. */
export function buyer(product: Product, key: string) {
  const somebody = onDiscord(product, key);
  const view = () => product.sandbox.stripe.view();
  const lastCharge = () => view().charges[0]?.id ?? '';
  const customers = () => {
    const { name } = person(key);
    return view()
      .customers.filter((one) => one.name === name)
      .map((one) => one.id);
  };
  const subscription = (price: string) =>
    view().subscriptions.findLast((one) => customers().includes(one.customer) && one.prices.includes(price));

  /** Where Checkout is. */
  async function page(plan: string, price: string, options: Options = {}): Promise<string> {
    const shown = await somebody.say('subscribe', { plan, price, ...options });
    if (!linkOf(shown).includes('/checkout/')) throw new Error(`no way to pay: ${shown.text}`);
    return linkOf(shown);
  }

  return {
    ...somebody,
    /** What the bot wrote, oldest first. */
    texts: () => somebody.mail().map((message) => message.text),
    customers,
    subscription,

    page,
    /** Buys at Checkout; answers with the charge, or nothing where nothing was charged. */
    async buy(plan: string, price: string, options: Options = {}, card?: 'ok' | 'fails-later') {
      const before = lastCharge();
      await payLink(product, await page(plan, price, options), card ?? 'ok');
      await product.settle();
      return lastCharge() === before ? '' : lastCharge();
    },

    /** Something is done at Stripe to the latest subscription at this price. */
    async change(price: string, action: 'cancel' | 'pause' | 'resume' | 'changePlan', more: object = {}) {
      await stripe(product, action, { subscriptionId: subscription(price)?.id, ...more });
      await product.settle();
    },
  };
}

export type Buyer = ReturnType<typeof buyer>;
