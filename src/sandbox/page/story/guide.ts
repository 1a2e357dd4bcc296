import { html, nothing, type PropertyDeclarations } from 'lit';
import { base } from '../look/base.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import { STEPS } from '../state/standing.js';
import type { Store } from '../state/store.js';
import { storyStyles } from './styles.js';

const HOUR = 3_600_000;

/** What the buttons of each step do, in the order of their labels. */
const DEEDS: readonly (readonly ((store: Store) => void | Promise<void>)[])[] = [
  [
    (store) => store.wish({ do: 'compose', on: 'discord', text: '/subscribe' }),
    (store) => store.wish({ do: 'compose', on: 'telegram', text: '/subscribe' }),
  ],
  [(store) => store.wish({ do: 'show', on: 'stripe', what: 'checkout' })],
  [
    (store) => store.wish({ do: 'show', on: 'discord', what: 'members' }),
    (store) => store.wish({ do: 'show', on: 'telegram', what: 'bot' }),
  ],
  [failRenewal],
  [(store) => store.advance({ ms: 24 * HOUR })],
  [(store) => store.wish({ do: 'show', on: 'stripe', what: 'invoice' })],
];

/** Stripe makes the invoice when the period ends and charges it an hour later. */
async function failRenewal(store: Store): Promise<void> {
  const { subscription } = store.standing;
  if (!subscription) return;
  const done = await store.act('stripe', 'failCard', { customerId: subscription.customer });
  if (done === undefined) return;
  const wait = store.view.stripe.settings.draftMinutes * 60_000;
  const to = Math.max(subscription.periodEnd + wait + 60_000, store.now() + 1_000);
  await store.advance({ to: new Date(to).toISOString() });
}

/** The main job in six steps, ticked off by what is true on the three platforms. */
class StoryGuide extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    looking: { state: true },
    open: { state: true },
  };
  /** A step that is looked at although it is not the next one. */
  declare looking: number | null;
  declare open: boolean;
  #progress = -1;
  #person = '';

  static override styles = [base, storyStyles];

  constructor() {
    super();
    this.looking = null;
    this.open = true;
  }

  protected override willUpdate(): void {
    const { progress, person } = this.store;
    if (this.#progress !== progress || this.#person !== person.key) this.looking = null;
    this.#progress = progress;
    this.#person = person.key;
  }

  protected override render() {
    const { words, progress } = this.store;
    const at = this.looking ?? Math.min(progress, STEPS - 1);
    const finished = progress === STEPS && this.looking === null;
    return html`<section class="story ${this.open ? 'open' : ''}" aria-label=${words.story.title}>
      <button class="title" aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
        <b>${words.story.title}</b>
        <small>${words.story.progress(progress, STEPS)}</small>
      </button>
      <ol>
        ${words.story.steps.map((step, index) => this.#step(step.title, index, at, finished))}
      </ol>
      ${this.open ? this.#now(at, finished) : nothing}
    </section>`;
  }

  #step(title: string, index: number, at: number, finished: boolean) {
    const { words, progress } = this.store;
    const done = index < progress;
    const here = index === at && !finished;
    return html`<li class="${done ? 'done' : ''} ${here ? 'here' : ''}">
      <button
        aria-current=${here ? 'step' : 'false'}
        aria-label="${index + 1}. ${title}${done ? ` (${words.story.done})` : ''}"
        data-done=${done}
        @click=${() => {
          this.looking = index;
          this.open = true;
        }}
      >
        <i>${done ? icon('check') : index + 1}</i><span>${title}</span>
      </button>
    </li>`;
  }

  #now(at: number, finished: boolean) {
    const { words, busy } = this.store;
    const step = words.story.steps[at];
    if (finished || !step) return html`<p class="hint">${words.story.finished}</p>`;
    const isBlocked = at === 3 && !this.store.standing.subscription;
    return html`<p class="hint">${step.hint}</p>
      <div class="deeds">
        ${step.actions.map(
          (label, index) =>
            html`<button
              ?disabled=${busy !== null || isBlocked}
              @click=${() => void DEEDS[at]?.[index]?.(this.store)}
            >
              ${label}
            </button>`,
        )}
      </div>`;
  }
}

customElements.define('story-guide', StoryGuide);
