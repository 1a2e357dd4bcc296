import { css, html, nothing, type PropertyDeclarations } from 'lit';
import { base } from '../look/base.js';
import { icon } from '../look/icons.js';
import { dayOf, isoDay, timeOf } from '../look/time.js';
import { Watching } from '../look/watching.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** One calendar month on, at the same time of day. */
function monthAfter(now: number): string {
  const date = new Date(now);
  date.setMonth(date.getMonth() + 1);
  return date.toISOString();
}

/** The sandbox's time, and how to move it. */
class SandboxClock extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    picking: { state: true },
  };
  declare picking: boolean;
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.picking = false;
  }

  static override styles = [
    base,
    css`
      .clock {
        position: relative;
        display: flex;
        align-items: center;
        gap: 3px;
        padding: 3px;
        border-radius: 11px;
        background: #1b2a270d;
      }
      .now {
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 5px 10px;
        border-radius: 8px;
        background: var(--card);
        box-shadow: 0 0 0 1px var(--line);
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .now .icon {
        color: var(--gold);
        font-size: 16px;
      }
      .busy .now .icon {
        animation: spin 0.9s linear infinite;
      }
      @keyframes spin {
        to {
          transform: rotate(360deg);
        }
      }
      b {
        font-weight: 650;
      }
      .jump {
        padding: 6px 9px;
        border-radius: 8px;
        font-size: 13px;
        font-weight: 550;
        white-space: nowrap;
      }
      .jump:hover:not(:disabled) {
        background: var(--card);
      }
      .jump:disabled {
        opacity: 0.4;
      }
      form {
        position: absolute;
        z-index: 60;
        top: calc(100% + 6px);
        left: 0;
        display: flex;
        gap: 6px;
        align-items: end;
        padding: 12px;
        border-radius: 12px;
        background: var(--card);
        box-shadow:
          0 0 0 1px var(--line),
          0 12px 34px #1b2a2733;
      }
      label {
        display: grid;
        gap: 4px;
        color: var(--soft);
        font-size: 12.5px;
      }
      input {
        padding: 6px 8px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: #fff;
      }
      .go {
        padding: 8px 14px;
        border-radius: 8px;
        background: var(--brand);
        color: #fff;
        font-weight: 600;
      }
      @media (max-width: 760px) {
        .clock {
          overflow-x: auto;
          scrollbar-width: none;
        }
        .clock:has(form) {
          overflow: visible;
        }
        .now {
          padding: 5px 8px;
          font-size: 12.5px;
        }
        .jump {
          padding: 6px 7px;
          font-size: 12px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.#ticking = setInterval(() => this.requestUpdate(), 1_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#ticking);
  }

  #pick(event: SubmitEvent): void {
    event.preventDefault();
    const day = this.find<HTMLInputElement>('input')?.value ?? '';
    const to = new Date(`${day}T12:00`);
    if (!(to.getTime() > this.store.now())) {
      this.store.say({ tone: 'plain', text: this.store.words.clock.past });
      return;
    }
    this.picking = false;
    void this.store.advance({ to: to.toISOString() });
  }

  protected override render() {
    const { words, language, busy } = this.store;
    const now = this.store.now();
    const moving = busy === 'clock';
    const jump = (label: string, by: () => { ms: number } | { to: string }) =>
      html`<button class="jump" ?disabled=${busy !== null} @click=${() => void this.store.advance(by())}>
        ${label}
      </button>`;
    return html`<div class="clock ${moving ? 'busy' : ''}" role="group" aria-label=${words.clock.title}>
      <button
        class="now"
        title=${words.clock.pick}
        aria-expanded=${this.picking}
        @click=${() => (this.picking = !this.picking)}
      >
        ${icon('clock')}
        <span>${dayOf(now, language)} <b>${timeOf(now, language)}</b></span>
        <span class="visually-hidden" role="status">${moving ? words.clock.moving : ''}</span>
      </button>
      ${jump(words.clock.hour, () => ({ ms: HOUR }))} ${jump(words.clock.day, () => ({ ms: DAY }))}
      ${jump(words.clock.week, () => ({ ms: 7 * DAY }))}
      ${jump(words.clock.month, () => ({ to: monthAfter(this.store.now()) }))}
      ${
        this.picking
          ? html`<form
              @submit=${(event: SubmitEvent) => this.#pick(event)}
              @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && (this.picking = false)}
            >
              <label
                >${words.clock.pick}<input type="date" required min=${isoDay(now)} .value=${isoDay(now)}
              /></label>
              <button class="go">→</button>
            </form>`
          : nothing
      }
    </div>`;
  }
}

customElements.define('sandbox-clock', SandboxClock);
