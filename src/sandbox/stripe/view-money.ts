import { termsOf } from './billing/discounts.js';
import type { Ledger } from './ledger.js';
import type { CheckoutSession } from './shapes/checkout-session.js';
import type { Coupon } from './shapes/coupon.js';
import type { Invoice } from './shapes/invoice.js';

/** What was paid and what became of it. Amounts are in the smallest unit, times in milliseconds since the epoch. */
export interface MoneyView {
  /** The latest hundred, newest first. */
  charges: {
    id: string;
    customer: string | null;
    /** What it paid: an invoice or a Checkout Session. */
    paidFor: string | null;
    description: string | null;
    /** What was bought. */
    lines: string[];
    /** Whether it was bought once, and not by subscribing. */
    order: boolean;
    payer: { name: string | null; email: string | null };
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
  const sessions = new Map<string, CheckoutSession>();
  for (const session of ledger.checkoutSessions.all()) {
    if (session.payment_intent !== null && wanted.has(session.payment_intent)) {
      sessions.set(session.payment_intent, session);
    }
  }
  const invoices = new Map<string, Invoice>();
  for (const { payment, invoice: id } of ledger.invoicePayments.all()) {
    const invoice = wanted.has(payment.payment_intent) ? ledger.invoices.get(id) : undefined;
    if (invoice) invoices.set(payment.payment_intent, invoice);
  }
  return recent.map((row) => {
    const session = sessions.get(row.payment_intent);
    const invoice = invoices.get(row.payment_intent);
    return {
      id: row.id,
      customer: row.customer,
      paidFor: invoice?.id ?? session?.id ?? null,
      description: row.description,
      lines: linesOf(ledger, session, invoice),
      order: session !== undefined,
      payer: { name: row.billing_details.name, email: row.billing_details.email },
      method: row.payment_method_details.type,
      amount: row.amount,
      refunded: row.amount_refunded,
      currency: row.currency,
      status: row.status,
      disputed: row.disputed,
      createdAt: ms(row.created),
      receiptUrl: row.receipt_url,
    };
  });
}

/** The names of what a payment was for, each once. */
function linesOf(
  ledger: Ledger,
  session: CheckoutSession | undefined,
  invoice: Invoice | undefined,
): string[] {
  const sold = ledger.state.checkouts[session?.id ?? '']?.lines.map((line) => line.description);
  const billed = invoice?.lines.data.flatMap(
    (line) => ledger.products.get(line.pricing.price_details.product)?.name ?? [],
  );
  return [...new Set(sold ?? billed ?? [])];
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
