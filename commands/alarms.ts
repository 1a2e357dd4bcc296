import { command, say, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { Member } from '#domain/members';
import { reaches } from './pieces/people.js';

/** Whoever is in charge by the platform alone says here whether anything that needs a decision reaches them. */
export const alarms = command({
  name: 'alarms',
  for: 'moderator',
  visibility: 'private',
  options: { on: { type: 'flag', summary: 'commands.alarms.options.on.summary' } },
  async run({ actor, community, options }, { members }): Promise<Reply> {
    const { member } = actor;
    if (reaches(member.rank, 'moderator')) {
      return { title: say('owners.alarms.listed'), body: [say('owners.alarms.listed_hint'), how(member)] };
    }
    if (options.on === undefined) return shown(member.alarms === true, member, false);
    await members.setAlarms(community.id, member.id, options.on, member.id);
    return shown(options.on, member, true);
  },
});

function shown(on: boolean, member: Member, replaces: boolean): Reply {
  const button: ReplyButton = on
    ? { label: say('owners.alarms.button_off'), command: 'alarms', options: { on: false } }
    : { label: say('owners.alarms.button_on'), command: 'alarms', options: { on: true }, style: 'primary' };
  return {
    ...(on ? { tone: 'good' } : {}),
    title: say(on ? 'owners.alarms.title_on' : 'owners.alarms.title_off'),
    body: [say('owners.alarms.about'), ...(on ? [how(member)] : [])],
    buttons: [[button]],
    replaces,
  };
}

/** Whether a message would arrive. */
function how({ dms, accounts }: Member): Phrase {
  const arrives = dms && accounts.some((account) => account.reachable !== false);
  return say(arrives ? 'owners.alarms.arrives' : 'owners.alarms.inbox_only');
}
