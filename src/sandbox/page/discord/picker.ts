import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { avatar } from '../look/avatar.js';
import type { Store } from '../state/store.js';
import type { CommandView, OptionView } from '../state/views.js';
import type { Suggestion } from './draft.js';

export interface ListHands {
  store: Store;
  active: number;
  pick(index: number): void;
}

interface Row {
  main: string | TemplateResult;
  side?: string | TemplateResult;
}

function panel(title: string | TemplateResult, rows: Row[], empty: string, hands: ListHands): TemplateResult {
  return html`<div class="list scroll" id="list" role="listbox">
    <div class="list-title">${title}</div>
    ${rows.length === 0 && empty !== '' ? html`<div class="list-empty">${empty}</div>` : nothing}
    ${rows.map(
      (row, index) =>
        html`<div
          class="list-row ${index === hands.active ? 'active' : ''}"
          role="option"
          aria-selected=${index === hands.active}
          ${index === hands.active ? ref((element) => element?.scrollIntoView({ block: 'nearest' })) : nothing}
          @pointerdown=${(event: Event) => {
            // The field keeps the focus.
            event.preventDefault();
            hands.pick(index);
          }}
        >
          <span class="list-main">${row.main}</span>
          ${row.side ? html`<span class="list-side">${row.side}</span>` : nothing}
        </div>`,
    )}
  </div>`;
}

/** What typing a slash opens. */
export function commandList(found: readonly CommandView[], hands: ListHands): TemplateResult {
  const { words, view, about } = hands.store;
  const { bot } = view.discord;
  const title = html`${avatar({ id: bot.id, name: bot.name, bot: true }, about, 18)} ${bot.name}`;
  const rows = found.map((one) => ({
    main: html`<b>/${one.displayName}</b>${one.options
        .filter((each) => each.required)
        .map((each) => html` <i>${each.displayName}</i>`)} <small>${one.description}</small>`,
  }));
  return panel(title, rows, words.discord.noCommands, hands);
}

/** Options that may still be added to the command. */
export function optionList(
  command: CommandView,
  found: readonly OptionView[],
  hands: ListHands,
): TemplateResult {
  const rows = found.map((one) => ({
    main: html`<b>${one.displayName}</b><small>${one.description}</small>`,
  }));
  const title = html`<b>/${command.displayName}</b> <small>${command.description}</small>`;
  return panel(title, rows, '', hands);
}

/** Values to pick for an option; without any, only what it is about. */
export function suggestionList(
  one: OptionView,
  found: readonly Suggestion[] | null,
  wrong: boolean,
  hands: ListHands,
): TemplateResult {
  const { words, about } = hands.store;
  const title = html`<b>${one.displayName}</b> <small>${one.description}</small>${
      wrong ? html`<em role="alert">${words.discord.required}</em>` : nothing
    }`;
  const isTyped = found === null && !one.autocomplete;
  const rows = (found ?? []).map((each): Row => ({
    main: html`${
      each.personId
        ? avatar(
            { id: each.personId, name: each.label, bot: each.personId === about.demo.discord.botId },
            about,
            22,
          )
        : nothing
    }
    ${each.label}`,
    ...(each.hint ? { side: each.hint } : {}),
  }));
  const empty = found === null ? words.discord.loadingChoices : words.discord.noChoices;
  return panel(title, rows, isTyped ? '' : empty, hands);
}
