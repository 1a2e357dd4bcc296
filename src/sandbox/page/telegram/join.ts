import { html, nothing, type TemplateResult } from 'lit';
import { avatar } from '../look/avatar.js';
import { icon } from '../look/icons.js';
import type { Store } from '../state/store.js';
import type { ChatView } from '../state/views.js';

/** An invitation that is being looked at. */
export interface Invitation {
  link: string;
  /** Key of the person. */
  by: string;
  stage: 'ask' | 'sent';
  chatId?: number;
  title?: string;
  members?: number;
  asks?: boolean;
}

/** What the link leads to, as its group's owner knows it; Telegram itself would tell. */
export async function lookUp(store: Store, link: string): Promise<Partial<Invitation>> {
  const owner = store.about.people.find((one) => one.rank === 'owner');
  const view = owner && (await store.peek(owner.key));
  const chat = view?.telegram.chats.find((one) => one.inviteLinks.some((each) => each.link === link));
  if (!chat) return {};
  const asks = chat.inviteLinks.find((each) => each.link === link)?.asksToJoin ?? false;
  return { chatId: chat.id, title: chat.title, members: chat.members.length, asks };
}

export interface JoinHands {
  store: Store;
  join(): void;
  open(chat: ChatView): void;
  close(): void;
}

/** The dialog that opens from a t.me/+ link. */
export function joinDialog(
  invitation: Invitation,
  chats: readonly ChatView[],
  hands: JoinHands,
): TemplateResult {
  const { store } = hands;
  const said = store.words.telegram;
  const inside = chats.find(
    (one) => one.id === invitation.chatId && ['member', 'administrator', 'creator'].includes(one.myStatus),
  );
  const title = inside?.title ?? invitation.title;
  return html`<div
    class="veil"
    @click=${(event: Event) => event.target === event.currentTarget && hands.close()}
  >
    <div
      class="dialog"
      role="dialog"
      aria-modal="true"
      aria-label=${title ?? said.invitation}
      @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && hands.close()}
    >
      <button class="dialog-close" aria-label=${store.words.common.close} @click=${hands.close}>
        ${icon('close')}
      </button>
      ${avatar({ id: invitation.chatId ?? 0, name: title ?? '?' }, store.about, 76)}
      <h3>${title ?? said.invitation}</h3>
      ${invitation.members === undefined ? nothing : html`<small>${said.invited(invitation.members)}</small>`}
      ${inside ? insideParts(inside, hands) : outsideParts(invitation, hands)}
    </div>
  </div>`;
}

function insideParts(chat: ChatView, { store, open }: JoinHands): TemplateResult {
  const said = store.words.telegram;
  return html`<p class="good">${icon('check')} ${said.inside(chat.title)}</p>
    <button class="big" autofocus @click=${() => open(chat)}>${said.openGroup}</button>`;
}

function outsideParts({ stage, asks }: Invitation, { store, join }: JoinHands): TemplateResult {
  const said = store.words.telegram;
  if (stage === 'sent')
    return html`<p class="good">${icon('check')} ${said.requestSent}</p>
      <p role="status">${said.waiting}</p>`;
  return html`${asks === false ? nothing : html`<p>${said.review}</p>`}
    <button class="big" @click=${join}>${asks === false ? said.joinNow : said.requestJoin}</button>`;
}
