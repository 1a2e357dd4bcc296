/** Brings what the dispatcher answered to the people who may see it. */
import type { Api } from 'grammy';
import type { Chat, Message, User, UserFromGetMe } from 'grammy/types';
import type { Answer, Ask, Dispatcher, Speaker } from '#contracts';
import type { Locale } from '#domain/members';
import type { Log } from '#kernel/log';
import { drawQuestion, questionOf, type Asks, type Question } from './asks.js';
import { chatProblem, troubleOf } from './errors.js';
import type { FileSource } from './files.js';
import { createInk, flatText } from './ink.js';
import { personOf, type People } from './people.js';
import { post, repost, type Where } from './post.js';
import { render, type Drawn } from './render.js';
import { startPayload } from './said.js';
import type { Toast } from './toast.js';
import type { Vocabulary } from './vocabulary.js';
import { wordsIn, type Words } from './words.js';

export interface Talk {
  api: Api;
  me(): UserFromGetMe;
  dispatch: Dispatcher;
  vocabulary: Vocabulary;
  asks: Asks;
  people: People;
  files: FileSource;
  log: Log;
}

/** Who spoke, where, and by what. */
export interface Origin {
  chat: Pick<Chat, 'id' | 'type' | 'title'>;
  user: User;
  threadId?: number;
  /** The message that was said. */
  messageId?: number;
  /** The message whose button was pressed, if it can still be changed. */
  pressed?: Message;
  toast?: Toast;
}

export function isPrivate(origin: Pick<Origin, 'chat'>): boolean {
  return origin.chat.type === 'private';
}

export function speakerOf({ chat, user }: Origin): Speaker {
  const person = personOf(user);
  if (chat.type === 'private') return { person };
  return { person, space: { externalId: String(chat.id), title: chat.title ?? '' } };
}

/** Shows an answer or asks a question, in private where only the speaker may see it. */
export async function show(talk: Talk, origin: Origin, result: Answer | Ask): Promise<void> {
  const visibility =
    result.kind === 'reply'
      ? result.visibility
      : (talk.vocabulary.leaf(result.command)?.visibility ?? 'private');
  const aside = visibility === 'private' && !isPrivate(origin);
  if (!aside) {
    await deliver(talk, origin, whereIs(origin), result);
    await origin.toast?.show();
    return;
  }
  // Whoever pressed what is not theirs is told so on the spot.
  const refusal = result.kind === 'reply' ? refusalIn(result) : null;
  if (refusal !== null && (await origin.toast?.show(refusal, true))) return;
  const path = result.kind === 'ask' ? result.command : undefined;
  const { pressed: _pressed, ...unpressed } = origin;
  try {
    await deliver(talk, unpressed, { chatId: origin.user.id }, result);
  } catch (error) {
    if (!isClosed(error)) throw error;
    await hint(talk, origin, result.locale, 'startFirst', path);
    return;
  }
  await hint(talk, origin, result.locale, 'inPrivate');
}

/**
 * Whether we may write to somebody in private. Asked before a private command is run for them in a group,
 * so that nothing happens whose answer nobody would see.
 */
export async function canWriteTo(talk: Talk, user: User): Promise<boolean> {
  try {
    await talk.api.sendChatAction(user.id, 'typing');
    return true;
  } catch (error) {
    return !isClosed(error);
  }
}

/** A line in the group with the way to the private chat; where a button was pressed, a toast is enough. */
export async function hint(
  talk: Talk,
  origin: Origin,
  locale: Locale,
  about: 'inPrivate' | 'startFirst',
  path?: string,
): Promise<void> {
  const words: Words = wordsIn(locale);
  if (about === 'inPrivate' && (await origin.toast?.show(words.inPrivate))) return;
  await origin.toast?.show();
  const payload = about === 'startFirst' && path !== undefined ? startPayload(path) : undefined;
  const start = about === 'startFirst' ? `?start=${payload ?? 'welcome'}` : '';
  const url = `https://t.me/${talk.me().username}${start}`;
  const drawn: Drawn = {
    letters: [{ kind: 'text', inked: createInk({ locale, timeZone: 'UTC' }).plain(words[about]).done() }],
    keyboard: [[{ text: words.openChat, url }]],
  };
  await post(talk.api, whereIs(origin), drawn);
}

/** Says one of our own sentences in the chat it is about. */
export async function remark(talk: Talk, origin: Origin, text: string): Promise<void> {
  await post(talk.api, whereIs(origin), {
    letters: [{ kind: 'text', inked: { text, entities: [] } }],
    keyboard: [],
  });
}

/** Puts a question and remembers it. */
export async function ask(
  talk: Talk,
  origin: Origin,
  where: Where,
  question: Question,
  complaint?: string,
): Promise<void> {
  const isInGroup = where.chatId !== origin.user.id;
  const sent = await post(talk.api, where, drawQuestion(question, talk.vocabulary, isInGroup, complaint));
  const messageId = sent.at(-1);
  if (messageId === undefined) return;
  talk.asks.open({ ...question, chatId: where.chatId, userId: origin.user.id, messageId });
}

async function deliver(talk: Talk, origin: Origin, where: Where, result: Answer | Ask): Promise<void> {
  if (result.kind === 'ask') {
    const question = questionOf(result);
    if (question) await ask(talk, origin, where, question);
    else talk.log.warn({ command: result.command }, 'asked for nothing');
    return;
  }
  const drawn = render(result);
  if (result.reply.replaces && origin.pressed) await repost(talk.api, origin.pressed, where, drawn);
  else await post(talk.api, where, drawn);
}

/** Telegram shows so much over a chat. */
const LONGEST_TOAST = 200;

/** A refusal of a few words; null: it is something else. */
function refusalIn({ reply, locale, timeZone }: Answer): string | null {
  const { tone, body = [], buttons, title, list, fields, document } = reply;
  const [only, ...more] = body;
  const isMore = title ?? list ?? fields ?? document ?? more[0] ?? buttons[0];
  if (tone !== 'bad' || !only || isMore) return null;
  const text = flatText(only, { locale, timeZone });
  return text.length <= LONGEST_TOAST ? text : null;
}

export function whereIs(origin: Origin): Where {
  return {
    chatId: origin.chat.id,
    ...(origin.threadId !== undefined && { threadId: origin.threadId }),
    ...(!isPrivate(origin) && origin.messageId !== undefined && { replyTo: origin.messageId }),
  };
}

function isClosed(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && (trouble.status === 403 || chatProblem(trouble.description) !== null);
}
