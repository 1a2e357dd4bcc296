/** Messages of both platforms, reduced to what a person sees of them. */
import type { Seen } from './script.js';
import type { Component, DiscordMessage, Modal, State, TelegramMessage } from './state.js';

const BUTTON = 2;
const MENUS: readonly number[] = [3, 5, 6, 7, 8];

/** A message that somebody sees, and whether others see it too. */
export interface Placed {
  seen: Seen;
  /** Whose eyes it is for: one person's, or everybody's there. */
  shared: boolean;
  title: string;
}

/** Everything the bot has written that this person can read now, both platforms, oldest first in each place. */
export function readable(state: State): Placed[] {
  const placed: Placed[] = [];
  for (const guild of state.discord.guilds) {
    for (const channel of guild.channels) {
      for (const message of channel.messages.filter(isAnswer)) {
        const title = `Discord #${channel.name}${message.ephemeral ? ', only for them' : ''}`;
        placed.push({ seen: fromDiscord(message), shared: !message.ephemeral, title });
      }
    }
  }
  for (const dm of state.discord.dms) {
    for (const message of dm.messages.filter(isAnswer))
      placed.push({ seen: fromDiscord(message), shared: false, title: 'Discord DM' });
  }
  for (const chat of state.telegram.chats) {
    const shared = chat.type !== 'private';
    const title = shared ? `Telegram ${chat.title}` : 'Telegram chat with Lyceum';
    for (const message of chat.messages) {
      if (message.from?.is_bot && (message.text ?? message.caption) !== undefined)
        placed.push({ seen: fromTelegram(message, chat.id), shared, title });
    }
  }
  return placed;
}

function isAnswer(message: DiscordMessage): boolean {
  return message.author.bot && !message.loading;
}

function fromDiscord(message: DiscordMessage): Seen {
  const embeds = message.embeds.flatMap(({ title, description, fields = [] }) => [
    title,
    description,
    ...fields.map(({ name, value }) => `${name}\n${value}`),
  ]);
  const parts = message.components.flatMap((row) => row.components ?? []);
  return {
    id: message.id,
    where: message.channelId,
    text: [message.content, ...embeds]
      .filter(Boolean)
      .map((part) => shown(part ?? ''))
      .join('\n'),
    buttons: parts
      .filter((part) => part.type === BUTTON)
      .map(({ label = '', url, custom_id }) => ({
        label,
        ...(url ? { url } : {}),
        ...(custom_id ? { data: custom_id } : {}),
      })),
    menus: parts
      .filter((part) => MENUS.includes(part.type))
      .map(({ custom_id = '', placeholder = '', options = [] }) => ({
        id: custom_id,
        hint: placeholder,
        options,
      })),
    files: message.attachments.map(({ filename, url }) => ({ name: filename, url })),
  };
}

/** Without the marks that Discord takes away: a backslash before a sign, and moments as numbers. */
function shown(text: string): string {
  return text.replaceAll(/<t:(\d+)(?::\w)?>/g, moment).replaceAll(/\\([^\p{L}\p{N}\s])/gu, '$1');
}

/** Discord shows a moment in each reader's own zone; the transcript in UTC. */
function moment(_whole: string, seconds: string): string {
  return `⟨${new Date(Number(seconds) * 1000).toISOString().slice(0, 16).replace('T', ' ')}⟩`;
}

function fromTelegram(message: TelegramMessage, chatId: number): Seen {
  return {
    id: String(message.message_id),
    where: String(chatId),
    // An invisible joiner keeps Telegram from making commands of what only looks like one.
    text: (message.text ?? message.caption ?? '').replaceAll('\u2060', ''),
    buttons: (message.markup?.inline_keyboard ?? []).flat().map(({ text, url, callback_data }) => ({
      label: text,
      ...(url ? { url } : {}),
      ...(callback_data ? { data: callback_data } : {}),
    })),
    menus: [],
    files: [
      ...(message.photo ? [{ name: 'photo' }] : []),
      ...(message.document ? [{ name: message.document.file_name ?? 'file' }] : []),
    ],
  };
}

/** A form as a message, so that it can be shown: its fields are menus without choices. */
export function fromModal(modal: Modal): Seen {
  const fields = modal.components.flatMap((row) => row.component ?? []);
  return {
    id: modal.id,
    where: 'form',
    text: [modal.title, ...modal.components.map(({ label = '' }) => `▭ ${label}`)].join('\n'),
    buttons: [],
    menus: fields.map((field: Component) => ({ id: field.custom_id ?? '', hint: '', options: [] })),
    files: [],
  };
}
