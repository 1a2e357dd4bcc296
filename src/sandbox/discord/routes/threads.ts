/** Threads: starting them, and who is in them. */
import { z } from 'zod';
import { parseForm, snowflake } from '../form.js';
import { messageForm } from '../forms/message.js';
import type { Call, Route } from '../http/route.js';
import type { Reply } from '../http/route.js';
import { created, limitOf, noContent, ok, param } from '../http/route.js';
import { canSee, requireInChannel } from '../permissions.js';
import { refusal } from '../refusals.js';
import { createThread, setThreadMember } from '../rules/channels.js';
import { draftFrom } from '../rules/drafts.js';
import { announce, tellOfThread, write } from '../rules/messages.js';
import { threadMemberShape, threadShape } from '../shapes/channel.js';
import { messageShape } from '../shapes/message.js';
import type { TextChannel, ThreadChannel } from '../state.js';
import { channelsOf, theGuildChannel, theMember, theMessage } from '../world.js';
import type { World } from '../world.js';

const threadForm = z.object({
  name: z.string().min(1).max(100),
  type: z.union([z.literal(11), z.literal(12)]).nullish(),
  auto_archive_duration: z.union([60, 1440, 4320, 10_080].map((value) => z.literal(value))).nullish(),
  invitable: z.boolean().nullish(),
  rate_limit_per_user: z.int().min(0).max(21_600).nullish(),
});

/** A nonce is taken and has no effect: a post that is asked for twice is there twice, as at Discord. */
const postForm = threadForm.omit({ type: true, invitable: true }).extend({
  message: messageForm,
  applied_tags: z.array(snowflake).max(5).nullish(),
});

export function threadRoutes(world: World): Route[] {
  function parentOf(call: Call): TextChannel {
    const channel = theGuildChannel(world, param(call, 'channel'));
    if (channel.kind !== 'text') throw refusal(50024);
    return channel;
  }

  /** A thread of a forum, with its first message. */
  function post(call: Call, forum: TextChannel): Reply {
    const form = parseForm(postForm, call.body);
    requireInChannel(world, forum, call.botId, 'sendMessages');
    if (call.files.length > 0) requireInChannel(world, forum, call.botId, 'attachFiles');
    if (forum.requiresTag && !form.applied_tags?.length) throw refusal(40067);
    if (form.message.embeds?.length) requireInChannel(world, forum, call.botId, 'embedLinks');
    // Drawn first: nothing is begun for a message that is refused.
    const draft = draftFrom(world, forum, call.botId, form.message, call.files);
    const thread = createThread(world, forum, call.botId, { ...settings(form), private: false });
    for (const id of draft.attachmentIds) {
      const file = world.state.files[id];
      if (file) file.channelId = thread.id;
    }
    const message = write(world, thread, call.botId, { ...draft, id: thread.id });
    return created({
      ...threadShape(thread, world),
      member: threadMemberShape(thread, call.botId, world),
      message: messageShape(world, message),
    });
  }

  function threadOf(call: Call): ThreadChannel {
    const channel = theGuildChannel(world, param(call, 'channel'));
    if (!canSee(world, channel, call.botId)) throw refusal(50001);
    if (channel.kind !== 'thread') throw refusal(50024);
    return channel;
  }

  function settings(form: z.output<typeof threadForm> | z.output<typeof postForm>) {
    return {
      name: form.name,
      ...(form.auto_archive_duration ? { autoArchiveMinutes: form.auto_archive_duration } : {}),
      ...('invitable' in form && typeof form.invitable === 'boolean' ? { invitable: form.invitable } : {}),
      ...(form.rate_limit_per_user ? { slowmode: form.rate_limit_per_user } : {}),
    };
  }

  function member(call: Call, userId: string, inside: boolean) {
    const thread = threadOf(call);
    if (thread.archived) throw refusal(50083);
    if (inside) {
      const guild = world.state.guilds[thread.guildId];
      if (guild) theMember(guild, userId);
      if (userId !== call.botId) requireInChannel(world, thread, call.botId, 'sendInThreads');
    } else if (userId !== call.botId && thread.ownerId !== call.botId) {
      requireInChannel(world, thread, call.botId, 'manageThreads');
    }
    setThreadMember(world, thread, userId, inside);
    return noContent;
  }

  const archived = (isPrivate: boolean): Route => ({
    method: 'GET',
    path: `/channels/:channel/threads/archived/${isPrivate ? 'private' : 'public'}`,
    handle(call) {
      const parent = parentOf(call);
      requireInChannel(
        world,
        parent,
        call.botId,
        'readHistory',
        ...(isPrivate ? (['manageThreads'] as const) : []),
      );
      const threads = channelsOf(world, parent.guildId).flatMap((each) =>
        each.kind === 'thread' && each.parentId === parent.id && each.archived && each.private === isPrivate
          ? [each]
          : [],
      );
      const limit = limitOf(call, 50, 100);
      return ok({
        threads: threads.slice(0, limit).map((each) => threadShape(each, world)),
        members: [],
        has_more: threads.length > limit,
      });
    },
  });

  return [
    {
      method: 'POST',
      path: '/channels/:channel/threads',
      handle(call) {
        const forum = theGuildChannel(world, param(call, 'channel'));
        if (forum.kind === 'forum') return post(call, forum);
        const parent = parentOf(call);
        const form = parseForm(threadForm, call.body);
        const isPrivate = form.type !== 11;
        requireInChannel(
          world,
          parent,
          call.botId,
          isPrivate ? 'createPrivateThreads' : 'createPublicThreads',
        );
        const thread = createThread(world, parent, call.botId, { ...settings(form), private: isPrivate });
        if (!isPrivate) tellOfThread(world, parent, call.botId, thread);
        return created({
          ...threadShape(thread, world),
          member: threadMemberShape(thread, call.botId, world),
        });
      },
    },
    {
      method: 'POST',
      path: '/channels/:channel/messages/:message/threads',
      handle(call) {
        const parent = parentOf(call);
        requireInChannel(world, parent, call.botId, 'createPublicThreads');
        const message = theMessage(world, parent.id, param(call, 'message'));
        if (message.threadId) throw refusal(160004);
        const form = parseForm(threadForm, call.body);
        const thread = createThread(world, parent, call.botId, {
          ...settings(form),
          private: false,
          id: message.id,
        });
        message.threadId = thread.id;
        announce(world, 'MESSAGE_UPDATE', message);
        return created({
          ...threadShape(thread, world),
          member: threadMemberShape(thread, call.botId, world),
        });
      },
    },
    archived(false),
    archived(true),
    {
      method: 'GET',
      path: '/channels/:channel/thread-members',
      handle(call) {
        const thread = threadOf(call);
        return ok(Object.keys(thread.members).map((id) => threadMemberShape(thread, id, world)));
      },
    },
    {
      method: 'GET',
      path: '/channels/:channel/thread-members/:user',
      handle(call) {
        const thread = threadOf(call);
        if (!thread.members[param(call, 'user')]) throw refusal(10007);
        return ok(threadMemberShape(thread, param(call, 'user'), world));
      },
    },
    {
      method: 'PUT',
      path: '/channels/:channel/thread-members/@me',
      handle: (call) => member(call, call.botId, true),
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/thread-members/@me',
      handle: (call) => member(call, call.botId, false),
    },
    {
      method: 'PUT',
      path: '/channels/:channel/thread-members/:user',
      handle: (call) => member(call, param(call, 'user'), true),
    },
    {
      method: 'DELETE',
      path: '/channels/:channel/thread-members/:user',
      handle: (call) => member(call, param(call, 'user'), false),
    },
  ];
}
