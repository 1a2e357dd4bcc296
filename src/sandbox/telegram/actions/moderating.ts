import { z } from 'zod';
import { ActionError } from '../../kit.js';
import { approveRequest, declineRequest } from '../joining.js';
import { addLink } from '../links.js';
import { changeMember, effectiveUntil } from '../members.js';
import { hasRight, isInside, memberOf } from '../membership.js';
import { nextMessageId } from '../messages.js';
import { adminRights, readAdminRights, usualAdminRights } from '../rights.js';
import { present } from '../shape.js';
import type { ChatRecord, MemberRecord } from '../state.js';
import type { World } from '../world.js';
import {
  act,
  actor,
  chatRef,
  groupOf,
  person,
  requireActorRight,
  requireInside,
  requirePerson,
} from './act.js';

const rightsSchema = z.record(z.string(), z.boolean()).optional();
const subject = z.object({ as: actor, chatId: chatRef, userId: person });

/** @throws ActionError 403: nobody touches the owner, and an administrator only who made him one */
function requireBelow(world: World, chat: ChatRecord, as: number, userId: number): MemberRecord {
  const target = memberOf(world, chat, userId);
  if (target.status === 'creator') throw new ActionError('the owner stays', 403);
  const isOwner = memberOf(world, chat, as).status === 'creator';
  if (target.status === 'administrator' && !isOwner && target.promotedBy !== as)
    throw new ActionError('only the owner or who made this administrator may do that', 403);
  return target;
}

function promotion(
  world: World,
  chat: ChatRecord,
  as: number,
  userId: number,
  rights: Record<string, boolean> | undefined,
): MemberRecord {
  requireActorRight(world, chat, as, 'can_promote_members');
  const given = rights ? adminRights(readAdminRights(rights)) : usualAdminRights();
  const own = memberOf(world, chat, as);
  const excess = Object.entries(given).filter(
    ([name, isOn]) => isOn && name !== 'is_anonymous' && !hasRight(own, name as keyof typeof given),
  );
  if (rights && excess.length > 0)
    throw new ActionError(`you cannot give rights you lack: ${excess.join(', ')}`, 403);
  const target = requireBelow(world, chat, as, userId);
  const since = 'since' in target ? target.since : nextMessageId(world, chat);
  const mine = Object.fromEntries(Object.entries(given).filter((entry) => !excess.includes(entry)));
  return { status: 'administrator', rights: adminRights(mine), promotedBy: as, since };
}

function setBan(
  world: World,
  as: number,
  chatId: number,
  userId: number,
  until?: number,
): { changed: boolean } {
  const chat = groupOf(world, chatId);
  requireActorRight(world, chat, as, 'can_restrict_members');
  requireBelow(world, chat, as, userId);
  const next: MemberRecord = { status: 'kicked', until: effectiveUntil(world, until) };
  return { changed: changeMember(world, chat, userId, next, { by: as }) };
}

const settleRequest =
  (world: World, settle: (world: World, chat: ChatRecord, userId: number, by: number) => void) =>
  ({ as, chatId, userId }: z.output<typeof subject>): { done: true } => {
    const chat = groupOf(world, chatId);
    requireActorRight(world, chat, as, 'can_invite_users');
    settle(world, chat, userId, as);
    return { done: true };
  };

export const moderatingActions = (world: World) => ({
  banByModerator: act(
    'Ban a person from a group',
    subject.extend({ until: z.number().int().optional().describe('Unix seconds; left out: for ever') }),
    ({ as, chatId, userId, until }) => {
      requirePerson(world, userId);
      return setBan(world, as, chatId, userId, until);
    },
  ),
  unbanByModerator: act('Lift a ban', subject, ({ as, chatId, userId }) => {
    const chat = groupOf(world, chatId);
    requireActorRight(world, chat, as, 'can_restrict_members');
    if (memberOf(world, chat, userId).status !== 'kicked') return { changed: false };
    return { changed: changeMember(world, chat, userId, { status: 'left' }, { by: as }) };
  }),
  approveByModerator: act('Let a person in who asked to join', subject, settleRequest(world, approveRequest)),
  declineByModerator: act('Turn down a request to join', subject, settleRequest(world, declineRequest)),
  promote: act(
    'Make a member or the bot an administrator, with all usual rights or only those given',
    subject.extend({ rights: rightsSchema }),
    ({ as, chatId, userId, rights }) => {
      const chat = groupOf(world, chatId);
      if (!isInside(memberOf(world, chat, userId)))
        throw new ActionError('this person is not in the group', 409);
      const next = promotion(world, chat, as, userId, rights);
      return { changed: changeMember(world, chat, userId, next, { by: as }) };
    },
  ),
  demote: act(
    'Take the administrator rights of a person or of the bot',
    subject,
    ({ as, chatId, userId }) => {
      const chat = groupOf(world, chatId);
      requireActorRight(world, chat, as, 'can_promote_members');
      const target = requireBelow(world, chat, as, userId);
      if (target.status !== 'administrator') return { changed: false };
      const next: MemberRecord = { status: 'member', since: target.since };
      return { changed: changeMember(world, chat, userId, next, { by: as }) };
    },
  ),
  addBot: act(
    'Add the bot to a group, as a member or with rights as an administrator',
    z.object({ as: actor, chatId: chatRef, rights: rightsSchema }),
    ({ as, chatId, rights }) => {
      const chat = groupOf(world, chatId);
      requireInside(world, chat, as);
      const botId = world.state.bot.id;
      const member: MemberRecord = { status: 'member', since: nextMessageId(world, chat) };
      const next = rights ? promotion(world, chat, as, botId, rights) : member;
      return { changed: changeMember(world, chat, botId, next, { by: as }) };
    },
  ),
  removeBot: act('Remove the bot from a group', z.object({ as: actor, chatId: chatRef }), ({ as, chatId }) =>
    setBan(world, as, chatId, world.state.bot.id),
  ),
  createInviteLink: act(
    'Make an invite link as an administrator',
    z.object({
      as: actor,
      chatId: chatRef,
      asksToJoin: z.boolean().optional(),
      memberLimit: z.number().int().min(1).max(99_999).optional(),
      expires: z.number().int().optional().describe('Unix seconds'),
    }),
    ({ as, chatId, asksToJoin, memberLimit, expires }) => {
      const chat = groupOf(world, chatId);
      requireActorRight(world, chat, as, 'can_invite_users');
      const fields = present({ memberLimit, expires });
      const { link } = addLink(world.state, chat, {
        creatorId: as,
        asksToJoin: asksToJoin ?? false,
        ...fields,
      });
      world.changed();
      return { link };
    },
  ),
});
