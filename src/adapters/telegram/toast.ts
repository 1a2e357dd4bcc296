import type { Api } from 'grammy';
import type { Log } from '#kernel/log';
import { loggable } from './errors.js';

/** The answer to one callback query, given exactly once. */
export interface Toast {
  /** Answers, unless it was answered already; an alert stays until it is closed. @returns whether this call answered */
  show(text?: string, isAlert?: boolean): Promise<boolean>;
}

/** @param withinMs after which it is answered without words, whatever happens (Telegram's own limit is 10 s) */
export function createToast(api: Api, queryId: string, log: Log, withinMs: number): Toast {
  let isShown = false;
  const timer = setTimeout(() => void show(), withinMs);
  async function show(text?: string, isAlert = false): Promise<boolean> {
    if (isShown) return false;
    isShown = true;
    clearTimeout(timer);
    try {
      await api.answerCallbackQuery(
        queryId,
        text === undefined ? {} : { text: text.slice(0, 200), ...(isAlert && { show_alert: true }) },
      );
    } catch (error) {
      // Too late, or Telegram is away: the press itself still counts.
      log.debug(loggable(error), 'a callback query could not be answered');
    }
    return true;
  }
  return { show };
}
