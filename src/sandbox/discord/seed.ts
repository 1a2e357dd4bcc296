/** The demo community as it is before anybody has paid: the same everywhere, to the last id. */
import { demo, people } from '../people.js';
import { permissionSum } from './permissions.js';
import { intent } from './rules/intents.js';
import type { DiscordState, Member, Overwrite, Role, TextChannel, User } from './state.js';

/** When the demo server was founded; members joined then. */
const founded = Date.UTC(2026, 0, 5, 9);

const everyone = permissionSum(
  'createInvite',
  'addReactions',
  'viewChannel',
  'sendMessages',
  'embedLinks',
  'attachFiles',
  'readHistory',
  'changeNickname',
  'externalEmojis',
  'connect',
  'speak',
  'useCommands',
  'createPublicThreads',
  'sendInThreads',
);

const bot = permissionSum(
  'createInvite',
  'kickMembers',
  'addReactions',
  'viewChannel',
  'sendMessages',
  'manageMessages',
  'embedLinks',
  'attachFiles',
  'readHistory',
  'manageRoles',
  'useCommands',
  'manageThreads',
  'createPublicThreads',
  'createPrivateThreads',
  'sendInThreads',
);

const moderator = permissionSum(
  'kickMembers',
  'banMembers',
  'manageChannels',
  'manageGuild',
  'viewAuditLog',
  'manageMessages',
  'mentionEveryone',
  'manageNicknames',
  'manageRoles',
  'manageThreads',
  'moderateMembers',
);

function roles(): Record<string, Role> {
  const ids = demo.discord;
  const plain = { hoist: false, mentionable: false };
  const list: Role[] = [
    { id: ids.guildId, name: '@everyone', permissions: everyone, position: 0, color: 0, ...plain },
    {
      id: ids.memberRoleId,
      name: 'Member',
      permissions: '0',
      position: 1,
      color: 0x2ecc71,
      ...plain,
      hoist: true,
    },
    { id: ids.proRoleId, name: 'Pro', permissions: '0', position: 2, color: 0xf1c40f, ...plain, hoist: true },
    {
      id: ids.botRoleId,
      name: 'Lyceum',
      permissions: bot,
      position: 3,
      color: 0x5865f2,
      ...plain,
      botId: ids.botId,
    },
    {
      id: ids.moderatorRoleId,
      name: 'Moderator',
      permissions: moderator,
      position: 4,
      color: 0xe67e22,
      ...plain,
      hoist: true,
    },
  ];
  return Object.fromEntries(list.map((role) => [role.id, role]));
}

function channels(): Record<string, TextChannel> {
  const ids = demo.discord;
  const view = permissionSum('viewChannel');
  const hidden: Overwrite = { id: ids.guildId, type: 0, allow: '0', deny: view };
  const shown = (...roleIds: string[]): Overwrite[] =>
    roleIds.map((id) => ({ id, type: 0, allow: view, deny: '0' }));
  const text = (
    id: string,
    name: string,
    topic: string,
    position: number,
    overwrites: Overwrite[],
  ): TextChannel => ({
    kind: 'text',
    id,
    guildId: ids.guildId,
    name,
    topic,
    position,
    parentId: null,
    overwrites,
    slowmode: 0,
  });
  // Everybody reads what is announced, and writes in its threads.
  const write = permissionSum('sendMessages');
  const announced: Overwrite[] = [
    { id: ids.guildId, type: 0, allow: '0', deny: write },
    ...[ids.moderatorRoleId, ids.botRoleId].map((id): Overwrite => ({
      id,
      type: 0,
      allow: write,
      deny: '0',
    })),
  ];
  const list: TextChannel[] = [
    text(ids.generalChannelId, 'general', 'Everybody is welcome', 0, []),
    text(ids.questionsChannelId, 'questions', 'Ask anything about the community', 1, []),
    text(ids.coursesChannelId, 'courses', 'New lessons', 2, announced),
    { ...text(ids.forumChannelId, 'lessons', 'A thread for every lesson', 3, announced), kind: 'forum' },
    text(ids.membersChannelId, 'members', 'For paying members', 4, [
      hidden,
      ...shown(ids.memberRoleId, ids.proRoleId, ids.moderatorRoleId, ids.botRoleId),
    ]),
    text(ids.staffChannelId, 'staff', 'For the people who run this place', 5, [
      hidden,
      ...shown(ids.moderatorRoleId, ids.botRoleId),
    ]),
    { ...text(ids.voiceChannelId, 'Studio', '', 6, []), kind: 'voice', topic: null },
    { ...text(ids.stageChannelId, 'Live lessons', '', 7, []), kind: 'stage', topic: null },
  ];
  return Object.fromEntries(list.map((channel) => [channel.id, channel]));
}

function member(userId: string, roleIds: string[]): Member {
  return { userId, nick: null, roles: roleIds, joinedAt: founded, mutedUntil: null };
}

/** A fresh copy of the demo server; deterministic. */
export function seedDiscord(): DiscordState {
  const ids = demo.discord;
  const users: User[] = [
    { id: ids.botId, username: 'Lyceum', globalName: null, bot: true, locale: 'en-US', dmOpen: true },
    ...people.map((person) => ({
      id: person.discordId,
      username: person.discordName,
      globalName: person.name,
      bot: false,
      locale: person.locale === 'en' ? 'en-US' : person.locale,
      dmOpen: true,
    })),
  ];
  const owner = people.find((person) => person.rank === 'owner') ?? people[0];
  const members = [
    member(ids.botId, [ids.botRoleId]),
    ...people.map(({ discordId, rank }) =>
      member(discordId, rank === 'moderator' ? [ids.moderatorRoleId] : []),
    ),
  ];
  return {
    version: 1,
    ids: { ms: founded, n: 0 },
    application: {
      id: ids.botId,
      name: 'Lyceum',
      token: ids.token,
      ownerId: owner?.discordId ?? ids.botId,
      privilegedIntents: intent.guildMembers | intent.messageContent,
      quarantined: false,
    },
    users: Object.fromEntries(users.map((user) => [user.id, user])),
    guilds: {
      [ids.guildId]: {
        id: ids.guildId,
        name: ids.guildName,
        ownerId: owner?.discordId ?? ids.botId,
        locale: 'en-US',
        roles: roles(),
        members: Object.fromEntries(members.map((each) => [each.userId, each])),
        bans: {},
      },
    },
    channels: channels(),
    messages: {},
    files: {},
    commands: { global: [], guilds: {} },
    interactions: {},
    modals: {},
  };
}
