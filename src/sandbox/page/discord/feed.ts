import { html, type TemplateResult } from 'lit';
import { avatar, logo } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import type { Store } from '../state/store.js';
import { thinking } from './message.js';
import { drawEmbedStart } from './embed.js';
import type { Place } from './places.js';
import { SIGNS } from './sidebar.js';

/** A command that was sent and has no answer on the server yet, or never got one. */
export interface Use {
  key: string;
  /** Key of the person. */
  by: string;
  channelId: string;
  command: string;
  state: 'sending' | 'failed';
  /** Messages that were there before. */
  before: ReadonlySet<string>;
}

/** What stands above the first message. */
export function beginning({ kind, sort, name }: Place, { words }: Store): TemplateResult {
  const isDm = kind === 'dm';
  const text = sort === 'forum' ? words.discord.forumText : words.discord.welcomeText;
  return html`<div class="beginning">
    <span class="beginning-sign">${isDm ? logo() : icon(SIGNS[sort])}</span>
    <h3>${isDm || sort === 'thread' ? name : words.discord.welcome(name)}</h3>
    <p>${isDm ? words.discord.dmStart(name) : sort === 'thread' ? words.discord.threadText : text}</p>
  </div>`;
}

/** The posts of a forum, the newest first. */
export function forumPosts(
  threads: readonly Place[],
  store: Store,
  go: (place: Place) => void,
): TemplateResult {
  const { words } = store;
  return html`<ul class="posts">
    ${threads.toReversed().map((thread) => {
      const [first, ...answers] = thread.messages;
      return html`<li>
        <button class="post ${thread.unread > 0 ? 'unread' : ''}" @click=${() => go(thread)}>
          <b>${thread.name}</b>
          <span>${first ? drawEmbedStart(first) : ''}</span>
          <small>${first?.author.name ?? ''} · ${words.discord.answers(answers.length)}</small>
        </button>
      </li>`;
    })}
  </ul>`;
}

export function useRow(use: Use, store: Store, dismiss: () => void): TemplateResult {
  const { person, view, about, words } = store;
  const { bot } = view.discord;
  return html`<li class="message">
    <div class="above">
      ${avatar({ id: person.discordId, name: person.name }, about, 16)}
      <b>${view.discord.user.name}</b> ${words.discord.used} <span class="md-mention">/${use.command}</span>
    </div>
    <div class="gutter">${avatar({ ...bot, bot: true }, about, 40)}</div>
    <div class="column">
      <div class="head">
        <span class="author">${bot.name}</span><span class="tag">${icon('check')}${words.discord.app}</span>
      </div>
      ${
        use.state === 'sending'
          ? thinking(bot.name, store)
          : html`<div class="failed" role="alert">${words.discord.failed}</div>
              <div class="only">
                ${icon('eye')} ${words.discord.only} ·
                <button class="md-link" @click=${dismiss}>${words.discord.dismiss}</button>
              </div>`
      }
    </div>
  </li>`;
}
