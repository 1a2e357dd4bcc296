import { command, say, type Phrase } from '#contracts';
import type { Account, Member } from '#domain/members';
import { manageButton, ordersButton, verifyButton, whyButton } from './pieces/buttons.js';
import { nameOf } from './pieces/people.js';
import { listed, literal, rowsOf, stacked } from './pieces/words.js';

/** As many as somebody would write to. */
const NAMED = 5;

/** What Telegram asks of every bot that has to do with payments: how to get help with one. */
export const paysupport = command({
  name: 'paysupport',
  for: 'member',
  visibility: 'private',
  options: {},
  async run({ actor, community }, { members, billing }) {
    const paid = (await billing.customers(community.id, actor.member.id)).length > 0;
    const team = (await members.ranked(community.id))
      .filter(({ rank }) => rank !== 'creator')
      .slice(0, NAMED);
    return {
      title: say('privacy.paysupport.title'),
      body: [say('privacy.paysupport.who', { community: community.name })],
      fields: [
        {
          name: say('privacy.paysupport.yourself'),
          value: stacked([
            say('privacy.paysupport.receipts'),
            say('privacy.paysupport.missing'),
            ...(paid ? [] : [say('privacy.paysupport.none')]),
          ]),
        },
        {
          name: say('privacy.paysupport.refund'),
          value: stacked([say('privacy.paysupport.refund_what'), say('privacy.paysupport.dispute')]),
        },
        { name: say('privacy.paysupport.team'), value: whom(team) },
      ],
      buttons: rowsOf([...(paid ? [ordersButton(), manageButton()] : []), verifyButton(), whyButton()]),
    };
  },
});

function whom(team: readonly Member[]): Phrase {
  const telegram = say('privacy.paysupport.not_telegram');
  if (team.length === 0) return stacked([say('privacy.paysupport.team_here'), telegram]);
  const names = listed(team.map(reachable), 'or');
  return stacked([say('privacy.paysupport.team_who', { names }), telegram]);
}

/** By name, and by a link to each account where the platform has one. */
function reachable(member: Member): Phrase {
  const [account] = member.accounts;
  if (!account) return literal('?');
  return say('privacy.paysupport.person', {
    person: { link: addressOf(account), label: nameOf(member, account.platform) },
    platform: say(`common.platforms.${account.platform}`),
  });
}

function addressOf({ platform, externalId }: Account): string {
  return platform === 'discord' ? `https://discord.com/users/${externalId}` : `tg://user?id=${externalId}`;
}
