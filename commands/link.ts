import { command, say, type CommandContext, type Reply, type Rooms } from '#contracts';
import { platforms, type Member } from '#domain/members';
import { joinButtons, membershipButton, whyButton } from './pieces/buttons.js';
import { speakingAccount } from './pieces/people.js';
import { listed, rowsOf } from './pieces/words.js';

export const link = command({
  name: 'link',
  for: 'member',
  visibility: 'private',
  options: {
    code: { type: 'text', maxLength: 40, guessable: true, summary: 'commands.link.options.code.summary' },
  },
  run: (context, rooms) =>
    context.options.code ? finish(context, context.options.code, rooms) : begin(context, rooms),
});

async function begin({ actor, community }: CommandContext, { members }: Rooms): Promise<Reply> {
  const code = await members.startLink(community.id, actor.member.id, actor.platform);
  const others = platforms.filter((platform) => platform !== actor.platform);
  const joined = actor.member.accounts.filter((account) => account.platform !== actor.platform);
  return {
    title: say('member.link.title', { code }),
    body: [
      say('member.link.step_where', {
        platform: listed(
          others.map((platform) => say(`common.platforms.${platform}`)),
          'or',
        ),
      }),
      say('member.link.step_say', { code }),
      say('member.link.validity'),
      ...joined.map(({ name, platform }) =>
        say('member.link.replaces', { account: name, platform: say(`common.platforms.${platform}`) }),
      ),
    ],
  };
}

async function finish(
  { actor, community }: CommandContext,
  code: string,
  { members, access }: Rooms,
): Promise<Reply> {
  const member = await members.finishLink(community.id, speakingAccount(actor), code);
  const report = await access.converge(community.id, member.id, 'event');
  return {
    tone: 'good',
    title: say('member.link.done'),
    body: [
      say('member.link.accounts', { accounts: listed(accountsOf(member)) }),
      ...(report.granted > 0 ? [say('member.link.opened', { count: report.granted })] : []),
      ...(report.waiting > 0 ? [say('member.link.waiting')] : []),
    ],
    buttons: rowsOf([
      ...joinButtons(await access.seats(community.id, member.id)),
      membershipButton(),
      whyButton(),
    ]),
  };
}

function accountsOf({ accounts }: Member) {
  return accounts.map(({ name, platform }) =>
    say('member.link.account', { name, platform: say(`common.platforms.${platform}`) }),
  );
}
