import type { z } from 'zod';
import type { Ledger } from '../ledger.js';
import type { Form } from './form.js';
import { readParams } from './params.js';

export type Method = 'GET' | 'POST' | 'DELETE';

/** What a handler gets: the books, the ids in the path, and the parameters. */
export interface Call<Params> {
  ledger: Ledger;
  /** The first id in the path, or ''. */
  id: string;
  /** The second one, or ''. */
  otherId: string;
  params: Params;
}

export interface Route {
  method: Method;
  pattern: RegExp;
  run(ledger: Ledger, ids: string[], form: Form): object;
}

/** Declares one operation of the API; `:id` in the path stands for an id. Handlers never wait for anything. */
export function route<Schema extends z.ZodType>(
  method: Method,
  path: string,
  schema: Schema,
  handle: (call: Call<z.output<Schema>>) => object,
): Route {
  return {
    method,
    pattern: new RegExp(`^${path.replaceAll(/:\w+/g, '([^/]+)')}$`),
    run: (ledger, [id = '', otherId = ''], form) =>
      handle({ ledger, id, otherId, params: readParams(schema, form) }),
  };
}
