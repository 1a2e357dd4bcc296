import { wordsOf, type Language, type Words } from '../words/index.js';
import { Refused, type Api } from './api.js';
import { courseProgressOf } from './course-standing.js';
import { createSeen, type Memory, type Seen } from './memory.js';
import { momentsBetween, type Moment } from './moments.js';
import { laterProgressOf, type LaterProgress } from './later-standing.js';
import { questionProgressOf } from './question-standing.js';
import { progressOf, standingOf, type Progress, type Standing } from './standing.js';
import type { About, NumberedEntry, Person, PlatformName, View } from './views.js';

export interface Toast extends Omit<Moment, 'platform'> {
  id: number;
  platform?: PlatformName;
}

/** Something one part of the page asks of another. */
export type Wish =
  | { do: 'compose'; on: 'discord' | 'telegram'; text: string }
  | { do: 'show'; on: PlatformName; what: string };

export interface Store {
  readonly about: About;
  readonly view: View;
  readonly person: Person;
  readonly language: Language;
  readonly words: Words;
  readonly standing: Standing;
  readonly progress: Progress;
  /** How far the story of a course has come, whoever plays in it. */
  readonly courseProgress: number;
  /** How far the story of a question has come. */
  readonly questionProgress: number;
  /** How far the stories of numbers and of advice have come. */
  readonly laterProgress: LaterProgress;
  readonly wire: readonly NumberedEntry[];
  readonly toasts: readonly Toast[];
  readonly seen: Seen;
  /** False while the server does not answer. */
  readonly online: boolean;
  /** What the whole page waits for. */
  readonly busy: 'person' | 'clock' | 'reset' | null;
  /** The sandbox's time, in milliseconds, ticking. */
  now(): number;
  watch(listener: () => void): () => void;
  /** Does something on a platform. A refusal becomes a toast and `undefined`. */
  act<Result = unknown>(platform: PlatformName, action: string, input: object): Promise<Result | undefined>;
  /** As `act`, silently: for what happens while typing. */
  ask<Result>(platform: PlatformName, action: string, input: object): Promise<Result | undefined>;
  /** Another person's view, for what the chosen one cannot see. */
  peek(key: string): Promise<View | undefined>;
  become(key: string): Promise<void>;
  speak(language: Language): void;
  advance(by: { ms: number } | { to: string }): Promise<void>;
  reset(): Promise<void>;
  say(toast: Omit<Toast, 'id'>): void;
  dismiss(id: number): void;
  wish(wish: Wish): void;
  onWish(listener: (wish: Wish) => void): () => void;
  /** Tells everyone that something they show has changed. */
  touch(): void;
}

export interface StoreDeps {
  api: Api;
  about: About;
  view: View;
  language: Language;
  /** Of this tab, and of this browser. */
  memory: { tab: Memory; browser: Memory };
}

const COURSE_KEY = 'progress.course';
const QUESTION_KEY = 'progress.question';
const LATER_KEY = 'progress.later';
const WIRE_KEPT = 500;
const TOAST_MS = 7_000;

/** The one place where the page keeps what it knows; every part watches it. */
export function createStore({ api, about, view: first, language: spoken, memory }: StoreDeps): Store {
  const listeners = new Set<() => void>();
  const wishers = new Set<(wish: Wish) => void>();
  const seen = createSeen(memory.tab);
  let key = first.person.key;
  let view = first;
  let receivedAt = performance.now();
  let language = spoken;
  let words = wordsOf(language);
  let standing = standingOf(view, about.demo);
  let wire: NumberedEntry[] = [];
  let toasts: Toast[] = [];
  let toastId = 0;
  let online = true;
  let busy: Store['busy'] = null;
  let loading: Promise<void> | null = null;
  let again = false;

  const progressKey = () => `progress.${key}`;
  let progress = progressOf(Number(memory.tab.read(progressKey()) ?? 0) || 0, standing);

  const touch = () => {
    for (const listener of listeners) listener();
  };

  const taught = () => courseProgressOf(Number(memory.tab.read(COURSE_KEY) ?? 0) || 0, view, about.demo);
  let courseProgress = taught();

  const askedSoFar = () =>
    questionProgressOf(Number(memory.tab.read(QUESTION_KEY) ?? 0) || 0, view, about.demo);
  let questionProgress = askedSoFar();

  const laterSoFar = () => {
    const [numbers = 0, advice = 0] = (memory.tab.read(LATER_KEY) ?? '')
      .split(' ')
      .map((one) => Number(one) || 0);
    return laterProgressOf({ numbers, advice }, view);
  };
  let laterProgress = laterSoFar();

  function say(toast: Omit<Toast, 'id'>): void {
    const id = (toastId += 1);
    toasts = [...toasts, { ...toast, id }].slice(-4);
    setTimeout(() => dismiss(id), TOAST_MS);
    touch();
  }

  function dismiss(id: number): void {
    toasts = toasts.filter((one) => one.id !== id);
    touch();
  }

  function accept(next: View): void {
    const before = view;
    view = next;
    receivedAt = performance.now();
    standing = standingOf(view, about.demo);
    progress = progressOf(Number(memory.tab.read(progressKey()) ?? 0) || 0, standing);
    memory.tab.write(progressKey(), String(progress));
    courseProgress = taught();
    memory.tab.write(COURSE_KEY, String(courseProgress));
    questionProgress = askedSoFar();
    memory.tab.write(QUESTION_KEY, String(questionProgress));
    laterProgress = laterSoFar();
    memory.tab.write(LATER_KEY, `${laterProgress.numbers} ${laterProgress.advice}`);
    if (busy !== 'reset') for (const moment of momentsBetween(before, next, words)) say(moment);
  }

  async function load(): Promise<void> {
    const wanted = key;
    const [next, entries] = await Promise.all([api.view(wanted), api.wire(wire.at(-1)?.n ?? 0)]);
    if (entries.length > 0) wire = [...wire, ...entries].slice(-WIRE_KEPT);
    if (wanted === key) accept(next);
    else again = true;
  }

  /** One load at a time; what changes meanwhile is fetched by one more. */
  function refresh(): Promise<void> {
    again = true;
    loading ??= (async () => {
      try {
        while (again) {
          again = false;
          await load();
          touch();
        }
      } catch {
        // The line is down: the stream says so, and comes back by itself.
      } finally {
        loading = null;
      }
    })();
    return loading;
  }

  function complain(error: unknown, platform?: PlatformName): void {
    const text = error instanceof Refused ? error.message : words.bar.offline;
    say({ tone: 'bad', text, ...(platform ? { platform } : {}) });
  }

  async function during(what: NonNullable<Store['busy']>, work: () => Promise<unknown>): Promise<void> {
    busy = what;
    touch();
    try {
      await work();
      await refresh();
    } catch (error) {
      complain(error);
    } finally {
      busy = null;
      touch();
    }
  }

  api.listen({
    changed: () => void refresh(),
    lost() {
      online = false;
      touch();
    },
    back() {
      // A server that was started anew counts its log from one again.
      if (!online) wire = [];
      online = true;
      void refresh();
    },
  });

  return {
    about,
    seen,
    get view() {
      return view;
    },
    get person() {
      return view.person;
    },
    get language() {
      return language;
    },
    get words() {
      return words;
    },
    get standing() {
      return standing;
    },
    get progress() {
      return progress;
    },
    get courseProgress() {
      return courseProgress;
    },
    get questionProgress() {
      return questionProgress;
    },
    get laterProgress() {
      return laterProgress;
    },
    get wire() {
      return wire;
    },
    get toasts() {
      return toasts;
    },
    get online() {
      return online;
    },
    get busy() {
      return busy;
    },
    now: () => Date.parse(view.now) + (performance.now() - receivedAt),
    watch(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async act<Result>(platform: PlatformName, action: string, input: object) {
      try {
        const result = (await api.act(platform, action, input)) as Result;
        await refresh();
        return result;
      } catch (error) {
        complain(error, platform);
        return undefined;
      }
    },
    async ask<Result>(platform: PlatformName, action: string, input: object) {
      return (await api.act(platform, action, input).catch(() => undefined)) as Result | undefined;
    },
    peek: (other) => api.view(other).catch(() => undefined),
    become(next) {
      if (next === key) return Promise.resolve();
      key = next;
      memory.tab.write('person', next);
      return during('person', async () => {});
    },
    speak(next) {
      language = next;
      words = wordsOf(next);
      memory.browser.write('language', next);
      touch();
    },
    advance: (by) => during('clock', () => api.advance(by)),
    reset: () =>
      during('reset', async () => {
        await api.reset();
        wire = [];
        seen.forget();
        memory.tab.write(COURSE_KEY, '0');
        memory.tab.write(QUESTION_KEY, '0');
        memory.tab.write(LATER_KEY, '');
        for (const person of about.people) memory.tab.write(`progress.${person.key}`, '0');
        await refresh();
      }),
    say,
    dismiss,
    wish(wish) {
      for (const listener of wishers) listener(wish);
    },
    onWish(listener) {
      wishers.add(listener);
      return () => wishers.delete(listener);
    },
    touch,
  };
}
