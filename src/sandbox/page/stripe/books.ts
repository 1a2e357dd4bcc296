import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../look/icons.js';
import { dateOf, money } from '../look/time.js';
import { customerOf, priceText, type Desk } from './desk.js';

/** All invoices, newest first. */
export function invoices(desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view, language } = store;
  if (view.stripe.invoices.length === 0) return html`<p class="empty">${words.stripe.noInvoices}</p>`;
  return html`<ul class="rows">
    ${view.stripe.invoices.map(
      (one) =>
        html`<li>
          <div class="line">
            <div class="grow">
              <b>${money(one.amount, one.currency, language)}</b>
              <span class="pill ${one.status}">${words.stripe.status(one.status)}</span>
              <small>
                ${customerOf(store, one.customer)?.name ?? one.customer} · ${one.number ?? one.id} ·
                ${dateOf(one.createdAt, language)} · ${words.stripe.attempts(one.attempts)}
              </small>
            </div>
            ${
              one.url
                ? html`<a
                    class="round"
                    href=${one.url}
                    target="_blank"
                    rel="noopener"
                    title=${words.stripe.openPage}
                    aria-label=${words.stripe.openPage}
                    >${icon('out')}</a
                  >`
                : nothing
            }
          </div>
          ${
            one.status === 'open'
              ? html`<div class="actions">
                  <button
                    class="button main"
                    ?disabled=${desk.busy !== null}
                    @click=${() => desk.settle(one)}
                  >
                    ${words.stripe.payInvoice}
                  </button>
                  <button class="button" ?disabled=${desk.busy !== null} @click=${() => desk.retry(one)}>
                    ${words.stripe.payInvoiceOld}
                  </button>
                </div>`
              : nothing
          }
        </li>`,
    )}
  </ul>`;
}

/** What is sold. */
export function prices({ store }: Desk): TemplateResult {
  return html`<ul class="rows">
    ${store.view.stripe.prices
      .filter((one) => one.active)
      .map(
        (one) =>
          html`<li class="line">
            <div class="grow"><b>${one.product}</b><small>${one.nickname ?? ''} · ${one.id}</small></div>
            <span class="sum small">${priceText(store, one)}</span>
          </li>`,
      )}
  </ul>`;
}
