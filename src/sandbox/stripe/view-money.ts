import { termsOf } from './billing/discounts.js';
import type { Ledger } from './ledger.js';
import type { Coupon } from './shapes/coupon.js';

/** What was paid and what became of it. Amounts are in the smallest unit, times in milliseconds since the epoch. */
export interface MoneyView {
  /** The latest hundred, newest first. */
  charges: {
    id: string;
    customer: string | null;
    /** What it paid: an invoice or a Checkout Session. */
    paidFor: string | null;
    description: string | null;
    method: string;
    amount: number;
    refunded: number;
    currency: string;
    status: string;
    disputed: boolean;
    createdAt: number;
    receiptUrl: string | null;
  }[];
  /** Newest first. */
  refunds: {
    id: string;
    charge: string;
    amount: number;
    currency: string;
    status: string;
    createdAt: number;
  }[];
  /** Newest first. */
  disputes: {
    id: string;
    charge: string;
    amount: number;
    currency: string;
    reason: string;
    status: string;
    /** Whether the bank has still to decide. */
    open: boolean;
    dueAt: number | null;
    createdAt: number;
  }[];
  coupons: {
    id: string;
    name: string | null;
    percentOff: number | null;
    amountOff: number | null;
    currency: string | null;
    duration: string;
    months: number | null;
    redeemed: number;
    valid: boolean;
  }[];
  promotionCodes: { id: string; code: string; coupon: string; active: boolean; redeemed: number }[];
  paymentLinks: { id: string; url: string; active: boolean; lines: string[] }[];
}

const ms = (seconds: number) => seconds * 1000;

/** What a page shows of payments, refunds, disputes, coupons and links. */
export function moneyViewOf(ledger: Ledger): MoneyView {
  const { state } = ledger;
  return {
    charges: chargeViews(ledger),
    refunds: state.refunds.toReversed().map((row) => ({
      id: row.id,
      charge: row.charge,
      amount: row.amount,
      currency: row.currency,
      status: row.status,
      createdAt: ms(row.created),
    })),
    disputes: state.disputes.toReversed().map((row) => ({
      id: row.id,
      charge: row.charge,
      amount: row.amount,
      currency: row.currency,
      reason: row.reason,
      status: row.status,
      open: !['lost', 'warning_closed', 'won'].includes(row.status),
      dueAt: row.evidence_details.due_by === null ? null : ms(row.evidence_details.due_by),
      createdAt: ms(row.created),
    })),
    coupons: state.coupons.map(couponView),
    promotionCodes: state.promotionCodes.map((row) => ({
      id: row.id,
      code: row.code,
      coupon: row.promotion.coupon,
      active: row.active,
      redeemed: row.times_redeemed,
    })),
    paymentLinks: state.paymentLinks.map((row) => ({
      id: row.id,
      url: row.url,
      active: row.active,
      lines: (state.linkLines[row.id] ?? []).map((line) => line.description),
    })),
  };
}

function couponView(row: Coupon): MoneyView['coupons'][number] {
  return {
    id: row.id,
    name: row.name,
    percentOff: row.percent_off,
    amountOff: row.amount_off,
    currency: row.currency,
    duration: row.duration,
    months: row.duration_in_months,
    redeemed: row.times_redeemed,
    valid: row.valid,
  };
}

function chargeViews(ledger: Ledger): MoneyView['charges'] {
  const recent = ledger.charges.all().slice(-100).toReversed();
  const wanted = new Set(recent.map((row) => row.payment_intent));
  const paidFor = new Map<string, string>();
  for (const session of ledger.checkoutSessions.all()) {
    if (session.payment_intent !== null && wanted.has(session.payment_intent)) {
      paidFor.set(session.payment_intent, session.id);
    }
  }
  for (const { payment, invoice } of ledger.invoicePayments.all()) {
    if (wanted.has(payment.payment_intent)) paidFor.set(payment.payment_intent, invoice);
  }
  return recent.map((row) => ({
    id: row.id,
    customer: row.customer,
    paidFor: paidFor.get(row.payment_intent) ?? null,
    description: row.description,
    method: row.payment_method_details.type,
    amount: row.amount,
    refunded: row.amount_refunded,
    currency: row.currency,
    status: row.status,
    disputed: row.disputed,
    createdAt: ms(row.created),
    receiptUrl: row.receipt_url,
  }));
}

/** The names of the coupons at work on a subscription. */
export function discountNames(ledger: Ledger, discounts: readonly string[]): string[] {
  return discounts.flatMap((id) => {
    const discount = ledger.discounts.get(id);
    if (!discount) return [];
    const code = ledger.promotionCodes.get(discount.promotion_code ?? '');
    const coupon = termsOf(ledger, discount.source.coupon);
    return [code?.code ?? coupon.name ?? coupon.id];
  });
}
