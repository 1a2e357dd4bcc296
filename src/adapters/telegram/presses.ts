import type { CallbackQuery } from 'grammy/types';
import { answerPressed, cancel } from './answering.js';
import { sayCommand } from './interactions.js';
import { isPrivate, show, speakerOf, type Origin, type Talk } from './show.js';
import { createToast } from './toast.js';

/** How long the speaker's button spins at most while we work. */
const answerWithinMs = 3_000;
/** A second tap on the same button this soon after the first was handled is a double tap. */
const doubleTapMs = 1_000;

/**
 * What the buttons say: `b:` a command of the dispatcher's, `t:` another page of a long text, `a:` and `i:` a value for a question, `x:` cancel,
 * `c:` a command of our own menus. Tokens are opaque; whoever presses is checked by the dispatcher.
 */
export function createPresses(talk: Talk): (query: CallbackQuery) => Promise<void> {
  const recent = new Map<string, number>();

  return async (query) => {
    const origin = originOf(talk, query);
    const { data = '' } = query;
    const key = `${origin.user.id}:${origin.chat.id}:${query.message?.message_id ?? 0}:${data}`;
    const last = recent.get(key);
    if (last !== undefined && performance.now() - last < doubleTapMs) {
      await origin.toast?.show();
      return;
    }
    talk.people.learn(query.from);
    // In a private chat there is nothing to say in a toast, so the button stops spinning at once.
    if (isPrivate(origin)) await origin.toast?.show();
    try {
      await press(talk, origin, data);
    } finally {
      await origin.toast?.show();
      recent.set(key, performance.now());
      const oldest = recent.keys().next().value;
      if (recent.size > 500 && oldest !== undefined) recent.delete(oldest);
    }
  };
}

async function press(talk: Talk, origin: Origin, data: string): Promise<void> {
  const found = /^([baitxc]):([^:]*)(?::(.*))?$/su.exec(data);
  if (!found) return;
  const [, kind, first = '', second = ''] = found;
  switch (kind) {
    case 'b':
      return show(talk, origin, await talk.dispatch.press(first, speakerOf(origin)));
    case 't': {
      if (!/^\d{1,6}$/.test(second)) return;
      const answer = await talk.dispatch.answerAsk(first, speakerOf(origin), { page: Number(second) });
      if (answer.kind === 'ask') return show(talk, origin, answer);
      // Anything else than a page, a refusal for one, must not take its place.
      const replaces = answer.reply.document !== undefined;
      return show(talk, origin, { ...answer, reply: { ...answer.reply, replaces } });
    }
    case 'a':
      return answerPressed(talk, origin, first, { value: second });
    case 'i':
      return answerPressed(talk, origin, first, { index: Number(second) });
    case 'x':
      return cancel(talk, origin, first);
    case 'c': {
      const leaf = talk.vocabulary.leaf(first);
      if (leaf) await sayCommand(talk, origin, first, leaf.visibility, {});
      return;
    }
    case undefined:
      return;
  }
}

function originOf(talk: Talk, query: CallbackQuery): Origin {
  const { from: user, message } = query;
  const toast = createToast(talk.api, query.id, talk.log, answerWithinMs);
  if (!message) return { chat: { id: user.id, type: 'private' }, user, toast };
  // Telegram dates a message that it no longer shows us with 0.
  if (message.date === 0) return { chat: message.chat, user, toast };
  return {
    chat: message.chat,
    user,
    toast,
    pressed: message,
    ...(message.is_topic_message === true &&
      message.message_thread_id !== undefined && { threadId: message.message_thread_id }),
  };
}
