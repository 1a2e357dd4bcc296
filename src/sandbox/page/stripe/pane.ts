import { html, type PropertyDeclarations } from 'lit';
import { base, scrolling } from '../look/base.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import type { Wish } from '../state/store.js';
import { cardStyles } from './card-styles.js';
import { checkouts } from './checkouts.js';
import { customers } from './customers.js';
import { createDesk, type Desk } from './desk.js';
import { invoices } from './invoices.js';
import { moneyStyles } from './money-styles.js';
import { shop } from './shop.js';
import { stripeStyles } from './styles.js';
import { webhooks } from './webhooks.js';

const TABS = ['customers', 'invoices', 'webhooks', 'prices'] as const;
type Tab = (typeof TABS)[number];

/** Stripe's books, and everything that payers and the network can do to them. */
class StripePane extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    tab: { state: true },
    busy: { state: true },
  };
  declare tab: Tab;
  declare busy: string | null;
  #unwish: (() => void) | undefined;

  static override styles = [base, scrolling, stripeStyles, cardStyles, moneyStyles];

  constructor() {
    super();
    this.tab = 'customers';
    this.busy = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#unwish = this.store.onWish((wish) => void this.#grant(wish));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unwish?.();
  }

  /** Leads the eye to what was asked for. */
  async #grant(wish: Wish): Promise<void> {
    if (wish.on !== 'stripe' || wish.do !== 'show') return;
    this.tab = 'customers';
    await this.updateComplete;
    const shown = this.find(`[data-show="${CSS.escape(wish.what)}"]`);
    shown?.scrollIntoView({ block: 'center', behavior: 'smooth' });
    shown?.classList.remove('lit');
    // Reading the width makes the browser notice that the class was gone.
    void shown?.offsetWidth;
    shown?.classList.add('lit');
    shown?.querySelector('button')?.focus({ preventScroll: true });
  }

  get #desk(): Desk {
    return createDesk(this.store, this.busy, (id, work) => {
      this.busy = id;
      void work.finally(() => (this.busy = null));
    });
  }

  #step(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.tab = TABS[(TABS.indexOf(this.tab) + step) % TABS.length] ?? 'customers';
    void this.updateComplete.then(() => this.find('[aria-selected="true"]')?.focus());
  }

  protected override render() {
    const { words } = this.store;
    return html`<div class="frame">
      <header><span class="logo">stripe</span><span class="test">${words.stripe.test}</span></header>
      <div class="tabs" role="tablist" @keydown=${(event: KeyboardEvent) => this.#step(event)}>
        ${TABS.map(
          (tab) =>
            html`<button
              role="tab"
              id="tab-${tab}"
              aria-selected=${this.tab === tab}
              aria-controls="panel"
              tabindex=${this.tab === tab ? 0 : -1}
              @click=${() => (this.tab = tab)}
            >
              ${words.stripe.tabs[tab]}${tab === 'webhooks' ? this.#alarm() : ''}
            </button>`,
        )}
      </div>
      <div class="body scroll" id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">
        ${this.#panel()}
      </div>
    </div>`;
  }

  /** A sign at the tab while something goes wrong on demand. */
  #alarm() {
    const { drop, double, shuffle, delay, held } = this.store.view.stripe.webhookFaults;
    return drop + double + shuffle + held > 0 || delay ? html`<i class="alarm">${icon('bolt')}</i>` : '';
  }

  #panel() {
    const desk = this.#desk;
    switch (this.tab) {
      case 'customers':
        return html`${checkouts(desk)} ${customers(desk)}`;
      case 'invoices':
        return invoices(desk);
      case 'webhooks':
        return webhooks(desk);
      case 'prices':
        return shop(desk);
    }
  }
}

customElements.define('stripe-pane', StripePane);
