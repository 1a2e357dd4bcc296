import type { z } from 'zod';
import { amountOf, unitAmount } from '../billing/pricing.js';
import { invalidRequest } from '../http/fault.js';
import { address, choice, fields, list, quantity, text } from '../http/params.js';
import type { Ledger } from '../ledger.js';
import type { Customer } from '../shapes/customer.js';
import { flowTypes, type PortalConfiguration, type PortalFlow } from '../shapes/portal.js';
import { isLive, type Subscription } from '../shapes/subscription.js';
import { discountParams, redemptionsOf } from './discount-params.js';
import { find, recurringPrice } from './find.js';

/** `flow_data`: the one thing that a visitor of the portal is to do. */
export const flowParams = fields({
  type: choice(flowTypes),
  subscription_cancel: fields({ subscription: text }).optional(),
  subscription_pause: fields({ subscription: text }).optional(),
  subscription_update: fields({ subscription: text }).optional(),
  subscription_update_confirm: fields({
    discounts: discountParams.optional(),
    items: list(fields({ id: text, price: text.optional(), quantity: quantity.optional() })),
    subscription: text,
  }).optional(),
  after_completion: fields({
    type: choice(['hosted_confirmation', 'portal_homepage', 'redirect']),
    hosted_confirmation: fields({ custom_message: text.max(500).optional() }).optional(),
    redirect: fields({ return_url: address }).optional(),
  }).optional(),
});

type FlowData = z.output<typeof flowParams>;
type Confirm = NonNullable<FlowData['subscription_update_confirm']>;

interface Visited {
  customer: Customer;
  configuration: PortalConfiguration;
}

/** The flow of a session; refuses one that its configuration or the subscription does not allow. */
export function flowFrom(ledger: Ledger, flow: FlowData, at: Visited): PortalFlow {
  const { type } = flow;
  const answer: PortalFlow = {
    after_completion: afterCompletion(flow.after_completion),
    customer_update: null,
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
    type,
  };
  if (type === 'payment_method_update') {
    checkEnabled(at.configuration, 'payment_method_update');
    return answer;
  }
  const about = flow[type];
  if (!about) {
    throw invalidRequest(`Missing required param: flow_data[${type}].`, {
      code: 'parameter_missing',
      param: `flow_data[${type}]`,
    });
  }
  const subscription = ownSubscription(ledger, about.subscription, type, at.customer);
  checkEnabled(at.configuration, type === 'subscription_update_confirm' ? 'subscription_update' : type);
  if (type === 'subscription_cancel') {
    answer.subscription_cancel = { retention: null, subscription: subscription.id };
  } else if (type === 'subscription_update_confirm') {
    answer.subscription_update_confirm = confirmed(ledger, about as Confirm, subscription, at.configuration);
  } else answer[type] = { subscription: subscription.id };
  return answer;
}

function afterCompletion(given: FlowData['after_completion']): PortalFlow['after_completion'] {
  const type = given?.type ?? 'portal_homepage';
  if (type === 'redirect' && !given?.redirect) {
    throw invalidRequest('Missing required param: flow_data[after_completion][redirect].', {
      code: 'parameter_missing',
      param: 'flow_data[after_completion][redirect]',
    });
  }
  return {
    hosted_confirmation:
      type === 'hosted_confirmation'
        ? { custom_message: given?.hosted_confirmation?.custom_message ?? null }
        : null,
    redirect: type === 'redirect' ? (given?.redirect ?? null) : null,
    type,
  };
}

function checkEnabled(
  { features }: PortalConfiguration,
  feature: 'payment_method_update' | 'subscription_cancel' | 'subscription_pause' | 'subscription_update',
): void {
  if (features[feature].enabled) return;
  throw invalidRequest(
    `This flow cannot be used because the \`${feature}\` feature of the portal configuration is disabled.`,
    { param: 'flow_data[type]' },
  );
}

function ownSubscription(ledger: Ledger, id: string, type: string, customer: Customer): Subscription {
  const param = `flow_data[${type}][subscription]`;
  const subscription = find(ledger, 'subscriptions', id, param);
  if (subscription.customer !== customer.id) {
    throw invalidRequest(`The subscription ${id} does not belong to the customer ${customer.id}.`, { param });
  }
  if (isLive(subscription)) return subscription;
  throw invalidRequest(`The subscription ${id} is ${subscription.status}.`, { param });
}

function confirmed(
  ledger: Ledger,
  about: Confirm,
  subscription: Subscription,
  { features }: PortalConfiguration,
): NonNullable<PortalFlow['subscription_update_confirm']> {
  const at = 'flow_data[subscription_update_confirm]';
  const refuse = (message: string, param = `${at}[items]`) => invalidRequest(message, { param });
  const [wanted] = about.items;
  const [item] = subscription.items.data;
  if (!wanted || about.items.length > 1) throw refuse('Exactly one item must be specified.');
  if (!item || subscription.items.data.length > 1) {
    throw refuse('Subscriptions with multiple items cannot be updated in the portal.');
  }
  if (wanted.id !== item.id) throw refuse(`No such subscription item: '${wanted.id}'`);
  if (subscription.collection_method === 'send_invoice') {
    throw refuse('Subscriptions whose invoices are sent cannot be updated in the portal.');
  }
  const { products, default_allowed_updates: allowed } = features.subscription_update;
  const price = recurringPrice(ledger, wanted.price ?? item.price.id, `${at}[items][0][price]`);
  const many = wanted.quantity ?? item.quantity;
  if (price.id === item.price.id && many === item.quantity) {
    throw refuse('The subscription has this price and quantity already: there is nothing to confirm.');
  }
  if (price.id !== item.price.id) {
    if (!allowed.includes('price') || !products?.some((row) => row.prices.includes(price.id))) {
      throw refuse(
        `The price ${price.id} is not in \`features[subscription_update][products]\` of the portal configuration.`,
      );
    }
    if (unitAmount(ledger, price, subscription.currency) === undefined) {
      throw refuse(`The price ${price.id} is not sold in ${subscription.currency}.`);
    }
  }
  if (many !== item.quantity && !allowed.includes('quantity')) {
    throw refuse('The portal configuration does not allow the quantity to be updated.');
  }
  if ((about.discounts?.length ?? 0) > 1) {
    throw refuse('You may only pass one discount.', `${at}[discounts]`);
  }
  redemptionsOf(ledger, about.discounts, {
    customer: subscription.customer,
    currency: subscription.currency,
    subtotal: amountOf(ledger, { price, quantity: many }, subscription.currency),
  });
  return {
    discounts:
      about.discounts?.map((one) => ({
        coupon: one.coupon ?? null,
        promotion_code: one.promotion_code ?? null,
      })) ?? null,
    items: [{ id: item.id, price: price.id, quantity: many }],
    subscription: subscription.id,
  };
}
