import type { Form } from '../http/form.js';
import type { Words } from './texts.js';

/** One request of a browser for a hosted page. */
export interface Visit {
  words: Words;
  form: Form;
  query: URLSearchParams;
  /** Key of what should be said on top of the page. */
  said: string | null;
  /** What was typed before, when a form has to be filled in again. */
  typed: { email: string; name: string };
  /** Address of the same page, relative so that it also holds behind a proxy; `said` is shown there. */
  again(said: string | null, typed?: Partial<Visit['typed']>): string;
}
