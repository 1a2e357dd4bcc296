import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../look/icons.js';
import { dateOf, money } from '../look/time.js';
import type { Invoice } from '../state/standing.js';
import { customerOf, HAND_METHODS, menu, type Desk, type HandMethod } from './desk.js';
import type { Choice } from './menu.js';

/** Whether somebody has still to pay it, or will be asked to. */
export const isWaiting = ({ status }: Invoice): boolean => status === 'open' || status === 'draft';

/** An invoice that waits, among its customer's things. */
export function waitingBox(one: Invoice, desk: Desk): TemplateResult {
  const { store } = desk;
  const { stripe: said } = store.words;
  return html`<div class="unpaid ${one.status}" data-show="invoice" data-invoice=${one.id}>
    <div class="line">
      <div class="grow">
        <b>${money(one.amount, one.currency, store.language)}</b>
        <span class="pill ${one.status}">${said.status(one.status)}</span>
      </div>
      ${link(one.url, said.openPage)}
      ${menu(desk, said.actionsOf(one.number ?? said.invoice), choices(one, desk))}
    </div>
    <small>${facts(one, desk).join(' · ')}</small>
    ${buttons(one, desk)}
  </div>`;
}

export function link(url: string | null, label: string): TemplateResult | typeof nothing {
  if (url === null) return nothing;
  return html`<a class="round" href=${url} target="_blank" rel="noopener" title=${label} aria-label=${label}
    >${icon('out')}</a
  >`;
}

function facts(one: Invoice, { store }: Desk): string[] {
  const { stripe: said } = store.words;
  const date = (at: number) => dateOf(at, store.language);
  const texts: string[] = [];
  if (one.status === 'draft') texts.push(said.draftHour);
  if (one.status === 'open' && one.dueAt !== null) {
    texts.push(one.dueAt <= store.now() ? said.overdue(date(one.dueAt)) : said.dueBy(date(one.dueAt)));
  }
  if (one.status === 'open' && one.attempts > 0) texts.push(said.attempts(one.attempts));
  if (one.status === 'open' && one.nextAttemptAt !== null) texts.push(said.retry(date(one.nextAttemptAt)));
  return texts;
}

const isSent = (one: Invoice): boolean => one.dueAt !== null;

/** How it is paid most likely. */
function buttons(one: Invoice, desk: Desk): TemplateResult {
  const { stripe: said } = desk.store.words;
  const button = (label: string, work: () => void, look = '') =>
    html`<button class="button ${look}" ?disabled=${desk.busy !== null} @click=${work}>${label}</button>`;
  if (one.status === 'draft') {
    const label = isSent(one) ? said.sendNow : said.chargeNow;
    const send = () => desk.act(one.id, 'sendInvoice', { invoiceId: one.id });
    return html`<div class="actions">${button(label, send)}</div>`;
  }
  if (isSent(one)) {
    return html`<div class="actions">
      ${methods(one).map((method) => button(said.methods[method], () => desk.payByHand(one, method)))}
    </div>`;
  }
  return html`<div class="actions">
    ${button(said.payInvoice, () => desk.settle(one), 'main')}
    ${button(said.payInvoiceOld, () => desk.retry(one))}
  </div>`;
}

const methods = (one: Invoice): HandMethod[] => HAND_METHODS.filter((method) => one.methods.includes(method));

function choices(one: Invoice, desk: Desk): Choice[] {
  const { stripe: said } = desk.store.words;
  if (one.status === 'draft') {
    const send = () => desk.act(one.id, 'sendInvoice', { invoiceId: one.id });
    return [{ label: isSent(one) ? said.sendNow : said.chargeNow, do: send }];
  }
  const close = (as: 'void' | 'uncollectible') => () =>
    desk.act(one.id, 'closeInvoice', { invoiceId: one.id, as });
  const { card: byCard, alipay, wechat_pay } = said.methods;
  const names: Record<HandMethod, string> = { card: byCard, alipay, wechat_pay };
  return [
    ...methods(one).map((method) => ({
      label: said.payBy(names[method]),
      do: () => desk.payByHand(one, method),
    })),
    ...(one.methods.includes('card')
      ? [{ label: said.tryDeclined, do: () => desk.payByHand(one, 'card', 'declined') }]
      : []),
    { label: said.uncollectible, do: close('uncollectible') },
    { label: said.void, bad: true, do: close('void') },
  ];
}

/** All invoices, newest first. */
export function invoices(desk: Desk): TemplateResult {
  const { store } = desk;
  const { words, view, language } = store;
  if (view.stripe.invoices.length === 0) return html`<p class="empty">${words.stripe.noInvoices}</p>`;
  return html`<ul class="rows">
    ${view.stripe.invoices.map((one) => {
      const about = [
        customerOf(store, one.customer)?.name ?? one.customer,
        one.number ?? '',
        dateOf(one.createdAt, language),
        ...facts(one, desk),
      ];
      return html`<li>
        <div class="line">
          <div class="grow">
            <b>${money(one.amount, one.currency, language)}</b>
            <span class="pill ${one.status}">${words.stripe.status(one.status)}</span>
            <small>${about.filter(Boolean).join(' · ')}</small>
          </div>
          ${link(one.url, words.stripe.openPage)}
          ${
            isWaiting(one)
              ? menu(desk, words.stripe.actionsOf(one.number ?? words.stripe.invoice), choices(one, desk))
              : nothing
          }
        </div>
        ${isWaiting(one) ? buttons(one, desk) : nothing}
      </li>`;
    })}
  </ul>`;
}
