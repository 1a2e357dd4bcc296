import type { Ledger } from '../ledger.js';
import type { Customer } from '../shapes/customer.js';
import type { PortalConfiguration } from '../shapes/portal.js';
import { html, type Html } from './html.js';
import { cardChoice } from './layout.js';
import type { Words } from './texts.js';

/** A portal as one visitor sees it. */
export interface Portal {
  ledger: Ledger;
  customer: Customer;
  words: Words;
  features: PortalConfiguration['features'];
}

/** One button of the portal, as a form of its own. */
export function button(words: Words, act: string, id: string, label: string, plain = false): Html {
  return html`<form method="post">
    <input type="hidden" name="lang" value="${words.language}" />
    <input type="hidden" name="id" value="${id}" />
    <button class="${plain && 'plain'}" name="do" value="${act}">${label}</button>
  </form>`;
}

/** The card that is charged, and a form for another one. */
export function cardBox({ ledger, customer, words }: Portal): Html {
  const usual = ledger.paymentMethods.get(customer.invoice_settings.default_payment_method ?? '');
  const card =
    usual ?? ledger.paymentMethods.all().findLast((row) => row.customer === customer.id && row.card);
  return html`<section class="box">
    <h2>${words.say('paymentMethod')}</h2>
    <p>${card?.card ? `Visa •••• ${card.card.last4}` : words.say('noCard')}</p>
    <form method="post">
      <input type="hidden" name="lang" value="${words.language}" />
      ${cardChoice(words, [
        { kind: 'ok', means: 'ok' },
        { kind: 'fails-later', means: 'failsFromNow' },
        { kind: 'declined', means: 'declined' },
      ])}
      <button name="do" value="card">${words.say('saveCard')}</button>
    </form>
  </section>`;
}
