/** What every chapter of the story is given. */
import type { Actors } from './actors.js';
import type { Control } from './control.js';
import type { Script } from './script.js';

export interface Stage extends Pick<Control, 'act' | 'look' | 'until'> {
  demo: Control['about']['demo'];
  script: Script;
  actors: Actors;
  /** Time passes, and whoever has mail reads it. */
  pass(days: number): Promise<void>;
  /** Waits until something is so, and writes down whether it came to be. */
  becomes(what: string, so: () => Promise<boolean>): Promise<void>;
}

export type Card = 'ok' | 'fails-later' | 'declined';

/** Answers of which only the arrival matters here. */
export const anything = /\S/;

/** Pays the Checkout page behind a button; says whether the card was taken. */
export async function pay(stage: Stage, url: string | undefined, card: Card): Promise<boolean> {
  const sessionId = /cs_\w+/.exec(decodeURIComponent(url ?? ''))?.[0] ?? '';
  stage.script.note(`pays the Checkout page, card: ${card}`);
  const { paid } = await stage.act<{ paid: boolean }>('stripe', 'payCheckout', { sessionId, card });
  return paid;
}

/** The newest subscription of somebody at Stripe, by the name their customer has there. */
export async function subscriptionOf(stage: Stage, name: string) {
  const { stripe } = await stage.look('olivia');
  const customers = stripe.customers.filter((one) => one.name === name).map((one) => one.id);
  return stripe.subscriptions.findLast((one) => customers.includes(one.customer));
}
