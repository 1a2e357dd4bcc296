/** The arguments of a call. A form sends every value as text, JSON sends typed values: both mean the same. */
import { badRequest } from './failure.js';

export interface Upload {
  fileName: string;
  mimeType: string;
  bytes: Buffer;
}

export interface Params {
  values: Record<string, unknown>;
  uploads: Record<string, Upload>;
  /** What Telegram fetched, by its address. */
  fetched?: Record<string, Upload>;
}

export function textParam(params: Params, name: string): string | undefined {
  const value = params.values[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw badRequest(`field "${name}" must be of type String`);
}

export function requiredText(params: Params, name: string, otherwise: string): string {
  const value = textParam(params, name);
  if (value === undefined || value === '') throw badRequest(otherwise);
  return value;
}

export function integerParam(params: Params, name: string): number | undefined {
  const value = textParam(params, name);
  if (value === undefined || value === '') return undefined;
  if (!/^-?\d{1,16}$/u.test(value)) throw badRequest(`field "${name}" must be of type Number`);
  return Number(value);
}

export function flagParam(params: Params, name: string): boolean {
  return ['true', '1', 'yes', 'on', 'y', 't'].includes((textParam(params, name) ?? '').toLowerCase());
}

/** A JSON-serialised object or list, given as text or as itself. */
export function jsonParam(params: Params, name: string): unknown {
  const value = params.values[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    throw badRequest(`can't parse ${name.replaceAll('_', ' ')} JSON object`);
  }
}

/** The person a call is about. */
export function userIdParam(params: Params): number {
  const id = integerParam(params, 'user_id') ?? 0;
  if (id <= 0) throw badRequest('invalid user_id specified');
  return id;
}

/** The chat a call is about: its number, or @name. */
export function chatIdParam(params: Params, name = 'chat_id'): number | string {
  const value = requiredText(params, name, `${name} is empty`);
  if (value.startsWith('@')) return value;
  const id = Number(value);
  if (!Number.isSafeInteger(id) || id === 0) throw badRequest('chat not found');
  return id;
}

export function messageIdParam(params: Params, name = 'message_id'): number {
  const id = integerParam(params, name);
  if (id === undefined) throw badRequest('message identifier is not specified');
  return id;
}
