import { z } from 'zod';
import { ActionError } from '../../kit.js';
import { newChat } from '../chats.js';
import { changeMember } from '../members.js';
import { memberOf } from '../membership.js';
import { addServiceMessage } from '../messages.js';
import type { ChatRecord } from '../state.js';
import type { World } from '../world.js';
import { act, actor, chatRef, groupOf, requireActorRight, requireInside, requirePerson } from './act.js';

const firstGroup = 4_000_000_000;
const firstSupergroup = 1_002_000_000_000;

/** What Telegram does: a new chat with a new id takes everything over, the old one only points to it. */
function upgrade(world: World, group: ChatRecord, by: number): ChatRecord {
  const { state } = world;
  const chat = newChat(-(firstSupergroup + state.counters.chat++), 'supergroup', {
    ...(group.title !== undefined && { title: group.title }),
    permissions: group.permissions,
    links: group.links,
    requests: group.requests,
    migratedFrom: group.id,
  });
  state.chats[chat.id] = chat;
  const botId = state.bot.id;
  const botMember = group.members[botId];
  for (const [key, record] of Object.entries(group.members))
    if (Number(key) !== botId) chat.members[key] = 'since' in record ? { ...record, since: 1 } : record;
  if (botMember)
    changeMember(world, chat, botId, 'since' in botMember ? { ...botMember, since: 1 } : botMember, {
      by,
      isQuiet: true,
    });
  addServiceMessage(world, group, by, { migrate_to_chat_id: chat.id });
  addServiceMessage(world, chat, by, { migrate_from_chat_id: group.id });
  group.migratedTo = chat.id;
  group.links = {};
  group.requests = {};
  if (botMember) changeMember(world, group, botId, { status: 'left' }, { by, isQuiet: true });
  group.members = {};
  return chat;
}

export const groupActions = (world: World) => ({
  createGroup: act(
    'Create a basic group',
    z.object({ as: actor, title: z.string().min(1).max(128) }),
    ({ as, title }) => {
      requirePerson(world, as);
      const chat = newChat(-(firstGroup + world.state.counters.chat++), 'group', {
        title,
        members: { [as]: { status: 'creator', since: 1 } },
      });
      world.state.chats[chat.id] = chat;
      addServiceMessage(world, chat, as, { group_chat_created: true });
      return { chatId: chat.id };
    },
  ),
  upgradeGroup: act(
    'Turn a basic group into a supergroup, which gives it a new id',
    z.object({ as: actor, chatId: chatRef }),
    ({ as, chatId }) => {
      const group = groupOf(world, chatId);
      if (group.type !== 'group') throw new ActionError('this is a supergroup already', 409);
      requireInside(world, group, as);
      if (memberOf(world, group, as).status !== 'creator')
        throw new ActionError('only the owner can upgrade a group', 403);
      return { chatId: upgrade(world, group, as).id };
    },
  ),
  setForum: act(
    'Switch the topics of a supergroup on or off',
    z.object({ as: actor, chatId: chatRef, enabled: z.boolean() }),
    ({ as, chatId, enabled }) => {
      const chat = groupOf(world, chatId);
      requireActorRight(world, chat, as, 'can_change_info');
      if (chat.type !== 'supergroup') throw new ActionError('only supergroups have topics', 409);
      chat.isForum = enabled;
      world.changed();
      return { enabled };
    },
  ),
});
