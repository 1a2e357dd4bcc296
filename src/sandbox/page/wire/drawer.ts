import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { base, scrolling } from '../look/base.js';
import { icon } from '../look/icons.js';
import { exactTime } from '../look/time.js';
import { Watching } from '../look/watching.js';
import type { NumberedEntry, PlatformName } from '../state/views.js';
import { json } from './json.js';
import { wireStyles } from './styles.js';

const PLATFORMS: readonly PlatformName[] = ['discord', 'telegram', 'stripe'];
const SHOWN = 200;

/** Calls that only wait for something to happen. */
const isQuiet = ({ path }: NumberedEntry): boolean => path.endsWith('/getUpdates');

/** Without the host, and without the middle of long tokens. */
const shortPath = (path: string): string =>
  path.replace(/^https?:\/\/[^/]+/, '').replace(/[\w-]{40,}/g, (token) => `${token.slice(0, 10)}…`);

/** Everything that went between the product and the three platforms. */
class WireDrawer extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    open: { type: Boolean, reflect: true },
    full: { type: Boolean, reflect: true },
    platform: { state: true },
    filter: { state: true },
    quiet: { state: true },
    expanded: { state: true },
  };
  declare open: boolean;
  /** Fills its place and cannot be closed. */
  declare full: boolean;
  declare platform: PlatformName | null;
  declare filter: string;
  declare quiet: boolean;
  declare expanded: number | null;

  static override styles = [base, scrolling, wireStyles];

  constructor() {
    super();
    this.open = false;
    this.full = false;
    this.platform = null;
    this.filter = '';
    this.quiet = true;
    this.expanded = null;
  }

  get #entries(): NumberedEntry[] {
    const wanted = this.filter.trim().toLowerCase();
    return this.store.wire
      .filter((one) => !this.platform || one.platform === this.platform)
      .filter((one) => !this.quiet || !isQuiet(one))
      .filter((one) => {
        if (wanted === '') return true;
        const heard = `${one.method} ${one.path} ${one.status ?? ''} ${JSON.stringify([one.body, one.response])}`;
        return heard.toLowerCase().includes(wanted);
      });
  }

  protected override render() {
    const { words } = this.store;
    const open = this.open || this.full;
    const last = this.store.wire.findLast((one) => !isQuiet(one));
    return html`<section aria-label=${words.wire.title}>
      <button
        class="head"
        aria-expanded=${open}
        title=${open ? words.wire.close : words.wire.open}
        ?disabled=${this.full}
        @click=${() => (this.open = !this.open)}
      >
        ${icon('pulse')}<b>${words.wire.title}</b>
        <small>${words.wire.count(this.store.wire.length)}</small>
        ${!open && last ? html`<span class="last">${this.#line(last)}</span>` : html`<span class="last"></span>`}
        ${this.full ? nothing : html`<i class=${open ? 'down' : ''}>${icon('chevron')}</i>`}
      </button>
      ${open ? this.#body() : nothing}
    </section>`;
  }

  #body(): TemplateResult {
    const { words } = this.store;
    const entries = this.#entries;
    const chip = (platform: PlatformName | null, label: string) =>
      html`<button
        class="chip"
        aria-pressed=${this.platform === platform}
        @click=${() => (this.platform = platform)}
      >
        ${label}
      </button>`;
    return html`<div class="tools">
        ${chip(null, words.wire.all)} ${PLATFORMS.map((one) => chip(one, words.panes[one]))}
        <input
          type="search"
          .value=${this.filter}
          placeholder=${words.wire.filter}
          aria-label=${words.wire.filter}
          @input=${(event: InputEvent) => (this.filter = (event.target as HTMLInputElement).value)}
        />
        <label>
          <input
            type="checkbox"
            .checked=${this.quiet}
            @change=${(event: Event) => (this.quiet = (event.target as HTMLInputElement).checked)}
          />
          ${words.wire.quiet}
        </label>
      </div>
      <div class="list scroll">
        ${
          entries.length === 0
            ? html`<p class="empty">${this.store.wire.length === 0 ? words.wire.empty : words.wire.none}</p>`
            : nothing
        }
        ${repeat(
          entries.slice(-SHOWN).toReversed(),
          (one) => one.n,
          (one) => this.#row(one),
        )}
      </div>`;
  }

  #row(one: NumberedEntry): TemplateResult {
    const open = this.expanded === one.n;
    return html`<div class="entry ${open ? 'open' : ''}">
      <button class="line" aria-expanded=${open} @click=${() => (this.expanded = open ? null : one.n)}>
        <time>${exactTime(one.at)}</time>${this.#line(one)}
      </button>
      ${open ? this.#bodies(one) : nothing}
    </div>`;
  }

  #line(one: NumberedEntry): TemplateResult {
    const { words } = this.store;
    const failed = (one.status ?? 0) >= 400;
    const label = `${words.panes[one.platform]}: ${words.wire[one.direction]}`;
    return html`<span class="platform ${one.platform}" title=${label}>
        ${icon(one.platform)}<em class=${one.direction}>${one.direction === 'in' ? '←' : '→'}</em>
      </span>
      <span class="method">${one.method}</span>
      <code>${shortPath(one.path)}</code>
      ${one.status === undefined ? nothing : html`<span class="status ${failed ? 'bad' : ''}">${one.status}</span>`}
      ${one.ms === undefined ? nothing : html`<small class="ms">${Math.round(one.ms)} ms</small>`}`;
  }

  #bodies({ body, response }: NumberedEntry): TemplateResult {
    const { words } = this.store;
    const part = (title: string, value: unknown) =>
      html`<div>
        <h4>${title}</h4>
        ${value === undefined || value === null ? html`<p class="empty">${words.wire.nothing}</p>` : json(value)}
      </div>`;
    return html`<div class="bodies">
      ${part(words.wire.request, body)} ${part(words.wire.response, response)}
    </div>`;
  }
}

customElements.define('wire-drawer', WireDrawer);
