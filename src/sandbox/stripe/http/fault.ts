/** The `error` of an answer, in Stripe's words. */
export interface ErrorBody {
  type: 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  doc_url?: string;
  payment_intent?: object;
  payment_method?: object;
}

/** An answer that is an error. */
export class StripeFault extends Error {
  override name = 'StripeFault';
  readonly status: number;
  readonly error: ErrorBody;

  constructor(status: number, error: ErrorBody) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

function docUrl(code: string): string {
  return `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`;
}

/** The request cannot be done as it was sent: 400 unless another status is given. */
export function invalidRequest(
  message: string,
  about: { param?: string; code?: string; status?: number } = {},
): StripeFault {
  return new StripeFault(about.status ?? 400, {
    type: 'invalid_request_error',
    message,
    ...(about.code && { code: about.code, doc_url: docUrl(about.code) }),
    ...(about.param && { param: about.param }),
  });
}

/** There is no such object: 404 when the path names it, 400 when a parameter does. */
export function noSuch(what: string, id: string, param = 'id'): StripeFault {
  return invalidRequest(`No such ${what}: '${id}'`, {
    code: 'resource_missing',
    param,
    status: param === 'id' ? 404 : 400,
  });
}
