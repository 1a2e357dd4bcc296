import type { Api } from 'grammy';
import type { Answer } from '#contracts';
import type { DirectMessage, Sender, SendResult } from '#domain/delivery';
import type { Log } from '#kernel/log';
import { chatProblem, loggable, troubleOf } from './errors.js';
import { post } from './post.js';
import { render } from './render.js';

export interface SenderDeps {
  api: Api;
  draw: (message: DirectMessage) => Promise<Answer>;
  log: Log;
}

/**
 * Sends notices to private chats. Telegram has no idempotency key, so a message whose fate is not known
 * is `unknown`, never tried again here.
 */
export function createSender({ api, draw, log }: SenderDeps): Sender {
  return {
    dedupeMs: 0,
    async send(message): Promise<SendResult> {
      let drawn;
      try {
        drawn = render(await draw(message));
      } catch (error) {
        log.error({ kind: message.kind, ...loggable(error) }, 'a notice could not be drawn');
        return { kind: 'retry', afterMs: 60_000 };
      }
      const sent: number[] = [];
      try {
        await post(api, { chatId: Number(message.to) }, drawn, sent);
      } catch (error) {
        if (sent.length > 0) return { kind: 'unknown', reason: 'sent_in_part' };
        return failure(error);
      }
      return { kind: 'sent', chat: message.to, messageId: String(sent.at(-1)) };
    },
  };
}

function failure(error: unknown): SendResult {
  const trouble = troubleOf(error);
  switch (trouble.kind) {
    case 'retry':
    case 'unknown':
      return trouble;
    case 'moved':
      return { kind: 'refused', code: 'unknown' };
    case 'token':
      return { kind: 'platform_closed', afterMs: 600_000, code: 'bot_token' };
    case 'refused': {
      const code = chatProblem(trouble.description);
      if (code !== null) return { kind: 'closed', code };
      return trouble.status === 403
        ? { kind: 'closed', code: 'dm_closed' }
        : { kind: 'refused', code: 'unknown' };
    }
  }
}
