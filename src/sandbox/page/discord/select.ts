import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { base, scrolling } from '../look/base.js';
import { withEmoji } from '../look/emoji.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import type { SelectChoice } from './shapes.js';

/** A select menu of Discord: one choice or several. Fires `chosen` with the values. */
class DiscordSelect extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    choices: { attribute: false },
    chosen: { attribute: false },
    least: { attribute: false },
    most: { attribute: false },
    hint: { attribute: false },
    off: { attribute: false },
    open: { state: true },
    marked: { state: true },
    active: { state: true },
  };
  declare choices: SelectChoice[];
  declare chosen: string[];
  declare least: number;
  declare most: number;
  declare hint: string;
  declare off: boolean;
  declare open: boolean;
  declare marked: string[] | null;
  declare active: number;

  constructor() {
    super();
    this.choices = [];
    this.chosen = [];
    this.least = 1;
    this.most = 1;
    this.hint = '';
    this.off = false;
    this.open = false;
    this.marked = null;
    this.active = 0;
  }

  static override styles = [
    base,
    scrolling,
    css`
      :host {
        position: relative;
        width: 100%;
        max-width: var(--select-width, 400px);
      }
      .field {
        width: 100%;
        min-height: 40px;
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 8px 12px;
        border-radius: 4px;
        background: #1e1f22;
        color: #dbdee1;
      }
      .field .hint {
        color: #949ba4;
      }
      .field span {
        flex: 1;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .list {
        position: absolute;
        z-index: 30;
        left: 0;
        right: 0;
        bottom: calc(100% + 4px);
        max-height: 220px;
        padding: 4px 0;
        border-radius: 4px;
        background: #2b2d31;
        box-shadow: 0 8px 24px #0008;
        --thumb: #1a1b1e;
      }
      .choice {
        display: flex;
        width: 100%;
        gap: 8px;
        align-items: center;
        padding: 8px 12px;
        color: #dbdee1;
      }
      .choice.active,
      .choice:hover {
        background: #404249;
      }
      .choice small {
        display: block;
        color: #949ba4;
      }
      .choice div {
        flex: 1;
        min-width: 0;
      }
      .box {
        width: 18px;
        height: 18px;
        border: 1.5px solid #949ba4;
        border-radius: 4px;
        display: grid;
        place-items: center;
        font-size: 14px;
      }
      [aria-selected='true'] .box {
        background: #5865f2;
        border-color: #5865f2;
        color: #fff;
      }
    `,
  ];

  get #values(): string[] {
    return this.marked ?? this.chosen;
  }

  #close(): void {
    if (!this.open) return;
    this.open = false;
    const values = this.marked;
    this.marked = null;
    const changed = values !== null && values.join('\n') !== this.chosen.join('\n');
    if (values && changed && values.length >= this.least) this.#tell(values);
  }

  #tell(values: string[]): void {
    this.chosen = values;
    this.dispatchEvent(new CustomEvent('chosen', { detail: values }));
  }

  #pick(choice: SelectChoice): void {
    if (this.most === 1) {
      this.open = false;
      this.marked = null;
      this.#tell([choice.value]);
      return;
    }
    const had = this.#values;
    if (had.includes(choice.value)) this.marked = had.filter((one) => one !== choice.value);
    else if (had.length < this.most) this.marked = [...had, choice.value];
  }

  #key(event: KeyboardEvent): void {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape' && this.open) {
      event.stopPropagation();
      this.#close();
    } else if (move !== undefined) {
      event.preventDefault();
      if (!this.open) this.open = true;
      else this.active = (this.active + move + this.choices.length) % Math.max(1, this.choices.length);
    } else if ((event.key === 'Enter' || event.key === ' ') && this.open) {
      event.preventDefault();
      const choice = this.choices[this.active];
      if (choice) this.#pick(choice);
    }
  }

  protected override render() {
    const labels = this.choices.filter((one) => this.#values.includes(one.value)).map((one) => one.label);
    const hint = this.hint || this.store.words.discord.select;
    return html`<button
        class="field"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-label=${hint}
        ?disabled=${this.off}
        @click=${() => (this.open ? this.#close() : (this.open = true))}
        @keydown=${(event: KeyboardEvent) => this.#key(event)}
        @blur=${() => this.#close()}
      >
        <span class=${labels.length > 0 ? '' : 'hint'}>${labels.length > 0 ? labels.join(', ') : hint}</span>
        ${icon('chevron')}
      </button>
      ${this.open ? html`<div class="list scroll" role="listbox">${this.choices.map(this.#choice)}</div>` : nothing}`;
  }

  readonly #choice = (choice: SelectChoice, index: number) =>
    html`<div
      class="choice ${index === this.active ? 'active' : ''}"
      role="option"
      aria-selected=${this.#values.includes(choice.value)}
      @pointerdown=${(event: Event) => {
        // Focus stays on the field, so that leaving it closes the list.
        event.preventDefault();
        this.#pick(choice);
      }}
    >
      <div>
        ${choice.emoji ? withEmoji(choice.emoji.name) : nothing} ${choice.label}
        ${choice.description ? html`<small>${choice.description}</small>` : nothing}
      </div>
      ${this.most > 1 ? html`<span class="box">${this.#values.includes(choice.value) ? icon('check') : nothing}</span>` : nothing}
    </div>`;
}

customElements.define('discord-select', DiscordSelect);
