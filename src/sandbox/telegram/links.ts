import { createHash } from 'node:crypto';
import type { ChatInviteLink } from './api.js';
import { insiders } from './membership.js';
import { present } from './shape.js';
import type { ChatRecord, LinkRecord, TelegramState } from './state.js';
import { requireUser } from './users.js';
import type { World } from './world.js';

/** The n-th invite link of a server: looks random, yet is the same on every machine. */
function inviteLinkAddress(number: number): string {
  const digest = createHash('sha256').update(`sandbox invite link ${number}`).digest('base64url');
  return `https://t.me/+${digest.slice(0, 16)}`;
}

export function addLink(
  state: TelegramState,
  chat: ChatRecord,
  fields: Pick<LinkRecord, 'creatorId'> & Partial<LinkRecord>,
): LinkRecord {
  const link = inviteLinkAddress(state.counters.link++);
  const record = { link, isPrimary: false, isRevoked: false, asksToJoin: false, ...fields };
  chat.links[link] = record;
  return record;
}

/** How many of those who came by this link are inside now: the place of one who left becomes free again. */
function usage(world: World, chat: ChatRecord, link: string): number {
  return insiders(world, chat).filter(([, record]) => 'link' in record && record.link === link).length;
}

export function isUsable(world: World, chat: ChatRecord, record: LinkRecord): boolean {
  if (record.isRevoked) return false;
  if (record.expires !== undefined && record.expires <= world.now()) return false;
  return record.memberLimit === undefined || usage(world, chat, record.link) < record.memberLimit;
}

/** The link as the bot sees it: of links made by other administrators only the beginning is shown. */
export function toLink(world: World, chat: ChatRecord, record: LinkRecord): ChatInviteLink {
  const pending = Object.values(chat.requests).filter((request) => request.link === record.link).length;
  const isOwn = record.creatorId === world.state.bot.id;
  return present({
    invite_link: isOwn ? record.link : `${record.link.slice(0, -8)}...`,
    creator: requireUser(world, record.creatorId),
    creates_join_request: record.asksToJoin,
    is_primary: record.isPrimary,
    is_revoked: record.isRevoked,
    name: record.name,
    expire_date: record.expires,
    member_limit: record.memberLimit,
    pending_join_request_count: pending > 0 ? pending : undefined,
  });
}

/** The administrator's own permanent link, made when first needed. */
export function primaryLink(world: World, chat: ChatRecord, creatorId: number): LinkRecord {
  const existing = Object.values(chat.links).find(
    (record) => record.isPrimary && !record.isRevoked && record.creatorId === creatorId,
  );
  return existing ?? addLink(world.state, chat, { creatorId, isPrimary: true });
}
