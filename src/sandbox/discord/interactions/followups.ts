/** What comes after the first answer: follow-ups, and reading, changing and deleting what was answered. */
import { parseForm } from '../form.js';
import { flag, messageEditForm, messageForm } from '../forms/message.js';
import type { Call, Reply, Route } from '../http/route.js';
import { noContent, ok, param } from '../http/route.js';
import { refusal } from '../refusals.js';
import { draftFrom, patchFrom } from '../rules/drafts.js';
import { change, erase, write } from '../rules/messages.js';
import { messageShape } from '../shapes/message.js';
import type { Interaction, Message } from '../state.js';
import { findMessage, theChannel } from '../world.js';
import type { World } from '../world.js';
import type { Ledger } from './ledger.js';
import { provenanceOf } from './ledger.js';

export function followupRoutes(world: World, ledger: Ledger): Route[] {
  const base = '/webhooks/:application/:token';

  /** The acknowledged interaction behind a token; 10015 when there is none, 50027 after its 15 minutes. */
  function recordOf(call: Call): Interaction {
    const record = ledger.byToken(param(call, 'token'));
    if (!record || param(call, 'application') !== call.botId) throw refusal(10015);
    if (ledger.isOver(record)) throw refusal(50027);
    if (record.status === 'waiting' || record.status === 'expired') throw refusal(10015);
    return record;
  }

  /** A message written in answer to this interaction, or the one its component sits on. */
  function messageOf(call: Call, record: Interaction): Message {
    const wanted = param(call, 'message');
    const id = wanted === '@original' ? record.originalId : wanted;
    const message = id === undefined ? undefined : findMessage(world, record.channelId, id);
    if (!message || (message.id !== record.originalId && message.provenance?.interactionId !== record.id)) {
      throw refusal(10008);
    }
    return message;
  }

  /** Changes a message; the first change after a deferral is what the person was waiting for. */
  function edit(call: Call, record: Interaction, message: Message): Message {
    const form = parseForm(messageEditForm, call.body);
    const channel = theChannel(world, record.channelId);
    change(world, message, patchFrom(world, channel, message, form, call.files));
    if (message.id === record.originalId && (record.status === 'loading' || record.status === 'updating')) {
      const kind = record.status === 'loading' ? 'reply' : 'update';
      record.status = 'answered';
      ledger.settle(record.id, { kind, channelId: channel.id, messageId: message.id });
    }
    return message;
  }

  function follow(call: Call): Reply {
    const record = recordOf(call);
    const channel = theChannel(world, record.channelId);
    const original = record.originalId && findMessage(world, record.channelId, record.originalId);
    // The first follow-up after a deferral takes the place of "is thinking…".
    if (record.status === 'loading' && original) return ok(messageShape(world, edit(call, record, original)));
    const form = parseForm(messageForm, call.body);
    const ephemeral = ((form.flags ?? 0) & flag.ephemeral) !== 0;
    const seenBy = ephemeral ? { visibleTo: record.userId } : {};
    const draft = draftFrom(world, channel, call.botId, form, call.files, seenBy);
    const message = write(world, channel, call.botId, {
      ...draft,
      provenance: { ...provenanceOf(record), ...(original ? { originalId: original.id } : {}) },
      ...(original ? { type: 19, replyTo: { channelId: channel.id, messageId: original.id } } : {}),
    });
    if (record.status === 'updating') {
      ledger.settle(record.id, { kind: 'reply', channelId: channel.id, messageId: message.id });
    }
    return ok(messageShape(world, message));
  }

  function remove(call: Call): Reply {
    const record = recordOf(call);
    const message = messageOf(call, record);
    erase(world, message);
    if (message.id === record.originalId) {
      record.status = 'answered';
      ledger.settle(record.id, { kind: 'none', channelId: record.channelId });
    }
    return noContent;
  }

  const open = { authorised: false } as const;
  return [
    { method: 'POST', path: base, ...open, handle: follow },
    {
      method: 'GET',
      path: `${base}/messages/:message`,
      ...open,
      handle: (call) => ok(messageShape(world, messageOf(call, recordOf(call)))),
    },
    {
      method: 'PATCH',
      path: `${base}/messages/:message`,
      ...open,
      handle(call) {
        const record = recordOf(call);
        return ok(messageShape(world, edit(call, record, messageOf(call, record))));
      },
    },
    { method: 'DELETE', path: `${base}/messages/:message`, ...open, handle: remove },
  ];
}
