import { command, say, type Phrase } from '#contracts';
import { ProviderUnavailable } from '#kernel/errors';
import { joinButtons, membershipButton, whyButton } from './pieces/buttons.js';
import { untilOf } from './pieces/subscriptions.js';
import { rowsOf } from './pieces/words.js';

/** For whoever paid before Lyceum came, and cannot be told by an id: the code they were sent is the proof. */
export const claim = command({
  name: 'claim',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: {
    code: {
      type: 'text',
      required: true,
      maxLength: 40,
      guessable: true,
      summary: 'commands.claim.options.code.summary',
    },
  },
  async run({ actor, community, options }, { access, billing, imports }) {
    const { id: memberId } = actor.member;
    const claimed = await imports.claim(community.id, actor.member, options.code);
    let silent = false;
    if (claimed.customerId) {
      try {
        await billing.sync(claimed.customerId);
      } catch (error) {
        // It is theirs by now; what Stripe says of it comes with the next round.
        if (!(error instanceof ProviderUnavailable)) throw error;
        silent = true;
      }
    }
    const report = await access.converge(community.id, memberId, 'event');
    const seats = await access.seats(community.id, memberId);
    const plans = await billing.plans(community.id, true);
    const granted = plans.find((plan) => plan.id === claimed.planId);
    const body: Phrase[] = [
      granted
        ? say('owners.claim.granted', { plan: granted.name, until: untilOf(claimed) })
        : say(silent ? 'owners.claim.silent' : 'owners.claim.subscription'),
      ...(report.granted > 0 ? [say('owners.claim.opened', { count: report.granted })] : []),
      ...(report.waiting > 0 ? [say('owners.claim.waiting')] : []),
    ];
    return {
      tone: 'good',
      title: say('owners.claim.title'),
      body,
      buttons: rowsOf([...joinButtons(seats), membershipButton(), whyButton()]),
    };
  },
});
