import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import type { Store } from '../state/store.js';
import type { ChatView } from '../state/views.js';

export interface InfoHands {
  store: Store;
  close(): void;
  act(action: string, input: object): void;
}

type Member = ChatView['members'][number];

const RANK: Record<string, number> = { creator: 0, administrator: 1 };

/** Who is in a chat and what one can do about it. */
export function infoPanel(chat: ChatView, { store, close, act }: InfoHands): TemplateResult {
  const { words, view } = store;
  const said = words.telegram;
  const isBot = chat.type === 'private';
  const chatId = chat.id;
  const members = [...chat.members].sort((a, b) => (RANK[a.status] ?? 2) - (RANK[b.status] ?? 2));
  return html`<section class="info scroll" aria-label=${said.info}>
    <button class="back" @click=${close}>${icon('back')} ${said.hide}</button>
    <div class="info-head">
      ${avatar({ id: chat.id, name: chat.title, bot: isBot }, store.about, 72)}
      <h3>${chat.title}</h3>
      <small>${isBot ? `@${view.telegram.bot.username}` : words.common.members(members.length)}</small>
      ${isBot ? html`<p>${view.telegram.bot.description || said.defaultDescription}</p>` : nothing}
    </div>
    ${isBot ? botActions(chat, said, act) : nothing} ${requests(chat, store, act)}
    ${
      members.length > 0
        ? html`<h4>${said.members}</h4>
            <ul>
              ${members.map((one) => memberRow(one, chat, store, act))}
            </ul>`
        : nothing
    }
    ${links(chat, said)}
    ${
      !isBot && chat.myStatus === 'member'
        ? html`<button class="danger" @click=${() => act('leaveChat', { chatId })}>${said.leave}</button>`
        : nothing
    }
  </section>`;
}

function botActions(chat: ChatView, said: Store['words']['telegram'], act: InfoHands['act']) {
  if (chat.myStatus === 'not-started') return nothing;
  return chat.myStatus === 'blocked'
    ? html`<button class="plain" @click=${() => act('unblockBot', {})}>${said.unblock}</button>`
    : html`<button class="danger" @click=${() => act('blockBot', {})}>${said.block}</button>`;
}

function memberRow(
  one: Member,
  chat: ChatView,
  { about, words }: Store,
  act: InfoHands['act'],
): TemplateResult {
  const said = words.telegram;
  const label = { creator: said.owner, administrator: said.admin }[one.status as string];
  return html`<li class="member">
    ${avatar({ id: one.id, name: one.name, bot: one.isBot }, about, 34)}
    <span><b>${one.name}</b><small>${one.isBot ? said.bot : said.lastSeen}</small></span>
    ${one.isBot && chat.myStatus === 'creator' ? rightsOf(one, chat, said, act) : label ? html`<i>${label}</i>` : nothing}
  </li>`;
}

/** The owner gives the bot its rights, and takes them. */
function rightsOf(bot: Member, chat: ChatView, said: Store['words']['telegram'], act: InfoHands['act']) {
  const input = { chatId: chat.id, userId: bot.id };
  return bot.status === 'administrator'
    ? html`<button class="danger" @click=${() => act('demote', input)}>${said.demote}</button>`
    : html`<button class="plain" @click=${() => act('promote', input)}>${said.promote}</button>`;
}

function requests(chat: ChatView, { about, words }: Store, act: InfoHands['act']) {
  if (chat.joinRequests.length === 0) return nothing;
  const chatId = chat.id;
  return html`<h4>${words.telegram.requests}</h4>
    <ul>
      ${chat.joinRequests.map(
        ({ userId, name }) =>
          html`<li class="member">
            ${avatar({ id: userId, name }, about, 34)}<span><b>${name}</b></span>
            <button class="plain" @click=${() => act('approveByModerator', { chatId, userId })}>
              ${words.telegram.approve}
            </button>
            <button class="danger" @click=${() => act('declineByModerator', { chatId, userId })}>
              ${words.telegram.decline}
            </button>
          </li>`,
      )}
    </ul>`;
}

function links(chat: ChatView, said: Store['words']['telegram']) {
  if (chat.inviteLinks.length === 0) return nothing;
  return html`<h4>${said.links}</h4>
    <ul class="links">
      ${chat.inviteLinks.map(
        ({ link, asksToJoin, by }) =>
          html`<li>
            <code>${link}</code><small>${by} · ${asksToJoin ? said.linkAsks : said.linkOpen}</small>
          </li>`,
      )}
    </ul>`;
}
