/** What Telegram's refusals mean. Nothing here carries a token: grammY's HttpError and file addresses do. */
import { GrammyError, HttpError } from 'grammy';
import type { Outcome } from '#kernel/outcome';

export type Trouble =
  | { kind: 'retry'; afterMs: number }
  /** The group became a supergroup and has another id now. */
  | { kind: 'moved'; to: number }
  /** Telegram understood and said no. */
  | { kind: 'refused'; status: number; description: string }
  /** Our token is not (or no longer) good. */
  | { kind: 'token' }
  /** No answer that tells whether it happened. */
  | { kind: 'unknown'; reason: string };

/** Failures before anything was sent. */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

export function troubleOf(error: unknown): Trouble {
  if (error instanceof GrammyError) {
    const { error_code: status, description, parameters } = error;
    if (parameters.migrate_to_chat_id !== undefined)
      return { kind: 'moved', to: parameters.migrate_to_chat_id };
    if (status === 429) return { kind: 'retry', afterMs: (parameters.retry_after ?? 5) * 1000 };
    if (status === 401 || status === 404) return { kind: 'token' };
    if (status >= 500) return { kind: 'unknown', reason: `telegram_${status}` };
    return { kind: 'refused', status, description };
  }
  if (error instanceof HttpError) {
    const code = codeOf(error.error);
    if (code !== undefined && neverSent.has(code)) return { kind: 'retry', afterMs: 5_000 };
    return { kind: 'unknown', reason: code ?? 'no_answer' };
  }
  throw error;
}

/** Whether Telegram refused because it could not have a picture that it was to fetch. */
export function isUnfetched(error: unknown): boolean {
  const trouble = troubleOf(error);
  return (
    trouble.kind === 'refused' &&
    /failed to get http url|http url specified|web ?page|image_process|photo_invalid|media_empty|wrong remote file/i.test(
      trouble.description,
    )
  );
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const meanings: readonly [pattern: RegExp, code: string][] = [
  [/user is an administrator|can't remove chat owner|user_admin_invalid/i, 'is_admin_there'],
  [/bot is not a member|bot was kicked|chat not found|group chat was deactivated/i, 'space_gone'],
  [/group chat was deleted|channel_private|chat_restricted|chat_invalid/i, 'space_gone'],
  [/not enough rights to restrict|not enough rights to ban/i, 'bot_no_restrict'],
  [/not enough rights to manage chat invite|not enough rights to (approve|decline)/i, 'bot_no_invite'],
  [/need administrator rights|member list is inaccessible/i, 'bot_not_admin'],
];

/**
 * Why we may not act in a group, as a code of `problems.` texts.
 * @param lacking what CHAT_ADMIN_REQUIRED and its like mean for the call at hand
 */
export function groupProblem(description: string, lacking: string): string {
  const known = meanings.find(([pattern]) => pattern.test(description));
  if (known) return known[1];
  return /admin_required|not enough rights|right_forbidden/i.test(description) ? lacking : 'unknown';
}

/** Why a private chat is closed to us, as a code of `problems.` texts; null: it is not the chat's fault. */
export function chatProblem(description: string): string | null {
  if (/bot was blocked|user_is_blocked/i.test(description)) return 'bot_blocked';
  if (/user is deactivated|input_user_deactivated/i.test(description)) return 'account_gone';
  if (
    /can't initiate|chat not found|peer_id_invalid|user not found|can't send messages to bots/i.test(
      description,
    )
  )
    return 'not_started';
  return null;
}

/** Trouble as the outcome of an act in a group. */
export function outcomeOf(trouble: Trouble, lacking: string): Outcome {
  switch (trouble.kind) {
    case 'retry':
      return trouble;
    case 'moved':
      return { kind: 'retry', afterMs: 1_000 };
    case 'refused':
      return { kind: 'forbidden', code: groupProblem(trouble.description, lacking) };
    case 'token':
      return { kind: 'unknown', reason: 'bot_token' };
    case 'unknown':
      return trouble;
  }
}

/** An error as it may be logged: names and numbers, and a message without any token. */
export function loggable(error: unknown): Record<string, unknown> {
  if (error instanceof GrammyError)
    return { method: error.method, status: error.error_code, description: error.description };
  if (error instanceof HttpError) return { network: codeOf(error.error) ?? 'no_answer' };
  if (!(error instanceof Error)) return { error: typeof error };
  const inner = 'error' in error ? error.error : undefined;
  if (inner instanceof Error && inner !== error) return loggable(inner);
  return { error: error.name, message: scrubbed(error.message), stack: scrubbed(error.stack ?? '') };
}

function scrubbed(text: string): string {
  return text.replace(/\d{5,}:[\w-]{20,}/g, '<token>');
}
