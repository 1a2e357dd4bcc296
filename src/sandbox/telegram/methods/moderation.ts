import { z } from 'zod';
import type { Call, Method } from '../call.js';
import { chatForWriting } from '../chats.js';
import { badRequest } from '../failure.js';
import { approveRequest, declineRequest } from '../joining.js';
import { changeMember, effectiveUntil, goingOut } from '../members.js';
import { canBotEdit, hasRight, isInside, memberOf, requireBotRight } from '../membership.js';
import { nextMessageId } from '../messages.js';
import { chatIdParam, flagParam, integerParam, jsonParam, userIdParam } from '../params.js';
import { adminRights, adminRightNames, permissions } from '../rights.js';
import type { ChatRecord, MemberRecord } from '../state.js';
import type { World } from '../world.js';

const noRestricting = 'not enough rights to restrict/unrestrict chat member';

/** @throws ApiFailure 400 in the order in which Telegram finds the reasons: owner, rights, administrator */
function requireRestrictable(world: World, chat: ChatRecord, userId: number): MemberRecord {
  const target = memberOf(world, chat, userId);
  if (target.status === 'creator') throw badRequest("can't remove chat owner");
  if (userId === world.state.bot.id) throw badRequest("can't restrict self");
  requireBotRight(world, chat, 'can_restrict_members', noRestricting);
  if (target.status === 'administrator' && !canBotEdit(world, userId, target))
    throw badRequest('user is an administrator of the chat');
  return target;
}

function subject({ world, params }: Call): { chat: ChatRecord; userId: number } {
  const userId = userIdParam(params);
  const chat = chatForWriting(world, chatIdParam(params));
  if (chat.type === 'private') throw badRequest("can't change members of a private chat");
  if (!world.state.users[userId]) throw badRequest('PARTICIPANT_ID_INVALID');
  return { chat, userId };
}

const banChatMember: Method = (call) => {
  const { world, params } = call;
  const { chat, userId } = subject(call);
  const target = requireRestrictable(world, chat, userId);
  if (chat.type === 'group') {
    // A basic group keeps no list of the banned: a ban only puts the person out.
    if (!isInside(target)) throw badRequest('USER_NOT_PARTICIPANT');
    changeMember(world, chat, userId, { status: 'left' }, { by: world.state.bot.id });
    return true;
  }
  const until = effectiveUntil(world, integerParam(params, 'until_date'));
  changeMember(world, chat, userId, { status: 'kicked', until }, { by: world.state.bot.id });
  return true;
};

const unbanChatMember: Method = (call) => {
  const { world, params } = call;
  const { chat, userId } = subject(call);
  if (chat.type !== 'supergroup')
    throw badRequest('method is available for supergroup and channel chats only');
  const status = memberOf(world, chat, userId);
  if (status.status === 'left') return true;
  if (flagParam(params, 'only_if_banned') && status.status !== 'kicked') return true;
  requireRestrictable(world, chat, userId);
  const by = world.state.bot.id;
  // Whoever is inside is put out first: the caller is promised a person who is outside but may come back.
  if (isInside(status)) changeMember(world, chat, userId, { status: 'kicked', until: 0 }, { by });
  changeMember(world, chat, userId, { status: 'left' }, { by, isQuiet: true });
  return true;
};

const permissionsSchema = z.record(z.string(), z.boolean());

const restrictChatMember: Method = (call) => {
  const { world, params } = call;
  const { chat, userId } = subject(call);
  if (chat.type !== 'supergroup') throw badRequest('method is available only for supergroups');
  const parsed = permissionsSchema.safeParse(jsonParam(params, 'permissions'));
  if (!parsed.success) throw badRequest("can't parse permissions JSON object");
  const target = requireRestrictable(world, chat, userId);
  const given = permissions(parsed.data);
  const wasInside = isInside(target);
  const since = 'since' in target ? target.since : nextMessageId(world, chat);
  const link = 'link' in target && target.link !== undefined ? { link: target.link } : {};
  const isFree = Object.values(given).every(Boolean);
  const until = effectiveUntil(world, integerParam(params, 'until_date'));
  const free: MemberRecord = wasInside ? { status: 'member', since, ...link } : { status: 'left' };
  const next: MemberRecord = isFree
    ? free
    : { status: 'restricted', isMember: wasInside, permissions: given, until, since, ...link };
  changeMember(world, chat, userId, next, { by: world.state.bot.id });
  return true;
};

const promoteChatMember: Method = (call) => {
  const { world, params } = call;
  const { chat, userId } = subject(call);
  const target = memberOf(world, chat, userId);
  const own = memberOf(world, chat, world.state.bot.id);
  if (target.status === 'creator') throw badRequest("can't remove chat owner");
  if (userId === world.state.bot.id) throw badRequest("can't promote self");
  requireBotRight(world, chat, 'can_promote_members', 'not enough rights');
  if (target.status === 'administrator' && !canBotEdit(world, userId, target))
    throw badRequest('CHAT_ADMIN_REQUIRED');
  if (!isInside(target)) throw badRequest('USER_NOT_PARTICIPANT');
  const asked = adminRightNames.filter((name) => flagParam(params, name));
  if (asked.some((name) => name !== 'is_anonymous' && !hasRight(own, name)))
    throw badRequest('RIGHT_FORBIDDEN');
  const since = 'since' in target ? target.since : nextMessageId(world, chat);
  const rights = adminRights(Object.fromEntries(asked.map((name) => [name, true])));
  const next: MemberRecord =
    asked.length === 0
      ? { status: 'member', since }
      : { status: 'administrator', rights, promotedBy: world.state.bot.id, since };
  changeMember(world, chat, userId, next, { by: world.state.bot.id });
  return true;
};

const decide =
  (settle: (world: World, chat: ChatRecord, userId: number, by: number) => void): Method =>
  (call) => {
    const { chat, userId } = subject(call);
    requireBotRight(call.world, chat, 'can_invite_users', 'not enough rights to manage chat invite link');
    settle(call.world, chat, userId, call.world.state.bot.id);
    return true;
  };

const leaveChat: Method = ({ world, params }) => {
  const chat = chatForWriting(world, chatIdParam(params));
  if (chat.type === 'private') throw badRequest("can't leave a private chat");
  const botId = world.state.bot.id;
  changeMember(world, chat, botId, goingOut(world, chat, botId), { by: botId });
  return true;
};

export const moderationMethods: Record<string, Method> = {
  banChatMember,
  kickChatMember: banChatMember,
  unbanChatMember,
  restrictChatMember,
  promoteChatMember,
  approveChatJoinRequest: decide(approveRequest),
  declineChatJoinRequest: decide(declineRequest),
  leaveChat,
};
