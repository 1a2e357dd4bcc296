import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { base, scrolling } from '../look/base.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import type { BotCommand, TelegramMessage } from '../state/views.js';
import { nameOf } from './bubble.js';
import type { inputMarkup } from './chats.js';
import { composerStyles } from './composer-styles.js';

export interface SendDetail {
  text: string;
  replyTo?: number;
}

/** Where a person writes in Telegram. Fires `say`. */
export class TelegramComposer extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    chatId: { attribute: false },
    commands: { attribute: false },
    markup: { attribute: false },
    answering: { attribute: false },
    text: { state: true },
    menu: { state: true },
    active: { state: true },
  };
  declare chatId: number;
  declare commands: BotCommand[];
  declare markup: ReturnType<typeof inputMarkup>;
  /** The message that the person chose to answer. */
  declare answering: TelegramMessage | null;
  declare text: string;
  declare menu: boolean;
  declare active: number;

  constructor() {
    super();
    this.text = '';
    this.menu = false;
    this.active = 0;
    this.addEventListener('focusout', () => (this.menu = false));
  }

  static override styles = [base, scrolling, composerStyles];

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('chatId') && changed.get('chatId') !== undefined) this.text = '';
  }

  async compose(text: string): Promise<void> {
    this.text = text;
    this.active = 0;
    await this.updateComplete;
    this.find('input')?.focus();
  }

  get #replyTo(): TelegramMessage | undefined {
    return this.answering ?? (this.markup?.markup.force_reply ? this.markup.message : undefined);
  }

  get #found(): BotCommand[] {
    if (this.menu) return this.commands;
    const typed = /^\/(\w*)$/.exec(this.text)?.[1];
    return typed === undefined
      ? []
      : this.commands.filter((one) => one.command.startsWith(typed.toLowerCase()));
  }

  #say(text: string): void {
    const trimmed = text.trim();
    if (trimmed === '') return;
    const replyTo = this.#replyTo?.message_id;
    this.text = '';
    this.menu = false;
    const detail = { text: trimmed, ...(replyTo === undefined ? {} : { replyTo }) };
    this.dispatchEvent(new CustomEvent<SendDetail>('say', { detail }));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const found = this.#found;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = found[this.active];
    if (step !== undefined && found.length > 0) {
      this.active = (this.active + step + found.length) % found.length;
    } else if (event.key === 'Tab' && choice && !event.shiftKey) {
      void this.compose(`/${choice.command} `);
    } else if (event.key === 'Enter') {
      this.#say(choice ? `/${choice.command}` : this.text);
    } else if (event.key === 'Escape' && (this.menu || this.text !== '')) {
      this.menu = false;
      this.text = '';
    } else return;
    event.preventDefault();
  }

  protected override render() {
    const { words } = this.store;
    const found = this.#found;
    const reply = this.#replyTo;
    const keys = this.markup?.markup.keyboard;
    const placeholder = this.markup?.markup.input_field_placeholder ?? words.telegram.message;
    return html`${found.length > 0 ? this.#list(found) : nothing}
      ${
        reply
          ? html`<div class="reply">
              <b>${words.telegram.replyTo(nameOf(reply.from))}</b><span>${reply.text ?? ''}</span>
              ${
                this.answering
                  ? html`<button
                      aria-label=${words.telegram.noReply}
                      title=${words.telegram.noReply}
                      @click=${() => this.dispatchEvent(new CustomEvent('unanswer'))}
                    >
                      ×
                    </button>`
                  : nothing
              }
            </div>`
          : nothing
      }
      <div class="bar">
        ${
          this.commands.length > 0
            ? html`<button
                class="menu"
                aria-expanded=${this.menu}
                @click=${() => {
                  this.menu = !this.menu;
                  this.active = 0;
                }}
              >
                ${icon('menu')}${words.telegram.menu}
              </button>`
            : nothing
        }
        <input
          .value=${this.text}
          autocomplete="off"
          maxlength="4096"
          role="combobox"
          aria-expanded=${found.length > 0}
          aria-controls="list"
          aria-label=${words.telegram.message}
          placeholder=${placeholder}
          @keydown=${(event: KeyboardEvent) => this.#key(event)}
          @input=${(event: InputEvent) => {
            this.text = (event.target as HTMLInputElement).value;
            this.active = 0;
            this.menu = false;
          }}
        />
        <button
          class="send"
          title=${words.common.send}
          aria-label=${words.common.send}
          ?disabled=${this.text.trim() === ''}
          @click=${() => this.#say(this.text)}
        >
          ${icon('send')}
        </button>
      </div>
      ${
        keys
          ? html`<div class="keys">
              ${keys.map((row) => html`<div>${row.map(({ text }) => html`<button @click=${() => this.#say(text)}>${text}</button>`)}</div>`)}
            </div>`
          : nothing
      }`;
  }

  #list(found: readonly BotCommand[]) {
    return html`<div
      class="list scroll"
      id="list"
      role="listbox"
      aria-label=${this.store.words.telegram.commands}
    >
      ${found.map(
        (one, index) =>
          html`<div
            class="choice ${index === this.active ? 'active' : ''}"
            role="option"
            aria-selected=${index === this.active}
            @pointerdown=${(event: Event) => {
              event.preventDefault();
              this.#say(`/${one.command}`);
            }}
          >
            <b>/${one.command}</b><span>${one.description}</span>
          </div>`,
      )}
    </div>`;
  }
}

customElements.define('telegram-composer', TelegramComposer);
