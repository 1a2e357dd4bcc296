import { withResolver } from './queue.js';

/** What a person sees after pressing a button. */
interface PressAnswer {
  answered: boolean;
  text?: string;
  alert?: boolean;
  url?: string;
}

/** Callback queries that wait for answerCallbackQuery. They live in memory only: Telegram too forgets them. */
export interface PressAnswers {
  /** @returns the bot's answer, or `answered: false` once `boundMs` of real time passed */
  wait(queryId: string, boundMs: number): Promise<PressAnswer>;
  /** @returns false when the query is unknown, too old, or was answered before */
  answer(queryId: string, answer: PressAnswer): boolean;
  release(): void;
}

export function createPressAnswers(): PressAnswers {
  const open = new Map<string, (answer: PressAnswer) => void>();
  return {
    async wait(queryId, boundMs) {
      const { promise, resolve } = withResolver<PressAnswer>();
      open.set(queryId, resolve);
      const timer = setTimeout(() => resolve({ answered: false }), boundMs);
      return promise.finally(() => {
        clearTimeout(timer);
        open.delete(queryId);
      });
    },
    answer(queryId, answer) {
      const resolve = open.get(queryId);
      open.delete(queryId);
      resolve?.(answer);
      return resolve !== undefined;
    },
    release() {
      for (const resolve of open.values()) resolve({ answered: false });
    },
  };
}
