import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { base, scrolling } from '../look/base.js';
import { StickToEnd } from '../look/stick.js';
import { Watching } from '../look/watching.js';
import type { Wish } from '../state/store.js';
import type { ChatView, InlineButton, TelegramMessage } from '../state/views.js';
import { bubbleStyles } from './bubble-styles.js';
import type { BubbleHands } from './bubble.js';
import { chatHeader, chatList, inputMarkup, markSeen } from './chats.js';
import './composer.js';
import type { SendDetail, TelegramComposer } from './composer.js';
import { isInvitation } from './entities.js';
import { feed } from './feed.js';
import { keyboardStyles } from './keyboard-styles.js';
import { frameStyles } from './frame-styles.js';
import { infoPanel } from './info.js';
import { joinDialog, lookUp, type Invitation } from './join.js';

interface Pressed {
  answered: boolean;
  text?: string;
  alert?: boolean;
  url?: string;
}

/** Telegram as one person sees it. */
class TelegramPane extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    chosen: { state: true },
    info: { state: true },
    busy: { state: true },
    notice: { state: true },
    invitation: { state: true },
    answering: { state: true },
  };
  /** Person → id of the chat they look at. */
  declare chosen: Record<string, number>;
  declare info: boolean;
  declare busy: string | null;
  /** What the bot said to a press: a line at the top, or a box that must be closed. */
  declare notice: { text: string; alert: boolean } | null;
  declare invitation: Invitation | null;
  declare answering: TelegramMessage | null;
  readonly #end = new StickToEnd(this, () => this.find('.feed'));
  #unwish: (() => void) | undefined;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;

  static override styles = [base, scrolling, bubbleStyles, keyboardStyles, frameStyles];

  constructor() {
    super();
    this.chosen = {};
    this.info = false;
    this.busy = null;
    this.notice = null;
    this.invitation = null;
    this.answering = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwish = this.store.onWish((wish) => void this.#grant(wish));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwish?.();
  }

  get #me(): number {
    return this.store.person.telegramId;
  }

  get #chats(): ChatView[] {
    return this.store.view.telegram.chats;
  }

  get #chat(): ChatView {
    const [first] = this.#chats;
    const found = this.#chats.find((one) => one.id === this.chosen[this.store.person.key]) ?? first;
    if (!found) throw new Error('A person has at least the chat with the bot.');
    return found;
  }

  async #grant(wish: Wish): Promise<void> {
    if (wish.on !== 'telegram') return;
    if (wish.do === 'show') {
      const wanted = this.#chats.find((one) => String(one.id) === wish.what) ?? this.#chats[0];
      if (wanted) this.#go(wanted);
      return;
    }
    const [bot] = this.#chats;
    if (!bot) return;
    this.#go(bot);
    if (bot.myStatus !== 'started') await this.#act('start', {});
    await this.updateComplete;
    await this.find<TelegramComposer>('telegram-composer')?.compose(wish.text);
  }

  readonly #go = (chat: ChatView): void => {
    this.chosen = { ...this.chosen, [this.store.person.key]: chat.id };
    this.info = false;
    this.invitation = null;
    this.answering = null;
    this.#end.jump();
  };

  #act<Result>(action: string, input: object): Promise<Result | undefined> {
    return this.store.act<Result>('telegram', action, { as: this.#me, ...input });
  }

  #say(chat: ChatView, detail: SendDetail): void {
    this.#end.jump();
    this.answering = null;
    const { username } = this.store.view.telegram.bot;
    // In a group a command names the bot it is for, as Telegram's own list does.
    const text =
      chat.type === 'private' ? detail.text : detail.text.replace(/^\/\w+(?=\s|$)/, `$&@${username}`);
    void this.#act('sendMessage', { chatId: chat.id, ...detail, text });
  }

  #note(text: string, alert: boolean): void {
    clearTimeout(this.#noticeTimer);
    this.notice = { text, alert };
    if (!alert) this.#noticeTimer = setTimeout(() => (this.notice = null), 4_000);
  }

  async #press(chat: ChatView, message: TelegramMessage, row: number, button: InlineButton): Promise<void> {
    const { copy_text: copied, callback_data: data } = button;
    if (copied) {
      await navigator.clipboard.writeText(copied.text).catch(() => undefined);
      return this.#note(this.store.words.common.copied, false);
    }
    const messageId = message.message_id;
    this.busy = `${messageId} ${row} ${data}`;
    const pressed = await this.#act<Pressed>('pressButton', { chatId: chat.id, messageId, row, data });
    this.busy = null;
    if (pressed?.url) this.#link(pressed.url);
    if (pressed?.text) this.#note(pressed.text, pressed.alert === true);
    else if (pressed && !pressed.answered) this.#note(this.store.words.telegram.noAnswer, false);
  }

  #link(url: string): void {
    if (isInvitation(url)) {
      const invitation: Invitation = { link: url, by: this.store.person.key, stage: 'ask' };
      this.invitation = invitation;
      void lookUp(this.store, url).then((known) => {
        if (this.invitation === invitation) this.invitation = { ...invitation, ...known };
      });
      return;
    }
    void this.#act<{ chatId?: number }>('followLink', { url }).then((followed) => {
      const chat = this.#chats.find((one) => one.id === followed?.chatId) ?? this.#chats[0];
      if (followed && chat) this.#go(chat);
    });
  }

  async #join(): Promise<void> {
    const { invitation } = this;
    if (!invitation) return;
    const joined = await this.#act<{ chatId: number }>('requestToJoin', { link: invitation.link });
    this.invitation = joined ? { ...invitation, stage: 'sent', chatId: joined.chatId } : null;
  }

  #hands(chat: ChatView): BubbleHands {
    return {
      store: this.store,
      chat,
      busy: this.busy,
      command: (text) => this.#say(chat, { text }),
      link: (url) => this.#link(url),
      press: (message, row, button) => void this.#press(chat, message, row, button),
      reply: (message) => (this.answering = message),
      react: ({ message_id: messageId }, emoji) =>
        void this.#act('react', { chatId: chat.id, messageId, emoji }),
    };
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { invitation } = this;
    if (invitation && invitation.by !== this.store.person.key) this.invitation = null;
    if (this.clientWidth > 0 && markSeen(this.store, this.#chat)) this.store.touch();
  }

  protected override render() {
    const { store } = this;
    const chat = this.#chat;
    return html`<div class="frame">
      ${chatList(this.#chats, chat, store, this.#go)}
      <section class="main" aria-label=${chat.title}>
        ${chatHeader(chat, store, this.info, () => (this.info = !this.info))}
        ${
          this.notice && !this.notice.alert
            ? html`<div class="notice" role="status">${this.notice.text}</div>`
            : nothing
        }
        ${
          this.info
            ? infoPanel(chat, {
                store,
                close: () => (this.info = false),
                act: (action, input) => {
                  this.info = false;
                  void this.#act(action, input);
                },
              })
            : html`${feed(chat, this.#hands(chat))} ${this.#foot(chat)}`
        }
      </section>
      ${this.#overlay()}
    </div>`;
  }

  #foot(chat: ChatView) {
    const said = this.store.words.telegram;
    const wide = (label: string, action: string) =>
      html`<button class="wide" @click=${() => void this.#act(action, {})}>${label}</button>`;
    if (chat.myStatus === 'not-started') return wide(said.start, 'start');
    if (chat.myStatus === 'blocked') return wide(said.unblock, 'unblockBot');
    if (!['started', 'member', 'administrator', 'creator', 'restricted'].includes(chat.myStatus))
      return nothing;
    return html`<telegram-composer
      .store=${this.store}
      .chatId=${chat.id}
      .commands=${chat.botCommands}
      .markup=${inputMarkup(chat.messages)}
      .answering=${this.answering}
      @unanswer=${() => (this.answering = null)}
      @say=${(event: CustomEvent<SendDetail>) => this.#say(chat, event.detail)}
    ></telegram-composer>`;
  }

  #overlay() {
    const { store, notice, invitation } = this;
    if (invitation) {
      return joinDialog(invitation, this.#chats, {
        store,
        join: () => void this.#join(),
        open: this.#go,
        close: () => (this.invitation = null),
      });
    }
    if (!notice?.alert) return nothing;
    return html`<div class="veil">
      <div class="dialog" role="alertdialog" aria-label=${notice.text}>
        <p>${notice.text}</p>
        <button class="big" @click=${() => (this.notice = null)}>${store.words.common.close}</button>
      </div>
    </div>`;
  }
}

customElements.define('telegram-pane', TelegramPane);
