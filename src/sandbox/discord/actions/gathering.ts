/** What people do together: voice rooms and stages, and threads that they begin. */
import { z } from 'zod';
import type { Action } from '../../kit.js';
import { action, ActionError } from '../../kit.js';
import { mentionsIn } from '../rules/mentions.js';
import { createThread } from '../rules/channels.js';
import { announce, blank, tellOfThread, write } from '../rules/messages.js';
import { enterVoice, leaveVoice } from '../rules/voice.js';
import { findMessage } from '../world.js';
import type { World } from '../world.js';
import { actor, as, channelFor, guildId, guildNamed, id } from './context.js';

export function gatheringActions(world: World): Record<string, Action> {
  return {
    joinVoice: action({
      summary: 'Go into a voice room or to a stage; out of the one before',
      input: z.object({ as, channelId: id }),
      run(input) {
        actor(world, input.as);
        const room = channelFor(world, input.as, input.channelId, 'connect');
        if (room.kind !== 'voice' && room.kind !== 'stage') throw new ActionError('This is no voice room');
        enterVoice(world, guildNamed(world, room.guildId), input.as, room);
        return { channelId: room.id };
      },
    }),
    leaveVoice: action({
      summary: 'Leave the voice room',
      input: z.object({ as, guildId }),
      run(input) {
        actor(world, input.as);
        leaveVoice(world, guildNamed(world, input.guildId), input.as);
        return { channelId: null };
      },
    }),

    startThread: action({
      summary: 'Begin a thread: in a text channel, below a message there, or in a forum',
      input: z.object({
        as,
        channelId: id,
        name: z.string().min(1).max(100),
        messageId: id.optional().describe('In a text channel: the message that the thread is about'),
        content: z
          .string()
          .max(2000)
          .default('')
          .describe('What is written into it first; needed in a forum'),
      }),
      run(input) {
        actor(world, input.as);
        const parent = channelFor(world, input.as, input.channelId);
        if (parent.kind !== 'text' && parent.kind !== 'forum')
          throw new ActionError('Threads begin in text channels and forums');
        // Who may write in a forum may post in it.
        channelFor(
          world,
          input.as,
          parent.id,
          parent.kind === 'forum' ? 'sendMessages' : 'createPublicThreads',
        );
        const content = input.content.trim();
        if (parent.kind === 'forum' && !content) throw new ActionError('A post needs a message');
        const about =
          input.messageId === undefined ? undefined : findMessage(world, parent.id, input.messageId);
        if (
          input.messageId !== undefined &&
          (parent.kind === 'forum' || !about || about.visibleTo !== undefined)
        )
          throw new ActionError('There is no such message for this person', 404);
        if (about?.threadId !== undefined) throw new ActionError('This message has a thread already', 409);
        const thread = createThread(world, parent, input.as, {
          name: input.name,
          private: false,
          ...(about ? { id: about.id } : {}),
        });
        if (about) {
          about.threadId = thread.id;
          announce(world, 'MESSAGE_UPDATE', about);
        } else if (parent.kind === 'text') {
          tellOfThread(world, parent, input.as, thread);
        }
        if (content) {
          write(world, thread, input.as, {
            ...blank,
            content,
            mentions: mentionsIn(world, thread, input.as, content, null, null),
            // The first message of a post has its id.
            ...(parent.kind === 'forum' ? { id: thread.id } : {}),
          });
        }
        return { channelId: thread.id };
      },
    }),
  };
}
