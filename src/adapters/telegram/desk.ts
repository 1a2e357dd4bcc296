/**
 * Tickets in a group of moderators: a card, and what is said as replies to it. Telegram knows no nonces: what may
 * have arrived is `unknown`, and never tried again here.
 */
import type { Api } from 'grammy';
import { plain, type Answer } from '#contracts';
import type { DeskAddress, DeskCard, DeskLine, DeskPort, DeskResult } from '#domain/handoff';
import { groupProblem, troubleOf } from './errors.js';
import { post } from './post.js';
import { render } from './render.js';
import { rewrite } from './rewrite.js';
import { wordsIn } from './words.js';

export interface DeskDeps {
  api: Api;
  tickets: { card(card: DeskCard): Promise<Answer>; line(line: DeskLine): Answer };
  /** The group has another id now. */
  onMigrated(from: string, to: string): Promise<void>;
}

/** The buttons could not be had: nothing was sent. */
const NOT_DRAWN: DeskResult = { kind: 'retry', afterMs: 60_000 };

export function createDesk({ api, tickets, onMigrated }: DeskDeps): DeskPort {
  async function resultOf(error: unknown, { externalId }: DeskAddress): Promise<DeskResult> {
    const trouble = troubleOf(error);
    switch (trouble.kind) {
      case 'retry':
      case 'unknown':
        return trouble;
      case 'moved':
        await onMigrated(externalId, String(trouble.to));
        return { kind: 'retry', afterMs: 1_000 };
      case 'token':
        return { kind: 'retry', afterMs: 600_000 };
      case 'refused': {
        const { description } = trouble;
        if (/message (to (edit|delete) )?not found|MESSAGE_ID_INVALID/i.test(description)) {
          return { kind: 'gone' };
        }
        if (/not enough rights|have no rights|CHAT_WRITE_FORBIDDEN/i.test(description)) {
          return { kind: 'refused', code: 'bot_no_post' };
        }
        return { kind: 'refused', code: groupProblem(description, 'bot_no_post') };
      }
    }
  }

  /** One message: whatever is too long is cut, so that a reply to it is a reply to the ticket. */
  async function send(address: DeskAddress, answer: Answer, replyTo: string | null): Promise<DeskResult> {
    const { letters, keyboard } = render(answer);
    const where = {
      chatId: Number(address.externalId),
      ...(replyTo === null ? {} : { replyTo: Number(replyTo) }),
    };
    const sent: number[] = [];
    try {
      await post(api, where, { letters: letters.slice(0, 1), keyboard }, sent);
    } catch (error) {
      return resultOf(error, address);
    }
    return { kind: 'sent', messageId: String(sent.at(-1)), threadId: null };
  }

  return {
    dedupeMs: 0,

    async open(address, card) {
      const answer = await tickets.card(card).catch(() => null);
      return answer === null ? NOT_DRAWN : send(address, answer, null);
    },

    async update(address, messageId, card) {
      const answer = await tickets.card(card).catch(() => null);
      if (answer === null) return NOT_DRAWN;
      const { letters, keyboard } = render(answer);
      const [letter] = letters;
      if (letter?.kind !== 'text') return { kind: 'sent', messageId, threadId: null };
      const at = { chatId: Number(address.externalId), messageId: Number(messageId) };
      try {
        await rewrite(api, at, letter, keyboard, wordsIn(card.locale).shortened);
      } catch (error) {
        return resultOf(error, address);
      }
      return { kind: 'sent', messageId, threadId: null };
    },

    say: (address, { messageId }, line) => send(address, tickets.line(line), messageId),

    async remove(address, messageId) {
      const at = { chatId: Number(address.externalId), messageId: Number(messageId) };
      try {
        await api.deleteMessage(at.chatId, at.messageId);
        return { kind: 'gone' };
      } catch (error) {
        const result = await resultOf(error, address);
        if (result.kind !== 'refused') return result;
      }
      // Who is no administrator may delete for two days, and change what is said for good.
      try {
        const text = `${plain('en', 'tickets.desk.removed')}\n${plain('zh-CN', 'tickets.desk.removed')}`;
        await rewrite(api, at, { kind: 'text', inked: { text, entities: [] } }, [], '');
        return { kind: 'gone' };
      } catch (error) {
        return resultOf(error, address);
      }
    },
  };
}
