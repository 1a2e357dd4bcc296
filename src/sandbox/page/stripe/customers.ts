import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import { money } from '../look/time.js';
import { isCustomerOf, type Customer } from '../state/standing.js';
import { menu, personOf, type Desk } from './desk.js';
import { isWaiting, waitingBox } from './invoices.js';
import type { Choice } from './menu.js';
import { payments, type Charge } from './payments.js';
import { isOver, subscriptionBox } from './subscriptions.js';

/** Everybody who pays, the chosen person first; then what strangers paid. */
export function customers(desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view, person } = store;
  const mine = (one: Customer) => isCustomerOf(person, one);
  const all = view.stripe.customers.toReversed();
  const sorted = [...all.filter(mine), ...all.filter((one) => !mine(one))];
  const known = new Set(all.map((one) => one.id));
  const others = view.stripe.charges.filter((one) => one.customer === null || !known.has(one.customer));
  return html`${
    sorted.length > 0
      ? html`<section>
          <h3>${words.stripe.customers}</h3>
          ${repeat(
            sorted,
            (one) => one.id,
            (one) => customerCard(one, mine(one), desk),
          )}
        </section>`
      : nothing
  }
  ${strangers(others, desk)}`;
}

function customerCard(customer: Customer, isMine: boolean, desk: Desk): TemplateResult {
  const { store } = desk;
  const { stripe: said } = store.words;
  const { stripe: books } = store.view;
  const own = <Row extends { customer: string | null }>(rows: readonly Row[]): Row[] =>
    rows.filter((one) => one.customer === customer.id);
  const subscriptions = own(books.subscriptions).toReversed();
  const name = customer.name ?? customer.email ?? customer.id;
  return html`<article class="card ${isMine ? 'mine' : ''}" data-customer=${customer.name ?? customer.id}>
    <div class="line">
      ${avatar({ id: personOf(store, customer)?.key ?? customer.id, name }, store.about, 34)}
      <div class="grow">
        <div class="who"><b>${name}</b>${isMine ? html`<span class="you">${said.you}</span>` : nothing}</div>
        <small class="cut">${customer.email ?? customer.id}</small>
      </div>
      ${menu(desk, said.actionsOf(name), choices(customer, name, desk))}
    </div>
    <div class="marks">${cardChip(customer, desk)} ${creditChip(customer, desk)}</div>
    ${own(books.invoices)
      .filter(isWaiting)
      .map((one) => waitingBox(one, desk))}
    ${
      subscriptions.length === 0
        ? html`<small>${said.noSubscription}</small>`
        : repeat(
            [...subscriptions.filter((one) => !isOver(one)), ...subscriptions.filter(isOver)],
            (one) => one.id,
            (one) => subscriptionBox(one, desk),
          )
    }
    ${payments(own(books.charges), desk)}
  </article>`;
}

function choices({ id: customerId, card }: Customer, name: string, desk: Desk): Choice[] {
  const { stripe: said } = desk.store.words;
  const act = (action: string, input: object) => () => desk.act(customerId, action, { customerId, ...input });
  return [
    { label: said.newCard, do: act('setCard', { card: 'ok' }) },
    ...(card?.kind === 'ok' ? [{ label: said.failCard, do: act('failCard', {}) }] : []),
    {
      label: said.deleteCustomer,
      bad: true,
      ask: {
        text: said.deleteText(name),
        fields: [],
        submit: said.deleteCustomer,
        do: act('deleteCustomer', {}),
      },
    },
  ];
}

function cardChip({ card }: Customer, { store }: Desk): TemplateResult {
  const { words } = store;
  if (!card) return html`<span class="chip none">${icon('card')} ${words.stripe.noCard}</span>`;
  return html`<span class="chip ${card.kind}" title=${words.stripe.cardDoes(card.kind)}>
    ${icon('card')} •••• ${card.last4} <em>${words.stripe.cardDoes(card.kind)}</em>
  </span>`;
}

function creditChip({ balance, currency }: Customer, { store }: Desk): TemplateResult | typeof nothing {
  if (balance >= 0) return nothing;
  const sum = money(-balance, currency ?? 'usd', store.language);
  return html`<span class="chip">${store.words.stripe.credit(sum)}</span>`;
}

/** Payments of whoever is no customer: they never were one, or were deleted. */
function strangers(all: readonly Charge[], desk: Desk): TemplateResult | typeof nothing {
  if (all.every((one) => one.status === 'failed')) return nothing;
  const { stripe: said } = desk.store.words;
  const groups = new Map<string, Charge[]>();
  for (const one of all) {
    const key = one.customer ?? one.payer.email ?? one.id;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return html`<section>
    <h3>${said.strangers}</h3>
    ${[...groups].map(([key, charges]) => {
      const name = charges[0]?.payer.name ?? charges[0]?.payer.email ?? key;
      return html`<article class="card" data-customer=${name}>
        <div class="line">
          ${avatar({ id: key, name }, desk.store.about, 34)}
          <div class="grow">
            <b>${name}</b>
            <small class="cut">${charges[0]?.customer ? said.deleted : said.guest}</small>
          </div>
        </div>
        ${payments(charges, desk)}
      </article>`;
    })}
  </section>`;
}
