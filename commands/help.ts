import { command, isTextKey, say, type Command, type Phrase } from '#contracts';
import { linkButton, membershipButton, plansButton } from './pieces/buttons.js';
import { reaches } from './pieces/people.js';
import { literal } from './pieces/words.js';

/**
 * `/help` lists the others, so it is given them: importing the list here would close a circle.
 * Nobody is shown a command that they may not say.
 * @param forStaff said by anybody, because a community begins with them, but of use to whoever is in charge
 */
export function helpAbout(others: readonly Command[], forStaff: readonly Command[]): Command {
  return command({
    name: 'help',
    for: 'member',
    visibility: 'private',
    options: {},
    async run({ actor, community }) {
      const allowed = others.filter((one) => !one.unlisted && reaches(actor.rank, one.for));
      // The members' commands first: moderators are members too.
      const sorted = [...allowed].sort((a, b) => Number(a.for !== 'member') - Number(b.for !== 'member'));
      return {
        title: say('member.help.title', { community: community.name }),
        body: [
          say('member.help.who', { community: community.name }),
          say('member.help.private'),
          ...(reaches(actor.rank, 'moderator') ? [say('member.help.moderators')] : []),
        ],
        list: [...sorted, ...(reaches(actor.rank, 'moderator') ? forStaff : [])].map((one) => ({
          mark: 'dot' as const,
          text: line(one),
        })),
        buttons: [[plansButton(), membershipButton(), linkButton()]],
      };
    },
  });
}

function line({ name }: Command): Phrase {
  const summary = `commands.${name}.summary`;
  return say('member.help.command', {
    command: name,
    summary: isTextKey(summary) ? say(summary) : literal(''),
  });
}
