import type { NoticeValues } from '#domain/delivery';
import { say, type Value } from './phrase.js';
import type { Reply, ReplyButton } from './reply.js';
import { isTextKey } from './texts/index.js';

/** Notices about money other than failed payments: what ends soon, what is to be paid, gifts, disputes. */
export function moneyNotice(
  kind: 'trial_ending' | 'pass_ending' | 'invoice_open' | 'gift_ready' | 'dispute',
  values: NoticeValues,
): Reply {
  const text = (name: string) => String(values[name] ?? '');
  const plan = text('plan');
  switch (kind) {
    case 'trial_ending': {
      const amount = moneyOf(values);
      const at = day(text('at'));
      return {
        title: say('notices.trial_ending.title', { plan }),
        body: [
          amount
            ? say('notices.trial_ending.body', { at, amount })
            : say('notices.trial_ending.body_short', { at }),
          say('notices.trial_ending.hint'),
        ],
        buttons: [[manage, membership]],
      };
    }
    case 'pass_ending':
      return {
        title: say('notices.pass_ending.title', { plan }),
        body: [say('notices.pass_ending.body', { at: day(text('at')) }), say('notices.pass_ending.hint')],
        buttons: [[{ label: say('common.buttons.plans'), command: 'plans', style: 'primary' }, membership]],
      };
    case 'invoice_open': {
      const amount = moneyOf(values);
      return {
        title: say('notices.invoice_open.title', { plan }),
        body: [
          ...(amount ? [say('notices.invoice_open.amount', { amount })] : []),
          values['dueAt']
            ? say('notices.invoice_open.body', { at: day(text('dueAt')) })
            : say('notices.invoice_open.body_short'),
        ],
        buttons: [[{ label: say('common.buttons.pay'), url: text('payUrl') }, membership]],
      };
    }
    case 'gift_ready':
      return {
        tone: 'good',
        title: say('notices.gift_ready.title', { plan }),
        body: [say('notices.gift_ready.body')],
        buttons: [
          [
            {
              label: say('notices.gift_ready.show'),
              command: 'orders',
              options: { gift: text('gift') },
              style: 'primary',
            },
          ],
        ],
      };
    case 'dispute': {
      const state = text('state');
      const title = `notices.dispute.${state}.title`;
      const body = `notices.dispute.${state}.body`;
      const amount = moneyOf(values) ?? '';
      return {
        tone: state === 'won' ? 'good' : 'warning',
        title: say(isTextKey(title) ? title : 'notices.dispute.open.title', { amount }),
        body: [say(isTextKey(body) ? body : 'notices.dispute.open.body')],
        buttons: [
          [{ label: say('notices.dispute.look'), command: 'member', options: { member: text('about') } }],
        ],
      };
    }
  }
}

const membership: ReplyButton = { label: say('common.buttons.membership'), command: 'membership' };
const manage: ReplyButton = {
  label: say('common.buttons.manage'),
  command: 'membership',
  options: { manage: true },
};

function moneyOf({ amount, currency }: NoticeValues): Value | null {
  return typeof amount === 'number' && typeof currency === 'string' ? { money: amount, currency } : null;
}

function day(iso: string): Value {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : { at, as: 'date' };
}
