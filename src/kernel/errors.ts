/**
 * Errors, sorted at the source. What a rule expects is a value, not one of these;
 * whatever is neither of these three is a bug.
 */

/** Values for a text: literal strings are always shown as they are, never as markup. */
export type TextParams = Record<string, string | number>;

/** Shown to the person in their language by the door that catches it. `key` is a text under `errors.`. */
export class UserFacingError extends Error {
  override name = 'UserFacingError';
  readonly key: string;
  readonly params: TextParams;
  constructor(key: string, params: TextParams = {}) {
    super(key);
    this.key = key;
    this.params = params;
  }
}

/** The other side is busy or away: the job is to be run again after `ms` milliseconds. */
export class RetryAfter extends Error {
  override name = 'RetryAfter';
  readonly ms: number;
  constructor(ms: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.ms = ms;
  }
}

/** Trying again cannot help. `reason` is for the operator. */
export class GiveUp extends Error {
  override name = 'GiveUp';
}

/** The provider cannot be asked right now: what is known stays as it is ("unknown is not expired"). */
export class ProviderUnavailable extends RetryAfter {
  override name = 'ProviderUnavailable';
}

/** The same of the storage that files lie in. */
export class StorageUnavailable extends ProviderUnavailable {
  override name = 'StorageUnavailable';
}

/** A webhook that was not sent, or not just now, by whom it claims. Nothing of it may be believed. */
export class SignatureRefused extends Error {
  override name = 'SignatureRefused';
}
