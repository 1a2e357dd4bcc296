import { z } from 'zod';
import type { ItemChange } from '../billing/changes.js';
import { applyCancelAtPeriodEnd } from '../billing/endings.js';
import { changeTrial } from '../billing/trials.js';
import { invalidRequest } from '../http/fault.js';
import {
  choice,
  clearable,
  fields,
  flag,
  integer,
  list,
  mergeMetadata,
  metadata,
  quantity,
  text,
} from '../http/params.js';
import type { Ledger } from '../ledger.js';
import { feedbacks, isLive, pauseBehaviours, periodEnd, type Subscription } from '../shapes/subscription.js';
import { cardParam, customerParam, recurringPrice } from './find.js';
import { applyCollection, collectionParams, trialSettings } from './subscription-create.js';
import { replaceDiscounts, replacementParams } from './subscription-discounts.js';

export const cancellation = fields({
  comment: clearable.optional(),
  feedback: z.union([choice(feedbacks), z.literal('').transform(() => null)]).optional(),
});

const periodWords = ['max_period_end', 'min_period_end'] as const;

export const updateParams = fields({
  cancel_at: z.union([integer, choice(periodWords), z.literal('').transform(() => null)]).optional(),
  cancel_at_period_end: flag.optional(),
  cancellation_details: cancellation.optional(),
  ...collectionParams,
  default_payment_method: text.optional(),
  description: clearable.optional(),
  discounts: replacementParams.optional(),
  items: list(
    fields({
      deleted: flag.optional(),
      id: text.optional(),
      metadata: metadata.optional(),
      price: text.optional(),
      quantity: quantity.optional(),
    }),
    20,
  ).optional(),
  metadata: metadata.optional(),
  off_session: flag.optional(),
  pause_collection: z
    .union([
      fields({ behavior: choice(pauseBehaviours), resumes_at: integer.optional() }),
      z.literal('').transform(() => null),
    ])
    .optional(),
  payment_behavior: choice(['allow_incomplete']).optional(),
  proration_behavior: choice(['create_prorations', 'always_invoice', 'none']).optional(),
  trial_end: z.union([z.literal('now'), integer]).optional(),
  trial_settings: trialSettings.optional(),
});

type UpdateParams = z.output<typeof updateParams>;

/** Whatever an update changes apart from the items; one event if anything did. */
export function updateFields(ledger: Ledger, subscription: Subscription, params: UpdateParams): void {
  checkChangeable(subscription, params);
  const customer = customerParam(ledger, subscription.customer);
  const card =
    params.default_payment_method &&
    cardParam(ledger, customer, params.default_payment_method, 'default_payment_method').id;
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.metadata = mergeMetadata(edited.metadata, params.metadata);
    if (params.description !== undefined) edited.description = params.description;
    applyCollection(edited, params);
    if (card !== undefined) edited.default_payment_method = card || null;
    if (params.cancel_at_period_end !== undefined) {
      applyCancelAtPeriodEnd(ledger, edited, params.cancel_at_period_end);
    }
    if (params.cancel_at !== undefined) applyCancelAt(ledger, edited, params.cancel_at);
    const { comment, feedback } = params.cancellation_details ?? {};
    if (comment !== undefined) edited.cancellation_details.comment = comment;
    if (feedback !== undefined) edited.cancellation_details.feedback = feedback;
    if (params.pause_collection !== undefined) {
      const pause = params.pause_collection;
      edited.pause_collection = pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null };
    }
    const missing = params.trial_settings?.end_behavior.missing_payment_method;
    if (missing) edited.trial_settings.end_behavior.missing_payment_method = missing;
  });
  if (params.trial_end !== undefined) {
    changeTrial(ledger, subscription, params.trial_end, params.proration_behavior ?? 'create_prorations');
  }
  if (params.discounts) replaceDiscounts(ledger, subscription, params.discounts);
  const resumesAt = subscription.pause_collection?.resumes_at;
  if (resumesAt) ledger.schedule(resumesAt, 'resume-collection', subscription.id);
  if (subscription.cancel_at !== null) ledger.schedule(subscription.cancel_at, 'cancel', subscription.id);
}

/** Plans the end of a subscription for a moment in seconds. */
export function cancelAt(ledger: Ledger, subscription: Subscription, moment: number): void {
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.cancel_at_period_end = false;
    applyCancelAt(ledger, edited, moment);
  });
  ledger.schedule(moment, 'cancel', subscription.id);
}

/** Pauses the collection of a subscription's invoices, or ends that; the subscription stays what it is. */
export function setPauseCollection(
  ledger: Ledger,
  subscription: Subscription,
  pause: Subscription['pause_collection'],
): void {
  ledger.change(subscription, 'customer.subscription.updated', (edited) => {
    edited.pause_collection = pause;
  });
  if (pause?.resumes_at) ledger.schedule(pause.resumes_at, 'resume-collection', subscription.id);
}

function checkChangeable(subscription: Subscription, params: UpdateParams): void {
  const harmless = new Set(['metadata', 'cancellation_details']);
  if (subscription.status === 'incomplete') harmless.add('default_payment_method').add('description');
  const sent = Object.entries(params).filter(([, value]) => value !== undefined);
  const frozen = !isLive(subscription) || subscription.status === 'incomplete';
  if (!frozen || sent.every(([key]) => harmless.has(key))) return;
  throw invalidRequest(
    subscription.status === 'incomplete'
      ? 'A subscription with the status `incomplete` can only update its metadata and default payment method.'
      : 'A canceled subscription can only update its cancellation_details and metadata.',
  );
}

function applyCancelAt(ledger: Ledger, subscription: Subscription, when: number | string | null): void {
  if (when === null) {
    subscription.cancel_at = null;
    subscription.cancel_at_period_end = false;
    subscription.canceled_at = null;
    subscription.cancellation_details.reason = null;
    return;
  }
  const at = typeof when === 'number' ? when : periodEnd(subscription);
  if (at <= ledger.now()) {
    throw invalidRequest('`cancel_at` must be a timestamp in the future.', { param: 'cancel_at' });
  }
  subscription.cancel_at = at;
  subscription.canceled_at = ledger.now();
  subscription.cancellation_details.reason = 'cancellation_requested';
}

/** The items of an update, with their prices looked up. */
export function itemChanges(ledger: Ledger, items: NonNullable<UpdateParams['items']>): ItemChange[] {
  return items.map((item, index) => ({
    id: item.id,
    deleted: item.deleted,
    quantity: item.quantity,
    price:
      item.price === undefined ? undefined : recurringPrice(ledger, item.price, `items[${index}][price]`),
    metadata: item.metadata && mergeMetadata({}, item.metadata),
  }));
}
