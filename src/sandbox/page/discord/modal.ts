import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { base, scrolling } from '../look/base.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import type { GuildView, PersonView } from '../state/views.js';
import { namesFor, paragraphs } from './ink.js';
import { markdownStyles } from './markdown-styles.js';
import { choicesOf, chosenOf } from './parts.js';
import { isSelect, kind, type Part } from './shapes.js';

type Fields = Record<string, string | string[]>;

/** A form that the bot opened. Fires `sent` with the fields, or `closed`. */
class DiscordModal extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    modal: { attribute: false },
    guild: { attribute: false },
    fields: { state: true },
    wrong: { state: true },
  };
  declare modal: PersonView['modals'][number];
  declare guild: GuildView | undefined;
  declare fields: Fields;
  declare wrong: ReadonlySet<string>;

  constructor() {
    super();
    this.fields = {};
    this.wrong = new Set();
  }

  static override styles = [
    base,
    scrolling,
    markdownStyles,
    css`
      :host {
        position: absolute;
        inset: 0;
        z-index: 50;
        display: grid;
        place-items: center;
        padding: 16px;
        background: #000000b3;
        color: #dbdee1;
        --select-width: none;
      }
      form {
        width: 100%;
        max-width: 440px;
        max-height: 100%;
        display: flex;
        flex-direction: column;
        border-radius: 8px;
        background: #313338;
        box-shadow: 0 16px 50px #000a;
      }
      header,
      footer {
        display: flex;
        align-items: center;
        gap: 12px;
        padding: 16px;
      }
      header h2 {
        flex: 1;
        font-size: 19px;
        color: #f2f3f5;
      }
      footer {
        justify-content: flex-end;
        background: #2b2d31;
        border-radius: 0 0 8px 8px;
      }
      .body {
        display: grid;
        gap: 16px;
        padding: 0 16px 20px;
        --thumb: #1a1b1e;
      }
      .name {
        display: block;
        margin-bottom: 6px;
        font-weight: 600;
        font-size: 14px;
        color: #f2f3f5;
      }
      .name b {
        color: #f23f43;
      }
      small {
        display: block;
        margin-bottom: 6px;
        color: #b5bac1;
      }
      input,
      textarea {
        width: 100%;
        padding: 10px;
        border: 0;
        border-radius: 4px;
        background: #1e1f22;
        color: #dbdee1;
        resize: vertical;
      }
      [aria-invalid='true'] {
        box-shadow: 0 0 0 1px #f23f43;
      }
      .primary {
        padding: 9px 22px;
        border-radius: 4px;
        background: #5865f2;
        color: #fff;
        font-weight: 500;
      }
      .quiet {
        padding: 9px 12px;
        color: #fff;
      }
      header button {
        font-size: 20px;
        color: #b5bac1;
      }
    `,
  ];

  override firstUpdated(): void {
    this.find('input, textarea, discord-select')?.focus();
  }

  #value(part: Part): string | string[] {
    const id = part.custom_id ?? '';
    return this.fields[id] ?? (isSelect(part.type) ? chosenOf(part) : (part.value ?? ''));
  }

  #set(part: Part, value: string | string[]): void {
    this.fields = { ...this.fields, [part.custom_id ?? '']: value };
  }

  get #inputs(): Part[] {
    const parts = this.modal.components as Part[];
    return parts.flatMap((part) => part.component ?? part.components ?? []).filter((part) => part.custom_id);
  }

  #submit(event: Event): void {
    event.preventDefault();
    const isMissing = (part: Part) => part.required !== false && this.#value(part).length === 0;
    this.wrong = new Set(this.#inputs.filter(isMissing).map((part) => part.custom_id ?? ''));
    if (this.wrong.size > 0) return;
    const detail = Object.fromEntries(this.#inputs.map((part) => [part.custom_id ?? '', this.#value(part)]));
    this.dispatchEvent(new CustomEvent<Fields>('sent', { detail }));
  }

  #close(): void {
    this.dispatchEvent(new CustomEvent('closed'));
  }

  protected override render() {
    const { words } = this.store;
    return html`<form
      role="dialog"
      aria-modal="true"
      aria-label=${this.modal.title}
      novalidate
      @submit=${(event: Event) => this.#submit(event)}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key === 'Escape') this.#close();
      }}
    >
      <header>
        <h2>${this.modal.title}</h2>
        <button type="button" aria-label=${words.common.close} @click=${() => this.#close()}>
          ${icon('close')}
        </button>
      </header>
      <div class="body scroll">${(this.modal.components as Part[]).map((part) => this.#part(part))}</div>
      <footer>
        <button type="button" class="quiet" @click=${() => this.#close()}>${words.common.cancel}</button>
        <button class="primary">${words.discord.submit}</button>
      </footer>
    </form>`;
  }

  #part(part: Part) {
    if (part.type === kind.text) {
      const pen = { store: this.store, names: namesFor(this.store) };
      return html`<div class="md">${paragraphs(part.content ?? '', pen)}</div>`;
    }
    const input = part.component ?? part.components?.[0];
    if (!input) return nothing;
    return html`<div>
      <label class="name" for=${input.custom_id ?? ''}
        >${part.label ?? input.label}
        ${input.required === false ? nothing : html`<b title=${this.store.words.discord.requiredField}>*</b>`}</label
      >
      ${part.description ? html`<small>${part.description}</small>` : nothing} ${this.#input(input)}
    </div>`;
  }

  #input(part: Part) {
    const invalid = this.wrong.has(part.custom_id ?? '');
    const value = this.#value(part);
    if (isSelect(part.type)) {
      return html`<discord-select
        .store=${this.store}
        .choices=${choicesOf(part, this.guild)}
        .chosen=${typeof value === 'string' ? [value] : value}
        .least=${part.min_values ?? 1}
        .most=${part.max_values ?? 1}
        .hint=${part.placeholder ?? ''}
        @chosen=${(event: CustomEvent<string[]>) => this.#set(part, event.detail)}
      ></discord-select>`;
    }
    const typed = (event: Event) => this.#set(part, (event.target as HTMLInputElement).value);
    return part.style === 2
      ? html`<textarea
          id=${part.custom_id ?? ''}
          rows="4"
          maxlength=${part.max_length ?? 4000}
          placeholder=${part.placeholder ?? ''}
          aria-invalid=${invalid}
          .value=${String(value)}
          @input=${typed}
        ></textarea>`
      : html`<input
          id=${part.custom_id ?? ''}
          autocomplete="off"
          maxlength=${part.max_length ?? 4000}
          placeholder=${part.placeholder ?? ''}
          aria-invalid=${invalid}
          .value=${String(value)}
          @input=${typed}
        />`;
  }
}

customElements.define('discord-modal', DiscordModal);
