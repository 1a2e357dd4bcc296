import type { ApiRequest } from '../http/api.js';
import { StripeFault } from '../http/fault.js';
import { decodeForm } from '../http/form.js';
import type { Ledger } from '../ledger.js';
import { showCheckout, submitCheckout } from './checkout.js';
import { html } from './html.js';
import { showInvoice, submitInvoice } from './invoice.js';
import { followLink } from './link.js';
import { pageOf, redirect, type Page } from './layout.js';
import { showPortal, submitPortal } from './portal.js';
import { showReceipt } from './receipt.js';
import { languageOf, wordsOf } from './texts.js';
import type { Visit } from './visit.js';

/** Serves the hosted pages: plain forms, no script. */
export function answerPage(ledger: Ledger, request: ApiRequest): Page {
  const [, kind, id = ''] = /^\/(checkout|portal|invoice|receipt|link)\/(\w+)$/.exec(request.path) ?? [];
  const checkout = kind === 'checkout' ? ledger.checkoutSessions.get(id) : undefined;
  const portal = kind === 'portal' ? ledger.portalSessions.get(id) : undefined;
  const found = kind === 'invoice' ? ledger.invoices.get(id) : undefined;
  const invoice = found?.status === 'draft' ? undefined : found;
  const charge = kind === 'receipt' ? ledger.charges.get(id) : undefined;
  const link = kind === 'link' ? ledger.paymentLinks.get(id) : undefined;
  const visit = visitOf(request, id, checkout?.locale ?? portal?.locale ?? null);
  const posted = request.method === 'POST';
  const work = (): Page | undefined => {
    if (checkout)
      return posted ? submitCheckout(ledger, checkout, visit) : showCheckout(ledger, checkout, visit);
    if (portal) return posted ? submitPortal(ledger, portal, visit) : showPortal(ledger, portal, visit);
    if (invoice) return posted ? submitInvoice(ledger, invoice, visit) : showInvoice(ledger, invoice, visit);
    if (link && !posted) return followLink(ledger, link, new URLSearchParams(request.query), visit);
    return charge?.paid && !posted ? showReceipt(ledger, charge, visit) : undefined;
  };
  const page = posted || link ? submitted(ledger, visit, posted, work) : work();
  const { words } = visit;
  const missing = html`<section class="box"><h1>${words.say('missing')}</h1></section>`;
  return page ?? pageOf(words, { title: words.say('missing'), body: missing, status: 404 });
}

/** Does what a form or a link asks for, in the visitor's name; what the books refuse is said on the page. */
function submitted(
  ledger: Ledger,
  visit: Visit,
  posted: boolean,
  work: () => Page | undefined,
): Page | undefined {
  try {
    return ledger.causedBy({ id: ledger.newId('req'), idempotency_key: null }, work);
  } catch (error) {
    if (error instanceof StripeFault && posted) return redirect(visit.again('problem_state'));
    throw error;
  }
}

function visitOf(request: ApiRequest, id: string, locale: string | null): Visit {
  const query = new URLSearchParams(request.query);
  const form = request.method === 'POST' ? decodeForm(request.body) : {};
  const asked = typeof form['lang'] === 'string' ? form['lang'] : query.get('lang');
  const accepted = request.headers['accept-language'];
  const words = wordsOf(languageOf(asked, locale, Array.isArray(accepted) ? accepted[0] : accepted));
  return {
    words,
    form,
    query,
    said: query.get('said'),
    typed: { email: query.get('email') ?? '', name: query.get('name') ?? '' },
    again: (said, typed = {}) => {
      const next = new URLSearchParams({ lang: words.language, ...(said !== null && { said }), ...typed });
      return `${id}?${next.toString()}`;
    },
  };
}
