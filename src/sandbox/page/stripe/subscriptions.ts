import { html, nothing, type TemplateResult } from 'lit';
import { dateOf } from '../look/time.js';
import type { Subscription } from '../state/standing.js';
import type { Choice } from './menu.js';
import { menu, priceOf, priceText, type Desk } from './desk.js';

const OVER = new Set(['canceled', 'incomplete_expired']);
const DAY = 86_400_000;

export const isOver = ({ status }: Subscription): boolean => OVER.has(status);

/** A subscription: what, how much, how it stands, and what can be done to it. */
export function subscriptionBox(one: Subscription, desk: Desk): TemplateResult {
  const { store } = desk;
  const { words } = store;
  const price = priceOf(store, one.prices[0]);
  const name = price?.product ?? one.prices.join(', ');
  const many = one.quantity > 1 ? `${one.quantity} × ` : '';
  return html`<div class="subscription ${isOver(one) ? 'over' : ''}" data-subscription=${one.id}>
    <div class="line">
      <div class="grow"><b>${many}${name}</b></div>
      <span class="pill ${one.status}" data-status=${one.status}>${words.stripe.status(one.status)}</span>
      ${isOver(one) ? nothing : menu(desk, words.stripe.actionsOf(name), choices(one, desk))}
    </div>
    <small>
      ${[price ? priceText(store, price, one.currency) : '', ...facts(one, desk)].filter(Boolean).join(' · ')}
    </small>
    ${
      one.discounts.length > 0
        ? html`<div class="marks">
            ${one.discounts.map((code) => html`<span class="code">${code}</span>`)}
          </div>`
        : nothing
    }
    ${isOver(one) ? nothing : quick(one, desk)}
  </div>`;
}

/** What will happen to it, and how it is paid. */
function facts(one: Subscription, { store }: Desk): string[] {
  const { stripe: said } = store.words;
  const date = (at: number) => dateOf(at, store.language);
  if (one.endedAt !== null) return [said.ended(date(one.endedAt))];
  const next: string[] = [];
  if (one.trialEnd !== null) next.push(said.trialUntil(date(one.trialEnd)));
  if (one.cancelAt !== null) next.push(said.ends(date(one.cancelAt)));
  else if (one.status === 'active' || one.status === 'past_due') next.push(said.renews(date(one.periodEnd)));
  if (one.collectionPaused) {
    const until = one.collectionResumesAt;
    next.push(until === null ? said.collectionPaused : said.collectionPausedUntil(date(until)));
  }
  if (one.sent) next.push(said.byInvoice(one.daysUntilDue ?? 0));
  return next;
}

/** What is done most often, within reach. */
function quick(one: Subscription, desk: Desk): TemplateResult {
  const { stripe: said } = desk.store.words;
  const { customer: customerId, id: subscriptionId } = one;
  const button = (label: string, action: string, input: object) =>
    html`<button
      class="button"
      ?disabled=${desk.busy !== null}
      @click=${() => desk.act(one.id, action, input)}
    >
      ${label}
    </button>`;
  const card =
    one.card?.kind === 'ok'
      ? button(said.failCard, 'failCard', { customerId })
      : button(said.newCard, 'setCard', { customerId, card: 'ok' });
  const paused = one.status === 'paused' || one.collectionPaused;
  return html`<div class="actions">
    ${one.sent ? nothing : card}
    ${
      paused
        ? button(said.unpause, 'resume', { subscriptionId })
        : one.cancelAt !== null
          ? button(said.resume, 'resume', { subscriptionId })
          : button(said.cancelEnd, 'cancel', { subscriptionId, atPeriodEnd: true })
    }
  </div>`;
}

function choices(one: Subscription, desk: Desk): Choice[] {
  const { stripe: said } = desk.store.words;
  const { id: subscriptionId } = one;
  const act = (action: string, input: object) => () => desk.act(one.id, action, { subscriptionId, ...input });
  const running = ['active', 'trialing', 'past_due'].includes(one.status);
  const paused = one.status === 'paused' || one.collectionPaused;
  return [
    ...(running ? [switching(one, desk)] : []),
    ...(one.status === 'active' && !paused ? [{ label: said.pause, do: act('pause', {}) }] : []),
    ...(running && !paused ? [pausing(one, desk)] : []),
    ...(paused ? [{ label: said.unpause, do: act('resume', {}) }] : []),
    ...(one.cancelAt === null
      ? [{ label: said.cancelEnd, do: act('cancel', { atPeriodEnd: true }) }]
      : [{ label: said.resume, do: act('resume', {}) }]),
    endingAt(one, desk),
    { label: said.cancelNow, bad: true, do: act('cancel', { atPeriodEnd: false }) },
  ];
}

function switching(one: Subscription, desk: Desk): Choice {
  const { store } = desk;
  const { stripe: said } = store.words;
  const sold = store.view.stripe.prices.filter(
    (price) =>
      price.active &&
      price.interval !== null &&
      (price.currency === one.currency || one.currency in price.otherCurrencies),
  );
  return {
    label: said.switchPlan,
    ask: {
      fields: [
        {
          name: 'priceId',
          label: said.plan,
          type: 'select',
          value: sold.find((price) => price.id !== one.prices[0])?.id ?? '',
          options: sold.map((price) => ({
            value: price.id,
            label: `${price.product} · ${priceText(store, price, one.currency)}`,
          })),
        },
        { name: 'quantity', label: said.quantity, type: 'number', value: String(one.quantity), min: '1' },
        {
          name: 'proration',
          label: said.difference,
          type: 'select',
          value: 'always_invoice',
          options: (['always_invoice', 'create_prorations', 'none'] as const).map((value) => ({
            value,
            label: said.prorations[value],
          })),
        },
      ],
      submit: said.switchPlan,
      do: ({ priceId, quantity, proration }) =>
        desk.act(one.id, 'changePlan', {
          subscriptionId: one.id,
          priceId,
          quantity: Number(quantity),
          proration,
        }),
    },
  };
}

function pausing(one: Subscription, desk: Desk): Choice {
  const { stripe: said } = desk.store.words;
  return {
    label: said.pauseCollection,
    ask: {
      text: said.pauseCollectionText,
      fields: [
        {
          name: 'behavior',
          label: said.meanwhile,
          type: 'select',
          options: (['void', 'keep_as_draft', 'mark_uncollectible'] as const).map((value) => ({
            value,
            label: said.behaviours[value],
          })),
        },
        { name: 'days', label: said.forDays, type: 'number', min: '1', max: '730', optional: true },
      ],
      submit: said.pauseCollection,
      do: ({ behavior, days }) =>
        desk.act(one.id, 'pause', {
          subscriptionId: one.id,
          what: 'collection',
          behavior,
          ...(days ? { days: Number(days) } : {}),
        }),
    },
  };
}

function endingAt(one: Subscription, desk: Desk): Choice {
  const { store } = desk;
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return {
    label: store.words.stripe.cancelAt,
    ask: {
      fields: [
        {
          name: 'day',
          label: store.words.stripe.lastDay,
          type: 'date',
          value: day(store.now() + 10 * DAY),
          min: day(store.now() + DAY),
        },
      ],
      submit: store.words.stripe.cancelAtSubmit,
      do: ({ day: chosen }) =>
        desk.act(one.id, 'cancel', { subscriptionId: one.id, at: `${chosen}T12:00:00Z` }),
    },
  };
}
