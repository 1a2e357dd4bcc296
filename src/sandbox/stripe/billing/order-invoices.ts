import type { Ledger } from '../ledger.js';
import type { CheckoutSession } from '../shapes/checkout-session.js';
import { newDiscount } from '../shapes/discount.js';
import { newInvoiceItem } from '../shapes/invoice-item.js';
import { newInvoicePayment } from '../shapes/invoice-payment.js';
import { newInvoice, type InvoiceLine } from '../shapes/invoice.js';
import { settle } from './collection.js';
import { discountSums } from './discounts.js';
import { customerOf, issueInvoice } from './invoices.js';
import { pendingLine } from './lines.js';

/** Writes the invoice of an order that has just been paid, if its session asked for one: it is born paid. */
export function invoiceOrder(ledger: Ledger, session: CheckoutSession): void {
  if (!session.invoice_creation?.enabled || session.customer === null || session.invoice !== null) return;
  const customer = customerOf(ledger, { customer: session.customer });
  const { name } = ledger.state.account.business_profile;
  const { invoice_data: data } = session.invoice_creation;
  const now = ledger.now();
  const id = ledger.newId('in');
  const lines = linesOf(ledger, session, session.customer, id);
  const invoice = newInvoice(id, now, {
    account: { name, country: ledger.state.account.country },
    // The money is there already: no credit is used for it.
    customer: { ...customer, balance: 0 },
    currency: session.currency,
    reason: 'manual',
    subscription: null,
    period: { start: now, end: now },
    lines,
    discounts: discountSums(lines),
  });
  invoice.description = data.description;
  invoice.footer = data.footer;
  invoice.custom_fields = data.custom_fields;
  invoice.metadata = { ...data.metadata };
  invoice.ending_balance = 0;
  ledger.invoices.add(invoice);
  ledger.emit('invoice.created', invoice);
  issueInvoice(ledger, invoice, customer);
  ledger.emit('invoice.finalized', invoice);
  if (session.payment_intent !== null) {
    ledger.invoicePayments.add(
      newInvoicePayment(ledger.newId('inpay'), now, {
        invoice: id,
        intent: session.payment_intent,
        amount: invoice.amount_due,
        currency: invoice.currency,
      }),
    );
  }
  settle(ledger, invoice, false);
  session.invoice = id;
}

function linesOf(ledger: Ledger, session: CheckoutSession, customer: string, invoice: string): InvoiceLine[] {
  const now = ledger.now();
  const plan = ledger.state.checkouts[session.id];
  const used = plan?.discount;
  const discount =
    used &&
    ledger.discounts.add(
      newDiscount(ledger.newId('di'), now, {
        coupon: used.coupon,
        promotionCode: used.promotionCode,
        customer,
        subscription: null,
        session: session.id,
        end: null,
      }),
    );
  return (plan?.lines ?? []).map((sold) => {
    const item = newInvoiceItem(ledger.newId('ii'), now, {
      customer,
      subscription: null,
      price: sold.price,
      quantity: sold.quantity,
      amount: sold.amount_subtotal,
      description: sold.description,
      period: { start: now, end: now },
    });
    item.invoice = invoice;
    ledger.invoiceItems.add(item);
    const line = pendingLine(ledger, item, invoice);
    line.discountable = true;
    if (discount && sold.amount_discount > 0) {
      line.discount_amounts.push({ amount: sold.amount_discount, discount: discount.id });
    }
    return line;
  });
}
