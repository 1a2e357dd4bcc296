import { say, type CommandOptions, type Phrase, type ReplyButton } from '#contracts';
import type { Seat } from '#domain/access';
import { placePhrase } from './places.js';

/** Options of a button about somebody else; none about oneself. */
export type About = { member: string } | undefined;

function about(label: ReplyButton['label'], command: string, who: About): ReplyButton {
  const options: CommandOptions = { ...who };
  return { label, command, options };
}

export const whyButton = (who?: About): ReplyButton => about(say('common.buttons.why'), 'why', who);

export const verifyButton = (who?: About): ReplyButton => ({
  ...about(say('common.buttons.verify'), 'verify', who),
  style: 'primary',
});

export const plansButton = (): ReplyButton => ({ label: say('common.buttons.plans'), command: 'plans' });

export const membershipButton = (): ReplyButton => ({
  label: say('common.buttons.membership'),
  command: 'membership',
});

/** The portal's link lives for minutes only, so it is made when the button is pressed. */
export const manageButton = (): ReplyButton => ({
  label: say('common.buttons.manage'),
  command: 'membership',
  options: { manage: true },
});

export const payButton = (url: string): ReplyButton => ({ label: say('common.buttons.pay'), url });

export const ordersButton = (): ReplyButton => ({ label: say('common.buttons.orders'), command: 'orders' });

/** Links into the portal live for minutes, so these too are made when they are pressed. */
export const switchButton = (subscriptionId: string, to: string, label: Phrase): ReplyButton => ({
  label,
  command: 'membership',
  options: { switch: subscriptionId, to },
});

export const cancelButton = (
  subscriptionId: string,
  label = say('member.membership.cancel'),
): ReplyButton => ({
  label,
  command: 'membership',
  options: { cancel: subscriptionId },
});

export const linkButton = (): ReplyButton => ({ label: say('common.buttons.link'), command: 'link' });

/** A link for every place that is open to the member but not taken yet. */
export function joinButtons(seats: readonly Seat[]): ReplyButton[] {
  return seats.flatMap((seat) =>
    seat.wanted === 'in' && seat.observed !== 'in' && seat.place.joinLink
      ? [{ label: say('common.buttons.join', { place: placePhrase(seat.place) }), url: seat.place.joinLink }]
      : [],
  );
}

export function sureButton(command: string, options: CommandOptions): ReplyButton {
  return {
    label: say('common.buttons.sure'),
    command,
    options: { ...options, sure: true },
    style: 'danger',
  };
}
