import { InputFile, type Api } from 'grammy';
import type { InlineKeyboardMarkup, Message, ReplyParameters } from 'grammy/types';
import { chatProblem, isUnfetched, troubleOf } from './errors.js';
import type { Inked } from './ink.js';
import type { Keyboard } from './keyboard.js';
import { inkIn, type Letter } from './letters.js';
import type { Drawn } from './render.js';
import { rewrite } from './rewrite.js';

export interface Where {
  chatId: number;
  /** Topic of a forum. */
  threadId?: number;
  /** The message that is answered. */
  replyTo?: number;
}

type Sending = Where & {
  /** Nobody forwards or saves it. */
  protected?: boolean;
};

/**
 * Sends the messages of an answer in order; the keyboard goes under the last one.
 * @param sent gets the id of each message as it arrives, so that a caller knows how far it came
 * Throws what grammY throws.
 */
export async function post(api: Api, where: Where, drawn: Drawn, sent: number[] = []): Promise<number[]> {
  const { letters, keyboard } = drawn;
  for (const [index, letter] of letters.entries()) {
    const isLast = index === letters.length - 1;
    const put = (one: Letter): Promise<Message> =>
      sendOrSimplify(
        (plainly) =>
          send(
            api,
            one,
            { ...where, ...(drawn.protected && { protected: true }) },
            index === 0,
            isLast ? shown(keyboard, plainly) : undefined,
            plainly,
          ),
        needsSimpler(one, keyboard),
      );
    const message = await put(letter).catch((error: unknown) => {
      if (letter.kind !== 'picture' || !isUnfetched(error)) throw error;
      return put({ kind: 'text', inked: letter.instead });
    });
    sent.push(message.message_id);
  }
  return sent;
}

/**
 * Puts an answer in the place of a message. Where that cannot be done (a picture, a message that is too old
 * or gone), the old keyboard is taken away and the answer is sent as a new message. A page that was turned
 * goes away whole.
 */
export async function repost(api: Api, old: Message, where: Where, drawn: Drawn): Promise<number[]> {
  const [first, ...rest] = drawn.letters;
  const isText = 'text' in old && old.text !== undefined;
  const isPicture = 'photo' in old && old.photo !== undefined;
  const isOnly = rest.length === 0;
  const fits = first?.kind === 'picture' ? isText || isPicture : first?.kind === 'text' && isText;
  if (!first || !('inked' in first || first.kind === 'picture') || !fits) {
    await (drawn.turned ? remove(api, old) : dropKeyboard(api, old.chat.id, old.message_id));
    return post(api, where, drawn);
  }
  const keyboard = isOnly ? drawn.keyboard : [];
  try {
    if (first.kind === 'picture') {
      await rewrite(api, { chatId: old.chat.id, messageId: old.message_id }, first, keyboard, '…');
    } else {
      await sendOrSimplify(
        (plainly) => edit(api, old, first.inked, keyboard, plainly),
        needsSimpler(first, drawn.keyboard),
      );
    }
  } catch (error) {
    const trouble = troubleOf(error);
    if (!isSame(error)) {
      if (trouble.kind !== 'refused' || chatProblem(trouble.description) !== null) throw error;
      return post(api, where, drawn);
    }
  }
  if (isOnly) return [old.message_id];
  return [old.message_id, ...(await post(api, where, { ...drawn, letters: rest }))];
}

/** Takes a message away, or at least its buttons. */
async function remove(api: Api, { chat, message_id: id }: Message): Promise<void> {
  try {
    await api.deleteMessage(chat.id, id);
  } catch (error) {
    if (troubleOf(error).kind !== 'refused') throw error;
    await dropKeyboard(api, chat.id, id);
  }
}

/** Takes the buttons off a message; that it has none, or is gone, is fine too. */
export async function dropKeyboard(api: Api, chatId: number, messageId: number): Promise<void> {
  try {
    await api.editMessageReplyMarkup(chatId, messageId);
  } catch (error) {
    if (troubleOf(error).kind !== 'refused') throw error;
  }
}

async function edit(
  api: Api,
  old: Message,
  inked: Inked,
  keyboard: Keyboard,
  plainly: boolean,
): Promise<void> {
  await api.editMessageText(old.chat.id, old.message_id, inked.text, {
    ...(!plainly && { entities: inked.entities }),
    link_preview_options: { is_disabled: true },
    reply_markup: { inline_keyboard: plainly ? pressableOnly(keyboard) : keyboard },
  });
}

function send(
  api: Api,
  letter: Letter,
  where: Sending,
  isFirst: boolean,
  markup: InlineKeyboardMarkup | undefined,
  plainly: boolean,
): Promise<Message> {
  const options = {
    ...(where.threadId !== undefined && { message_thread_id: where.threadId }),
    ...(isFirst && where.replyTo !== undefined && { reply_parameters: answering(where.replyTo) }),
    ...(markup && { reply_markup: markup }),
    ...((where.protected || ('protected' in letter && letter.protected)) && { protect_content: true }),
  };
  if (letter.kind === 'text') {
    return api.sendMessage(where.chatId, letter.inked.text, {
      ...options,
      ...(!plainly && { entities: letter.inked.entities }),
      link_preview_options: { is_disabled: true },
    });
  }
  const caption = {
    ...(letter.caption.text !== '' && { caption: letter.caption.text }),
    ...(!plainly && letter.caption.entities.length > 0 && { caption_entities: letter.caption.entities }),
  };
  if (letter.kind === 'picture') {
    const above = letter.above ? { show_caption_above_media: true } : {};
    return api.sendPhoto(where.chatId, letter.url, { ...options, ...caption, ...above });
  }
  const file = new InputFile(letter.data, letter.name);
  return letter.kind === 'photo'
    ? api.sendPhoto(where.chatId, file, { ...options, ...caption })
    : api.sendDocument(where.chatId, file, { ...options, ...caption });
}

function answering(messageId: number): ReplyParameters {
  return { message_id: messageId, allow_sending_without_reply: true };
}

function shown(keyboard: Keyboard, plainly: boolean): InlineKeyboardMarkup | undefined {
  const rows = plainly ? pressableOnly(keyboard) : keyboard;
  return rows.length > 0 ? { inline_keyboard: rows } : undefined;
}

/**
 * A link or entity that Telegram does not like makes it refuse the whole message; the words are worth more,
 * so they are sent once more without links and styles.
 */
async function sendOrSimplify<T>(send: (plainly: boolean) => Promise<T>, canBeSimpler: boolean): Promise<T> {
  try {
    return await send(false);
  } catch (error) {
    const trouble = troubleOf(error);
    const isAboutLooks =
      trouble.kind === 'refused' &&
      trouble.status === 400 &&
      /entit|button|http url|reply markup|inline keyboard/i.test(trouble.description);
    // What Telegram says then names the markup as well; a simpler try would take the looks away.
    if (!canBeSimpler || !isAboutLooks || isSame(error) || isUnfetched(error)) throw error;
    return send(true);
  }
}

/** Whether Telegram refused because the message stands there exactly so already. */
function isSame(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble.kind === 'refused' && /message is not modified/i.test(trouble.description);
}

function needsSimpler(letter: Letter, keyboard: Keyboard): boolean {
  return inkIn(letter).entities.length > 0 || keyboard.some((row) => row.some((button) => 'url' in button));
}

function pressableOnly(keyboard: Keyboard): Keyboard {
  return keyboard.map((row) => row.filter((button) => !('url' in button))).filter((row) => row.length > 0);
}
