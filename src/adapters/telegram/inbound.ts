/** What Telegram reports about people and groups, apart from what they say to us. */
import type { ChatJoinRequest, ChatMember, ChatMemberUpdated, Message } from 'grammy/types';
import type { Events } from '#contracts';
import { personOf, type People } from './people.js';
import { readCommand } from './said.js';
import { presenceOf } from './presence.js';
import type { JoinRequests } from './requests.js';

export interface InboundDeps {
  events: Events;
  people: People;
  requests: JoinRequests;
}

export interface Inbound {
  memberChanged(update: ChatMemberUpdated): Promise<void>;
  ownMemberChanged(update: ChatMemberUpdated): Promise<void>;
  joinRequested(request: ChatJoinRequest): Promise<void>;
  /** Service messages, and somebody opening the private chat. */
  messageSeen(message: Message): Promise<void>;
}

export function createInbound({ events, people, requests }: InboundDeps): Inbound {
  return {
    async memberChanged({ chat, old_chat_member, new_chat_member }) {
      const { user } = new_chat_member;
      if (chat.type === 'channel' || chat.type === 'private' || user.is_bot) return;
      people.learn(user);
      const presence = presenceOf(new_chat_member);
      const spaceExternalId = String(chat.id);
      const person = personOf(user);
      if (presence === 'in' && presenceOf(old_chat_member) !== 'in')
        await events.personSeen({ person, space: { externalId: spaceExternalId, title: chat.title } });
      await events.seatSeen({
        platform: 'telegram',
        spaceExternalId,
        personId: person.externalId,
        presence,
      });
    },

    async ownMemberChanged({ chat, from, old_chat_member, new_chat_member }) {
      if (chat.type === 'channel') return;
      if (chat.type === 'private') {
        if (presenceOf(new_chat_member) === 'in') await events.personSeen({ person: personOf(from) });
        return;
      }
      const change = { platform: 'telegram', externalId: String(chat.id), title: chat.title } as const;
      const wasIn = presenceOf(old_chat_member) === 'in';
      if (presenceOf(new_chat_member) !== 'in') await events.spaceChanged({ ...change, lost: true });
      else if (!wasIn) await events.spaceChanged({ ...change, lost: false, rights: true });
      else if (rightsOf(old_chat_member) !== rightsOf(new_chat_member))
        await events.spaceChanged({ ...change, rights: true });
    },

    async joinRequested(request) {
      people.learn(request.from);
      await requests.take(request);
    },

    async messageSeen(message) {
      const { chat, from } = message;
      if (chat.type === 'private') {
        const isStart = readCommand(message.text ?? '')?.word === 'start';
        if (from && !from.is_bot && isStart) await events.personSeen({ person: personOf(from) });
        return;
      }
      if (chat.type === 'channel') return;
      const change = { platform: 'telegram', externalId: String(chat.id) } as const;
      if (message.migrate_to_chat_id !== undefined)
        await events.spaceChanged({ ...change, newExternalId: String(message.migrate_to_chat_id) });
      if (message.migrate_from_chat_id !== undefined)
        await events.spaceChanged({
          ...change,
          externalId: String(message.migrate_from_chat_id),
          newExternalId: String(chat.id),
        });
      if (message.new_chat_title !== undefined)
        await events.spaceChanged({ ...change, title: message.new_chat_title });
    },
  };
}

/** The rights that matter to us, as something to compare. */
function rightsOf(member: ChatMember): string {
  if (member.status !== 'administrator') return member.status;
  return `${member.status}:${member.can_restrict_members}:${member.can_invite_users}`;
}
