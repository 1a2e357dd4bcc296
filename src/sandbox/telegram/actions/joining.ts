import { z } from 'zod';
import { ActionError } from '../../kit.js';
import { joinByLink, type JoinOutcome } from '../joining.js';
import { changeMember, comingIn, goingOut } from '../members.js';
import { hasRight, isAdministrator, isInside, memberOf } from '../membership.js';
import type { ChatRecord, LinkRecord } from '../state.js';
import type { World } from '../world.js';
import { act, actor, chatRef, delivered, groupOf, person, requireInside, requirePerson } from './act.js';
import { pressStart, startPayload } from './talking.js';

interface Joining {
  outcome: Exclude<JoinOutcome, 'banned' | 'expired'>;
  chatId: number;
  delivered: boolean;
}

function findLink(world: World, address: string): { chat: ChatRecord; link: LinkRecord } {
  for (const chat of Object.values(world.state.chats)) {
    const link = Object.hasOwn(chat.links, address) ? chat.links[address] : undefined;
    if (link) return { chat, link };
  }
  throw new ActionError('this invite link does not exist', 404);
}

async function followInvite(world: World, userId: number, address: string): Promise<Joining> {
  const hash = /(?:t\.me\/(?:\+|joinchat\/)|join\?invite=)([\w-]+)$/u.exec(address)?.[1];
  const { chat, link } = findLink(world, hash === undefined ? address : `https://t.me/+${hash}`);
  const { outcome, updateId } = joinByLink(world, chat, link, userId);
  if (outcome === 'banned') throw new ActionError('you are banned from this group', 403);
  if (outcome === 'expired') throw new ActionError('this invite link has expired', 410);
  return { outcome, chatId: chat.id, delivered: await delivered(world, updateId) };
}

async function joinPublic(world: World, userId: number, name: string): Promise<Joining> {
  const chat = Object.values(world.state.chats).find(
    (place) => place.username?.toLowerCase() === name.toLowerCase(),
  );
  if (!chat) throw new ActionError(`there is nothing at t.me/${name}`, 404);
  const status = memberOf(world, chat, userId);
  if (status.status === 'kicked') throw new ActionError('you are banned from this group', 403);
  if (isInside(status)) return { outcome: 'already', chatId: chat.id, delivered: false };
  changeMember(world, chat, userId, comingIn(world, chat, userId), { by: userId });
  return { outcome: 'joined', chatId: chat.id, delivered: false };
}

export const joiningActions = (world: World) => ({
  requestToJoin: act(
    'Open an invite link: joins at once, or asks to join where an administrator must approve',
    z.object({ as: actor, link: z.string().min(1) }),
    ({ as, link }) => {
      requirePerson(world, as);
      return followInvite(world, as, link);
    },
  ),
  followLink: act(
    'Open a t.me link: an invite link, a public group, or the bot with a start payload',
    z.object({ as: actor, url: z.string().min(1) }),
    async ({ as, url }) => {
      requirePerson(world, as);
      const address = new URL(/^\w+:/u.test(url) ? url : `https://${url}`);
      if (address.hostname !== 't.me' && address.hostname !== 'telegram.me')
        throw new ActionError('not a t.me link');
      if (/^\/(?:\+|joinchat\/)/u.test(address.pathname)) return followInvite(world, as, url);
      const name = address.pathname.slice(1);
      if (name.toLowerCase() !== world.state.bot.username.toLowerCase()) return joinPublic(world, as, name);
      const payload = startPayload.safeParse(address.searchParams.get('start') ?? '');
      if (!payload.success) throw new ActionError('a start payload is up to 64 letters, digits, _ and -');
      return pressStart(world, as, payload.data);
    },
  ),
  leaveChat: act('Leave a group', z.object({ as: actor, chatId: chatRef }), ({ as, chatId }) => {
    const chat = groupOf(world, chatId);
    if (requireInside(world, chat, as).status === 'creator')
      throw new ActionError('the owner cannot leave: hand the group over first');
    changeMember(world, chat, as, goingOut(world, chat, as), { by: as });
    return { left: true };
  }),
  addMember: act(
    'Add a person to a group',
    z.object({ as: actor, chatId: chatRef, userId: person }),
    ({ as, chatId, userId }) => {
      const chat = groupOf(world, chatId);
      const own = requireInside(world, chat, as);
      requirePerson(world, userId);
      const mayInvite = isAdministrator(own)
        ? hasRight(own, 'can_invite_users')
        : chat.permissions.can_invite_users;
      if (!mayInvite) throw new ActionError('you may not add people here', 403);
      const status = memberOf(world, chat, userId);
      if (status.status === 'kicked' && !hasRight(own, 'can_restrict_members'))
        throw new ActionError('this person is banned', 403);
      if (isInside(status)) return { added: false };
      changeMember(world, chat, userId, comingIn(world, chat, userId), { by: as });
      return { added: true };
    },
  ),
});
