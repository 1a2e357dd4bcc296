import type { Ledger } from '../ledger.js';
import { routeFor } from '../routes.js';
import { apiVersion } from '../shapes/platform.js';
import { expanded } from './expand.js';
import { invalidRequest, StripeFault } from './fault.js';
import { decodeForm, type Form } from './form.js';
import { answerLive } from './live.js';
import { digestOf, replayFor } from './idempotency.js';
import { fields, list, readParams, text } from './params.js';
import { takeFault, type RequestFaultKind } from './request-faults.js';

export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface ApiAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** What becomes of the connection: a `silent` answer is never sent, a `reset` one is cut off. */
  fate: 'sent' | 'silent' | 'reset';
  /** Parameters as they were understood, for the log. */
  params: Form;
}

const expandParam = fields({ expand: list(text).optional() });

const early: Partial<Record<RequestFaultKind, StripeFault>> = {
  '429': new StripeFault(429, {
    type: 'invalid_request_error',
    code: 'rate_limit',
    message:
      'Request rate limit exceeded. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
  }),
  '500': new StripeFault(500, { type: 'api_error', message: 'An unknown error occurred' }),
  '401': new StripeFault(401, {
    type: 'invalid_request_error',
    message: 'Expired API Key provided: sk_test_****',
  }),
  '403': new StripeFault(403, {
    type: 'invalid_request_error',
    message:
      'The provided key does not have the required permissions for this endpoint. Having more permissions would allow this request to continue.',
  }),
  '409': new StripeFault(409, {
    type: 'idempotency_error',
    code: 'idempotency_key_in_use',
    message: 'There is currently another in-progress request using this Idempotent Key.',
  }),
};

/** Answers one request to the API, faults on demand included. */
export function answerApi(ledger: Ledger, secretKey: string, request: ApiRequest): ApiAnswer {
  const requestId = ledger.newId('req');
  const key = header(request, 'idempotency-key');
  const answer: ApiAnswer = {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': apiVersion,
      ...(key !== undefined && { 'idempotency-key': key, 'original-request': requestId }),
    },
    body: '',
    fate: 'sent',
    params: {},
  };
  const taken = takeFault(ledger.state, request.method, request.path);
  const fault = taken?.kind;
  if (taken?.seconds) answer.headers['date'] = new Date(Date.now() + taken.seconds * 1000).toUTCString();
  if (fault === 'reset') return { ...answer, fate: 'reset' };
  if (fault === 'garbage') {
    const headers = { ...answer.headers, 'content-type': 'text/html' };
    return { ...answer, headers, body: '<html><body>Please sign in to this network.</body></html>' };
  }
  try {
    const refusal = fault && early[fault];
    if (refusal) throw refusal;
    const mode = modeOf(request, secretKey);
    answer.params = decodeForm([request.query, request.body].filter(Boolean).join('&'));
    if (mode === 'live') answer.body = render(answerLive(ledger, request));
    else perform(ledger, request, answer, key, fault === '500-after');
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    answer.status = error.status;
    answer.body = render({ error: error.error });
    if (error.status === 401) answer.headers['www-authenticate'] = 'Basic realm="Stripe"';
  }
  if (fault === 'timeout') answer.fate = 'silent';
  if (fault === 'reset-after') answer.fate = 'reset';
  return answer;
}

function header(request: ApiRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/**
 * Which mode the key belongs to. The one key that is accepted has a restricted twin, and one for live mode,
 * where this shop has nothing yet.
 */
function modeOf(request: ApiRequest, secretKey: string): 'test' | 'live' {
  const given = header(request, 'authorization') ?? '';
  const basic = /^Basic (.+)$/.exec(given)?.[1];
  const key = basic
    ? Buffer.from(basic, 'base64').toString().split(':')[0]
    : /^Bearer (.+)$/.exec(given)?.[1];
  if (key === secretKey || key === secretKey.replace(/^sk_/, 'rk_')) return 'test';
  if (key === secretKey.replace(/^sk_test_/, 'sk_live_')) return 'live';
  const shown = key ? `Invalid API Key provided: ${key.slice(0, 8)}****` : 'You did not provide an API key.';
  throw new StripeFault(401, { type: 'invalid_request_error', message: shown });
}

function perform(
  ledger: Ledger,
  request: ApiRequest,
  answer: ApiAnswer,
  key: string | undefined,
  losesAnswer: boolean,
): void {
  const version = header(request, 'stripe-version') ?? apiVersion;
  if (version !== apiVersion) {
    throw invalidRequest(`Invalid Stripe API version: ${version}. The sandbox speaks ${apiVersion} only.`);
  }
  if ((key ?? '').length > 255) {
    throw invalidRequest('Idempotency keys can be up to 255 characters.', { param: 'Idempotency-Key' });
  }
  const found = routeFor(request.method, request.path);
  if (!found) {
    throw invalidRequest(`Unrecognized request URL (${request.method}: ${request.path}).`, { status: 404 });
  }
  const saves = request.method === 'POST' ? key : undefined;
  const digest = digestOf(answer.params);
  const now = ledger.now();
  const saved = saves && replayFor(ledger.state, saves, { path: request.path, params: digest, now });
  if (saved) {
    answer.status = saved.status;
    answer.body = saved.body;
    answer.headers['idempotent-replayed'] = 'true';
    answer.headers['original-request'] = saved.requestId;
    return;
  }
  const requestId = answer.headers['request-id'] ?? '';
  const { expand, ...form } = answer.params;
  try {
    const { expand: paths = [] } = readParams(expandParam, expand === undefined ? {} : { expand });
    const object = ledger.causedBy({ id: requestId, idempotency_key: saves ?? null }, () =>
      found.route.run(ledger, found.ids, form),
    );
    answer.body = render(expanded(ledger, object, paths));
    if (losesAnswer) throw new StripeFault(500, { type: 'api_error', message: 'An unknown error occurred' });
  } catch (error) {
    if (!(error instanceof StripeFault)) throw error;
    answer.status = error.status;
    answer.body = render({ error: error.error });
  }
  // As at Stripe, a request that was refused before anything was done may be repeated with the same key.
  if (saves && (answer.status < 400 || answer.status === 402 || answer.status >= 500)) {
    ledger.state.idempotency[saves] = {
      path: request.path,
      params: digest,
      status: answer.status,
      body: answer.body,
      requestId,
      at: now,
    };
  }
}

function render(value: object): string {
  return JSON.stringify(value, null, 2);
}
