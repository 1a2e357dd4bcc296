/** What a person does with messages: write, change, delete, react, open and close direct messages. */
import { z } from 'zod';
import type { Action } from '../../kit.js';
import { action, ActionError } from '../../kit.js';
import { typeByName } from '../http/body.js';
import { openDm } from '../rules/dms.js';
import { storeFiles } from '../rules/files.js';
import { mentionsIn } from '../rules/mentions.js';
import { change, erase, write } from '../rules/messages.js';
import { react } from '../rules/reactions.js';
import type { Message } from '../state.js';
import { findMessage } from '../world.js';
import type { World } from '../world.js';
import { canRead, messageView } from '../view/message.js';
import { actor, as, channelFor, id, uploads } from './context.js';

const content = z.string().max(2000);

export function writingActions(world: World): Record<string, Action> {
  function readable(userId: string, channelId: string, messageId: string): Message {
    channelFor(world, userId, channelId);
    const message = findMessage(world, channelId, messageId);
    if (!message || !canRead(message, userId))
      throw new ActionError('There is no such message for this person', 404);
    return message;
  }

  return {
    sendMessage: action({
      summary: 'Write a message in a channel, a thread or a direct message',
      input: z.object({
        as,
        channelId: id,
        content: content.default(''),
        replyTo: id.optional().describe('Message id to answer'),
        attachments: z.array(uploads).max(10).default([]),
      }),
      run(input) {
        actor(world, input.as);
        const channel = channelFor(world, input.as, input.channelId);
        const needed = channel.kind === 'thread' ? 'sendInThreads' : 'sendMessages';
        channelFor(world, input.as, input.channelId, needed);
        if (channel.kind === 'category' || channel.kind === 'forum')
          throw new ActionError('Nobody can write here: a forum has threads, a category has channels');
        const target =
          input.replyTo === undefined ? undefined : readable(input.as, channel.id, input.replyTo);
        const text = input.content.trim();
        if (!text && !input.attachments.length) throw new ActionError('The message is empty');
        const files = input.attachments.map((each) => ({
          filename: each.filename,
          contentType: each.contentType ?? typeByName(each.filename),
          bytes: Buffer.from(each.base64, 'base64'),
        }));
        const message = write(world, channel, input.as, {
          content: text,
          embeds: [],
          components: [],
          attachmentIds: storeFiles(world, channel.id, files, false).map((each) => each.id),
          flags: 0,
          mentions: mentionsIn(world, channel, input.as, text, null, target?.authorId ?? null),
          ...(target ? { type: 19, replyTo: { channelId: channel.id, messageId: target.id } } : {}),
        });
        return messageView(world, message, input.as);
      },
    }),

    editMessage: action({
      summary: 'Change one of your own messages',
      input: z.object({ as, channelId: id, messageId: id, content: content.min(1) }),
      run(input) {
        const message = readable(input.as, input.channelId, input.messageId);
        if (message.authorId !== input.as) throw new ActionError('Only the author can change a message', 403);
        const channel = channelFor(world, input.as, input.channelId);
        const mentions = mentionsIn(world, channel, input.as, input.content, null, null);
        change(world, message, { content: input.content, ...mentions });
        return messageView(world, message, input.as);
      },
    }),

    deleteMessage: action({
      summary: 'Delete a message, or dismiss one that only you see',
      input: z.object({ as, channelId: id, messageId: id }),
      run(input) {
        const message = readable(input.as, input.channelId, input.messageId);
        const own = message.authorId === input.as || message.visibleTo === input.as;
        if (!own) channelFor(world, input.as, input.channelId, 'manageMessages');
        erase(world, message);
        return { deleted: message.id };
      },
    }),

    reactMessage: action({
      summary: 'Add a reaction, or take it back',
      input: z.object({
        as,
        channelId: id,
        messageId: id,
        emoji: z.string().min(1).max(32).describe('A plain emoji'),
        remove: z.boolean().default(false),
      }),
      run(input) {
        const message = readable(input.as, input.channelId, input.messageId);
        if (message.visibleTo !== undefined) throw new ActionError('Nobody can react to this message');
        if (!input.remove) channelFor(world, input.as, input.channelId, 'addReactions');
        react(world, message, input.as, input.emoji, !input.remove);
        return messageView(world, message, input.as);
      },
    }),

    openDm: action({
      summary: 'Open the direct messages with the bot',
      input: z.object({ as }),
      run(input) {
        actor(world, input.as);
        return { channelId: openDm(world, input.as).id };
      },
    }),

    setDmOpen: action({
      summary: 'Allow direct messages from people of shared servers, or close them',
      input: z.object({ as, open: z.boolean() }),
      run(input) {
        actor(world, input.as).dmOpen = input.open;
        return { dmOpen: input.open };
      },
    }),

    setLocale: action({
      summary: 'Change the language of a person’s client',
      input: z.object({ as, locale: z.enum(['en-US', 'en-GB', 'zh-CN', 'zh-TW', 'de', 'fr', 'ja']) }),
      run(input) {
        actor(world, input.as).locale = input.locale;
        return { locale: input.locale };
      },
    }),
  };
}
