import { command, say, type GroupCommand, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { Member, Rank } from '#domain/members';
import { sureButton } from './pieces/buttons.js';
import { namesIn } from './pieces/names.js';
import { nameOf } from './pieces/people.js';
import { capped, rowsOf } from './pieces/words.js';

const base = { for: 'owner', visibility: 'private' } as const;

const listButton = (): ReplyButton => ({ label: say('owners.staff.button_list'), command: 'staff list' });
const addButton = (): ReplyButton => ({
  label: say('owners.staff.button_add'),
  command: 'staff add',
  style: 'primary',
});

const list = command({
  ...base,
  name: 'list',
  options: {},
  async run({ actor, community }, { members }): Promise<Reply> {
    const ranked = await members.ranked(community.id);
    const names = namesIn(community.id, { members });
    const asked = await members.askedForAlarms(community.id);
    const alsoTold = await Promise.all(asked.slice(0, 10).map((id) => names.phrase(id)));
    const others = ranked.filter((one) => one.id !== actor.member.id);
    return {
      title: say('owners.staff.title', { community: community.name }),
      body: [
        ...(ranked.length === 0 ? [say('owners.staff.nobody')] : []),
        say('owners.staff.platform'),
        ...(alsoTold.length > 0 ? [say('owners.staff.also_told', { count: asked.length })] : []),
      ],
      list: [
        ...ranked.map((one) => ({ mark: markOf(one), text: lineOf(one) })),
        ...capped(alsoTold, 10).map((text) => ({ mark: 'dot' as const, text })),
      ],
      buttons: rowsOf([
        addButton(),
        ...others.slice(0, 8).map((one): ReplyButton => ({
          label: say('owners.staff.button_remove', { member: nameOf(one) }),
          command: 'staff remove',
          options: { member: one.id },
        })),
      ]),
    };
  },
});

const add = command({
  ...base,
  name: 'add',
  options: {
    member: { type: 'member', required: true, summary: 'commands.staff.options.member.summary' },
    rank: {
      type: 'choice',
      required: true,
      summary: 'commands.staff.options.rank.summary',
      choices: [
        { value: 'moderator', label: 'commands.staff.choices.rank.moderator' },
        { value: 'creator', label: 'commands.staff.choices.rank.creator' },
        { value: 'owner', label: 'commands.staff.choices.rank.owner' },
      ],
    },
    sure: { type: 'flag', summary: 'commands.staff.options.sure.summary' },
  },
  async run({ actor, community, options }, { members }): Promise<Reply> {
    const { rank, sure } = options;
    const member = await members.member(community.id, options.member);
    const name = nameOf(member);
    if (rank === 'owner' && !sure) {
      return {
        tone: 'warning',
        title: say('owners.staff.owner_ask', { member: name }),
        body: [say('owners.staff.owner_warning')],
        buttons: [[sureButton('staff add', { member: member.id, rank }), listButton()]],
      };
    }
    await members.setRank(community.id, member.id, rank, actor.member.id);
    return {
      tone: 'good',
      title: say('owners.staff.added', { member: name, rank: say(`common.ranks.${rank}`) }),
      body: [say(`owners.staff.may.${rank}`), ...(rank === 'creator' ? [] : [reachPhrase(member)])],
      buttons: [[listButton()]],
      replaces: sure === true,
    };
  },
});

const remove = command({
  ...base,
  name: 'remove',
  options: {
    member: { type: 'member', required: true, summary: 'commands.staff.options.member.summary' },
    sure: { type: 'flag', summary: 'commands.staff.options.sure.summary' },
  },
  async run({ actor, community, options }, { members }): Promise<Reply> {
    const member = await members.member(community.id, options.member);
    const name = nameOf(member);
    if (member.rank === 'member') {
      return { title: say('owners.staff.none', { member: name }), buttons: [[listButton()]] };
    }
    if (!options.sure) {
      const self = member.id === actor.member.id;
      return {
        tone: 'warning',
        title: say('owners.staff.remove_ask', { member: name, rank: say(`common.ranks.${member.rank}`) }),
        body: [say(self ? 'owners.staff.remove_self' : 'owners.staff.remove_warning')],
        buttons: [[sureButton('staff remove', { member: member.id }), listButton()]],
      };
    }
    await members.setRank(community.id, member.id, 'member', actor.member.id);
    return {
      tone: 'good',
      title: say('owners.staff.removed', { member: name }),
      body: [say('owners.staff.platform')],
      buttons: [[listButton()]],
      replaces: true,
    };
  },
});

export const staff: GroupCommand = { ...base, name: 'staff', parts: { list, add, remove } };

const isTold = (rank: Rank): boolean => rank === 'moderator' || rank === 'owner';

function arrives({ dms, accounts }: Member): boolean {
  return dms && accounts.some((account) => account.reachable !== false);
}

function reachPhrase(member: Member): Phrase {
  return say(arrives(member) ? 'owners.staff.told' : 'owners.staff.not_reached');
}

function markOf(member: Member): 'good' | 'wait' | 'dot' {
  if (!isTold(member.rank)) return 'dot';
  return arrives(member) ? 'good' : 'wait';
}

function lineOf(member: Member): Phrase {
  const said = { member: nameOf(member), rank: say(`common.ranks.${member.rank}`) };
  if (!isTold(member.rank) || arrives(member)) return say('owners.staff.line', said);
  return say('owners.staff.line_unreached', said);
}
