import { css, html } from 'lit';
import { logo } from '../look/avatar.js';
import { base } from '../look/base.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import './clock.js';
import './people.js';

/** Wordmark, people, clock, language and the way back to the first day. */
class TopBar extends Watching {
  static override styles = [
    base,
    css`
      .bar {
        display: flex;
        align-items: center;
        gap: 18px;
        height: 100%;
        padding: 0 16px;
      }
      .mark {
        display: flex;
        align-items: center;
        gap: 10px;
      }
      .mark > svg {
        width: 34px;
        height: 34px;
        border-radius: 9px;
      }
      .mark h1 {
        font-size: 19px;
        font-weight: 700;
        letter-spacing: -0.02em;
        line-height: 1.05;
        color: var(--brand-deep);
      }
      .mark small {
        display: block;
        color: var(--soft);
        font-size: 11.5px;
        font-weight: 500;
        letter-spacing: 0;
      }
      .space {
        flex: 1;
        min-width: 0;
        color: var(--soft);
        font-size: 12.5px;
        line-height: 1.3;
        text-wrap: balance;
      }
      .end {
        display: flex;
        align-items: center;
        gap: 8px;
      }
      .languages {
        display: flex;
        padding: 3px;
        border-radius: 10px;
        background: #1b2a270d;
      }
      .languages button {
        padding: 5px 10px;
        border-radius: 8px;
        color: var(--soft);
        font-size: 13px;
        font-weight: 600;
      }
      .languages [aria-pressed='true'] {
        background: var(--card);
        color: var(--ink);
        box-shadow: 0 0 0 1px var(--line);
      }
      .reset {
        display: flex;
        align-items: center;
        gap: 6px;
        padding: 8px 12px;
        border-radius: 10px;
        color: var(--soft);
        font-weight: 600;
        font-size: 13px;
      }
      .reset:hover {
        background: #b3362b14;
        color: var(--bad);
      }
      .reset .icon {
        font-size: 16px;
      }
      .busy .icon {
        animation: spin 0.9s linear infinite;
      }
      @keyframes spin {
        to {
          transform: rotate(-360deg);
        }
      }
      @media (max-width: 1420px) {
        .bar {
          flex-wrap: wrap;
          gap: 6px 14px;
          padding: 8px 12px;
        }
        .space {
          display: none;
        }
        .end {
          margin-left: auto;
        }
        sandbox-clock {
          order: 4;
        }
      }
      @media (max-width: 760px) {
        .bar {
          padding: 6px 8px 4px;
        }
        .mark small,
        .reset span {
          display: none;
        }
        people-switch,
        sandbox-clock {
          order: 4;
          width: 100%;
        }
      }
    `,
  ];

  protected override render() {
    const { words, language, busy } = this.store;
    const say = (to: 'en' | 'zh-CN', label: string) =>
      html`<button lang=${to} aria-pressed=${language === to} @click=${() => this.store.speak(to)}>
        ${label}
      </button>`;
    return html`<div class="bar">
      <div class="mark">
        ${logo()}
        <h1>Lyceum<small>${words.bar.sandbox}</small></h1>
      </div>
      <people-switch .store=${this.store}></people-switch>
      <p class="space">${words.bar.tagline}</p>
      <sandbox-clock .store=${this.store}></sandbox-clock>
      <div class="end">
        <div class="languages" role="group" aria-label=${words.bar.language}>
          ${say('en', 'EN')} ${say('zh-CN', '中文')}
        </div>
        <button
          class="reset ${busy === 'reset' ? 'busy' : ''}"
          ?disabled=${busy !== null}
          aria-label=${words.bar.reset}
          @click=${() => this.dispatchEvent(new CustomEvent('reset'))}
        >
          ${icon('reset')}<span>${words.bar.reset}</span>
        </button>
      </div>
    </div>`;
  }
}

customElements.define('top-bar', TopBar);
