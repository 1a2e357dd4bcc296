import type { Call, Method } from '../call.js';
import { chatForWriting } from '../chats.js';
import { badRequest } from '../failure.js';
import { addLink, primaryLink, toLink } from '../links.js';
import { requireBotRight } from '../membership.js';
import { chatIdParam, flagParam, integerParam, requiredText, textParam } from '../params.js';
import { present } from '../shape.js';
import type { ChatRecord, LinkRecord } from '../state.js';
import { characters } from '../text/formatted.js';

const longestName = 32;
const highestLimit = 99_999;

function managed({ world, params }: Call): ChatRecord {
  const chat = chatForWriting(world, chatIdParam(params));
  if (chat.type === 'private') throw badRequest("can't invite to a private chat");
  requireBotRight(world, chat, 'can_invite_users', 'not enough rights to manage chat invite link');
  return chat;
}

function settings({ world, params }: Call): Pick<LinkRecord, 'asksToJoin'> & Partial<LinkRecord> {
  const name = textParam(params, 'name') || undefined;
  const expires = integerParam(params, 'expire_date') || undefined;
  const memberLimit = integerParam(params, 'member_limit') || undefined;
  const asksToJoin = flagParam(params, 'creates_join_request');
  if (name !== undefined && characters(name) > longestName) throw badRequest('INVITE_TITLE_TOO_LONG');
  if (asksToJoin && memberLimit !== undefined)
    throw badRequest("member limit can't be specified for links requiring administrator approval");
  if (memberLimit !== undefined && (memberLimit < 1 || memberLimit > highestLimit))
    throw badRequest('USAGE_LIMIT_INVALID');
  if (expires !== undefined && expires <= world.now()) throw badRequest('EXPIRE_DATE_INVALID');
  return { asksToJoin, ...present({ name, expires, memberLimit }) };
}

/** @throws ApiFailure 400 unless the bot itself made the link in this chat */
function ownLink({ world, params }: Call, chat: ChatRecord): LinkRecord {
  const address = requiredText(params, 'invite_link', 'invite_link is empty');
  const record = Object.hasOwn(chat.links, address) ? chat.links[address] : undefined;
  if (!record) throw badRequest('INVITE_HASH_EXPIRED');
  if (record.creatorId !== world.state.bot.id)
    throw badRequest('not enough rights to manage chat invite link');
  return record;
}

const createChatInviteLink: Method = (call) => {
  const chat = managed(call);
  const { world } = call;
  const record = addLink(world.state, chat, { creatorId: world.state.bot.id, ...settings(call) });
  world.changed();
  return toLink(world, chat, record);
};

const editChatInviteLink: Method = (call) => {
  const chat = managed(call);
  const { link, creatorId, isPrimary, isRevoked } = ownLink(call, chat);
  if (isPrimary) throw badRequest('CHAT_LINK_PRIMARY');
  if (isRevoked) throw badRequest('INVITE_HASH_EXPIRED');
  const record = { link, creatorId, isPrimary, isRevoked, ...settings(call) };
  chat.links[link] = record;
  call.world.changed();
  return toLink(call.world, chat, record);
};

const revokeChatInviteLink: Method = (call) => {
  const chat = managed(call);
  const record = ownLink(call, chat);
  record.isRevoked = true;
  if (record.isPrimary) primaryLink(call.world, chat, record.creatorId);
  call.world.changed();
  return toLink(call.world, chat, record);
};

const exportChatInviteLink: Method = (call) => {
  const chat = managed(call);
  const { world } = call;
  for (const record of Object.values(chat.links))
    if (record.isPrimary && record.creatorId === world.state.bot.id) record.isRevoked = true;
  const fresh = primaryLink(world, chat, world.state.bot.id);
  world.changed();
  return fresh.link;
};

export const linkMethods: Record<string, Method> = {
  createChatInviteLink,
  editChatInviteLink,
  revokeChatInviteLink,
  exportChatInviteLink,
};
