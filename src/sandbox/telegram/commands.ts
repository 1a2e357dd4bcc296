/** Which commands of the bot a person is offered where. */
import { z } from 'zod';
import type { BotCommand } from './api.js';
import { isAdministrator, memberOf } from './membership.js';
import type { ChatRecord } from './state.js';
import type { World } from './world.js';

const chatId = z.union([z.number().int(), z.string().regex(/^@\w+$/u)]);

export const scopeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('default') }),
  z.object({ type: z.literal('all_private_chats') }),
  z.object({ type: z.literal('all_group_chats') }),
  z.object({ type: z.literal('all_chat_administrators') }),
  z.object({ type: z.literal('chat'), chat_id: chatId }),
  z.object({ type: z.literal('chat_administrators'), chat_id: chatId }),
  z.object({ type: z.literal('chat_member'), chat_id: chatId, user_id: z.number().int() }),
]);

export type CommandScope = z.output<typeof scopeSchema>;

export function scopeKey(scope: CommandScope): string {
  return [
    scope.type,
    ...('chat_id' in scope ? [scope.chat_id] : []),
    ...('user_id' in scope ? [scope.user_id] : []),
  ].join(':');
}

/** The first list that fits, from the narrowest scope to the widest, in the person's language before any. */
export function commandsFor(world: World, chat: ChatRecord, userId: number): BotCommand[] {
  const here = chat.id;
  const isAdmin = isAdministrator(memberOf(world, chat, userId));
  const inGroup: CommandScope[] = [
    { type: 'chat_member', chat_id: here, user_id: userId },
    ...(isAdmin ? [{ type: 'chat_administrators', chat_id: here } as const] : []),
    { type: 'chat', chat_id: here },
    ...(isAdmin ? [{ type: 'all_chat_administrators' } as const] : []),
    { type: 'all_group_chats' },
    { type: 'default' },
  ];
  const inPrivate: CommandScope[] = [
    { type: 'chat', chat_id: here },
    { type: 'all_private_chats' },
    { type: 'default' },
  ];
  const language = (world.state.users[userId]?.language_code ?? '').slice(0, 2);
  for (const scope of chat.type === 'private' ? inPrivate : inGroup) {
    const lists = world.state.bot.commands[scopeKey(scope)];
    const list = lists?.[language] ?? lists?.[''];
    if (list && list.length > 0) return list;
  }
  return [];
}
