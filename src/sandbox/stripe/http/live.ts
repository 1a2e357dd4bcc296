import type { Ledger } from '../ledger.js';
import { invalidRequest, noSuch } from './fault.js';

/**
 * The same account seen with its live key: nothing was ever made there. What exists in test mode is named, as
 * Stripe does for whoever mixes up the two.
 */
export function answerLive(ledger: Ledger, { method, path }: { method: string; path: string }): object {
  const [, , , id] = path.split('/');
  if (method === 'GET' && id === undefined) return { object: 'list', data: [], has_more: false, url: path };
  const known = id !== undefined && ledger.prices.get(id);
  if (!known) throw noSuch('object', id ?? '');
  throw invalidRequest(
    `No such price: '${id}'; a similar object exists in test mode, but a live mode key was used to make this request.`,
    { code: 'resource_missing', param: 'price', status: 404 },
  );
}
