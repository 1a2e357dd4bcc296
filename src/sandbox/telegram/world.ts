import type { Limiter } from './limits.js';
import type { Poller } from './polling.js';
import type { PressAnswers } from './presses.js';
import type { UpdateQueue } from './queue.js';
import type { TelegramState } from './state.js';
import type { WebhookPusher } from './webhook.js';

/** What every method and action works with. The state may be replaced at any time: never keep a part of it. */
export interface World {
  readonly state: TelegramState;
  /** Unix seconds by the sandbox clock. */
  now(): number;
  changed(): void;
  readonly queue: UpdateQueue;
  readonly poller: Poller;
  readonly pusher: WebhookPusher;
  readonly limiter: Limiter;
  readonly presses: PressAnswers;
}
