import { html, nothing, type TemplateResult } from 'lit';
import { icon, type IconName } from '../look/icons.js';
import type { Store } from '../state/store.js';
import type { Place } from './places.js';
import { SIGNS } from './sidebar.js';

export interface HeaderHands {
  store: Store;
  place: Place;
  /** What is slid in, where it is narrow. */
  drawer: 'channels' | 'members' | null;
  toggle(drawer: 'channels' | 'members'): void;
  join(): void;
}

/** The line above a conversation, and what stands in the way of one. */
export function header({ store, place, drawer, toggle, join }: HeaderHands): TemplateResult {
  const { words, view } = store;
  const tool = (which: 'channels' | 'members', name: IconName, label: string) =>
    html`<button
      class="toggle to-${which}"
      aria-label=${label}
      title=${label}
      aria-expanded=${drawer === which}
      @click=${() => toggle(which)}
    >
      ${icon(name)}
    </button>`;
  const hurt = place.guild?.outage ? words.discord.outageNow : undefined;
  const away = hurt ?? (view.discord.bot.online ? undefined : words.discord.botAway);
  const outside = view.discord.guilds.length === 0;
  return html`<header class="bar">
      ${tool('channels', 'menu', words.discord.channels)}
      ${icon(place.kind === 'dm' ? 'at' : SIGNS[place.sort])}
      <h2>${place.name}</h2>
      ${place.topic ? html`<span class="topic">${place.topic}</span>` : nothing}
      ${place.guild ? tool('members', 'people', words.discord.showMembers) : nothing}
    </header>
    ${
      outside
        ? html`<div class="join">
            <p><b>${words.discord.left}</b> ${words.discord.leftText}</p>
            <button class="button success" @click=${join}>${words.discord.join}</button>
          </div>`
        : nothing
    }
    ${away ? html`<div class="away-note" role="status">${away}</div>` : nothing}`;
}
