import { demo, people } from '../people.js';
import type { User } from './api.js';
import { newChat } from './chats.js';
import { addLink } from './links.js';
import { adminRights, usualAdminRights } from './rights.js';
import type { ChatRecord, MemberRecord, TelegramState } from './state.js';

/** Telegram names the interface language after the client's language pack, which for simplified Chinese is this. */
const languageCodes = { en: 'en', 'zh-CN': 'zh-hans' } as const;

function userOf(person: (typeof people)[number]): User {
  const [first = person.name, ...rest] = person.name.split(' ');
  return {
    id: person.telegramId,
    is_bot: false,
    first_name: first,
    ...(rest.length > 0 && { last_name: rest.join(' ') }),
    username: person.telegramName,
    language_code: languageCodes[person.locale],
  };
}

/** A server with nobody but the bot on it. */
function emptyState(): TelegramState {
  const { botId, token, botName } = demo.telegram;
  return {
    version: 1,
    token,
    bot: {
      id: botId,
      name: 'Lyceum',
      username: botName,
      readsAllGroupMessages: false,
      commands: {},
      names: {},
      descriptions: {},
      shortDescriptions: {},
    },
    users: { [botId]: { id: botId, is_bot: true, first_name: 'Lyceum', username: botName } },
    chats: {},
    files: {},
    updates: { next: 100_000_001, allowed: null, pending: [] },
    webhook: null,
    counters: { message: 1, link: 1, file: 1, chat: 1, user: 1, callback: 1, album: 1 },
    faults: [],
    limits: { relaxed: false },
  };
}

/** The demo community: everyone in the lobby, only its keepers in the members' group, no private chat begun. */
export function seedTelegram(): TelegramState {
  const state = emptyState();
  for (const person of people) state.users[person.telegramId] = userOf(person);
  const idOf = (rank: string): number => people.find((person) => person.rank === rank)?.telegramId ?? 0;
  const ownerId = idOf('owner');
  const botMember: MemberRecord = {
    status: 'administrator',
    rights: adminRights({
      can_delete_messages: true,
      can_restrict_members: true,
      can_invite_users: true,
      can_pin_messages: true,
    }),
    promotedBy: ownerId,
    since: 1,
  };
  const keepers: Record<string, MemberRecord> = {
    [ownerId]: { status: 'creator', since: 1 },
    [idOf('moderator')]: {
      status: 'administrator',
      rights: usualAdminRights(),
      promotedBy: ownerId,
      since: 1,
    },
    [state.bot.id]: botMember,
  };
  const everybody = Object.fromEntries(
    people.map((person): [string, MemberRecord] => [
      String(person.telegramId),
      { status: 'member', since: 1 },
    ]),
  );
  const addChat = (chat: ChatRecord): void => {
    state.chats[chat.id] = chat;
    addLink(state, chat, { creatorId: ownerId, isPrimary: true });
  };
  const { chatId, chatTitle, lobbyId, lobbyTitle } = demo.telegram;
  addChat(newChat(chatId, 'supergroup', { title: chatTitle, members: structuredClone(keepers) }));
  addChat(
    newChat(lobbyId, 'supergroup', {
      title: lobbyTitle,
      members: { ...everybody, ...structuredClone(keepers) },
    }),
  );
  return state;
}
