import { css, html, nothing, type TemplateResult } from 'lit';
import { withEmoji } from '../look/emoji.js';
import { icon } from '../look/icons.js';
import type { Store } from '../state/store.js';
import type { DiscordMessage } from '../state/views.js';
import type { Place } from './places.js';

const THUMB = '👍';

/** What one may do about somebody's message: answer it, or raise a thumb. */
export function acts(
  message: DiscordMessage,
  { words, view }: Store,
  hands: { reply(message: DiscordMessage): void; react(message: DiscordMessage, emoji: string): void },
): TemplateResult | typeof nothing {
  if (message.ephemeral || message.loading) return nothing;
  const me = view.discord.user.id;
  const raised = message.reactions.some(({ emoji, userIds }) => emoji === THUMB && userIds.includes(me));
  return html`<div class="acts">
    ${
      raised
        ? nothing
        : html`<button
            aria-label=${words.discord.thumb}
            title=${words.discord.thumb}
            @click=${() => hands.react(message, THUMB)}
          >
            ${withEmoji(THUMB)}
          </button>`
    }
    <button
      aria-label=${words.discord.reply}
      title=${words.discord.reply}
      @click=${() => hands.reply(message)}
    >
      ${icon('back')}
    </button>
  </div>`;
}

/** The line above the field in which one answers. */
export function replyBar(
  place: Place,
  { words }: Store,
  message: DiscordMessage | null,
  cancel: () => void,
): TemplateResult | typeof nothing {
  if (message?.channelId !== place.id) return nothing;
  return html`<div class="replying">
    <span>${words.discord.replyTo(message.author.name)}</span>
    <button aria-label=${words.discord.noReply} title=${words.discord.noReply} @click=${cancel}>×</button>
  </div>`;
}

/** Who is in a voice room, and the way in and out. */
export function voiceRoom(
  { id: channelId, sort, inside, guild }: Place,
  store: Store,
): TemplateResult | typeof nothing {
  if (sort !== 'voice') return nothing;
  const { words, view } = store;
  const as = view.discord.user.id;
  const isIn = inside.includes(as);
  const go = () => void store.act('discord', isIn ? 'leaveVoice' : 'joinVoice', { as, channelId });
  const names = inside.map((id) => guild?.members.find((one) => one.id === id)?.name ?? id);
  return html`<div class="voice-room">
    <p>${names.length > 0 ? words.discord.inVoice(names.join(', ')) : words.discord.voiceText}</p>
    <button class="button ${isIn ? 'danger' : 'success'}" @click=${go}>
      ${isIn ? words.discord.leaveVoice : words.discord.joinVoice}
    </button>
  </div>`;
}

export const togetherStyles = css`
  .acts {
    position: absolute;
    top: -12px;
    right: 14px;
    z-index: 2;
    display: flex;
    overflow: hidden;
    border: 1px solid #1e1f22;
    border-radius: 6px;
    background: #313338;
    opacity: 0;
  }
  .message:hover .acts,
  .acts:focus-within {
    opacity: 1;
  }
  .acts button {
    display: grid;
    place-items: center;
    width: 30px;
    height: 26px;
    color: #b5bac1;
  }
  .acts button:hover {
    background: #3f4147;
  }
  .acts svg {
    width: 16px;
    height: 16px;
  }
  .replying {
    display: flex;
    justify-content: space-between;
    margin: 0 14px -8px;
    padding: 6px 12px 12px;
    border-radius: 8px 8px 0 0;
    background: #2b2d31;
    color: #b5bac1;
    font-size: 13px;
  }
  .voice-room {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
    padding: 10px 16px;
    background: #2b2d31;
    color: #b5bac1;
  }
  .voice-room p {
    margin: 0;
  }
`;
