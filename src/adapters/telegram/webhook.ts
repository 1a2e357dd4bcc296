import { createHash, timingSafeEqual } from 'node:crypto';
import type { Update } from 'grammy/types';
import type { Intake } from './intake.js';

/**
 * Takes what Telegram posts. @returns the HTTP status: 200 handled, 401 not from Telegram, 400 not an update
 * @param body parsed JSON, or as it came
 * @param secretHeader `X-Telegram-Bot-Api-Secret-Token`
 */
export type WebhookHandler = (body: unknown, secretHeader: string | undefined) => Promise<number>;

export function createWebhook(secret: string, intake: Intake): WebhookHandler {
  return async (body, secretHeader) => {
    if (secretHeader === undefined || !isSame(secretHeader, secret)) return 401;
    const update = readUpdate(body);
    if (!update) return 400;
    await intake.take(update);
    return 200;
  };
}

/** Hashed first: the comparison wants equal lengths, and the length is nobody's business either. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function readUpdate(body: unknown): Update | undefined {
  const value = typeof body === 'string' || Buffer.isBuffer(body) ? parsed(String(body)) : body;
  if (typeof value !== 'object' || value === null || !('update_id' in value)) return undefined;
  return Number.isSafeInteger(value.update_id) ? (value as Update) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
