/** Requests to join. One that cannot be settled at once is not forgotten: the person can do nothing but wait. */
import type { Api } from 'grammy';
import type { ChatJoinRequest } from 'grammy/types';
import type { Events } from '#contracts';
import type { Log } from '#kernel/log';
import { loggable, troubleOf } from './errors.js';
import { personOf } from './people.js';

export interface JoinRequests {
  /** Lets in, turns away, or leaves it for later. */
  take(request: ChatJoinRequest): Promise<void>;
  /** Asks no more. What is open is found by the sweep. */
  stop(): void;
}

export interface JoinRequestDeps {
  api: Api;
  events: Events;
  log: Log;
}

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
/** More than that are left to the sweep. */
const MOST = 1_000;

export function createJoinRequests({ api, events, log }: JoinRequestDeps): JoinRequests {
  const open = new Map<string, ChatJoinRequest>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  /** False: nobody could tell, or Telegram did not answer. */
  async function settle({ chat, from }: ChatJoinRequest): Promise<boolean> {
    const verdict = await events.joinRequested(personOf(from), String(chat.id));
    if (verdict === 'unknown') return false;
    try {
      if (verdict === 'approve') await api.approveChatJoinRequest(chat.id, from.id);
      if (verdict === 'decline') await api.declineChatJoinRequest(chat.id, from.id);
      return true;
    } catch (error) {
      const trouble = troubleOf(error);
      // The seat's own job, or a person, was faster.
      if (
        trouble.kind === 'refused' &&
        /user_already_participant|hide_requester_missing/i.test(trouble.description)
      )
        return true;
      log.warn({ space: chat.id, verdict, ...loggable(error) }, 'a join request could not be settled');
      // A refusal lasts until somebody changes our rights, and then the seats that wait are tried again.
      return trouble.kind !== 'retry' && trouble.kind !== 'unknown';
    }
  }

  function later(wait: number): void {
    if (timer || stopped || open.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      void again(wait);
    }, wait).unref();
  }

  async function again(waited: number): Promise<void> {
    for (const [key, request] of open) {
      if (stopped) return;
      // One silence stands for all: the database, or Telegram, is still away.
      if (!(await settle(request))) break;
      if (open.get(key) === request) open.delete(key);
    }
    later(Math.min(waited * 2, LONGEST_PAUSE_MS));
  }

  return {
    async take(request) {
      const key = `${request.chat.id} ${request.from.id}`;
      open.delete(key);
      if ((await settle(request)) || open.size >= MOST) return;
      open.set(key, request);
      later(FIRST_PAUSE_MS);
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
