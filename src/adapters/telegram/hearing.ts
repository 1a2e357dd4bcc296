/** What is said without a command, brought to the dispatcher; most of it stays without an answer. */
import type { Message, MessageEntity } from 'grammy/types';
import type { Heard } from '#contracts';
import { loggable } from './errors.js';
import { post } from './post.js';
import { render } from './render.js';
import { isPrivate, speakerOf, whereIs, type Origin, type Talk } from './show.js';

/** Answers what somebody said, with their message quoted, or says nothing. */
export async function onWords(talk: Talk, origin: Origin, message: Message): Promise<void> {
  const heard = heardIn(talk, origin, message);
  const answer = await talk.dispatch.hear(heard);
  if (!answer) return;
  try {
    await post(talk.api, { ...whereIs(origin), replyTo: message.message_id }, render(answer));
  } catch (error) {
    // Where nobody called us, nobody waits for an answer that we may not give.
    if (heard.way !== 'overheard') throw error;
    talk.log.debug(loggable(error), 'an answer could not be given');
  }
}

function heardIn(talk: Talk, origin: Origin, message: Message): Heard {
  const { reply_to_message: original, chat } = message;
  const text = message.text ?? message.caption ?? '';
  const ours = original?.from?.id === talk.me().id && !original.forum_topic_created;
  const isNamed = namesUs(talk, text, message.entities ?? message.caption_entities ?? []);
  return {
    ...speakerOf(origin),
    text: isNamed ? withoutName(text, talk.me().username) : text,
    way: isPrivate(origin) ? 'direct' : isNamed ? 'mention' : 'overheard',
    placeExternalIds: isPrivate(origin) ? [] : [String(chat.id)],
    ...(!isPrivate(origin) && chat.title !== undefined && { placeTitle: chat.title }),
    messageId: String(message.message_id),
    ...(ours && { repliesTo: String(original.message_id) }),
  };
}

function namesUs(talk: Talk, text: string, entities: readonly MessageEntity[]): boolean {
  const { id, username } = talk.me();
  return entities.some((entity) => {
    if (entity.type === 'text_mention') return entity.user.id === id;
    const name = text.slice(entity.offset, entity.offset + entity.length);
    return entity.type === 'mention' && name.toLowerCase() === `@${username.toLowerCase()}`;
  });
}

function withoutName(text: string, username: string): string {
  return text
    .replaceAll(new RegExp(`@${username}(?!\\w)`, 'gi'), ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,:，：]+/u, '')
    .trim();
}
