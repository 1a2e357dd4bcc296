import type { Store } from '../state/store.js';
import type { OptionView } from '../state/views.js';
import { collect, type Draft, type Suggestion } from './draft.js';

const TYPING_MS = 180;

export interface Asker {
  /** What the bot suggested; null while it is asked. */
  readonly found: Suggestion[] | null;
  /** Asks once typing pauses. Late answers to older questions are dropped. */
  ask(store: Store, channelId: string, draft: Draft, one: OptionView): void;
  forget(): void;
}

/** Autocomplete: asks the bot what to suggest for an option. */
export function createAsker(changed: () => void): Asker {
  let found: Suggestion[] | null = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let question = 0;

  function forget(): void {
    clearTimeout(timer);
    question += 1;
    found = [];
  }

  return {
    get found() {
      return found;
    },
    ask(store, channelId, draft, one) {
      forget();
      found = null;
      const mine = question;
      const text = draft.filled[one.name]?.text ?? '';
      const input = {
        as: store.person.discordId,
        channelId,
        name: draft.command.name,
        options: { ...collect(draft).options, [one.name]: text },
        focused: one.name,
      };
      timer = setTimeout(async () => {
        const answer = await store.ask<{ choices: { name: string; value: string | number }[] }>(
          'discord',
          'autocomplete',
          input,
        );
        if (mine !== question) return;
        found = (answer?.choices ?? []).map(({ name, value }) => ({ label: name, value }));
        changed();
      }, TYPING_MS);
    },
    forget,
  };
}
