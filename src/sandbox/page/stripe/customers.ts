import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import { dateOf, money } from '../look/time.js';
import { isCustomerOf, type Customer, type Invoice, type Subscription } from '../state/standing.js';
import { personOf, priceOf, priceText, type Desk } from './desk.js';

const OVER = new Set(['canceled', 'incomplete_expired']);

/** Everybody who pays, the chosen person first. */
export function customers(desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view, person } = store;
  const mine = (one: Customer) => isCustomerOf(person, one);
  const all = view.stripe.customers.toReversed();
  const sorted = [...all.filter(mine), ...all.filter((one) => !mine(one))];
  if (sorted.length === 0) return html``;
  return html`<section>
    <h3>${words.stripe.customers}</h3>
    ${repeat(
      sorted,
      (one) => one.id,
      (one) => customerCard(one, mine(one), desk),
    )}
  </section>`;
}

function customerCard(customer: Customer, isMine: boolean, desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view } = store;
  const subscriptions = view.stripe.subscriptions.filter((one) => one.customer === customer.id).toReversed();
  const unpaid = view.stripe.invoices.filter((one) => one.customer === customer.id && one.status === 'open');
  const key = personOf(store, customer)?.key ?? customer.id;
  return html`<article class="card ${isMine ? 'mine' : ''}" data-customer=${customer.name ?? customer.id}>
    <div class="line">
      ${avatar({ id: key, name: customer.name ?? '?' }, store.about, 34)}
      <div class="grow">
        <b>${customer.name ?? customer.id}</b>
        ${isMine ? html`<span class="you">${words.stripe.you}</span>` : nothing}
        <small>${customer.email ?? customer.id}</small>
      </div>
      ${cardChip(customer, desk)}
    </div>
    ${unpaid.map((one) => unpaidBox(one, desk))}
    ${
      subscriptions.length === 0
        ? html`<small>${words.stripe.noSubscription}</small>`
        : repeat(
            subscriptions,
            (one) => one.id,
            (one) => subscriptionBox(one, desk),
          )
    }
  </article>`;
}

function cardChip({ card }: Customer, { store }: Desk): TemplateResult {
  const { words } = store;
  if (!card) return html`<span class="chip none">${icon('card')} ${words.stripe.noCard}</span>`;
  return html`<span class="chip ${card.kind}" title=${words.stripe.cardDoes(card.kind)}>
    ${icon('card')} •••• ${card.last4} <em>${words.stripe.cardDoes(card.kind)}</em>
  </span>`;
}

function unpaidBox(invoice: Invoice, desk: Desk): TemplateResult {
  const { words, language } = desk.store;
  const { nextAttemptAt: next } = invoice;
  return html`<div class="unpaid" data-show="invoice">
    <div class="line">
      <div class="grow">
        <b>${money(invoice.amount, invoice.currency, language)}</b>
        <span class="pill open">${words.stripe.status('open')}</span>
        <small>
          ${words.stripe.attempts(invoice.attempts)}${next === null ? nothing : ` · ${words.stripe.retry(dateOf(next, language))}`}
        </small>
      </div>
    </div>
    <div class="actions">
      <button class="button main" ?disabled=${desk.busy !== null} @click=${() => desk.settle(invoice)}>
        ${words.stripe.payInvoice}
      </button>
      <button class="button" ?disabled=${desk.busy !== null} @click=${() => desk.retry(invoice)}>
        ${words.stripe.payInvoiceOld}
      </button>
    </div>
  </div>`;
}

function subscriptionBox(one: Subscription, desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, language } = store;
  const price = priceOf(store, one.prices[0]);
  const { cancelAt, endedAt } = one;
  const next =
    endedAt !== null
      ? words.stripe.ended(dateOf(endedAt, language))
      : cancelAt !== null
        ? words.stripe.ends(dateOf(cancelAt, language))
        : words.stripe.renews(dateOf(one.periodEnd, language));
  return html`<div class="subscription ${OVER.has(one.status) ? 'over' : ''}">
    <div class="line">
      <div class="grow">
        <b>${price?.product ?? one.prices.join(', ')}</b>
        <small>${price ? `${priceText(store, price)} · ` : ''}${next}</small>
      </div>
      <span class="pill ${one.status}" data-status=${one.status}>${words.stripe.status(one.status)}</span>
    </div>
    ${OVER.has(one.status) ? nothing : actions(one, desk)}
  </div>`;
}

function actions(one: Subscription, desk: Desk): TemplateResult {
  const { words } = desk.store;
  const { customer: customerId, id: subscriptionId } = one;
  const button = (label: string, action: string, input: object, look = '') =>
    html`<button
      class="button ${look}"
      ?disabled=${desk.busy !== null}
      @click=${() => desk.act(one.id, action, input)}
    >
      ${label}
    </button>`;
  return html`<div class="actions">
    ${
      one.card?.kind === 'ok'
        ? button(words.stripe.failCard, 'failCard', { customerId })
        : button(words.stripe.newCard, 'setCard', { customerId, card: 'ok' })
    }
    ${
      one.cancelAt === null
        ? button(words.stripe.cancelEnd, 'cancel', { subscriptionId, atPeriodEnd: true })
        : button(words.stripe.resume, 'resume', { subscriptionId })
    }
    ${button(words.stripe.cancelNow, 'cancel', { subscriptionId, atPeriodEnd: false }, 'bad')}
  </div>`;
}
