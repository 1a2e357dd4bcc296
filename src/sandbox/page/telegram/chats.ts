import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../look/avatar.js';
import type { Store } from '../state/store.js';
import type { ChatView, TelegramMessage } from '../state/views.js';

const seenKey = (store: Store, chat: ChatView): string => `${store.person.key}:telegram:${chat.id}`;

const isNews = (message: TelegramMessage): boolean =>
  !message.isMine && !message.new_chat_members && !message.left_chat_member;

export function unreadIn(store: Store, chat: ChatView): number {
  return store.seen.unread(
    seenKey(store, chat),
    chat.messages.map((one) => ({ id: one.message_id, mine: !isNews(one) })),
  );
}

export const markSeen = (store: Store, chat: ChatView): boolean =>
  store.seen.mark(
    seenKey(store, chat),
    chat.messages.map((one) => ({ id: one.message_id })),
  );

/** Keyboards for the input field never go with a message over the wire; the view has them beside it. */
export function inputMarkup(messages: readonly TelegramMessage[]) {
  for (let index = messages.length - 1; index >= 0; index -= 1) {
    const message = messages[index];
    const markup = message?.markup;
    if (!message || !markup || 'inline_keyboard' in markup) continue;
    if (markup.remove_keyboard) return undefined;
    const answered = messages.slice(index + 1).some((one) => one.isMine);
    if (answered && (markup.force_reply || markup.one_time_keyboard)) return undefined;
    return { message, markup };
  }
  return undefined;
}

const faceOf = (chat: ChatView) => ({ id: chat.id, name: chat.title, bot: chat.type === 'private' });

/** The narrow list at the side: one round picture a chat. */
export function chatList(
  chats: readonly ChatView[],
  current: ChatView,
  store: Store,
  go: (chat: ChatView) => void,
): TemplateResult {
  return html`<nav class="chats scroll" aria-label=${store.words.panes.chats}>
    ${chats.map((chat) => {
      const unread = unreadIn(store, chat);
      return html`<button
        class="chat ${chat.id === current.id ? 'on' : ''}"
        aria-current=${chat.id === current.id}
        title=${chat.title}
        aria-label="${chat.title}${unread > 0 ? `, ${store.words.common.unread(unread)}` : ''}"
        @click=${() => go(chat)}
      >
        ${avatar(faceOf(chat), store.about, 44)}
        <span class="chat-name">${chat.title}</span>
        ${unread > 0 ? html`<span class="badge">${unread}</span>` : nothing}
      </button>`;
    })}
  </nav>`;
}

export function chatHeader(
  chat: ChatView,
  store: Store,
  info: boolean,
  toggleInfo: () => void,
): TemplateResult {
  const { words } = store;
  const below = chat.type === 'private' ? words.telegram.bot : words.common.members(chat.members.length);
  return html`<header>
    <button class="who" aria-expanded=${info} title=${words.telegram.info} @click=${toggleInfo}>
      ${avatar(faceOf(chat), store.about, 36)}
      <span>
        <b>${chat.title}</b>
        <small>${chat.members.length === 0 && chat.type !== 'private' ? '' : below}</small>
      </span>
    </button>
  </header>`;
}
