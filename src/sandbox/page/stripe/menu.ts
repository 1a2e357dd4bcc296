import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { base } from '../look/base.js';
import { icon } from '../look/icons.js';
import { menuStyles } from './menu-styles.js';

/** Something to fill in before a choice is carried out. Values are what the browser's fields hold: text. */
export interface Field {
  name: string;
  label: string;
  type: 'date' | 'number' | 'text' | 'select';
  value?: string;
  min?: string;
  max?: string;
  step?: string;
  optional?: boolean;
  options?: readonly { value: string; label: string }[];
}

export interface Question {
  text?: string;
  fields: readonly Field[];
  submit: string;
  do(values: Record<string, string>): void;
}

/** One line of a menu: it is done at once, or asks something first. */
export interface Choice {
  label: string;
  bad?: boolean;
  do?: () => void;
  ask?: Question;
}

const GAP = 4;

/** A button with three dots, and what can be done behind it. */
class ActionMenu extends LitElement {
  static override properties: PropertyDeclarations = {
    label: {},
    back: {},
    choices: { attribute: false },
    off: { type: Boolean },
    open: { state: true },
    asking: { state: true },
  };
  declare label: string;
  /** What leads from a question back to the list. */
  declare back: string;
  declare choices: readonly Choice[];
  declare off: boolean;
  declare open: boolean;
  /** Label of the choice that asks something. */
  declare asking: string | null;
  #scrolled: Node | null = null;

  static override styles = [base, menuStyles];

  constructor() {
    super();
    this.label = '';
    this.back = '';
    this.choices = [];
    this.off = false;
    this.open = false;
    this.asking = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopFollowing();
  }

  get #sheet(): HTMLElement | null {
    return this.renderRoot.querySelector('.sheet');
  }

  get #trigger(): HTMLElement | null {
    return this.renderRoot.querySelector('.dots');
  }

  readonly #close = (): void => this.#sheet?.hidePopover();

  #stopFollowing(): void {
    this.#scrolled?.removeEventListener('scroll', this.#close, true);
    this.#scrolled = null;
    window.removeEventListener('resize', this.#close);
  }

  /** Where there is room: below the button, else above it, never beyond the edges of the window. */
  #place(): void {
    const [sheet, at] = [this.#sheet, this.#trigger?.getBoundingClientRect()];
    if (!sheet || !at) return;
    const { offsetWidth: width, offsetHeight: height } = sheet;
    const left = Math.max(8, Math.min(at.right - width, window.innerWidth - width - 8));
    const below = at.bottom + GAP;
    const above = at.top - GAP - height;
    const top = below + height > window.innerHeight - 8 && above >= 8 ? above : below;
    sheet.style.left = `${left}px`;
    sheet.style.top = `${Math.max(8, Math.min(top, window.innerHeight - height - 8))}px`;
    sheet.classList.add('placed');
  }

  #toggled(event: ToggleEvent): void {
    this.open = event.newState === 'open';
    if (!this.open) {
      this.asking = null;
      this.#sheet?.classList.remove('placed');
      this.#stopFollowing();
      // Whoever worked with keys goes on where they were, unless something else has been chosen since.
      const held = this.#sheet?.contains(this.shadowRoot?.activeElement ?? null);
      if (held || document.activeElement === document.body) this.#trigger?.focus();
      return;
    }
    this.#follow();
    // A single question needs no list before it.
    const [only] = this.choices;
    if (this.choices.length === 1 && only?.ask) return this.#choose(only);
    this.#place();
    this.#focusFirst();
  }

  #follow(): void {
    // What moves below a menu leaves it hanging in the air.
    this.#scrolled = this.getRootNode();
    this.#scrolled.addEventListener('scroll', this.#close, true);
    window.addEventListener('resize', this.#close);
  }

  #focusFirst(): void {
    this.#sheet?.querySelector<HTMLElement>('[role=menuitem], input, select, .go')?.focus();
  }

  #items(): HTMLElement[] {
    return [...(this.#sheet?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }

  #step(event: KeyboardEvent): void {
    const items = this.#items();
    const at = items.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || items.length === 0) return;
    event.preventDefault();
    items[(to + items.length) % items.length]?.focus();
  }

  #choose(choice: Choice): void {
    if (!choice.ask) {
      this.#close();
      choice.do?.();
      return;
    }
    this.asking = choice.label;
    void this.updateComplete.then(() => {
      this.#place();
      this.#focusFirst();
    });
  }

  #goBack(): void {
    if (this.choices.length === 1) return this.#close();
    this.asking = null;
    void this.updateComplete.then(() => {
      this.#place();
      this.#focusFirst();
    });
  }

  #answer(event: Event, question: Question): void {
    event.preventDefault();
    const values: Record<string, string> = {};
    for (const [name, value] of new FormData(event.target as HTMLFormElement)) {
      if (typeof value === 'string') values[name] = value;
    }
    this.#close();
    question.do(values);
  }

  protected override render() {
    const asked = this.choices.find((one) => one.ask && one.label === this.asking);
    return html`<button
        class="dots"
        popovertarget="sheet"
        aria-label=${this.label}
        title=${this.label}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        ?disabled=${this.off || this.choices.length === 0}
      >
        ${icon(this.choices.length === 1 && this.choices[0]?.ask ? 'plus' : 'dots')}
      </button>
      <div
        class="sheet"
        id="sheet"
        popover
        role=${asked ? 'dialog' : 'menu'}
        aria-label=${asked ? asked.label : this.label}
        @toggle=${(event: ToggleEvent) => this.#toggled(event)}
        @keydown=${(event: KeyboardEvent) => !asked && this.#step(event)}
      >
        ${asked?.ask ? this.#form(asked, asked.ask) : this.choices.map((one) => this.#item(one))}
      </div>`;
  }

  #item(choice: Choice): TemplateResult {
    return html`<button
      class="item ${choice.bad ? 'bad' : ''}"
      role="menuitem"
      tabindex="-1"
      @click=${() => this.#choose(choice)}
    >
      ${choice.label}${choice.ask ? '…' : ''}
    </button>`;
  }

  #form({ label, bad }: Choice, question: Question): TemplateResult {
    return html`<form @submit=${(event: Event) => this.#answer(event, question)}>
      <b>${label}</b>
      ${question.text ? html`<p>${question.text}</p>` : nothing} ${question.fields.map((one) => field(one))}
      <div class="row">
        <button type="button" class="quiet" @click=${() => this.#goBack()}>${this.back}</button>
        <button class="go ${bad ? 'bad' : ''}">${question.submit}</button>
      </div>
    </form>`;
  }
}

function field(one: Field): TemplateResult {
  const control =
    one.type === 'select'
      ? html`<select name=${one.name}>
          ${(one.options ?? []).map(
            ({ value, label }) =>
              html`<option value=${value} ?selected=${value === one.value}>${label}</option>`,
          )}
        </select>`
      : html`<input
          name=${one.name}
          type=${one.type}
          .value=${one.value ?? ''}
          min=${one.min ?? nothing}
          max=${one.max ?? nothing}
          step=${one.step ?? nothing}
          ?required=${!one.optional}
          autocomplete="off"
        />`;
  return html`<label><span>${one.label}</span>${control}</label>`;
}

customElements.define('action-menu', ActionMenu);
