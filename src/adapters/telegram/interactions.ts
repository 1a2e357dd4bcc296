/** Commands that are said and answers that are typed. Pressed buttons are in presses.ts. */
import { isGroup, type Command, type GroupCommand, type LeafCommand } from '#contracts';
import type { Message, User } from 'grammy/types';
import { answerTyped, tokenUnder } from './answering.js';
import { fileOf } from './files.js';
import { onWords } from './hearing.js';
import { createInk } from './ink.js';
import { dataButton, fitted } from './keyboard.js';
import { readOptions, type Given, type Line } from './options.js';
import { personOf } from './people.js';
import { post } from './post.js';
import { pressedBy, readCommand, readStart, type SaidCommand } from './said.js';
import {
  canWriteTo,
  hint,
  isPrivate,
  remark,
  show,
  speakerOf,
  whereIs,
  type Origin,
  type Talk,
} from './show.js';
import { folded } from './vocabulary.js';
import { localeOf, wordsIn } from './words.js';

/** Everything that somebody writes. Nothing of it is kept. */
export async function onMessage(talk: Talk, message: Message): Promise<void> {
  const { from: user, chat } = message;
  if (!user || chat.type === 'channel') return;
  const text = message.text ?? message.caption ?? '';
  const said = readCommand(text);
  const isOurs = said?.addressee === undefined || isMe(talk, said.addressee);
  if (user.is_bot || message.sender_chat) {
    const isAnonymous = message.sender_chat?.id === chat.id;
    // A reply to us is most often meant for a ticket: whoever writes it must not think that it went out.
    const isForUs = said
      ? isOurs && talk.vocabulary.command(said.word) !== undefined
      : message.reply_to_message?.from?.id === talk.me().id && text !== '';
    if (isAnonymous && isForUs) {
      const words = [wordsIn('en').anonymous, wordsIn('zh-CN').anonymous];
      await remark(talk, originOf(message, user), words.join('\n'));
    }
    return;
  }
  talk.people.learn(user);
  const origin = originOf(message, user);
  if (said) {
    if (isOurs) await onCommand(talk, origin, message, said, text);
    return;
  }
  const asked = questionFor(talk, origin, message);
  if (asked !== undefined) await answerTyped(talk, origin, message, asked);
  else if (text !== '') await onWords(talk, origin, message);
}

/** Says a command for somebody: the one way in for typed commands, start links and our own menus. */
export async function sayCommand(
  talk: Talk,
  origin: Origin,
  path: string,
  visibility: LeafCommand['visibility'],
  options: Given,
): Promise<void> {
  if (visibility === 'private' && !isPrivate(origin) && !(await canWriteTo(talk, origin.user))) {
    await hint(talk, origin, localeOf(origin.user.language_code), 'startFirst', path);
    return;
  }
  await show(talk, origin, await talk.dispatch.say({ ...speakerOf(origin), command: path, options }));
}

function questionFor(talk: Talk, origin: Origin, message: Message): string | undefined {
  const { reply_to_message: original } = message;
  if (original?.from?.id === talk.me().id) {
    const token = tokenUnder(original);
    if (token !== undefined) return token;
  }
  return isPrivate(origin) ? talk.asks.waiting(origin.chat.id, origin.user.id)?.token : undefined;
}

async function onCommand(
  talk: Talk,
  origin: Origin,
  message: Message,
  said: SaidCommand,
  text: string,
): Promise<void> {
  const word = folded(said.word);
  if (word === 'start') {
    // Unaddressed in a group it may be meant for any bot there.
    if (isPrivate(origin) || said.addressee !== undefined)
      await onStart(talk, origin, text.slice(said.from).trim());
    return;
  }
  const command = talk.vocabulary.command(word);
  if (!command && (word === 'cancel' || word === '取消')) return onCancel(talk, origin);
  talk.asks.leave(origin.chat.id, origin.user.id);
  if (!command) {
    // In a group it may be another bot's.
    if (isPrivate(origin) || said.addressee !== undefined) await sayCommand(talk, origin, word, 'public', {});
    return;
  }
  const line: Line = { text, entities: message.entities ?? message.caption_entities ?? [], from: said.from };
  const repliedTo = personRepliedTo(message);
  if (repliedTo) line.repliedTo = { personId: String(repliedTo.id), name: personOf(repliedTo).name };
  const found = leafOf(talk, command, line);
  if (!found) return offerParts(talk, origin, command as GroupCommand);
  const options = readOptions(found.leaf, { ...line, from: found.from }, talk.people);
  addFile(talk, found.leaf, message, options);
  await sayCommand(talk, origin, found.path, found.leaf.visibility, options);
}

function leafOf(
  talk: Talk,
  command: Command,
  line: Line,
): { path: string; leaf: LeafCommand; from: number } | undefined {
  if (!isGroup(command)) return { path: command.name, leaf: command, from: line.from };
  const word = /^\s*(\S+)/u.exec(line.text.slice(line.from));
  const part = word?.[1] === undefined ? undefined : talk.vocabulary.part(command, word[1]);
  const leaf = part === undefined ? undefined : command.parts[part];
  if (!word || part === undefined || !leaf) return undefined;
  return { path: `${command.name} ${part}`, leaf, from: line.from + word[0].length };
}

/** `/plan` alone: its parts as buttons. */
async function offerParts(talk: Talk, origin: Origin, group: GroupCommand): Promise<void> {
  const locale = localeOf(origin.user.language_code);
  if (group.visibility === 'private' && !isPrivate(origin) && !(await canWriteTo(talk, origin.user)))
    return hint(talk, origin, locale, 'startFirst');
  const ink = createInk({ locale, timeZone: 'UTC' });
  ink
    .plain(`/${talk.vocabulary.spoken(group.name, locale)}`, 'bold')
    .plain(`\n${wordsIn(locale).choosePart}`);
  const buttons = Object.keys(group.parts).flatMap((part) => {
    const path = `${group.name} ${part}`;
    const words = talk.vocabulary.spoken(path, locale).split(' ');
    return dataButton(words.at(-1) ?? part, `c:${path}`) ?? [];
  });
  const rows = buttons.flatMap((_, at) => (at % 3 === 0 ? [buttons.slice(at, at + 3)] : []));
  const drawn = { letters: [{ kind: 'text' as const, inked: ink.done() }], keyboard: fitted(rows) };
  if (group.visibility === 'public' || isPrivate(origin)) {
    await post(talk.api, whereIs(origin), drawn);
    return;
  }
  await post(talk.api, { chatId: origin.user.id }, drawn);
  await hint(talk, origin, locale, 'inPrivate');
}

async function onStart(talk: Talk, origin: Origin, payload: string): Promise<void> {
  const pressed = pressedBy(payload);
  if (pressed !== undefined) {
    await show(talk, origin, await talk.dispatch.press(pressed, speakerOf(origin)));
    return;
  }
  const { path, argument } = readStart(payload, talk.vocabulary);
  const leaf = talk.vocabulary.leaf(path);
  const [first] = Object.keys(leaf?.options ?? {});
  const options: Given = argument !== undefined && first !== undefined ? { [first]: argument } : {};
  await sayCommand(talk, origin, path, leaf?.visibility ?? 'private', options);
}

async function onCancel(talk: Talk, origin: Origin): Promise<void> {
  const open = talk.asks.waiting(origin.chat.id, origin.user.id);
  const words = wordsIn(open?.locale ?? localeOf(origin.user.language_code));
  if (open) talk.asks.close(open.token);
  // A group may have other bots that know this word.
  if (open || isPrivate(origin)) await remark(talk, origin, open ? words.cancelled : words.nothingToCancel);
}

function addFile(talk: Talk, leaf: LeafCommand, message: Message, options: Given): void {
  const slot = Object.entries(leaf.options).find(([, spec]) => spec.type === 'file')?.[0];
  if (slot === undefined) return;
  const file =
    fileOf(message, talk.files) ?? (message.reply_to_message && fileOf(message.reply_to_message, talk.files));
  if (file) options[slot] = file;
}

/** In a forum every message "answers" the one that opened its topic; nobody means that person. */
function personRepliedTo(message: Message): User | undefined {
  const original = message.reply_to_message;
  if (!original || original.forum_topic_created || original.sender_chat) return undefined;
  return original.from?.is_bot === false ? original.from : undefined;
}

function isMe(talk: Talk, username: string): boolean {
  return username.toLowerCase() === talk.me().username.toLowerCase();
}

export function originOf(message: Message, user: User): Origin {
  return {
    chat: message.chat,
    user,
    messageId: message.message_id,
    ...(message.is_topic_message === true &&
      message.message_thread_id !== undefined && { threadId: message.message_thread_id }),
  };
}
