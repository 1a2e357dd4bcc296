import { command, say, type Phrase } from '#contracts';
import type { Entitlement } from '#domain/access';
import { cancelButton, joinButtons, linkButton, membershipButton, whyButton } from './pieces/buttons.js';
import { opensFor, platformsWithout } from './pieces/places.js';
import { runningSubscription } from './pieces/subscriptions.js';
import { listed, rowsOf } from './pieces/words.js';

export const redeem = command({
  name: 'redeem',
  for: 'member',
  visibility: 'private',
  pace: 'dear',
  options: {
    code: {
      type: 'text',
      required: true,
      maxLength: 60,
      guessable: true,
      summary: 'commands.redeem.options.code.summary',
    },
  },
  async run({ actor, community, options }, { access, billing }) {
    const who = [community.id, actor.member.id] as const;
    const { planId } = await access.redeem(community.id, actor.member, options.code);
    const report = await access.converge(...who, 'event');
    const entitlement = (await access.entitlements(...who)).find((one) => one.planId === planId);
    const plan = await billing.plan(community.id, planId);
    const gives = entitlement?.sources.some((one) => one.kind === 'order' && one.verdict === 'active');
    if (!entitlement || !gives) {
      return {
        tone: 'warning',
        title: say('selling.redeem.nothing_title'),
        body: [say('selling.redeem.nothing')],
        buttons: [[whyButton(), membershipButton()]],
      };
    }
    const paying = runningSubscription(await billing.subscriptions(...who), plan);
    const places = await access.placesOfPlan(community.id, planId);
    const opened = opensFor(places, false);
    const missing = platformsWithout(actor.member, places);
    return {
      tone: report.failed > 0 ? 'warning' : 'good',
      title: say('selling.redeem.title', { plan: plan.name }),
      body: [
        until(entitlement),
        ...(opened.length > 0 ? [say('selling.redeem.opens', { places: listed(opened) })] : []),
        ...(report.waiting > 0 ? [say('selling.redeem.waiting')] : []),
        ...(report.failed > 0 ? [say('selling.redeem.failed')] : []),
        ...(missing.length > 0 ? [say('selling.redeem.elsewhere', { platforms: listed(missing) })] : []),
        ...(paying ? [say('selling.redeem.subscribed')] : []),
      ],
      buttons: rowsOf([
        ...joinButtons(await access.seats(...who)),
        ...(missing.length > 0 ? [linkButton()] : []),
        membershipButton(),
        ...(report.failed > 0 ? [whyButton()] : []),
        ...(paying ? [cancelButton(paying.id)] : []),
      ]),
    };
  },
});

/** The last day that anything bought gives; a gift may come on top of a pass. */
function until({ sources }: Entitlement): Phrase {
  const ends = sources
    .filter((one) => one.kind === 'order' && one.verdict === 'active')
    .map((one) => one.until);
  if (ends.includes(null)) return say('selling.redeem.for_good');
  const last = new Date(Math.max(...ends.map((end) => Date.parse(end ?? ''))));
  return say('selling.redeem.until', { at: { at: last, as: 'date' } });
}
