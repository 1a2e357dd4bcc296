import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { logo } from '../look/avatar.js';
import { daysBetween, longDayOf } from '../look/time.js';
import type { Store } from '../state/store.js';
import type { ChatView, TelegramMessage } from '../state/views.js';
import { drawBubble, serviceText, type BubbleHands } from './bubble.js';

const dayKey = (message: TelegramMessage | undefined): string =>
  message ? new Date(message.date * 1000).toDateString() : '';

const BREATH_SECONDS = 15 * 60;

function together(a: TelegramMessage | undefined, b: TelegramMessage | undefined, store: Store): boolean {
  if (!a || !b || serviceText(a, store) !== undefined || serviceText(b, store) !== undefined) return false;
  return a.from?.id === b.from?.id && dayKey(a) === dayKey(b) && b.date - a.date < BREATH_SECONDS;
}

/** The conversation on its wallpaper. */
export function feed(chat: ChatView, hands: BubbleHands): TemplateResult {
  const { store } = hands;
  const { messages } = chat;
  return html`<div class="feed scroll" tabindex="-1">
    <ol class="feed-inner" role="log" aria-live="polite">
      ${chat.myStatus === 'blocked' ? nothing : emptyCard(chat, store)}
      ${repeat(
        messages,
        (one) => one.message_id,
        (one, index) => {
          const before = messages[index - 1];
          const service = serviceText(one, store);
          const place = {
            first: !together(before, one, store),
            last: !together(one, messages[index + 1], store),
          };
          return html`${dayKey(before) === dayKey(one) ? nothing : daySign(one, store)}
          ${
            service === undefined
              ? drawBubble(one, place, hands)
              : html`<li class="sign" data-message=${one.message_id}>${service}</li>`
          }`;
        },
      )}
      ${chat.myStatus === 'blocked' ? html`<li class="sign">${store.words.telegram.blocked}</li>` : nothing}
    </ol>
  </div>`;
}

function daySign({ date }: TelegramMessage, { words, language, now }: Store): TemplateResult {
  const today = daysBetween(date * 1000, now()) === 0;
  return html`<li class="sign">${today ? words.telegram.today : longDayOf(date * 1000, language)}</li>`;
}

/** What is said where there are no messages. */
function emptyCard(chat: ChatView, { words, view }: Store): TemplateResult | typeof nothing {
  const said = words.telegram;
  const card = (title: string, text: string) =>
    html`<li class="card"><b>${title}</b><span>${text}</span></li>`;
  if (chat.myStatus === 'requested') return card(said.requested, said.requestedText);
  if (chat.myStatus === 'kicked') return card(said.removed, '');
  if (chat.messages.length > 0) return nothing;
  if (chat.type !== 'private') return html`<li class="sign">${said.noMessages}</li>`;
  return html`<li class="card bot-card">
    <span class="bot-sign">${logo()}</span>
    <b>${said.whatCan}</b><span>${view.telegram.bot.description || said.defaultDescription}</span>
  </li>`;
}
