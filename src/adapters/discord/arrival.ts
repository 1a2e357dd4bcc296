/** What became of something that was sent into a channel, in words that the rooms share. */
import type { DeskResult } from '#domain/handoff';
import type { PostResult } from '#domain/drops';
import { minutes } from '#kernel/clock';
import { code, type Fault } from './errors.js';

/** Discord remembers a nonce for "a few minutes". */
export const DEDUPE_MS = minutes(2);
export const UNAUTHORIZED_PAUSE_MS = minutes(1);

/** Whether a message, or the thread or channel it stood in, is not there any more. */
export function isMessageGone(fault: Fault): boolean {
  return (
    fault.kind === 'refused' && (fault.code === code.unknownMessage || fault.code === code.unknownChannel)
  );
}

const REFUSALS: Record<number, string> = {
  [code.unknownChannel]: 'channel_gone',
  [code.unknownGuild]: 'space_gone',
  [code.missingAccess]: 'missing_permission_view_channel',
  [code.missingPermissions]: 'missing_permission_send',
  [code.tagNeeded]: 'channel_wants_tag',
};

/** What a fault means for a lesson or a ticket. */
export function resultOf(fault: Fault): PostResult & DeskResult {
  if (fault.kind === 'wait') return { kind: 'retry', afterMs: fault.ms };
  if (fault.kind === 'unknown') {
    // Turned away at the door: it surely has not arrived.
    return fault.reason === 'unauthorized' ? { kind: 'retry', afterMs: UNAUTHORIZED_PAUSE_MS } : fault;
  }
  return { kind: 'refused', code: REFUSALS[fault.code] ?? 'unknown' };
}
