import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../look/icons.js';
import { dateOf, timeOf } from '../look/time.js';
import type { StripeView } from '../state/views.js';
import type { Desk } from './desk.js';

type Faults = StripeView['webhookFaults'];

/** How many deliveries each switch spoils. */
const MANY = { drop: 3, double: 3, shuffle: 4 } as const;

/** Faults on demand, and every event with how its delivery went. */
export function webhooks(desk: Desk): TemplateResult {
  const { words, view } = desk.store;
  const { events, webhookFaults } = view.stripe;
  return html`<section>
      <h3>${words.stripe.faults}</h3>
      ${switches(webhookFaults, desk)}
    </section>
    <section>
      <h3>${words.stripe.events}</h3>
      ${events.length === 0 ? html`<p class="empty">${words.stripe.noEvents}</p>` : nothing}
      <ul class="rows events">
        ${events.map((one) => eventRow(one, desk))}
      </ul>
    </section>`;
}

function switches(faults: Faults, desk: Desk): TemplateResult {
  const { words } = desk.store;
  const set = (input: object) => desk.act('faults', 'webhookFaults', input);
  const toggle = (name: keyof typeof MANY) =>
    html`<button
      class="switch ${faults[name] > 0 ? 'on' : ''}"
      aria-pressed=${faults[name] > 0}
      @click=${() => set({ [name]: faults[name] > 0 ? 0 : MANY[name] })}
    >
      ${words.stripe[name](faults[name] || MANY[name])}
    </button>`;
  const isQuiet = !faults.delay && faults.held === 0 && faults.drop + faults.double + faults.shuffle === 0;
  return html`<div class="switches">
      ${toggle('drop')} ${toggle('double')} ${toggle('shuffle')}
      <button
        class="switch ${faults.delay ? 'on' : ''}"
        aria-pressed=${faults.delay}
        @click=${() => (faults.delay ? desk.act('faults', 'releaseWebhooks', {}) : set({ delay: true }))}
      >
        ${words.stripe.delay}
      </button>
    </div>
    <div class="actions">
      ${
        faults.held > 0
          ? html`<button class="button main" @click=${() => desk.act('faults', 'releaseWebhooks', {})}>
              ${words.stripe.release(faults.held)}
            </button>`
          : nothing
      }
      ${
        isQuiet
          ? html`<small class="quiet">${icon('check')} ${words.stripe.noFaults}</small>`
          : html`<button class="button" @click=${() => desk.act('faults', 'clearFaults', {})}>
              ${words.stripe.clear}
            </button>`
      }
    </div>`;
}

function eventRow(one: StripeView['events'][number], desk: Desk): TemplateResult {
  const { words, language } = desk.store;
  const state = one.deliveries[0]?.state;
  const last = one.deliveries[0]?.last;
  return html`<li class="line">
    <div class="grow">
      <code>${one.type}</code>
      <small>${dateOf(one.createdAt, language)} ${timeOf(one.createdAt, language)}</small>
    </div>
    ${
      state
        ? html`<span class="pill ${state}" title=${String(last ?? '')}>
            ${words.stripe.delivery(state)}${typeof last === 'number' ? ` ${last}` : ''}
          </span>`
        : nothing
    }
    <button
      class="round"
      title=${words.stripe.resend}
      aria-label="${words.stripe.resend}: ${one.type}"
      @click=${() => desk.act(one.id, 'resendEvent', { eventId: one.id })}
    >
      ${icon('reset')}
    </button>
  </li>`;
}
