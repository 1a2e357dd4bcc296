import { html, nothing, type PropertyDeclarations, type PropertyValues } from 'lit';
import { base, scrolling } from '../look/base.js';
import { icon, type IconName } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import type { CommandView, GuildView, OptionView } from '../state/views.js';
import { createAsker } from './asker.js';
import { composerStyles } from './composer-styles.js';
import {
  collect,
  draftOf,
  hiddenOptions,
  offersOf,
  sameCommand,
  type Collected,
  type Draft,
  type Filled,
  type Offers,
  type Suggestion,
} from './draft.js';
import { intentOf } from './keys.js';
import { commandList, optionList, suggestionList, type ListHands } from './picker.js';
import { commandPills } from './pills.js';

export interface RunDetail extends Omit<Collected, 'missing'> {
  command: CommandView;
}

const tool = (name: IconName, label: string, act: () => void, off = false) =>
  html`<button class="tool" title=${label} aria-label=${label} ?disabled=${off} @click=${act}>
    ${icon(name)}
  </button>`;

/** The field behind all options. */
const TAIL = '';

/** Where a person writes, or builds a slash command. Fires `say` with text and `run` with a command. */
export class DiscordComposer extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    commands: { attribute: false },
    channelId: { attribute: false },
    guild: { attribute: false },
    label: { attribute: false },
    text: { state: true },
    draft: { state: true },
    at: { state: true },
    active: { state: true },
    wrong: { state: true },
    focused: { state: true },
  };
  declare commands: CommandView[];
  declare channelId: string;
  declare guild: GuildView | undefined;
  declare label: string;
  declare text: string;
  declare draft: Draft | null;
  /** Name of the option being filled, or TAIL. */
  declare at: string;
  declare active: number;
  declare wrong: string | null;
  declare focused: boolean;
  readonly #asker = createAsker(() => this.requestUpdate());

  static override styles = [base, scrolling, composerStyles];

  constructor() {
    super();
    this.#clear();
    this.focused = false;
    this.addEventListener('focusin', () => (this.focused = true));
    this.addEventListener('focusout', () => (this.focused = false));
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('channelId') && changed.get('channelId') !== undefined) this.#clear();
  }

  /** Puts text or a command here, ready to be sent. */
  async compose(text: string): Promise<void> {
    const command = sameCommand(this.commands, text);
    this.#clear();
    if (command) return this.#begin(command);
    this.text = text;
    await this.#focus();
  }

  #clear(): void {
    this.text = '';
    this.draft = null;
    this.at = TAIL;
    this.active = 0;
    this.wrong = null;
  }

  async #focus(): Promise<void> {
    await this.updateComplete;
    const fields = [...this.renderRoot.querySelectorAll<HTMLElement>('[data-option]')];
    fields.find((one) => one.dataset['option'] === this.at)?.focus();
  }

  async #begin(command: CommandView): Promise<void> {
    this.text = '';
    this.wrong = null;
    this.draft = draftOf(command);
    await this.#go(this.draft.shown[0]?.name ?? TAIL);
  }

  async #go(name: string): Promise<void> {
    this.at = name;
    this.active = 0;
    this.#suggest();
    await this.#focus();
  }

  get #option(): OptionView | undefined {
    return this.draft?.shown.find((one) => one.name === this.at);
  }

  #filledText(one: OptionView): string {
    return this.draft?.filled[one.name]?.text ?? '';
  }

  #suggest(): void {
    this.#asker.forget();
    if (this.draft && this.#option?.autocomplete)
      this.#asker.ask(this.store, this.channelId, this.draft, this.#option);
  }

  #fill(one: OptionView, filled: Filled): void {
    if (!this.draft) return;
    this.draft = { ...this.draft, filled: { ...this.draft.filled, [one.name]: filled } };
    if (this.wrong === one.name) this.wrong = null;
  }

  async #add(one: OptionView): Promise<void> {
    if (!this.draft) return;
    this.text = '';
    this.draft = { ...this.draft, shown: [...this.draft.shown, one] };
    await this.#go(one.name);
  }

  async #pick(one: OptionView, { label, value }: Suggestion): Promise<void> {
    this.#fill(one, { text: label, value });
    const empty = this.draft?.shown.find((each) => this.#filledText(each) === '');
    await this.#go(empty?.name ?? TAIL);
  }

  #send(): void {
    if (!this.draft) return this.#say();
    const { command } = this.draft;
    const { missing, ...given } = collect(this.draft);
    if (missing) {
      this.wrong = missing.name;
      return void this.#go(missing.name);
    }
    this.#clear();
    void this.#focus();
    this.dispatchEvent(new CustomEvent<RunDetail>('run', { detail: { command, ...given } }));
  }

  #say(): void {
    const content = this.text.trim();
    if (content === '') return;
    this.#clear();
    this.dispatchEvent(new CustomEvent<string>('say', { detail: content }));
  }

  get #offers(): Offers {
    const { text, draft, commands, guild, store } = this;
    const { words } = store;
    return offersOf({ text, draft, option: this.#option, commands, asked: this.#asker.found, guild, words });
  }

  /** How much the open list shows, and what picking one of it does. */
  get #list(): { count: number; pick(index: number): void } {
    const of = <Item>(found: readonly Item[], pick: (item: Item) => Promise<void>) => ({
      count: found.length,
      pick(index: number) {
        const item = found[index];
        if (item !== undefined) void pick(item);
      },
    });
    const offers = this.#offers;
    if (offers.kind === 'commands') return of(offers.found, (command) => this.#begin(command));
    if (offers.kind === 'options') return of(offers.found, (option) => this.#add(option));
    return of(offers.found ?? [], (suggestion) => this.#pick(offers.of, suggestion));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const { count, pick } = this.#list;
    const one = this.#option;
    const intent = intentOf({
      key: event.key,
      shift: event.shiftKey,
      count,
      drafting: this.draft !== null,
      inOption: one !== undefined,
      picked: one !== undefined && this.draft?.filled[one.name]?.value !== undefined,
      text: one ? this.#filledText(one) : this.text,
    });
    const command = intent === 'begin' ? sameCommand(this.commands, this.text) : undefined;
    if (intent === null || (intent === 'begin' && !command)) return;
    event.preventDefault();
    event.stopPropagation();
    if (intent === 'down') this.active = (this.active + 1) % count;
    else if (intent === 'up') this.active = (this.active + count - 1) % count;
    else if (intent === 'pick') pick(this.active);
    else if (intent === 'send') this.#send();
    else if (intent === 'undo' && this.draft) this.#undo(this.draft);
    else if (command) void this.#begin(command);
    else {
      this.#clear();
      void this.#focus();
    }
  }

  /** Backspace in an empty field takes back what came before it. */
  #undo(draft: Draft): void {
    const one = this.#option;
    const last = draft.shown.at(-1);
    if (one && !one.required) {
      this.draft = { ...draft, shown: draft.shown.filter((each) => each !== one) };
      void this.#go(TAIL);
    } else if (!one && last) {
      void this.#go(last.name);
    } else {
      this.#clear();
      this.text = `/${draft.command.displayName}`;
      void this.#focus();
    }
  }

  protected override render() {
    const { words } = this.store;
    const { draft } = this;
    const left = draft ? hiddenOptions(draft).length : 0;
    return html`${this.focused ? this.#open() : nothing}
      <div class="bar" @keydown=${(event: KeyboardEvent) => this.#key(event)}>
        <div class="fields">
          ${draft ? this.#pills(draft) : nothing}<input
            class="typing"
            data-option=${TAIL}
            .value=${this.text}
            autocomplete="off"
            maxlength="2000"
            role="combobox"
            aria-expanded=${this.#list.count > 0}
            aria-controls="list"
            aria-label=${draft ? words.discord.options : this.label}
            placeholder=${draft ? (left > 0 ? words.discord.optional(left) : '') : this.label}
            @focus=${() => (this.at = TAIL)}
            @input=${(event: InputEvent) => {
              this.text = (event.target as HTMLInputElement).value;
              this.active = 0;
            }}
          />
        </div>
        ${draft ? tool('close', words.discord.clearCommand, () => this.#clear()) : nothing}
        ${tool('send', words.common.send, () => this.#send(), !draft && this.text.trim() === '')}
      </div>`;
  }

  #pills(draft: Draft) {
    return commandPills(draft, {
      wrong: this.wrong,
      focus: (one) => this.at !== one.name && void this.#go(one.name),
      type: (one, text) => {
        this.#fill(one, { text });
        this.active = 0;
        this.#suggest();
      },
      attach: (one, file) => this.#fill(one, { text: file.filename, file }),
    });
  }

  #open() {
    const { store, active, draft } = this;
    const hands: ListHands = { store, active, pick: (index) => this.#list.pick(index) };
    const offers = this.#offers;
    if (offers.kind === 'commands')
      return this.text.startsWith('/') ? commandList(offers.found, hands) : nothing;
    if (offers.kind === 'values')
      return suggestionList(offers.of, offers.found, this.wrong === offers.of.name, hands);
    return draft && hiddenOptions(draft).length > 0
      ? optionList(draft.command, offers.found, hands)
      : nothing;
  }
}

customElements.define('discord-composer', DiscordComposer);
