/** What a person does that makes an interaction: commands, autocomplete, buttons, selects, modals. */
import { ActionError } from '../../kit.js';
import { findComponent, kind } from '../forms/components.js';
import type { Component } from '../forms/components.js';
import { canSee } from '../permissions.js';
import { storeFiles } from '../rules/files.js';
import type { Json } from '../shapes/user.js';
import type { Channel, Message, StoredFile } from '../state.js';
import { findMessage } from '../world.js';
import type { World } from '../world.js';
import { findCommand } from './available.js';
import type { FieldValues } from './fields.js';
import { isSelect, requireChoice, resolvedFor, submitted } from './fields.js';
import type { Ledger, Outcome } from './ledger.js';
import type { OptionValue } from './options.js';
import { fillOptions } from './options.js';
import { dispatchInteraction } from './payload.js';

export interface Invocation {
  interactionId: string;
  outcome: Outcome;
}

export interface CommandUse {
  userId: string;
  channelId: string;
  name: string;
  options: Record<string, OptionValue>;
  attachments?: { option: string; filename: string; contentType: string; bytes: Buffer }[];
  /** Set for autocomplete: the option being typed. */
  focused?: string;
}

export interface Invoker {
  command(use: CommandUse): Promise<Invocation>;
  component(use: {
    userId: string;
    channelId: string;
    messageId: string;
    customId: string;
    values?: string[];
  }): Promise<Invocation>;
  modal(use: { userId: string; modalId: string; fields: FieldValues }): Promise<Invocation>;
}

export function createInvoker(world: World, ledger: Ledger): Invoker {
  /** A channel that the person sees. */
  function seen(channelId: string, userId: string): Channel {
    const channel = world.state.channels[channelId];
    if (!channel || !world.state.users[userId] || !canSee(world, channel, userId)) {
      throw new ActionError('There is no such channel for this person', 404);
    }
    return channel;
  }

  const guildOf = (channel: Channel): string | null => (channel.kind === 'dm' ? null : channel.guildId);

  async function opened(input: Parameters<Ledger['open']>[0], data: Json): Promise<Invocation> {
    const { id, outcome } = ledger.open(input, (record) => dispatchInteraction(world, record, data));
    return { interactionId: id, outcome: await outcome };
  }

  async function command(use: CommandUse): Promise<Invocation> {
    const channel = seen(use.channelId, use.userId);
    const found = findCommand(world, channel, use.userId, use.name);
    if (
      use.focused !== undefined &&
      !found.options.some((each) => each.name === use.focused && each.autocomplete)
    ) {
      throw new ActionError(`Option ${use.focused} offers no suggestions`);
    }
    const files: Record<string, StoredFile> = {};
    for (const { option, ...file } of use.attachments ?? []) {
      const [stored] = storeFiles(world, channel.id, [file], true);
      if (stored) files[option] = stored;
    }
    const filled = fillOptions({
      world,
      channel,
      userId: use.userId,
      found,
      values: use.options,
      files,
      ...(use.focused === undefined ? {} : { focused: use.focused }),
    });
    const words = [found.command, ...found.path].map((each) => each.name).join(' ');
    return opened(
      {
        type: use.focused === undefined ? 2 : 4,
        userId: use.userId,
        guildId: guildOf(channel),
        channelId: channel.id,
        commandName: words,
      },
      {
        id: found.command.id,
        name: found.command.name,
        type: 1,
        ...(found.command.guildId ? { guild_id: found.command.guildId } : {}),
        options: filled.options,
        ...(Object.keys(filled.resolved).length ? { resolved: filled.resolved } : {}),
      },
    );
  }

  function usable(
    channel: Channel,
    userId: string,
    messageId: string,
    customId: string,
  ): { message: Message; target: Component } {
    const message = findMessage(world, channel.id, messageId);
    if (!message || (message.visibleTo !== undefined && message.visibleTo !== userId)) {
      throw new ActionError('There is no such message for this person', 404);
    }
    const target = findComponent(message.components, customId);
    if (!target) throw new ActionError(`The message has no button or menu ${customId}`, 404);
    if (target.disabled) throw new ActionError('It is switched off');
    return { message, target };
  }

  const component: Invoker['component'] = async (use) => {
    const channel = seen(use.channelId, use.userId);
    const { message, target } = usable(channel, use.userId, use.messageId, use.customId);
    if (use.values === undefined && target.type !== kind.button)
      throw new ActionError('That is not a button');
    if (use.values !== undefined) {
      if (!isSelect(target)) throw new ActionError('That is not a menu');
      requireChoice(world, channel, target, use.values);
    }
    return opened(
      {
        type: 3,
        userId: use.userId,
        guildId: guildOf(channel),
        channelId: channel.id,
        sourceMessageId: message.id,
      },
      {
        custom_id: use.customId,
        component_type: target.type,
        id: target.id,
        ...(use.values ? { values: use.values, ...resolvedFor(world, channel, target, use.values) } : {}),
      },
    );
  };

  const modal: Invoker['modal'] = async ({ userId, modalId, fields }) => {
    const open = world.state.modals[modalId];
    if (!open || open.userId !== userId) throw new ActionError('There is no such form for this person', 404);
    const channel = seen(open.channelId, userId);
    const components = submitted(world, channel, open, fields);
    const invocation = await opened(
      {
        type: 5,
        userId,
        guildId: open.guildId,
        channelId: open.channelId,
        triggering: open.triggering,
        ...(open.sourceMessageId ? { sourceMessageId: open.sourceMessageId } : {}),
      },
      { custom_id: open.customId, components },
    );
    // Discord keeps the form open when the application did not respond, so that nothing typed is lost.
    if (invocation.outcome.kind !== 'failed') {
      delete world.state.modals[modalId];
      world.changed();
    }
    return invocation;
  };

  return { command, component, modal };
}
