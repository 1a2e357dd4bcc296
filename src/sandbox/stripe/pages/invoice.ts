import { invoiceMethods, payByHand } from '../billing/sending.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import { cardKinds } from '../shapes/card.js';
import type { Invoice, InvoiceLine } from '../shapes/invoice.js';
import type { MethodType } from '../shapes/payment-method.js';
import { html, type Html } from './html.js';
import { cardChoice, pageOf, redirect, tag, type Page } from './layout.js';
import { lineText } from './line-text.js';
import type { Words } from './texts.js';
import type { Visit } from './visit.js';

/** A finalized invoice; while it is open it can be paid here with any card. */
export function showInvoice(ledger: Ledger, invoice: Invoice, visit: Visit): Page {
  const { words } = visit;
  const methods = invoice.status === 'open' ? invoiceMethods(ledger, invoice) : [];
  const off = invoice.total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0);
  const title = words.say('invoice', { number: invoice.number ?? invoice.id });
  const body = html` <section class="box">
      <h1>${title} ${tag(words, invoice.status)}</h1>
      <p class="soft">${invoice.customer_name} ${invoice.customer_email} · ${words.date(invoice.created)}</p>
      <p class="sum">${money(invoice.amount_due, invoice.currency, words.language)}</p>
      <p class="soft">
        ${words.say('amountDue')}${invoice.due_date !== null && words.say('dueBy', { date: words.date(invoice.due_date) })}
      </p>
      ${invoice.lines.data.map(
        (line) =>
          html`<div class="row">
            <span
              >${lineText(ledger, words, line)}<br />
              <span class="soft">${periodText(words, line)}</span></span
            >
            <span>${money(line.amount, line.currency, words.language)}</span>
          </div>`,
      )}
      ${
        off > 0 &&
        html`<div class="row">
          <span>${words.say('discount')}</span>
          <span>${money(0 - off, invoice.currency, words.language)}</span>
        </div>`
      }
    </section>
    ${walletBox(words, methods)}
    ${
      methods.includes('card') &&
      html`<form class="box" method="post">
        <input type="hidden" name="lang" value="${words.language}" />
        ${cardChoice(
          words,
          cardKinds.map((kind) => ({ kind, means: kind })),
        )}
        <button class="wide" name="do" value="pay">${words.say('payInvoice')}</button>
      </form>`
    }`;
  return pageOf(words, { title, body, said: visit.said });
}

function periodText(words: Words, { period: { start, end } }: InvoiceLine): string {
  return end > start ? `${words.date(start)} – ${words.date(end)}` : words.date(start);
}

/** Wallets have a button each: whoever presses it has paid. */
function walletBox(words: Words, methods: readonly MethodType[]): Html | false {
  const wallets = methods.filter((type) => type !== 'card');
  if (wallets.length === 0) return false;
  return html`<form class="box" method="post">
    <h2>${words.say('howToPay')}</h2>
    <input type="hidden" name="lang" value="${words.language}" />
    ${wallets.map(
      (type) => html`<button class="wide plain" name="do" value="${type}">${words.say(type)}</button>`,
    )}
  </form>`;
}

/** Somebody pays an open invoice with what they chose. */
export function submitInvoice(ledger: Ledger, invoice: Invoice, visit: Visit): Page {
  const methods = invoiceMethods(ledger, invoice);
  const wallet = methods.find((type) => type !== 'card' && type === visit.form['do']);
  const card = cardKinds.find((candidate) => candidate === visit.form['card']);
  const possible = wallet !== undefined || (card !== undefined && methods.includes('card'));
  if (invoice.status !== 'open' || !ledger.customers.get(invoice.customer) || !possible) {
    return redirect(visit.again('problem_state'));
  }
  const paid = payByHand(ledger, invoice, {
    method: wallet ?? 'card',
    card: wallet ? 'ok' : (card ?? 'declined'),
  });
  return redirect(visit.again(paid ? 'notice_paid' : 'problem_declined'));
}
