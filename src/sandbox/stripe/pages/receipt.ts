import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import type { Charge } from '../shapes/charge.js';
import { html, type Html } from './html.js';
import { pageOf, tag, type Page } from './layout.js';
import type { Visit } from './visit.js';

/** What was bought with a charge: the lines of its invoice, else those of its Checkout Session. */
function boughtWith(ledger: Ledger, charge: Charge): { text: string | null; amount: number }[] {
  const paid = ledger.invoicePayments
    .all()
    .find((row) => row.payment.payment_intent === charge.payment_intent);
  const invoice = ledger.invoices.get(paid?.invoice ?? '');
  if (invoice) {
    const off = invoice.total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0);
    const lines = invoice.lines.data.map((line) => ({ text: line.description, amount: line.amount }));
    return off > 0 ? [...lines, { text: null, amount: -off }] : lines;
  }
  const session = ledger.checkoutSessions.all().find((row) => row.payment_intent === charge.payment_intent);
  return (ledger.state.checkouts[session?.id ?? '']?.lines ?? []).map((line) => ({
    text: line.quantity > 1 ? `${line.quantity} × ${line.description}` : line.description,
    amount: line.amount_total,
  }));
}

/** The receipt of a charge that succeeded, with whatever was given back since. */
export function showReceipt(ledger: Ledger, charge: Charge, { words }: Visit): Page {
  const title = words.say('receipt', { name: ledger.state.account.business_profile.name });
  const sum = (amount: number) => money(amount, charge.currency, words.language);
  const row = (text: string | Html, amount: number) =>
    html`<div class="row"><span>${text}</span><span>${sum(amount)}</span></div>`;
  const refunds = ledger.refunds.all().filter((refund) => refund.charge === charge.id);
  const { card } = ledger.paymentMethods.get(charge.payment_method) ?? {};
  const how = card ? `Visa •••• ${card.last4}` : words.say(typeOf(charge));
  const body = html`<section class="box">
    <h1>${title} ${charge.refunded && tag(words, 'refunded')}</h1>
    <p class="soft">${charge.billing_details.name} ${charge.billing_details.email}</p>
    <p class="sum">${sum(charge.amount)}</p>
    <p class="soft">${words.say('paidOn', { date: words.date(charge.created), how })}</p>
    ${boughtWith(ledger, charge).map(({ text, amount }) => row(text ?? words.say('discount'), amount))}
    ${refunds.map((refund) =>
      row(words.say('refundedOn', { date: words.date(refund.created) }), 0 - refund.amount),
    )}
  </section>`;
  return pageOf(words, { title, body });
}

function typeOf(charge: Charge): 'alipay' | 'wechat_pay' | 'us_bank_account' | 'sepa_debit' | 'cardWord' {
  const { type } = charge.payment_method_details;
  return type === 'card' ? 'cardWord' : type;
}
