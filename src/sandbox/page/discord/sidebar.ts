import { html, nothing, type TemplateResult } from 'lit';
import { avatar, logo } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import type { Store } from '../state/store.js';
import type { Place } from './places.js';

export interface SideHands {
  store: Store;
  places: readonly Place[];
  place: Place;
  settings: boolean;
  go(place: Place): void;
  toggleSettings(): void;
  setDmOpen(open: boolean): void;
  leave(): void;
  setOutage(guildId: string, on: boolean): void;
}

const badge = (count: number): TemplateResult | typeof nothing =>
  count > 0 ? html`<span class="badge">${count > 99 ? '99+' : count}</span>` : nothing;

/** The column of round buttons: direct messages, then servers. */
export function rail(hands: SideHands): TemplateResult {
  const { store, places, place } = hands;
  const { words } = store;
  const direct = places.find((one) => one.kind === 'dm');
  const channels = places.filter((one) => one.kind === 'channel');
  const first = channels[0];
  const unread = direct?.unread ?? 0;
  return html`<nav class="rail" aria-label=${words.discord.servers}>
    ${
      direct
        ? html`<button
            class="server home ${place.kind === 'dm' ? 'on' : ''}"
            aria-label="${words.discord.directMessages}${unread > 0 ? `, ${words.common.unread(unread)}` : ''}"
            title=${words.discord.directMessages}
            aria-current=${place.kind === 'dm'}
            @click=${() => hands.go(direct)}
          >
            ${icon('discord')}${badge(unread)}
          </button>`
        : nothing
    }
    <hr />
    ${
      first?.guild
        ? html`<button
            class="server ${place.kind === 'channel' ? 'on' : ''} ${channels.some((one) => one.unread > 0) ? 'unread' : ''}"
            aria-label=${first.guild.name}
            title=${first.guild.name}
            aria-current=${place.kind === 'channel'}
            @click=${() => hands.go(first)}
          >
            ${logo()}
          </button>`
        : nothing
    }
  </nav>`;
}

/** Channels or direct messages, and below them who one is. */
export function sidebar(hands: SideHands): TemplateResult {
  const { store, places, place } = hands;
  const { words } = store;
  const isDm = place.kind === 'dm';
  const title = isDm ? words.discord.directMessages : words.discord.channels;
  return html`<div class="sidebar">
    <div class="side-head">${isDm ? words.discord.directMessages : place.guild?.name}</div>
    <nav class="side-list scroll" aria-label=${title}>
      ${isDm ? nothing : html`<div class="side-title">${title}</div>`}
      ${places.filter((one) => one.kind === place.kind).map((one) => row(one, hands))}
    </nav>
    ${hands.settings ? settings(hands) : nothing} ${userPanel(hands)}
  </div>`;
}

/** What stands before a name. */
export const SIGNS = { text: 'hash', forum: 'forum', thread: 'thread', voice: 'pulse' } as const;

function row(one: Place, { store, place, go }: SideHands): TemplateResult {
  const isDm = one.kind === 'dm';
  const { bot } = store.view.discord;
  return html`<button
    class="channel ${one.sort} ${one.id === place.id ? 'on' : ''} ${one.unread > 0 ? 'unread' : ''}"
    aria-current=${one.id === place.id}
    @click=${() => go(one)}
  >
    ${
      isDm
        ? html`<span class="presence ${bot.online ? 'online' : ''}"
            >${avatar({ ...bot, bot: true }, store.about, 28)}</span
          >`
        : icon(SIGNS[one.sort])
    }
    <span class="channel-name">${one.name}</span>
    ${one.inside.length > 0 ? html`<small>${one.inside.length}</small>` : nothing}
    ${one.loud ? badge(one.unread) : nothing}
  </button>`;
}

function userPanel({ store, settings, toggleSettings }: SideHands): TemplateResult {
  const { user } = store.view.discord;
  const { words } = store;
  return html`<div class="user">
    <span class="presence online">${avatar({ id: user.id, name: user.name }, store.about, 30)}</span>
    <span class="user-name"><b>${user.name}</b><small>${user.username}</small></span>
    <button
      class="gear"
      aria-label=${words.discord.settings}
      title=${words.discord.settings}
      aria-expanded=${settings}
      @click=${toggleSettings}
    >
      ${icon('gear')}
    </button>
  </div>`;
}

function settings({ store, setDmOpen, setOutage, leave }: SideHands): TemplateResult {
  const { dmOpen, guilds, user } = store.view.discord;
  const { words } = store;
  const mayLeave = guilds.some((guild) => guild.ownerId !== user.id);
  const [guild] = guilds;
  return html`<div class="settings">
    ${toggle(words.discord.dmOpen, dmOpen, setDmOpen)}
    ${mayLeave ? html`<button class="leave" @click=${leave}>${words.discord.leave}</button>` : nothing}
    ${
      guild
        ? html`<hr />
            ${toggle(words.discord.outage, guild.outage, (on) => setOutage(guild.id, on))}`
        : nothing
    }
  </div>`;
}

function toggle(label: string, on: boolean, set: (on: boolean) => void): TemplateResult {
  return html`<label>
    <span>${label}</span>
    <input
      type="checkbox"
      role="switch"
      .checked=${on}
      @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
    />
  </label>`;
}
