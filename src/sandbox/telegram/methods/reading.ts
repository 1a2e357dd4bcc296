import type { Call, Method } from '../call.js';
import { chatForReading, chatForWriting, toChat } from '../chats.js';
import { badRequest } from '../failure.js';
import { primaryLink } from '../links.js';
import {
  hasRight,
  insiders,
  isAdministrator,
  memberOf,
  requireBotRight,
  toChatMember,
} from '../membership.js';
import { addServiceMessage, toMessage } from '../messages.js';
import { chatIdParam, requiredText, textParam, userIdParam } from '../params.js';
import { present } from '../shape.js';
import type { ChatRecord } from '../state.js';

function place({ world, params }: Call): ChatRecord {
  return chatForReading(world, chatIdParam(params));
}

const getChat: Method = (call) => {
  const { world } = call;
  const chat = place(call);
  const pinned = chat.messages[chat.pinned.at(-1) ?? -1];
  const own = memberOf(world, chat, world.state.bot.id);
  const isGroup = chat.type !== 'private';
  return present({
    ...toChat(world, chat),
    accent_color_id: Math.abs(chat.id) % 7,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: !isGroup,
      limited_gifts: !isGroup,
      unique_gifts: !isGroup,
      premium_subscription: !isGroup,
      gifts_from_channels: !isGroup,
    },
    description: chat.description,
    active_usernames: chat.username === undefined ? undefined : [chat.username],
    invite_link:
      isGroup && chat.migratedTo === undefined && hasRight(own, 'can_invite_users')
        ? primaryLink(world, chat, world.state.bot.id).link
        : undefined,
    pinned_message: pinned && toMessage(world, chat, pinned, true),
    permissions: isGroup ? chat.permissions : undefined,
  });
};

const getChatMember: Method = (call) => {
  const { world } = call;
  const userId = userIdParam(call.params);
  const chat = place(call);
  if (!world.state.users[userId])
    throw badRequest(chat.type === 'supergroup' ? 'PARTICIPANT_ID_INVALID' : 'user not found');
  if (chat.type === 'private') {
    const isHere = userId === chat.id || userId === world.state.bot.id;
    if (!isHere) throw badRequest('member not found');
    return toChatMember(world, userId, { status: 'member', since: 1 });
  }
  return toChatMember(world, userId, memberOf(world, chat, userId));
};

const getChatAdministrators: Method = (call) => {
  const chat = place(call);
  if (chat.type === 'private') throw badRequest('there are no administrators in the private chat');
  return insiders(call.world, chat)
    .filter(([, record]) => isAdministrator(record))
    .map(([userId, record]) => toChatMember(call.world, userId, record));
};

const getChatMemberCount: Method = (call) => {
  const chat = place(call);
  return chat.type === 'private' ? 2 : insiders(call.world, chat).length;
};

function changeable({ world, params }: Call): ChatRecord {
  const chat = chatForWriting(world, chatIdParam(params));
  if (chat.type === 'private') throw badRequest("can't change a private chat");
  requireBotRight(world, chat, 'can_change_info', 'not enough rights to change chat title');
  return chat;
}

const setChatTitle: Method = (call) => {
  const chat = changeable(call);
  const title = requiredText(call.params, 'title', 'title must be non-empty');
  if (title !== chat.title) {
    chat.title = title;
    addServiceMessage(call.world, chat, call.world.state.bot.id, { new_chat_title: title });
  }
  return true;
};

const setChatDescription: Method = (call) => {
  const chat = changeable(call);
  const description = textParam(call.params, 'description') ?? '';
  if (description === (chat.description ?? '')) throw badRequest('chat description is not modified');
  chat.description = description;
  call.world.changed();
  return true;
};

export const readingMethods: Record<string, Method> = {
  getChat,
  getChatMember,
  getChatAdministrators,
  getChatMemberCount,
  getChatMembersCount: getChatMemberCount,
  setChatTitle,
  setChatDescription,
};
