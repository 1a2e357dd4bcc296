/** What Discord says when it says no: an HTTP status and a body `{ message, code, errors? }`. */

/** Field errors as Discord nests them: `{ content: { _errors: [{ code, message }] } }`. */
export interface FieldErrors {
  [key: string]: FieldErrors | { code: string; message: string }[];
}

/** A refused request. It is thrown anywhere below a route and written out by the HTTP listener. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: number;
  readonly code: number;
  readonly errors: FieldErrors | undefined;

  constructor(status: number, code: number, message: string, errors?: FieldErrors) {
    super(message);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  body(): { message: string; code: number; errors?: FieldErrors } {
    return { message: this.message, code: this.code, ...(this.errors ? { errors: this.errors } : {}) };
  }
}

/** Codes with a fixed status and text; also what a fault of kind `code` draws from. */
const catalog: Record<number, readonly [status: number, message: string]> = {
  10002: [404, 'Unknown Application'],
  10003: [404, 'Unknown Channel'],
  10004: [404, 'Unknown Guild'],
  10007: [404, 'Unknown Member'],
  10008: [404, 'Unknown Message'],
  10009: [404, 'Unknown Permission Overwrite'],
  10011: [404, 'Unknown Role'],
  10013: [404, 'Unknown User'],
  10014: [400, 'Unknown Emoji'],
  10015: [404, 'Unknown Webhook'],
  10026: [404, 'Unknown Ban'],
  10062: [404, 'Unknown interaction'],
  10063: [404, 'Unknown application command'],
  20026: [
    403,
    'Your bot has been flagged by our anti-spam system for abusive behavior. ' +
      'While it is quarantined it cannot send direct messages to users it has not messaged before.',
  ],
  30032: [400, 'Maximum number of application commands reached (100).'],
  40005: [413, 'Request entity too large'],
  40007: [403, 'The user is banned from this guild.'],
  40067: [400, 'A tag is required to create a forum post in this channel'],
  40060: [400, 'Interaction has already been acknowledged.'],
  50001: [403, 'Missing Access'],
  50003: [400, 'Cannot execute action on a DM channel'],
  50005: [403, 'Cannot edit a message authored by another user'],
  50006: [400, 'Cannot send an empty message'],
  50007: [403, 'Cannot send messages to this user'],
  50008: [400, 'Cannot send messages in a non-text channel'],
  50013: [403, 'Missing Permissions'],
  50016: [400, 'Provided too few or too many messages to delete. Must provide at least 2 and at most 100.'],
  50021: [403, 'Cannot execute action on a system message'],
  50024: [400, 'Cannot execute action on this channel type'],
  50027: [401, 'Invalid Webhook Token'],
  50028: [400, 'Invalid Role'],
  50033: [400, 'Invalid Recipient(s)'],
  50035: [400, 'Invalid Form Body'],
  50083: [400, 'Thread is archived'],
  50109: [400, 'The request body contains invalid JSON.'],
  50278: [403, 'Cannot send messages to this user due to having no mutual guilds'],
  160004: [400, 'A thread has already been created for this message'],
};

/** The refusal for a JSON error code. An unlisted code is a 400 with a bare text. */
export function refusal(code: number, errors?: FieldErrors): Refusal {
  const [status, message] = catalog[code] ?? [400, `Error ${code}`];
  return new Refusal(status, code, message, errors);
}

export const unauthorized = (): Refusal => new Refusal(401, 0, '401: Unauthorized');
export const notFound = (): Refusal => new Refusal(404, 0, '404: Not Found');
export const methodNotAllowed = (): Refusal => new Refusal(405, 0, '405: Method Not Allowed');

/** 50035 for one field, for rules that a schema cannot state. */
export function fieldRefusal(path: readonly (string | number)[], code: string, message: string): Refusal {
  return refusal(50035, nest([{ path, code, message }]));
}

/** Nests a flat list of field problems the way Discord does. */
export function nest(
  problems: readonly { path: readonly PropertyKey[]; code: string; message: string }[],
): FieldErrors {
  const root: FieldErrors = {};
  for (const { path, code, message } of problems) {
    let at = root;
    for (const step of path) {
      const key = String(step);
      const next = at[key];
      if (next && !Array.isArray(next)) at = next;
      else at = at[key] = {};
    }
    const list = at['_errors'];
    if (Array.isArray(list)) list.push({ code, message });
    else at['_errors'] = [{ code, message }];
  }
  return root;
}
