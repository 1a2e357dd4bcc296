import { html, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import { dateOf, money, timeOf } from '../look/time.js';
import type { Session } from '../state/standing.js';
import type { CardKind } from '../state/views.js';
import { customerOf, personOf, type Desk } from './desk.js';

const CARDS: readonly CardKind[] = ['ok', 'fails-later', 'declined'];

/** Checkout Sessions that wait to be paid: on Stripe's page, or right here with a test card. */
export function checkouts(desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view } = store;
  const { sessions, customers } = view.stripe;
  if (sessions.length === 0) {
    return customers.length > 0 ? html`` : html`<p class="empty">${words.stripe.noCheckouts}</p>`;
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

function card(session: Session, desk: Desk): TemplateResult {
  const { store, busy } = desk;
  const { words, language } = store;
  const customer = customerOf(store, session.customer);
  const person = personOf(store, customer);
  const name = customer?.name ?? session.email ?? '';
  const until = `${dateOf(session.expiresAt, language)} ${timeOf(session.expiresAt, language)}`;
  return html`<article class="card checkout" data-show="checkout" aria-busy=${busy === session.id}>
    <div class="line">
      ${avatar({ id: person?.key ?? session.id, name }, store.about, 30)}
      <div class="grow">
        <b>${name}</b>
        <small>${session.lines.join(', ')} · ${words.stripe.expires(until)}</small>
      </div>
      <strong class="sum">${money(session.amount, session.currency, language)}</strong>
    </div>
    <small>${words.stripe.payWith}</small>
    <div class="actions">
      ${CARDS.map(
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
    <a class="out" href=${session.url} target="_blank" rel="noopener"
      >${words.stripe.openPage} ${icon('out')}</a
    >
  </article>`;
}
