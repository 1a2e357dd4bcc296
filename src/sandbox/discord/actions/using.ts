/** What a person does with the bot: commands, suggestions, buttons, menus, forms. */
import { z } from 'zod';
import type { Action } from '../../kit.js';
import { action, ActionError } from '../../kit.js';
import { typeByName } from '../http/body.js';
import type { Invocation, Invoker } from '../interactions/invoke.js';
import { findMessage } from '../world.js';
import type { World } from '../world.js';
import type { MessageView } from '../view/message.js';
import { messageView } from '../view/message.js';
import type { Component } from '../forms/components.js';
import { actor, as, id, uploads } from './context.js';

/** What the person sees in the end. */
export interface Answer {
  interactionId: string;
  /**
   * `reply` a new message, `update` the message with the component changed, `modal` a form opened, `none`
   * acknowledged without a visible answer so far, `failed` "The application did not respond".
   */
  outcome: 'reply' | 'modal' | 'update' | 'none' | 'failed';
  message?: MessageView;
  modal?: { id: string; customId: string; title: string; components: Component[] };
}

const optionValues = z
  .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
  .default({})
  .describe('Option name to value; users, roles and channels by id');

export function usingActions(world: World, invoker: Invoker): Record<string, Action> {
  function answer({ interactionId, outcome }: Invocation, viewerId: string): Answer {
    if (outcome.kind === 'failed' || outcome.kind === 'choices') return { interactionId, outcome: 'failed' };
    if (outcome.kind === 'modal') {
      const open = world.state.modals[outcome.modalId];
      if (!open) return { interactionId, outcome: 'none' };
      const { id: modalId, customId, title, components } = open;
      return { interactionId, outcome: 'modal', modal: { id: modalId, customId, title, components } };
    }
    const { channelId, messageId } = outcome;
    const message = messageId === undefined ? undefined : findMessage(world, channelId, messageId);
    return {
      interactionId,
      outcome: outcome.kind,
      ...(message ? { message: messageView(world, message, viewerId) } : {}),
    };
  }

  return {
    runCommand: action({
      summary: 'Use a slash command and wait for its answer',
      input: z.object({
        as,
        channelId: id.describe('A server channel or the direct messages with the bot'),
        name: z.string().min(1).describe('The command’s words, for instance "plan create"'),
        options: optionValues,
        attachments: z.array(uploads.extend({ option: z.string() })).default([]),
      }),
      async run(input) {
        actor(world, input.as);
        const invocation = await invoker.command({
          userId: input.as,
          channelId: input.channelId,
          name: input.name,
          options: input.options,
          attachments: input.attachments.map((each) => ({
            option: each.option,
            filename: each.filename,
            contentType: each.contentType ?? typeByName(each.filename),
            bytes: Buffer.from(each.base64, 'base64'),
          })),
        });
        return answer(invocation, input.as);
      },
    }),

    autocomplete: action({
      summary: 'Ask for suggestions while typing an option',
      input: z.object({
        as,
        channelId: id,
        name: z.string().min(1),
        options: optionValues,
        focused: z.string().describe('The option being typed; its text so far is among the options'),
      }),
      async run(input) {
        actor(world, input.as);
        const { as: userId, ...use } = input;
        const { interactionId, outcome } = await invoker.command({ userId, ...use });
        if (outcome.kind !== 'choices') return { interactionId, outcome: 'failed', choices: [] };
        return { interactionId, outcome: 'choices', choices: outcome.choices };
      },
    }),

    pressButton: action({
      summary: 'Press a button',
      input: z.object({ as, channelId: id, messageId: id, customId: z.string() }),
      async run(input) {
        actor(world, input.as);
        const { as: userId, ...use } = input;
        return answer(await invoker.component({ userId, ...use }), userId);
      },
    }),

    selectOption: action({
      summary: 'Choose in a menu',
      input: z.object({
        as,
        channelId: id,
        messageId: id,
        customId: z.string(),
        values: z.array(z.string()).max(25),
      }),
      async run(input) {
        actor(world, input.as);
        const { as: userId, ...use } = input;
        return answer(await invoker.component({ userId, ...use }), userId);
      },
    }),

    submitModal: action({
      summary: 'Send a form that is open',
      input: z.object({
        as,
        modalId: id,
        fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])).default({}),
      }),
      async run(input) {
        actor(world, input.as);
        const { as: userId, ...use } = input;
        return answer(await invoker.modal({ userId, ...use }), userId);
      },
    }),

    closeModal: action({
      summary: 'Close a form without sending it',
      input: z.object({ as, modalId: id }),
      run(input) {
        const open = world.state.modals[input.modalId];
        if (!open || open.userId !== input.as)
          throw new ActionError('There is no such form for this person', 404);
        delete world.state.modals[input.modalId];
        return { closed: input.modalId };
      },
    }),
  };
}
