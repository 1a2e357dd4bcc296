/** Messages in channels: write, list, read, edit, delete, pin, typing. */
import { z } from 'zod';
import { parseForm, snowflake } from '../form.js';
import { messageEditForm, messageForm } from '../forms/message.js';
import type { Call, Reply, Route } from '../http/route.js';
import { limitOf, noContent, ok, param } from '../http/route.js';
import { bit, canSee, channelPermissions, requireInChannel } from '../permissions.js';
import { fieldRefusal, refusal } from '../refusals.js';
import { requireReachable } from '../rules/dms.js';
import { draftFrom, patchFrom } from '../rules/drafts.js';
import { change, erase, repeatOf, write } from '../rules/messages.js';
import { messageShape } from '../shapes/message.js';
import type { Channel, Message } from '../state.js';
import { findMessage, theChannel, theMessage } from '../world.js';
import type { World } from '../world.js';

/** Throws what keeps the bot from writing here. */
function requireWritable(
  world: World,
  channel: Channel,
  botId: string,
  { files, embeds }: { files: boolean; embeds: boolean },
): void {
  if (channel.kind === 'dm') return requireReachable(world, channel);
  if (channel.kind === 'category' || channel.kind === 'forum') throw refusal(50008);
  requireInChannel(world, channel, botId, channel.kind === 'thread' ? 'sendInThreads' : 'sendMessages');
  if (embeds) requireInChannel(world, channel, botId, 'embedLinks');
  if (files) requireInChannel(world, channel, botId, 'attachFiles');
  if (channel.kind === 'thread' && channel.locked) requireInChannel(world, channel, botId, 'manageThreads');
}

export function messageRoutes(world: World): Route[] {
  function readable(call: Call): Channel {
    const channel = theChannel(world, param(call, 'channel'));
    if (!canSee(world, channel, call.botId)) throw refusal(50001);
    return channel;
  }

  function messageOf(call: Call): { channel: Channel; message: Message } {
    const channel = readable(call);
    return { channel, message: theMessage(world, channel.id, param(call, 'message')) };
  }

  function post(call: Call): Reply {
    const channel = theChannel(world, param(call, 'channel'));
    if (!canSee(world, channel, call.botId)) throw refusal(50001);
    const form = parseForm(messageForm, call.body);
    const embeds = (form.embeds?.length ?? 0) > 0;
    requireWritable(world, channel, call.botId, { files: call.files.length > 0, embeds });
    if (form.enforce_nonce && form.nonce !== undefined && form.nonce !== null) {
      const repeat = repeatOf(world, channel.id, call.botId, form.nonce);
      if (repeat) return ok(messageShape(world, repeat));
    }
    const reference = form.message_reference;
    const target = reference && findMessage(world, channel.id, reference.message_id);
    if (reference && !target && reference.fail_if_not_exists !== false) {
      throw fieldRefusal(['message_reference'], 'REPLIES_UNKNOWN_MESSAGE', 'Unknown message');
    }
    const repliedTo = target?.authorId ?? null;
    const draft = draftFrom(world, channel, call.botId, form, call.files, { repliedTo });
    const message = write(world, channel, call.botId, {
      ...draft,
      ...(target ? { type: 19, replyTo: { channelId: channel.id, messageId: target.id } } : {}),
    });
    return ok(messageShape(world, message));
  }

  function list(call: Call): Reply {
    const channel = readable(call);
    // Who may not read what was written is told that nothing was.
    const mayRead = (channelPermissions(world, channel, call.botId) & bit.readHistory) !== 0n;
    if (!mayRead) return ok([]);
    const limit = limitOf(call, 50, 100);
    const all = (world.state.messages[channel.id] ?? []).filter((each) => each.visibleTo === undefined);
    const at = (name: string): bigint | null => {
      const value = call.query.get(name);
      return value !== null && /^\d+$/.test(value) ? BigInt(value) : null;
    };
    const [before, after, around] = [at('before'), at('after'), at('around')];
    let found: Message[];
    if (after !== null) found = all.filter((each) => BigInt(each.id) > after).slice(0, limit);
    else if (around !== null) {
      const middle = all.findLastIndex((each) => BigInt(each.id) <= around);
      const start = Math.max(0, middle - Math.floor(limit / 2));
      found = all.slice(start, start + limit);
    } else found = all.filter((each) => before === null || BigInt(each.id) < before).slice(-limit);
    return ok(found.reverse().map((each) => messageShape(world, each)));
  }

  function edit(call: Call): Reply {
    const { channel, message } = messageOf(call);
    if (message.authorId !== call.botId) throw refusal(50005);
    if (channel.kind === 'thread' && channel.archived) throw refusal(50083);
    const form = parseForm(messageEditForm, call.body);
    return ok(
      messageShape(world, change(world, message, patchFrom(world, channel, message, form, call.files))),
    );
  }

  function remove(call: Call): Reply {
    const { channel, message } = messageOf(call);
    if (message.authorId !== call.botId) {
      if (channel.kind === 'dm') throw refusal(50003);
      requireInChannel(world, channel, call.botId, 'manageMessages');
    }
    erase(world, message);
    return noContent;
  }

  function removeMany(call: Call): Reply {
    const channel = readable(call);
    if (channel.kind === 'dm') throw refusal(50003);
    requireInChannel(world, channel, call.botId, 'manageMessages');
    const { messages } = parseForm(z.object({ messages: z.array(snowflake) }), call.body);
    if (messages.length < 2 || messages.length > 100) throw refusal(50016);
    for (const id of messages) {
      const message = findMessage(world, channel.id, id);
      if (message && message.visibleTo === undefined) erase(world, message);
    }
    return noContent;
  }

  const pin = (method: 'PUT' | 'DELETE', path: string): Route => ({
    method,
    path,
    handle(call) {
      const { channel, message } = messageOf(call);
      if (channel.kind !== 'dm') requireInChannel(world, channel, call.botId, 'manageMessages');
      message.pinned = method === 'PUT';
      return noContent;
    },
  });

  return [
    { method: 'POST', path: '/channels/:channel/messages', handle: post },
    { method: 'GET', path: '/channels/:channel/messages', handle: list },
    {
      method: 'GET',
      path: '/channels/:channel/messages/:message',
      handle(call) {
        const { channel, message } = messageOf(call);
        requireInChannel(world, channel, call.botId, 'readHistory');
        return ok(messageShape(world, message));
      },
    },
    { method: 'PATCH', path: '/channels/:channel/messages/:message', handle: edit },
    { method: 'DELETE', path: '/channels/:channel/messages/:message', handle: remove },
    { method: 'POST', path: '/channels/:channel/messages/bulk-delete', handle: removeMany },
    pin('PUT', '/channels/:channel/messages/pins/:message'),
    pin('DELETE', '/channels/:channel/messages/pins/:message'),
    {
      method: 'POST',
      path: '/channels/:channel/typing',
      handle(call) {
        readable(call);
        return noContent;
      },
    },
  ];
}
