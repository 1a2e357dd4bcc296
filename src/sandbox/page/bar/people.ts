import { css, html } from 'lit';
import { avatar } from '../look/avatar.js';
import { base } from '../look/base.js';
import { icon, type IconName } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import type { Person } from '../state/views.js';

const SIGNS: Partial<Record<Person['rank'], IconName>> = {
  owner: 'crown',
  moderator: 'shield',
  creator: 'pen',
};

/** The row of people; one of them is you. */
class PeopleSwitch extends Watching {
  static override styles = [
    base,
    css`
      :host {
        min-width: 0;
      }
      .people {
        display: flex;
        align-items: center;
        gap: 4px;
        padding: 4px;
        overflow-x: auto;
        scrollbar-width: none;
      }
      button {
        position: relative;
        flex: none;
        display: flex;
        align-items: center;
        gap: 8px;
        padding: 3px;
        border-radius: 22px;
        transition: background 0.15s;
      }
      button:hover {
        background: #1b2a2712;
      }
      .face {
        position: relative;
        display: inline-flex;
        opacity: 0.78;
      }
      button:hover .face,
      .on .face {
        opacity: 1;
      }
      .sign {
        position: absolute;
        right: -3px;
        bottom: -3px;
        display: grid;
        place-items: center;
        width: 16px;
        height: 16px;
        border-radius: 50%;
        background: #fff;
        font-size: 10.5px;
        box-shadow: 0 0 0 1px #0001;
      }
      .owner {
        color: #c8962e;
      }
      .moderator {
        color: #2668d2;
      }
      .creator {
        color: #b04a8a;
      }
      .on {
        padding-right: 14px;
        background: var(--card);
        box-shadow:
          0 0 0 1px var(--line),
          0 2px 6px #1b2a2714;
      }
      .text {
        display: none;
        line-height: 1.15;
        white-space: nowrap;
      }
      .on .text {
        display: block;
      }
      .text b,
      .text small {
        display: block;
      }
      .text b {
        font-size: 13.5px;
        font-weight: 650;
      }
      .text small {
        color: var(--soft);
        font-size: 11.5px;
      }
    `,
  ];

  #step(event: KeyboardEvent): void {
    const { people } = this.store.about;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = people.findIndex((one) => one.key === this.store.person.key);
    const next = people[(at + step + people.length) % people.length];
    if (!next) return;
    void this.store.become(next.key).then(async () => {
      await this.updateComplete;
      this.find('[aria-checked="true"]')?.focus();
    });
  }

  protected override render() {
    const { about, words } = this.store;
    return html`<div
      class="people"
      role="radiogroup"
      aria-label=${words.bar.people}
      @keydown=${(event: KeyboardEvent) => this.#step(event)}
    >
      ${about.people.map((one) => this.#person(one))}
    </div>`;
  }

  #person(one: Person) {
    const { about, words, person } = this.store;
    const on = one.key === person.key;
    const about1 = `${words.bar.rank[one.rank]} · ${words.bar.speaks[one.locale]}`;
    const sign = SIGNS[one.rank];
    return html`<button
      class=${on ? 'on' : ''}
      role="radio"
      aria-checked=${on}
      tabindex=${on ? 0 : -1}
      title="${one.name} · ${about1}"
      aria-label="${one.name}, ${about1}"
      data-person=${one.key}
      @click=${() => void this.store.become(one.key)}
    >
      <span class="face">
        ${avatar({ id: one.key, name: one.name }, about, 34)}
        ${sign ? html`<span class="sign ${one.rank}">${icon(sign)}</span>` : ''}
      </span>
      <span class="text"><b lang=${one.locale}>${one.name}</b><small>${about1}</small></span>
    </button>`;
  }
}

customElements.define('people-switch', PeopleSwitch);
