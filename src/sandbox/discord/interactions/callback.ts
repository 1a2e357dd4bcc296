/** The bot's first answer to an interaction: POST /interactions/:id/:token/callback. */
import { z } from 'zod';
import { parseForm } from '../form.js';
import { allComponents } from '../forms/components.js';
import { number, requireDistinct } from '../forms/layout.js';
import { flag, messageEditForm, messageForm } from '../forms/message.js';
import { modalForm } from '../forms/modal.js';
import type { Call, Reply, Route } from '../http/route.js';
import { noContent, ok, param } from '../http/route.js';
import { fieldRefusal, refusal } from '../refusals.js';
import { draftFrom, patchFrom } from '../rules/drafts.js';
import { change, nobody, write } from '../rules/messages.js';
import { messageShape } from '../shapes/message.js';
import type { Channel, Interaction, Message } from '../state.js';
import { findMessage, theChannel } from '../world.js';
import type { World } from '../world.js';
import type { Ledger } from './ledger.js';
import { provenanceOf } from './ledger.js';

const callbackForm = z.object({ type: z.int(), data: z.unknown().optional() });

const choicesForm = z.object({
  choices: z
    .array(z.object({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) }))
    .max(25),
});

/** Which callback types an interaction takes. */
function allowedTypes(record: Interaction): readonly number[] {
  if (record.type === 2) return [4, 5, 9];
  if (record.type === 3) return [4, 5, 6, 7, 9];
  if (record.type === 4) return [8];
  return record.sourceMessageId ? [4, 5, 6, 7] : [4, 5];
}

export function callbackRoutes(world: World, ledger: Ledger): Route[] {
  function recordOf(call: Call): Interaction {
    const record = world.state.interactions[param(call, 'interaction')];
    if (!record || record.token !== param(call, 'token')) throw refusal(10062);
    if (record.status === 'expired' || ledger.isOver(record)) throw refusal(10062);
    if (record.status !== 'waiting') throw refusal(40060);
    return record;
  }

  /** Fields that a message carries when it answers this interaction. */
  function origin(record: Interaction) {
    const source = record.sourceMessageId;
    const replyTo = source ? { replyTo: { channelId: record.channelId, messageId: source } } : {};
    return { provenance: provenanceOf(record), type: source ? 19 : 20, ...replyTo };
  }

  function reply(record: Interaction, channel: Channel, call: Call, data: unknown): Message {
    const form = parseForm(messageForm, data ?? {});
    const ephemeral = ((form.flags ?? 0) & flag.ephemeral) !== 0;
    const seenBy = ephemeral ? { visibleTo: record.userId } : {};
    const draft = draftFrom(world, channel, call.botId, form, call.files, seenBy);
    const message = write(world, channel, call.botId, { ...draft, ...origin(record) });
    record.originalId = message.id;
    ledger.acknowledge(record, 'answered');
    ledger.settle(record.id, { kind: 'reply', channelId: channel.id, messageId: message.id });
    return message;
  }

  function defer(record: Interaction, channel: Channel, call: Call, data: unknown): Message {
    const { flags } = parseForm(z.object({ flags: z.int().nullish() }), data ?? {});
    const ephemeral = ((flags ?? 0) & flag.ephemeral) !== 0;
    const message = write(world, channel, call.botId, {
      content: '',
      embeds: [],
      components: [],
      attachmentIds: [],
      mentions: nobody,
      flags: flag.loading | (ephemeral ? flag.ephemeral : 0),
      ...(ephemeral ? { visibleTo: record.userId } : {}),
      ...origin(record),
    });
    record.originalId = message.id;
    ledger.acknowledge(record, 'loading');
    return message;
  }

  function source(record: Interaction): Message {
    const message = findMessage(world, record.channelId, record.sourceMessageId ?? '');
    if (!message) throw refusal(10008);
    record.originalId = message.id;
    return message;
  }

  function update(record: Interaction, channel: Channel, call: Call, data: unknown): Message {
    const form = parseForm(messageEditForm, data ?? {});
    const message = source(record);
    change(world, message, patchFrom(world, channel, message, form, call.files));
    ledger.acknowledge(record, 'answered');
    ledger.settle(record.id, { kind: 'update', channelId: channel.id, messageId: message.id });
    return message;
  }

  function openModal(record: Interaction, data: unknown): void {
    const form = parseForm(modalForm, data ?? {});
    const components = number(form.components);
    requireDistinct(allComponents(components));
    world.state.modals[record.id] = {
      id: record.id,
      userId: record.userId,
      channelId: record.channelId,
      guildId: record.guildId,
      customId: form.custom_id,
      title: form.title,
      components,
      triggering: provenanceOf(record),
      ...(record.sourceMessageId ? { sourceMessageId: record.sourceMessageId } : {}),
    };
    ledger.acknowledge(record, 'answered');
    ledger.settle(record.id, { kind: 'modal', modalId: record.id });
  }

  function perform(record: Interaction, type: number, call: Call, data: unknown): Message | undefined {
    const channel = theChannel(world, record.channelId);
    if (type === 4) return reply(record, channel, call, data);
    if (type === 5) return defer(record, channel, call, data);
    if (type === 7) return update(record, channel, call, data);
    if (type === 6) {
      source(record);
      ledger.acknowledge(record, 'updating');
    } else if (type === 9) openModal(record, data);
    else {
      const { choices } = parseForm(choicesForm, data ?? {});
      ledger.acknowledge(record, 'answered');
      ledger.settle(record.id, { kind: 'choices', choices });
    }
    return undefined;
  }

  function handle(call: Call): Reply {
    const record = recordOf(call);
    const { type, data } = parseForm(callbackForm, call.body);
    const allowed = allowedTypes(record);
    if (!allowed.includes(type)) {
      throw fieldRefusal(['type'], 'BASE_TYPE_CHOICES', `Value must be one of {${allowed.join(', ')}}.`);
    }
    const message = perform(record, type, call, data);
    if (call.query.get('with_response') !== 'true') return noContent;
    return ok({
      interaction: {
        id: record.id,
        type: record.type,
        channel_id: record.channelId,
        ...(record.guildId ? { guild_id: record.guildId } : {}),
        ...(message
          ? {
              response_message_id: message.id,
              response_message_loading: (message.flags & flag.loading) !== 0,
              response_message_ephemeral: message.visibleTo !== undefined,
            }
          : {}),
      },
      resource: { type, ...(message ? { message: messageShape(world, message) } : {}) },
    });
  }

  return [
    {
      method: 'POST',
      path: '/interactions/:interaction/:token/callback',
      authorised: false,
      handle,
    },
  ];
}
