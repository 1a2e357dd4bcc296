import { html, render } from 'lit';
import './app.js';
import { api } from './state/api.js';
import { browserMemory } from './state/memory.js';
import { createStore } from './state/store.js';
import { languageFor, wordsOf } from './words/index.js';

const memory = {
  tab: browserMemory(() => sessionStorage),
  browser: browserMemory(() => localStorage),
};
const language = languageFor(memory.browser.read('language'), navigator.languages);

/** The member whose language is the browser's: who a newcomer is to begin with. */
const FIRST = { en: 'ada', 'zh-CN': 'wei' } as const;

/** Fetches what there is to see, then draws the page; says so when nobody answers. */
async function open(place: HTMLElement): Promise<void> {
  const words = wordsOf(language);
  document.documentElement.lang = language;
  render(html`<p class="opening" role="status">${words.bar.loading}</p>`, place);
  try {
    const about = await api.about();
    const wanted = memory.tab.read('person');
    const person = about.people.find((one) => one.key === wanted)?.key ?? FIRST[language];
    const store = createStore({ api, about, view: await api.view(person), language, memory });
    render(html`<sandbox-app .store=${store}></sandbox-app>`, place);
  } catch {
    render(
      html`<p class="opening" role="alert">
        ${words.bar.notStarted} <button @click=${() => void open(place)}>${words.bar.retry}</button>
      </p>`,
      place,
    );
  }
}

const place = document.querySelector<HTMLElement>('#sandbox');
if (place) void open(place);
