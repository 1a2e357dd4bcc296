export interface FailureParameters {
  retry_after?: number;
  migrate_to_chat_id?: number;
}

/** An answer with `ok: false`. The description is what the Bot API says, word for word where we know it. */
export class ApiFailure extends Error {
  override name = 'ApiFailure';
  readonly code: number;
  readonly description: string;
  readonly parameters: FailureParameters | undefined;

  constructor(code: number, description: string, parameters?: FailureParameters) {
    super(description);
    this.code = code;
    this.description = description;
    this.parameters = parameters;
  }
}

export const badRequest = (what: string, parameters?: FailureParameters): ApiFailure =>
  new ApiFailure(400, `Bad Request: ${what}`, parameters);

export const forbidden = (what: string): ApiFailure => new ApiFailure(403, `Forbidden: ${what}`);

export const conflict = (what: string): ApiFailure => new ApiFailure(409, `Conflict: ${what}`);

/** @param seconds how long the caller must wait, a whole number */
export const tooMany = (seconds: number): ApiFailure =>
  new ApiFailure(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds });
