/**
 * Tickets in a group of moderators: a card, and what is said as replies to it. Telegram knows no nonces: what may
 * have arrived is `unknown`, and never tried again here.
 */
import type { Api } from 'grammy';
import type { Answer } from '#contracts';
import type { DeskAddress, DeskCard, DeskLine, DeskPort, DeskResult } from '#domain/handoff';
import { createExplain, takeBack } from './arrival.js';
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
  const explain = createExplain(onMigrated);

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
      return explain(error, address.externalId);
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
        return explain(error, address.externalId);
      }
      return { kind: 'sent', messageId, threadId: null };
    },

    say: (address, { messageId }, line) => send(address, tickets.line(line), messageId),

    remove: (address, messageId) =>
      takeBack(api, explain, address.externalId, messageId, 'tickets.desk.removed'),
  };
}
