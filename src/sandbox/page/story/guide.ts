import { html, nothing, type PropertyDeclarations } from 'lit';
import { base } from '../look/base.js';
import { icon } from '../look/icons.js';
import { Watching } from '../look/watching.js';
import { storyStyles } from './styles.js';
import { tales } from './tales.js';

type TaleName = keyof typeof tales;
const NAMES = Object.keys(tales) as TaleName[];

/** A story in six steps, ticked off by what is true on the platforms. */
class StoryGuide extends Watching {
  static override properties: PropertyDeclarations = {
    ...Watching.properties,
    telling: { state: true },
    looking: { state: true },
    open: { state: true },
  };
  /** The story that is told. */
  declare telling: TaleName;
  /** A step that is looked at although it is not the next one. */
  declare looking: number | null;
  declare open: boolean;
  #progress = -1;
  #person = '';

  static override styles = [base, storyStyles];

  constructor() {
    super();
    this.telling = 'membership';
    this.looking = null;
    this.open = true;
  }

  get #tale() {
    return tales[this.telling];
  }

  protected override willUpdate(): void {
    const { person } = this.store;
    const progress = this.#tale.progress(this.store);
    // Whoever plays another part in the same step looks at it still.
    const isOther = this.telling === 'membership' && this.#person !== person.key;
    if (this.#progress !== progress || isOther) this.looking = null;
    this.#progress = progress;
    this.#person = person.key;
  }

  protected override render() {
    const { steps, progress: of, words } = this.#tale;
    const story = words(this.store.words);
    const progress = of(this.store);
    const at = this.looking ?? Math.min(progress, steps - 1);
    const finished = progress === steps && this.looking === null;
    return html`<section class="story ${this.open ? 'open' : ''}" aria-label=${story.title}>
      <div class="title">
        <div class="tales" role="group" aria-label=${this.store.words.story.title}>
          ${NAMES.map((name) => this.#tab(name))}
        </div>
        <button aria-expanded=${this.open} @click=${() => (this.open = !this.open)}>
          <small>${story.progress(progress, steps)}</small>
        </button>
      </div>
      <ol>
        ${story.steps.map((step, index) => this.#step(step.title, index, at, finished))}
      </ol>
      ${this.open ? this.#now(at, finished) : nothing}
    </section>`;
  }

  #tab(name: TaleName) {
    const here = this.telling === name;
    return html`<button
      class=${here ? 'told' : ''}
      aria-pressed=${here}
      @click=${() => {
        this.telling = name;
        this.looking = null;
        this.open = true;
      }}
    >
      ${tales[name].words(this.store.words).short}
    </button>`;
  }

  #step(title: string, index: number, at: number, finished: boolean) {
    const { words } = this.store;
    const done = index < this.#tale.progress(this.store);
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
    const { busy } = this.store;
    const { deeds, isBlocked, words } = this.#tale;
    const story = words(this.store.words);
    const step = story.steps[at];
    if (finished || !step) return html`<p class="hint">${story.finished}</p>`;
    return html`<p class="hint">${step.hint}</p>
      <div class="deeds">
        ${step.actions.map(
          (label, index) =>
            html`<button
              ?disabled=${busy !== null || isBlocked(this.store, at)}
              @click=${() => void deeds[at]?.[index]?.(this.store)}
            >
              ${label}
            </button>`,
        )}
      </div>`;
  }
}

customElements.define('story-guide', StoryGuide);
