/** What the actions of a person have in common: who acts, where, and how a refusal is put. */
import { z } from 'zod';
import { ActionError, type Action } from '../../kit.js';
import { privateChatOf } from '../chats.js';
import { ApiFailure } from '../failure.js';
import { hasRight, isInside, memberOf } from '../membership.js';
import type { AdminRightName } from '../rights.js';
import type { ChatRecord, MemberRecord } from '../state.js';
import type { World } from '../world.js';

/** Real time within which a handed-over update is waited for. */
const deliveryBoundMs = 5_000;

export const actor = z.number().int().positive().describe('Telegram id of the person who acts');
export const chatRef = z
  .number()
  .int()
  .describe("Chat id; a person's own id means the private chat with the bot");
export const person = z.number().int().positive().describe('Telegram id of the person it is done to');

/** An action that says what it gives back. */
export interface Doing<Input extends z.ZodType, Result> extends Action<Input> {
  run(input: z.output<Input>): Result;
}

/** Wraps an action so that a Bot API failure inside it reaches the person as an ActionError. */
export function act<Input extends z.ZodType, Result>(
  summary: string,
  input: Input,
  run: (input: z.output<Input>) => Result,
): Doing<Input, Result> {
  return {
    summary,
    input,
    run(given) {
      try {
        return run(given);
      } catch (error) {
        if (error instanceof ApiFailure) throw new ActionError(error.description, error.code);
        throw error;
      }
    },
  };
}

/** @throws ActionError 404 for somebody who is no person of this server */
export function requirePerson(world: World, userId: number): void {
  const user = world.state.users[userId];
  if (!user || user.is_bot) throw new ActionError(`nobody here has the Telegram id ${userId}`, 404);
}

/** The group, with a hint where an upgraded one went. @throws ActionError */
export function groupOf(world: World, chatId: number): ChatRecord {
  const chat = world.state.chats[chatId];
  if (!chat || chat.type === 'private') throw new ActionError(`there is no group ${chatId}`, 404);
  if (chat.migratedTo !== undefined)
    throw new ActionError(`this group became the supergroup ${chat.migratedTo}`, 410);
  return chat;
}

/** @throws ActionError 403 when the person is not in the group */
export function requireInside(world: World, chat: ChatRecord, userId: number): MemberRecord {
  requirePerson(world, userId);
  const record = memberOf(world, chat, userId);
  if (!isInside(record)) throw new ActionError(`${userId} is not in ${chat.title ?? chat.id}`, 403);
  return record;
}

/** @throws ActionError 403 when the person may not do this in the group */
export function requireActorRight(
  world: World,
  chat: ChatRecord,
  userId: number,
  right: AdminRightName,
): void {
  if (!hasRight(requireInside(world, chat, userId), right))
    throw new ActionError(`${userId} has no right to do this in ${chat.title ?? chat.id} (${right})`, 403);
}

/** The private chat with the bot or a group the person is in. @throws ActionError */
export function ownChat(world: World, userId: number, chatId: number): ChatRecord {
  requirePerson(world, userId);
  if (chatId === userId) return privateChatOf(world, userId);
  const chat = groupOf(world, chatId);
  requireInside(world, chat, userId);
  return chat;
}

export async function delivered(world: World, updateId: number | undefined): Promise<boolean> {
  return world.queue.confirmed(updateId, deliveryBoundMs);
}
