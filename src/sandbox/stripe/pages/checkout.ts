import { asksForMethod, payCheckout } from '../billing/checkout.js';
import { typeCode } from '../billing/totals.js';
import type { Ledger } from '../ledger.js';
import { money } from '../money.js';
import { cardKinds } from '../shapes/card.js';
import type { CheckoutSession, LineItem } from '../shapes/checkout-session.js';
import { html, type Html } from './html.js';
import { cardChoice, chosenPayment, pageOf, redirect, type Page } from './layout.js';
import { successUrl } from './links.js';
import type { Visit } from './visit.js';
import type { Words } from './texts.js';

const units = { day: 'perDay', week: 'perWeek', month: 'perMonth', year: 'perYear' } as const;

function cycle(words: Words, line: LineItem): string {
  const recurring = line.price.recurring;
  if (!recurring) return '';
  const { interval, interval_count: n } = recurring;
  return n === 1 ? words.say(units[interval]) : words.say('every', { n, unit: words.say(interval) });
}

/** The page at which a session is paid. */
export function showCheckout(ledger: Ledger, session: CheckoutSession, visit: Visit): Page {
  const { words } = visit;
  if (session.status !== 'open') return over(session, visit);
  const lines = ledger.state.checkouts[session.id]?.lines ?? [];
  const known = session.customer === null ? undefined : ledger.customers.get(session.customer);
  const email = known?.email ?? session.customer_email;
  const trial =
    session.mode === 'subscription' && session.amount_total === 0 && lines.some((l) => l.amount_subtotal > 0);
  const verb = trial ? 'startTrial' : session.mode === 'subscription' ? 'subscribe' : 'pay';
  const body = html` <section class="box">
      <h1>${lines.map((line) => html`${line.description} `)}</h1>
      <p class="sum">${money(session.amount_total, session.currency, words.language)}</p>
      <p class="soft">${words.say('dueToday')}</p>
      ${lines.map((line) => lineRow(words, line))} ${discountRow(ledger, session, words)}
    </section>
    ${session.allow_promotion_codes === true && codeBox(session, words)}
    <form class="box" method="post">
      <input type="hidden" name="lang" value="${words.language}" />
      ${email ? html`<p class="soft">${words.say('email')}: ${email}</p>` : emailField(visit)}
      <label for="name">${words.say('name')}</label>
      <input
        id="name"
        name="name"
        type="text"
        autocomplete="cc-name"
        maxlength="200"
        value="${visit.typed.name || known?.name}"
      />
      ${
        asksForMethod(session) &&
        cardChoice(
          words,
          session.payment_method_types.includes('card')
            ? cardKinds.map((kind) => ({ kind, means: kind }))
            : [],
          session.payment_method_types,
        )
      }
      <button class="wide" name="do" value="pay">
        ${words.say(verb)} · ${money(session.amount_total, session.currency, words.language)}
      </button>
      ${session.custom_text.submit && html`<p class="soft">${session.custom_text.submit.message}</p>`}
    </form>
    ${session.cancel_url && html`<p><a href="${session.cancel_url}">← ${words.say('back')}</a></p>`}`;
  return pageOf(words, { title: lines[0]?.description ?? 'Lyceum', body, said: visit.said });
}

function emailField({ words, typed }: Visit): Html {
  return html`<label for="email">${words.say('email')}</label>
    <input
      id="email"
      name="email"
      type="email"
      autocomplete="email"
      required
      maxlength="512"
      value="${typed.email}"
    />`;
}

function lineRow(words: Words, line: LineItem): Html {
  const amount = money(line.amount_subtotal, line.currency, words.language);
  const many = line.quantity > 1 ? ` × ${line.quantity}` : '';
  return html`<div class="row">
    <span>${line.description}${many}</span><span>${amount} ${cycle(words, line)}</span>
  </div>`;
}

/** What a coupon takes off, if one is applied. */
function discountRow(ledger: Ledger, session: CheckoutSession, words: Words): Html | null {
  const [applied] = session.discounts;
  if (!applied) return null;
  const code = ledger.promotionCodes.get(applied.promotion_code ?? '')?.code ?? applied.coupon;
  const off = money(0 - session.total_details.amount_discount, session.currency, words.language);
  return html`<div class="row"><span>${words.say('discount')}: ${code}</span><span>${off}</span></div>`;
}

function codeBox(session: CheckoutSession, words: Words): Html {
  const applied = session.discounts.length > 0;
  return html`<form class="box row" method="post">
    <input type="hidden" name="lang" value="${words.language}" />
    ${
      !applied &&
      html`<input
        type="text"
        name="code"
        aria-label="${words.say('promotionCode')}"
        placeholder="${words.say('promotionCode')}"
        maxlength="500"
      />`
    }
    <button class="plain" name="do" value="${applied ? 'remove-code' : 'apply-code'}">
      ${words.say(applied ? 'remove' : 'apply')}
    </button>
  </form>`;
}

function over(session: CheckoutSession, visit: Visit): Page {
  const { words } = visit;
  const paid = session.status === 'complete';
  const link = paid ? successUrl(session) : session.cancel_url;
  const text = words.say(paid ? 'complete' : 'expired');
  const body = html`<section class="box">
    <h1>${text}</h1>
    ${link && html`<p><a href="${link}">${words.say(paid ? 'continue' : 'back')}</a></p>`}
  </section>`;
  return pageOf(words, { title: text, body });
}

/** Somebody pressed the button. */
export function submitCheckout(ledger: Ledger, session: CheckoutSession, visit: Visit): Page {
  if (session.status !== 'open') return redirect(visit.again(null));
  if (visit.form['do'] === 'apply-code' || visit.form['do'] === 'remove-code') {
    return redirect(visit.again(changeCode(ledger, session, visit)));
  }
  const typed = { email: textOf(visit.form['email']), name: textOf(visit.form['name']).slice(0, 200) };
  const known = session.customer === null ? undefined : ledger.customers.get(session.customer);
  const email = known?.email ?? session.customer_email ?? typed.email;
  if (!/^[^\s@]+@[^\s@]+$/.test(email) || email.length > 512) {
    return redirect(visit.again('problem_email', typed));
  }
  const payment = chosenPayment(visit.form['card'], session.payment_method_types);
  return payCheckout(ledger, session, { ...payment, email, name: typed.name || null })
    ? redirect(successUrl(session) ?? visit.again(null))
    : redirect(visit.again('problem_declined', typed));
}

/** Somebody typed a promotion code, or takes it away again; what there is to complain about. */
function changeCode(ledger: Ledger, session: CheckoutSession, { form }: Visit): string | null {
  if (session.allow_promotion_codes !== true) return 'problem_state';
  const typed = form['do'] === 'apply-code' ? textOf(form['code']) : null;
  return typeCode(ledger, session, typed) ? null : 'problem_code';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
