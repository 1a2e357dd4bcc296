import { command, say, type ReplyButton } from '#contracts';
import type { ChainLink } from '#domain/access';
import type { Subscription } from '#domain/billing';
import {
  joinButtons,
  linkButton,
  manageButton,
  payButton,
  plansButton,
  verifyButton,
} from './pieces/buttons.js';
import { chainList, judge } from './pieces/chain.js';
import { nameOf, subjectOf } from './pieces/people.js';
import { rowsOf } from './pieces/words.js';

export const why = command({
  name: 'why',
  for: 'member',
  visibility: 'private',
  options: { member: { type: 'member', summary: 'commands.why.options.member.summary' } },
  async run(context, rooms) {
    const { community, options } = context;
    const subject = await subjectOf(options.member, context, rooms);
    const who = [community.id, subject.member.id] as const;
    const chain = await rooms.access.chain(...who);
    const verdict = judge(chain);
    // Only the member themselves can pay, join or link.
    const repairs = subject.self
      ? [
          ...paying(verdict.failing, await rooms.billing.subscriptions(...who)),
          ...(chain.some(({ text }) => text === 'account_missing') ? [linkButton()] : []),
          ...joinButtons(await rooms.access.seats(...who)),
        ]
      : [];
    return {
      tone: verdict.tone,
      title: subject.self
        ? say('member.why.title')
        : say('member.why.title_of', { member: nameOf(subject.member) }),
      body: [verdict.words],
      list: chainList(chain),
      buttons: rowsOf([verifyButton(subject.about), ...repairs]),
    };
  },
});

function paying(failing: ChainLink | undefined, subscriptions: readonly Subscription[]): ReplyButton[] {
  if (!failing || failing.link === 'account' || failing.link === 'seat') return [];
  const owed = subscriptions.find(({ payUrl, endedAt }) => payUrl && !endedAt);
  if (owed?.payUrl) return [payButton(owed.payUrl), manageButton()];
  return failing.text.endsWith('_unknown') ? [] : [plansButton()];
}
