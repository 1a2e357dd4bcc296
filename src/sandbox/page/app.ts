import { html, nothing, type PropertyDeclarations } from 'lit';
import './bar/top-bar.js';
import './discord/pane.js';
import { appStyles } from './look/app-styles.js';
import { base } from './look/base.js';
import { icon, type IconName } from './look/icons.js';
import { Watching } from './look/watching.js';
import type { Toast, Wish } from './state/store.js';
import { placesOf } from './discord/places.js';
import { unreadIn } from './telegram/chats.js';
import './story/guide.js';
import './stripe/pane.js';
import './telegram/pane.js';
import './wire/drawer.js';

const PANES = ['discord', 'telegram', 'stripe', 'wire'] as const;
type PaneName = (typeof PANES)[number];

const ICONS: Record<PaneName, IconName> = {
  discord: 'discord',
  telegram: 'telegram',
  stripe: 'stripe',
  wire: 'pulse',
};

/** How much fits beside one another: all three, a chat and Stripe, or one. */
type Room = 'three' | 'two' | 'one';

const WIDE = window.matchMedia('(min-width: 1180px)');
const MIDDLE = window.matchMedia('(min-width: 761px)');

/** The whole page. */
export class SandboxApp extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    room: { state: true },
    chosen: { state: true },
  };
  declare room: Room;
  /** The pane that is shown where only one is, or the chat where two are. */
  declare chosen: PaneName;
  #leave: (() => void) | undefined;

  static override styles = [base, appStyles];

  constructor() {
    super();
    this.room = 'three';
    this.chosen = 'discord';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    const measure = () => (this.room = WIDE.matches ? 'three' : MIDDLE.matches ? 'two' : 'one');
    measure();
    WIDE.addEventListener('change', measure);
    MIDDLE.addEventListener('change', measure);
    const unwish = this.store.onWish((wish) => this.#turnTo(wish));
    this.#leave = () => {
      WIDE.removeEventListener('change', measure);
      MIDDLE.removeEventListener('change', measure);
      unwish();
    };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
  }

  #turnTo({ on }: Wish): void {
    if (this.room === 'one' || (this.room === 'two' && on !== 'stripe')) this.chosen = on;
  }

  #isShown(pane: PaneName): boolean {
    if (this.room === 'three') return true;
    if (this.room === 'one') return this.chosen === pane;
    return (
      pane === 'stripe' || pane === 'wire' || pane === (this.chosen === 'telegram' ? 'telegram' : 'discord')
    );
  }

  #unread(pane: PaneName): number {
    const { store } = this;
    if (pane === 'discord')
      return placesOf(store).reduce((sum, place) => sum + (place.loud ? place.unread : 0), 0);
    if (pane === 'telegram')
      return store.view.telegram.chats.reduce((sum, chat) => sum + unreadIn(store, chat), 0);
    return 0;
  }

  protected override willUpdate(): void {
    document.documentElement.lang = this.store.language;
    document.title = `Lyceum · ${this.store.words.bar.sandbox}`;
  }

  protected override render() {
    const { store } = this;
    const { words, busy } = store;
    const shown = (pane: PaneName) => !this.#isShown(pane);
    return html`<div class="page ${this.room} ${busy === 'person' || busy === 'reset' ? 'changing' : ''}">
      <top-bar .store=${store} @reset=${() => this.find<HTMLDialogElement>('dialog')?.showModal()}></top-bar>
      <story-guide .store=${store}></story-guide>
      ${store.online ? nothing : html`<div class="lost" role="alert">${words.bar.reconnecting}</div>`}
      ${this.room === 'two' ? this.#tabs(['discord', 'telegram']) : nothing}
      <main>
        <section class="window" aria-label=${words.panes.discord} ?hidden=${shown('discord')}>
          <discord-pane .store=${store}></discord-pane>
        </section>
        <section class="window" aria-label=${words.panes.telegram} ?hidden=${shown('telegram')}>
          <telegram-pane .store=${store}></telegram-pane>
        </section>
        <section class="window" aria-label=${words.panes.stripe} ?hidden=${shown('stripe')}>
          <stripe-pane .store=${store}></stripe-pane>
        </section>
      </main>
      <wire-drawer .store=${store} ?full=${this.room === 'one'} ?hidden=${shown('wire')}></wire-drawer>
      ${this.room === 'one' ? this.#tabs(PANES) : nothing} ${this.#toasts()} ${this.#confirm()}
    </div>`;
  }

  #tabs(panes: readonly PaneName[]) {
    const { words } = this.store;
    return html`<nav class="tabs" role="tablist">
      ${panes.map((pane) => {
        const unread = this.#unread(pane);
        return html`<button
          role="tab"
          aria-selected=${this.#isShown(pane)}
          aria-label="${words.panes[pane]}${unread > 0 ? `, ${words.common.unread(unread)}` : ''}"
          @click=${() => (this.chosen = pane)}
        >
          ${icon(ICONS[pane])}<span>${words.panes[pane]}</span>
          ${unread > 0 ? html`<b>${unread}</b>` : nothing}
        </button>`;
      })}
    </nav>`;
  }

  #toasts() {
    return html`<ul class="toasts" role="status" aria-live="polite">
      ${this.store.toasts.map((toast) => this.#toast(toast))}
    </ul>`;
  }

  #toast({ id, tone, text, platform }: Toast) {
    return html`<li class="toast ${tone}">
      ${platform ? html`<span class="sign ${platform}">${icon(ICONS[platform])}</span>` : nothing}
      <span>${text}</span>
      <button aria-label=${this.store.words.common.close} @click=${() => this.store.dismiss(id)}>
        ${icon('close')}
      </button>
    </li>`;
  }

  #confirm() {
    const { words } = this.store;
    const close = () => this.find<HTMLDialogElement>('dialog')?.close();
    return html`<dialog
      aria-label=${words.reset.title}
      @click=${(event: Event) => event.target === event.currentTarget && close()}
    >
      <form method="dialog">
        <h2>${words.reset.title}</h2>
        <p>${words.reset.text}</p>
        <div>
          <button class="keep" autofocus>${words.reset.no}</button>
          <button
            class="wipe"
            @click=${() =>
              void this.store.reset().then(() => this.store.say({ tone: 'plain', text: words.reset.done }))}
          >
            ${words.reset.yes}
          </button>
        </div>
      </form>
    </dialog>`;
  }
}

customElements.define('sandbox-app', SandboxApp);
