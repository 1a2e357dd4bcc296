import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import { withEmoji } from '../look/emoji.js';
import { dateOf, daysBetween, timeOf } from '../look/time.js';
import type { Store } from '../state/store.js';
import type { DiscordMessage, GuildView } from '../state/views.js';
import { drawEmbed } from './embed.js';
import { colour, paragraphs } from './ink.js';
import { openable } from './markdown.js';
import type { Place } from './places.js';
import { drawParts, type Hands } from './parts.js';
import type { Embed, Part } from './shapes.js';
import { acts } from './together.js';

export interface Reading extends Omit<Hands, 'message'> {
  /** The messages of this place. */
  messages: readonly DiscordMessage[];
  /** Messages whose button or menu got no answer. */
  failed: ReadonlySet<string>;
  dismiss(message: DiscordMessage): void;
  /** The thread of a message, when it is to be seen. */
  thread(message: DiscordMessage): Place | undefined;
  open(place: Place): void;
  react(message: DiscordMessage, emoji: string, remove: boolean): void;
  reply(message: DiscordMessage): void;
}

const SAME_BREATH_MS = 7 * 60_000;

/** Whether a message goes under the one before without a new head. */
export function continues(before: DiscordMessage | undefined, message: DiscordMessage): boolean {
  if (!before || message.usedBy || message.replyTo || message.ephemeral !== before.ephemeral) return false;
  if (before.author.id !== message.author.id) return false;
  return Date.parse(message.at) - Date.parse(before.at) < SAME_BREATH_MS;
}

/** “Today at 14:05” */
export function whenOf(
  at: string,
  { words, language, now }: Pick<Store, 'words' | 'language' | 'now'>,
): string {
  const ago = daysBetween(at, now());
  const time = timeOf(at, language);
  if (ago === 0) return words.discord.today(time);
  if (ago === 1) return words.discord.yesterday(time);
  return `${dateOf(at, language)} ${time}`;
}

/** The colour of the highest role that has one. */
export function colourOf(userId: string, guild: GuildView | undefined): string | undefined {
  const role = guild?.roles.find((one) => one.color > 0 && one.memberIds.includes(userId));
  return role && colour(role.color);
}

export function drawMessage(message: DiscordMessage, grouped: boolean, reading: Reading): TemplateResult {
  const { store, guild } = reading;
  const { words } = store;
  const me = store.view.discord.user.id;
  const mentioned = message.mentions.includes(me) || message.mentionEveryone;
  const hands: Hands = { ...reading, message };
  const embeds = message.embeds as Embed[];
  const parts = message.components as unknown as Part[];
  const dismissible = message.ephemeral || message.author.id === me;
  return html`<li
    class="message ${grouped ? 'grouped' : ''} ${message.ephemeral ? 'ephemeral' : ''} ${mentioned ? 'mentioned' : ''}"
    data-message=${message.id}
  >
    ${acts(message, store, { reply: reading.reply, react: (one, emoji) => reading.react(one, emoji, false) })}
    ${grouped ? nothing : provenance(message, reading)}
    <div class="gutter">
      ${
        grouped
          ? html`<time class="side-time">${timeOf(message.at, store.language)}</time>`
          : avatar(message.author, store.about, 40)
      }
    </div>
    <div class="column">
      ${grouped ? nothing : head(message, guild, store)}
      ${
        message.content === ''
          ? nothing
          : html`<div class="content md">
              ${paragraphs(message.content, reading)}${message.editedAt ? html`<small class="edited">${words.discord.edited}</small>` : nothing}
            </div>`
      }
      ${message.loading ? thinking(message.author.name, store) : nothing}
      ${embeds.map((embed) => drawEmbed(embed, reading))} ${files(message, store)}
      ${parts.length > 0 ? html`<div class="parts">${drawParts(parts, hands)}</div>` : nothing}
      ${reactions(message, reading)} ${threadOf(message, reading)}
      ${
        reading.failed.has(message.id)
          ? html`<div class="failed" role="alert">${words.discord.interactionFailed}</div>`
          : nothing
      }
      ${
        message.ephemeral
          ? html`<div class="only">
              ${icon('eye')}<span>${words.discord.only}</span> ·
              <button class="md-link" @click=${() => reading.dismiss(message)}>
                ${words.discord.dismiss}
              </button>
            </div>`
          : nothing
      }
    </div>
    ${
      dismissible && !message.ephemeral
        ? html`<button
            class="tool"
            title=${words.discord.delete}
            aria-label=${words.discord.delete}
            @click=${() => reading.dismiss(message)}
          >
            ${icon('trash')}
          </button>`
        : nothing
    }
  </li>`;
}

function head({ author, at }: DiscordMessage, guild: GuildView | undefined, store: Store): TemplateResult {
  const paint = colourOf(author.id, guild);
  return html`<div class="head">
    <span class="author" style=${paint ? `color:${paint}` : ''}>${author.name}</span>
    ${author.bot ? html`<span class="tag">${icon('check')}${store.words.discord.app}</span>` : nothing}
    <time class="when" datetime=${at}>${whenOf(at, store)}</time>
  </div>`;
}

/** The line above: which command was used, or what is answered. */
function provenance(message: DiscordMessage, { store, messages }: Reading): TemplateResult | typeof nothing {
  const { usedBy, replyTo } = message;
  if (usedBy?.command && message.type !== 19) {
    return html`<div class="above">
      ${avatar({ id: usedBy.userId, name: usedBy.name }, store.about, 16)}
      <b>${usedBy.name}</b> ${store.words.discord.used}
      <span class="md-mention">/${usedBy.command}</span>
    </div>`;
  }
  if (!replyTo) return nothing;
  const gone = replyTo.authorName === null;
  const [embed] = (messages.find((one) => one.id === replyTo.messageId)?.embeds ?? []) as Embed[];
  const quoted = replyTo.content || embed?.title || '…';
  return html`<div class="above">
    ${
      gone
        ? html`<i>${store.words.discord.original}</i>`
        : html`<b>${replyTo.authorName}</b> <span class="quoted">${quoted}</span>`
    }
  </div>`;
}

/** The way into the thread of a message. */
function threadOf(
  message: DiscordMessage,
  { thread, open, store }: Reading,
): TemplateResult | typeof nothing {
  const place = thread(message);
  if (!place) return nothing;
  return html`<button class="thread-chip" @click=${() => open(place)}>
    ${icon('thread')}<b>${place.name}</b><span>${store.words.discord.answers(place.messages.length)}</span>
  </button>`;
}

export function thinking(name: string, store: Store): TemplateResult {
  return html`<div class="thinking" role="status">
    <span class="dots"><i></i><i></i><i></i></span> ${store.words.discord.thinking(name)}
  </div>`;
}

function files(message: DiscordMessage, store: Store) {
  const embedded = (message.embeds as Embed[]).flatMap(({ image, thumbnail }) => [
    image?.url,
    thumbnail?.url,
  ]);
  return message.attachments.map((file) => {
    if (!openable(file.url) || embedded.includes(file.url)) return nothing;
    return file.contentType.startsWith('image/')
      ? html`<img class="picture" src=${file.url} alt=${file.description ?? file.filename} />`
      : html`<a
          class="file"
          href=${file.url}
          target="_blank"
          rel="noreferrer"
          title=${store.words.discord.attachment}
          >${icon('file')} <span>${file.filename}</span> <small>${Math.ceil(file.size / 1024)} KB</small></a
        >`;
  });
}

function reactions(message: DiscordMessage, reading: Reading) {
  if (message.reactions.length === 0) return nothing;
  const me = reading.store.view.discord.user.id;
  return html`<div class="reactions">
    ${message.reactions.map(({ emoji, userIds }) => {
      const mine = userIds.includes(me);
      return html`<button
        class=${mine ? 'reaction mine' : 'reaction'}
        aria-pressed=${mine}
        @click=${() => reading.react(message, emoji, mine)}
      >
        ${withEmoji(emoji)} ${userIds.length}
      </button>`;
    })}
  </div>`;
}
