import type { PortalFlow, PortalSession } from '../shapes/portal.js';
import { isLive, periodEnd, type Subscription } from '../shapes/subscription.js';
import { productName } from '../billing/lines.js';
import { html, type Html } from './html.js';
import { button, cardBox, type Portal } from './portal-parts.js';
import { confirmation, switchForm, switchPlan, type Chosen } from './portal-switch.js';
import type { Visit } from './visit.js';

/** A page of the portal that is about one thing alone. */
interface Focus {
  title: string;
  body: Html;
}

/** The page of a session's flow; none without a flow, or once it is done and the whole portal is open. */
export function flowPage(portal: Portal, { flow }: PortalSession, visit: Visit): Focus | undefined {
  if (!flow) return undefined;
  const { words } = portal;
  if (visit.said?.startsWith('notice')) {
    const { hosted_confirmation: last } = flow.after_completion;
    const text = last && (last.custom_message ?? words.say('flowDone'));
    return last ? { title: words.say('portal'), body: box(words.say('flowDone'), text) } : undefined;
  }
  if (flow.type === 'payment_method_update') {
    return { title: words.say('paymentMethod'), body: cardBox(portal) };
  }
  const row = subscriptionOf(portal, flow);
  if (!row) return { title: words.say('portal'), body: box(words.say('problem_state'), null) };
  const chosen = chosenSwitch(portal, visit);
  return chosen ?? focusOf(portal, flow, row);
}

function box(title: string, text: string | null, more?: Html | null): Html {
  return html`<section class="box">
    <h1>${title}</h1>
    ${text !== null && html`<p class="soft">${text}</p>`} ${more}
  </section>`;
}

function subscriptionOf({ ledger, customer }: Portal, flow: PortalFlow): Subscription | undefined {
  if (flow.type === 'payment_method_update') return undefined;
  const row = ledger.subscriptions.get(flow[flow.type]?.subscription ?? '');
  return row?.customer === customer.id && isLive(row) ? row : undefined;
}

function focusOf(portal: Portal, flow: PortalFlow, row: Subscription): Focus {
  const { ledger, words, features } = portal;
  const names = row.items.data.map((item) => productName(ledger, item.price)).join(', ');
  switch (flow.type) {
    case 'subscription_cancel': {
      const later = features.subscription_cancel.mode === 'at_period_end';
      const when = later ? words.say('ends', { date: words.date(periodEnd(row)) }) : words.say('endsNow');
      const title = words.say('cancel');
      return { title, body: box(title, `${names} · ${when}`, button(words, 'cancel', row.id, title)) };
    }
    case 'subscription_pause': {
      const title = words.say('pause');
      return { title, body: box(title, names, button(words, 'pause', row.id, title)) };
    }
    case 'subscription_update_confirm': {
      const title = words.say('confirmSwitch');
      const body = confirmation(portal, row, chosenIn(portal, flow), 'confirm');
      return { title, body: body ?? box(title, words.say('problem_state')) };
    }
    default: {
      const title = words.say('switchPlan');
      return { title, body: box(title, names, switchForm(portal, row)) };
    }
  }
}

function chosenIn({ ledger }: Portal, { subscription_update_confirm: wanted }: PortalFlow): Chosen {
  const [item] = wanted?.items ?? [];
  const [discount] = wanted?.discounts ?? [];
  const code = ledger.promotionCodes.get(discount?.promotion_code ?? '');
  const coupon = discount?.coupon ?? code?.promotion.coupon;
  return {
    price: item?.price,
    ...(item && { quantity: item.quantity }),
    redemption: coupon === undefined ? undefined : { coupon, promotionCode: code?.id ?? null },
  };
}

/** The page for a plan that was chosen from the list, as the address says. */
export function chosenSwitch(portal: Portal, { query }: Visit): Focus | undefined {
  const row = portal.ledger.subscriptions.get(query.get('id') ?? '');
  if (row?.customer !== portal.customer.id || !isLive(row)) return undefined;
  const body = confirmation(portal, row, { price: query.get('price') }, 'switch');
  return body ? { title: portal.words.say('confirmSwitch'), body } : undefined;
}

/** Does what a flow asked to confirm; the key of what to say about it. */
export function confirmFlow(portal: Portal, { flow }: PortalSession, own: Subscription): string {
  if (flow?.subscription_update_confirm?.subscription !== own.id) return 'problem_state';
  return switchPlan(portal, own, chosenIn(portal, flow));
}
