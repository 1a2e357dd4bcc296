import { cancelNow } from '../billing/cancelling.js';
import { cancelAtPeriodEnd } from '../billing/endings.js';
import { productName } from '../billing/lines.js';
import { pauseSubscription, resumeSubscription } from '../billing/pausing.js';
import { amountOf } from '../billing/pricing.js';
import { money } from '../money.js';
import { isLive, periodEnd, type Subscription } from '../shapes/subscription.js';
import { html, type Html } from './html.js';
import { tag } from './layout.js';
import { button, type Portal } from './portal-parts.js';
import { switchForm, switchPlan } from './portal-switch.js';
import type { Visit } from './visit.js';
import type { Words } from './texts.js';

/** The visitor's running subscriptions, with what the portal lets them do. */
export function subscriptionsBox(portal: Portal): Html {
  const { ledger, customer, words } = portal;
  const rows = ledger.subscriptions.all().filter((row) => row.customer === customer.id && isLive(row));
  const parts = rows.map((row) => {
    const names = row.items.data.map((item) => productName(ledger, item.price)).join(', ');
    const sum = row.items.data.reduce((total, item) => total + amountOf(ledger, item, row.currency), 0);
    return html`<div class="row">
        <div>
          <p><b>${names}</b> ${tag(words, row.status)}</p>
          <p class="soft">${money(sum, row.currency, words.language)} · ${whatNext(words, row)}</p>
        </div>
        <div>${buttonsFor(portal, row)}</div>
      </div>
      ${switchForm(portal, row)}`;
  });
  return html`<section class="box">
    <h2>${words.say('subscriptions')}</h2>
    ${parts.length > 0 ? parts : html`<p class="soft">${words.say('noSubscriptions')}</p>`}
  </section>`;
}

function whatNext(words: Words, row: Subscription): string {
  if (row.cancel_at !== null) return words.say('ends', { date: words.date(row.cancel_at) });
  if (row.status === 'paused') return words.say('status_paused');
  const date = words.date(periodEnd(row));
  return words.say(row.status === 'trialing' ? 'trialUntil' : 'renews', { date });
}

function buttonsFor({ words, features }: Portal, row: Subscription): Html[] {
  const buttons: Html[] = [];
  if (row.status === 'paused') {
    if (features.subscription_pause.enabled) {
      buttons.push(button(words, 'unpause', row.id, words.say('unpause')));
    }
  } else if (features.subscription_pause.enabled && row.status === 'active' && row.cancel_at === null) {
    buttons.push(button(words, 'pause', row.id, words.say('pause'), true));
  }
  if (!features.subscription_cancel.enabled) return buttons;
  const planned = row.cancel_at !== null;
  const label = words.say(planned ? 'resume' : 'cancel');
  buttons.push(button(words, planned ? 'resume' : 'cancel', row.id, label, !planned));
  return buttons;
}

/** Somebody pressed a button of a subscription of theirs; the key of what to say about it. */
export function actOnSubscription(portal: Portal, subscription: Subscription, { form }: Visit): string {
  const { ledger, features } = portal;
  switch (form['do']) {
    case 'cancel':
      return features.subscription_cancel.enabled ? cancel(portal, subscription) : 'problem_state';
    case 'resume':
      if (subscription.cancel_at === null) return 'problem_state';
      cancelAtPeriodEnd(ledger, subscription, false);
      return 'notice_resumed';
    case 'pause':
      if (!features.subscription_pause.enabled) return 'problem_state';
      pauseSubscription(ledger, subscription, { credits: true, invoices: false });
      return 'notice_paused';
    case 'unpause':
      if (!features.subscription_pause.enabled) return 'problem_state';
      resumeSubscription(ledger, subscription, {
        anchor: 'now',
        behaviour: 'resume_on_payment_success',
        proration: 'create_prorations',
      });
      return subscription.status === 'active' ? 'notice_resumed' : 'problem_declined';
    case 'switch':
      return switchPlan(portal, subscription, { price: form['price'] });
    default:
      return 'problem_state';
  }
}

function cancel({ ledger, features }: Portal, subscription: Subscription): string {
  const { mode, proration_behavior: proration } = features.subscription_cancel;
  if (mode === 'at_period_end') {
    cancelAtPeriodEnd(ledger, subscription, true);
    return 'notice_cancelled';
  }
  cancelNow(ledger, subscription, {
    prorates: proration !== 'none',
    invoices: proration === 'always_invoice',
  });
  return 'notice_ended';
}
