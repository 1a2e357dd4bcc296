import type { Ledger } from '../ledger.js';
import type { CheckoutSession } from '../shapes/checkout-session.js';

/** Where a browser goes after paying: the merchant's address with the session's id in it. */
export function successUrl(session: CheckoutSession): string | null {
  return session.success_url?.replaceAll('{CHECKOUT_SESSION_ID}', session.id) ?? null;
}

/** A stored state may come from a run at another address: its hosted pages are where this run serves them. */
export function rebasePages(ledger: Ledger): void {
  for (const session of ledger.checkoutSessions.all()) {
    if (session.status === 'open') session.url = ledger.pageUrl(`/checkout/${session.id}`);
  }
  for (const session of ledger.portalSessions.all()) session.url = ledger.pageUrl(`/portal/${session.id}`);
  for (const link of ledger.paymentLinks.all()) link.url = ledger.pageUrl(`/link/${link.id}`);
  for (const charge of ledger.charges.all()) {
    if (charge.receipt_url !== null) charge.receipt_url = ledger.pageUrl(`/receipt/${charge.id}`);
  }
  for (const invoice of ledger.invoices.all()) {
    if (invoice.hosted_invoice_url === null) continue;
    invoice.hosted_invoice_url = ledger.pageUrl(`/invoice/${invoice.id}`);
    invoice.invoice_pdf = ledger.pageUrl(`/invoice/${invoice.id}?print`);
  }
}
