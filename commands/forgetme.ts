import { command, problemPhrase, say, type CommandContext, type Phrase, type Reply } from '#contracts';
import type { Seat } from '#domain/access';
import type { Subscription } from '#domain/billing';
import type { Farewell } from '#domain/privacy';
import { cancelButton, manageButton, sureButton } from './pieces/buttons.js';
import { placePhrase } from './pieces/places.js';
import { myDataButton } from './pieces/privacy.js';
import { nextOf } from './pieces/subscriptions.js';
import { listed, rowsOf } from './pieces/words.js';

export const forgetme = command({
  name: 'forgetme',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: { sure: { type: 'flag', summary: 'commands.forgetme.options.sure.summary' } },
  async run(context, { privacy }) {
    const who = [context.community.id, context.actor.member.id] as const;
    if (!context.options.sure) {
      const farewell = await privacy.farewell(...who);
      return farewell.running.length > 0 ? notYet(farewell.running) : asked(farewell, context);
    }
    const result = await privacy.forget(...who);
    if (result.kind === 'refused') return notYet(result.running);
    return result.kind === 'forgotten' ? done() : underWay(result.open);
  },
});

/** What is paid for has to end first, by the person's own hand. */
function notYet(running: readonly Subscription[]): Reply {
  const [only, ...more] = running;
  return {
    tone: 'warning',
    title: say('privacy.forgetme.running'),
    body: [say('privacy.forgetme.running_why'), say('privacy.forgetme.running_then')],
    list: running.map((one) => ({ mark: 'wait', text: nextOf(one) })),
    buttons: rowsOf([...(only && more.length === 0 ? [cancelButton(only.id)] : []), manageButton()]),
  };
}

function asked(farewell: Farewell, context: CommandContext): Reply {
  return {
    tone: 'warning',
    title: say('privacy.forgetme.title'),
    body: [say('privacy.forgetme.how'), say('privacy.forgetme.stays'), say('privacy.forgetme.lose')],
    list: losses(farewell, context).map((text) => ({ mark: 'bad', text })),
    buttons: [[{ ...sureButton('forgetme', {}), label: say('privacy.buttons.sure') }, myDataButton()]],
  };
}

function losses({ plans, grants, orders, giftsOpen }: Farewell, { actor }: CommandContext): Phrase[] {
  const { accounts, rank } = actor.member;
  return [
    ...plans.map((plan) => say('privacy.forgetme.lose_plan', { plan })),
    ...(grants.length > 0 ? [say('privacy.forgetme.lose_grants', { count: grants.length })] : []),
    ...(orders.length > 0 ? [say('privacy.forgetme.lose_orders', { count: orders.length })] : []),
    ...(giftsOpen > 0 ? [say('privacy.forgetme.lose_gifts', { count: giftsOpen })] : []),
    ...(accounts.length > 1
      ? [
          say('privacy.forgetme.lose_link', {
            platforms: listed(accounts.map(({ platform }) => say(`common.platforms.${platform}`))),
          }),
        ]
      : []),
    ...(rank === 'member' ? [] : [say('privacy.forgetme.lose_rank')]),
    say('privacy.forgetme.lose_rest'),
  ];
}

/** Nobody is there any more to press a button. */
function done(): Reply {
  return {
    tone: 'good',
    title: say('privacy.forgetme.done'),
    body: [
      say('privacy.forgetme.done_what'),
      say('privacy.forgetme.done_stripe'),
      say('privacy.forgetme.done_again'),
    ],
  };
}

function underWay(open: readonly Seat[]): Reply {
  return {
    tone: 'warning',
    title: say('privacy.forgetme.under_way'),
    body: [say('privacy.forgetme.under_way_what')],
    list: open.map(({ place, problem }) => ({
      mark: 'wait',
      text: say('privacy.forgetme.under_way_seat', {
        place: placePhrase(place),
        problem: problemPhrase(problem ?? 'no_answer'),
      }),
    })),
  };
}
