import { StripeFault } from '../http/fault.js';
import type { Ledger } from '../ledger.js';
import type { CheckoutSession } from '../shapes/checkout-session.js';
import { covers, takeOff, termsOf, type Redemption } from './discounts.js';
import { checkCode, codeTyped } from './redeemable.js';

/** Adds up what is due at a Checkout Session today, with what a coupon takes off each line. */
export function retotal(ledger: Ledger, session: CheckoutSession): void {
  const plan = ledger.state.checkouts[session.id];
  if (!plan) throw new Error(`checkout ${session.id} has no plan`);
  const { lines, discount } = plan;
  const coupon = discount && termsOf(ledger, discount.coupon);
  const covered = coupon
    ? lines.filter((line) => covers(ledger, coupon, line.price.product, session.currency))
    : [];
  const parts = coupon
    ? takeOff(
        coupon,
        covered.map((line) => line.amount_subtotal),
      )
    : [];
  for (const line of lines) {
    line.amount_discount = parts[covered.indexOf(line)] ?? 0;
    line.amount_total = line.amount_subtotal - line.amount_discount;
  }
  // A trial is free until it ends: nothing is due today, and nothing is taken off it.
  const free = plan.trialDays !== null || plan.trialEnd !== null;
  const sum = (of: (line: (typeof lines)[number]) => number) =>
    free ? 0 : lines.reduce((total, line) => total + of(line), 0);
  session.amount_subtotal = sum((line) => line.amount_subtotal);
  session.amount_total = sum((line) => line.amount_total);
  session.total_details.amount_discount = sum((line) => line.amount_discount);
  session.discounts = discount ? [{ coupon: discount.coupon, promotion_code: discount.promotionCode }] : [];
}

function applyDiscount(ledger: Ledger, session: CheckoutSession, redemption: Redemption | null): void {
  const plan = ledger.state.checkouts[session.id];
  if (!plan) return;
  plan.discount = redemption;
  // An amount that was tried with a declined card is no longer the one that is due.
  const intent =
    session.payment_intent === null ? undefined : ledger.paymentIntents.get(session.payment_intent);
  retotal(ledger, session);
  if (intent?.status === 'requires_payment_method') intent.amount = session.amount_total;
}

/** A promotion code is typed at an open session, or (`null`) taken away; `false` when it is not accepted. */
export function typeCode(ledger: Ledger, session: CheckoutSession, typed: string | null): boolean {
  if (typed === null) {
    applyDiscount(ledger, session, null);
    return true;
  }
  const code = codeTyped(ledger, typed);
  if (!code) return false;
  const lines = ledger.state.checkouts[session.id]?.lines ?? [];
  try {
    checkCode(
      ledger,
      code,
      {
        customer: session.customer,
        currency: session.currency,
        subtotal: lines.reduce((sum, line) => sum + line.amount_subtotal, 0),
      },
      'code',
    );
  } catch (error) {
    if (error instanceof StripeFault) return false;
    throw error;
  }
  applyDiscount(ledger, session, { coupon: code.promotion.coupon, promotionCode: code.id });
  return true;
}
