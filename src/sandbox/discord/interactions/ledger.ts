/**
 * Interactions from the moment a person acts until they see the answer: the deadline, the token's life, and
 * whoever waits for the outcome.
 */
import { createHash } from 'node:crypto';
import type { Interaction, Provenance } from '../state.js';
import type { World } from '../world.js';

/** How long follow-ups are accepted after an interaction, in milliseconds of the sandbox's clock. */
export const tokenLifeMs = 15 * 60_000;

/** What a person sees in the end. */
export type Outcome =
  | { kind: 'reply' | 'update'; channelId: string; messageId: string }
  | { kind: 'modal'; modalId: string }
  | { kind: 'choices'; choices: { name: string; value: string | number }[] }
  /** Acknowledged, and nothing more came within the time that callers wait. */
  | { kind: 'none'; channelId: string; messageId?: string }
  /** "The application did not respond". */
  | { kind: 'failed' };

export type NewInteraction = Omit<Interaction, 'id' | 'token' | 'createdAt' | 'status'>;

export interface Ledger {
  /** Sends an interaction to the bot (`dispatch`) and resolves with what the person then sees. */
  open(
    input: NewInteraction,
    dispatch: (record: Interaction) => void,
  ): { id: string; outcome: Promise<Outcome> };
  /** A live interaction by its token. */
  byToken(token: string): Interaction | undefined;
  isOver(record: Interaction): boolean;
  /** The bot has acknowledged in time. */
  acknowledge(record: Interaction, status: Interaction['status']): void;
  settle(id: string, outcome: Outcome): void;
  /** Forgets timers and tells everyone waiting that nothing came; for a reset or the end. */
  abandon(): void;
}

interface Waiter {
  deadline: NodeJS.Timeout;
  patience: NodeJS.Timeout;
  resolve(outcome: Outcome): void;
}

export function createLedger(world: World, deadlineMs: number, answerMs: number): Ledger {
  const waiters = new Map<string, Waiter>();

  function settle(id: string, outcome: Outcome): void {
    const waiter = waiters.get(id);
    if (!waiter) return;
    waiters.delete(id);
    clearTimeout(waiter.deadline);
    clearTimeout(waiter.patience);
    waiter.resolve(outcome);
  }

  function expire(record: Interaction): void {
    if (record.status !== 'waiting') return;
    record.status = 'expired';
    settle(record.id, { kind: 'failed' });
    world.changed();
  }

  function giveUp(record: Interaction): void {
    if (record.status === 'waiting') return expire(record);
    const messageId = record.originalId;
    settle(record.id, { kind: 'none', channelId: record.channelId, ...(messageId ? { messageId } : {}) });
  }

  function prune(): void {
    for (const [id, each] of Object.entries(world.state.interactions)) {
      if (world.now() - each.createdAt > tokenLifeMs && !waiters.has(id)) delete world.state.interactions[id];
    }
  }

  return {
    open(input, dispatch) {
      prune();
      const id = world.newId();
      const secret = createHash('sha256').update(`${world.state.application.token}:${id}`).digest('hex');
      const token = Buffer.from(`interaction:${id}:${secret}`).toString('base64url');
      const record: Interaction = { ...input, id, token, createdAt: world.now(), status: 'waiting' };
      world.state.interactions[id] = record;
      const outcome = new Promise<Outcome>((resolve) => {
        const deadline = setTimeout(() => expire(record), deadlineMs);
        const patience = setTimeout(() => giveUp(record), Math.max(answerMs, deadlineMs + 100));
        waiters.set(id, { deadline, patience, resolve });
      });
      dispatch(record);
      return { id, outcome };
    },
    byToken: (token) => Object.values(world.state.interactions).find((each) => each.token === token),
    isOver: (record) => world.now() - record.createdAt > tokenLifeMs,
    acknowledge(record, status) {
      record.status = status;
      const waiter = waiters.get(record.id);
      if (waiter) clearTimeout(waiter.deadline);
    },
    settle,
    abandon() {
      for (const id of waiters.keys()) settle(id, { kind: 'failed' });
    },
  };
}

/** How a message tells where it came from. */
export function provenanceOf(record: Interaction): Provenance {
  return {
    interactionId: record.id,
    type: record.type,
    userId: record.userId,
    ...(record.commandName ? { commandName: record.commandName } : {}),
    ...(record.type === 3 && record.sourceMessageId ? { interactedId: record.sourceMessageId } : {}),
    ...(record.triggering ? { triggering: record.triggering } : {}),
  };
}
