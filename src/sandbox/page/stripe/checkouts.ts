import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../look/avatar.js';
import { dateOf, money, timeOf } from '../look/time.js';
import type { Session } from '../state/standing.js';
import type { CardKind } from '../state/views.js';
import { customerOf, menu, personOf, type Desk } from './desk.js';
import { link } from './invoices.js';
import type { Choice } from './menu.js';

/** Checkout Sessions that wait to be paid: on Stripe's page, or right here with a test card. */
export function checkouts(desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view } = store;
  const { sessions, customers, charges } = view.stripe;
  if (sessions.length === 0) {
    const quiet = customers.length > 0 || charges.length > 0;
    return quiet ? html`` : html`<p class="empty">${words.stripe.noCheckouts}</p>`;
  }
  return html`<section>
    <h3>${words.stripe.checkouts}</h3>
    ${repeat(
      sessions.toReversed(),
      (one) => one.id,
      (one) => card(one, desk),
    )}
  </section>`;
}

const isOnce = (session: Session): boolean => session.mode === 'payment';

function card(session: Session, desk: Desk): TemplateResult {
  const { store, busy } = desk;
  const { words, language } = store;
  const customer = customerOf(store, session.customer);
  const person = personOf(store, customer);
  const name = customer?.name ?? customer?.email ?? session.email ?? words.stripe.guest;
  const until = `${dateOf(session.expiresAt, language)} ${timeOf(session.expiresAt, language)}`;
  // What is paid once has no renewal at which it could fail.
  const cards: readonly CardKind[] = isOnce(session) ? ['ok', 'declined'] : ['ok', 'fails-later', 'declined'];
  return html`<article class="card checkout" data-show="checkout" aria-busy=${busy === session.id}>
    <div class="line">
      ${avatar({ id: person?.key ?? session.id, name }, store.about, 30)}
      <div class="grow">
        <b>${name}</b>
        <small>${session.lines.join(', ')}</small>
      </div>
      <strong class="sum">${money(session.amount, session.currency, language)}</strong>
    </div>
    <div class="line tools">
      <small class="grow">${words.stripe.expires(until)}</small>
      ${link(session.url, words.stripe.openPage)}
      ${menu(desk, words.stripe.actionsOf(session.lines.join(', ')), choices(session, desk))}
    </div>
    ${
      session.discount > 0
        ? html`<div class="marks">
            <span class="code">−${money(session.discount, session.currency, language)}</span>
          </div>`
        : nothing
    }
    <div class="actions" role="group" aria-label=${words.stripe.payWith}>
      ${cards.map(
        (kind) =>
          html`<button
            class="button ${kind === 'ok' ? 'main' : ''}"
            title=${words.stripe.payHint[kind]}
            ?disabled=${busy !== null}
            @click=${() => desk.pay(session, kind)}
          >
            <i class="swatch ${kind}"></i>${words.stripe.pay[kind]}
          </button>`,
      )}
    </div>
  </article>`;
}

function choices(session: Session, desk: Desk): Choice[] {
  const { stripe: said } = desk.store.words;
  const { id: sessionId, methods } = session;
  const wallets = (['alipay', 'wechat_pay'] as const).filter((one) => methods.includes(one));
  const debits = (['us_bank_account', 'sepa_debit'] as const).filter((one) => methods.includes(one));
  const list: Choice[] = [
    ...wallets.map((one) => ({
      label: said.payBy(said.methods[one]),
      do: () => desk.pay(session, 'ok', one),
    })),
    ...debits.flatMap((one) => [
      { label: said.debitArrives(said.methods[one]), do: () => desk.pay(session, 'ok', one) },
      { label: said.debitReturns(said.methods[one]), do: () => desk.pay(session, 'fails-later', one) },
    ]),
  ];
  if (session.promotionCodes && session.discount === 0) list.push(typing(session, desk));
  if (session.promotionCodes && session.discount > 0) {
    list.push({ label: said.codeAway, do: () => desk.act(sessionId, 'applyCode', { sessionId }) });
  }
  list.push({
    label: said.expire,
    bad: true,
    do: () => desk.act(sessionId, 'expireCheckout', { sessionId }),
  });
  return list;
}

function typing({ id: sessionId }: Session, desk: Desk): Choice {
  const { stripe: said } = desk.store.words;
  const known = desk.store.view.stripe.promotionCodes.find((one) => one.active)?.code ?? '';
  return {
    label: said.typeCode,
    ask: {
      fields: [{ name: 'code', label: said.code, type: 'text', value: known }],
      submit: said.useCode,
      do: ({ code }) => desk.act(sessionId, 'applyCode', { sessionId, code }),
    },
  };
}
