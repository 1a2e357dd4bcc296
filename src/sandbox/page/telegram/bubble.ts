import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../look/avatar.js';
import { withEmoji } from '../look/emoji.js';
import { icon } from '../look/icons.js';
import { timeOf } from '../look/time.js';
import type { Store } from '../state/store.js';
import type { ChatView, InlineButton, TelegramMessage } from '../state/views.js';
import { isTelegramLink } from './entities.js';
import { drawText, type Taps } from './ink.js';

export interface BubbleHands extends Taps {
  store: Store;
  chat: ChatView;
  /** `messageId row data` of the button under way. */
  busy: string | null;
  press(message: TelegramMessage, row: number, button: InlineButton): void;
  reply(message: TelegramMessage): void;
  react(message: TelegramMessage, emoji: string): void;
}

const NAME_COLOURS = ['#d45246', '#8544d6', '#249b35', '#c9772b', '#1f8fb5', '#c2547c', '#3f6bd8'];

export const nameOf = (user: TelegramMessage['from']): string =>
  [user?.first_name, user?.last_name].filter(Boolean).join(' ');

/** What a service message says, or undefined for an ordinary one. */
export function serviceText(message: TelegramMessage, { words }: Store): string | undefined {
  const said = words.telegram;
  const by = nameOf(message.from);
  const [joined] = message.new_chat_members ?? [];
  if (joined) return joined.id === message.from?.id ? said.joined(by) : said.added(nameOf(joined), by);
  const left = message.left_chat_member;
  if (left) return left.id === message.from?.id ? said.leftGroup(by) : said.removedBy(nameOf(left), by);
  if (message.group_chat_created) return said.created(by);
  if (message.new_chat_title) return said.renamed(message.new_chat_title);
  if (message.pinned_message) return said.pinned;
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return said.moved;
  if (message.forum_topic_created) return said.topic(message.forum_topic_created.name);
  return undefined;
}

export function drawBubble(
  message: TelegramMessage,
  place: { first: boolean; last: boolean },
  hands: BubbleHands,
): TemplateResult {
  const { store, chat } = hands;
  const isGroup = chat.type !== 'private';
  const { from, isMine } = message;
  const colour = NAME_COLOURS[(from?.id ?? 0) % NAME_COLOURS.length];
  const face = { id: from?.id ?? 0, name: nameOf(from), bot: from?.is_bot ?? false };
  const named = isGroup && !isMine && place.first;
  return html`<li
    class="line ${isMine ? 'out' : 'in'} ${place.first ? 'first' : ''} ${place.last ? 'last' : ''}"
    data-message=${message.message_id}
  >
    ${
      isGroup && !isMine
        ? html`<span class="side">${place.last ? avatar(face, store.about, 32) : nothing}</span>`
        : nothing
    }
    <div class="stack">
      <div class="bubble">
        ${named ? html`<div class="name" style="color:${colour}">${face.name}</div>` : nothing}
        ${quoteOf(message)} ${message.show_caption_above_media ? nothing : mediaOf(message, store)}
        <div class="words">${textOf(message, hands)}${meta(message, store)}</div>
        ${message.show_caption_above_media ? mediaOf(message, store) : nothing} ${reactionsOf(message)}
      </div>
      ${isGroup ? acts(message, hands) : nothing} ${keyboard(message, hands)}
    </div>
  </li>`;
}

function textOf(message: TelegramMessage, hands: BubbleHands) {
  const text = message.text ?? message.caption ?? '';
  return drawText(text, message.entities ?? message.caption_entities ?? [], hands);
}

function meta(message: TelegramMessage, { language, words }: Store): TemplateResult {
  return html`<span class="meta"
    >${message.has_protected_content ? html`<i class="kept" title=${words.telegram.kept}>${icon('lock')}</i>` : nothing}${message.edit_date ? `${words.telegram.edited} ` : ''}${timeOf(message.date * 1000, language)}${
      message.isMine
        ? html`<svg class="ticks" viewBox="0 0 18 10" aria-hidden="true">
            <path d="M1 5.5 4 8.5l6-7M8 7.5l1 1 7-7" />
          </svg>`
        : nothing
    }</span
  >`;
}

function quoteOf({ reply_to_message: to }: TelegramMessage) {
  if (!to) return nothing;
  return html`<div class="reply"><b>${nameOf(to.from)}</b><span>${to.text ?? to.caption ?? '…'}</span></div>`;
}

const addressOfFile = (id: string): string => `/sandbox/api/telegram/files/${encodeURIComponent(id)}`;

function mediaOf(message: TelegramMessage, { words }: Store) {
  const photo = message.photo?.at(-1);
  if (photo) {
    const address = addressOfFile(photo.file_id);
    const alt = message.caption ?? `${words.telegram.photo} ${photo.width} × ${photo.height}`;
    return html`<a class="photo" href=${address} target="_blank" rel="noreferrer noopener">
      <img src=${address} width=${photo.width} height=${photo.height} alt=${alt} />
    </a>`;
  }
  const file = message.document ?? message.audio ?? message.video ?? message.voice ?? message.animation;
  if (!file) return nothing;
  return html`<a class="file" href=${addressOfFile(file.file_id)} target="_blank" rel="noreferrer noopener">
    <span>${icon('file')}</span>
    <div>
      <b>${file.file_name ?? words.telegram.file}</b><small>${Math.ceil(file.file_size / 1024)} KB</small>
    </div>
  </a>`;
}

/** What one may do about a message in a group. */
function acts(message: TelegramMessage, { store, reply, react }: BubbleHands): TemplateResult {
  const said = store.words.telegram;
  return html`<div class="acts">
    <button aria-label=${said.thumb} title=${said.thumb} @click=${() => react(message, '👍')}>
      ${withEmoji('👍')}
    </button>
    <button aria-label=${said.reply} title=${said.reply} @click=${() => reply(message)}>
      ${icon('back')}
    </button>
  </div>`;
}

function reactionsOf({ reactions }: TelegramMessage) {
  if (!reactions) return nothing;
  return html`<div class="reactions">
    ${Object.entries(reactions).map(([emoji, count]) => html`<span>${withEmoji(emoji)} ${count}</span>`)}
  </div>`;
}

function keyboard(message: TelegramMessage, hands: BubbleHands) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  if (rows.length === 0) return nothing;
  return html`<div class="keyboard">
    ${rows.map((row, index) => html`<div>${row.map((button) => key(message, index, button, hands))}</div>`)}
  </div>`;
}

function key(
  message: TelegramMessage,
  row: number,
  button: InlineButton,
  hands: BubbleHands,
): TemplateResult {
  const { url } = button;
  const text = withEmoji(button.text);
  if (url !== undefined && !isTelegramLink(url)) {
    const href = /^https?:/i.test(url) ? url : nothing;
    return html`<a class="key" href=${href} target="_blank" rel="noreferrer noopener"
      >${text}${icon('out')}</a
    >`;
  }
  if (url !== undefined)
    return html`<button class="key" @click=${() => hands.link(url)}>${text}${icon('out')}</button>`;
  const busy = hands.busy === `${message.message_id} ${row} ${button.callback_data}`;
  return html`<button
    class="key ${button.style ?? ''} ${busy ? 'busy' : ''}"
    aria-busy=${busy}
    ?disabled=${hands.busy !== null || (!button.callback_data && !button.copy_text)}
    @click=${() => hands.press(message, row, button)}
  >
    ${text}
  </button>`;
}
