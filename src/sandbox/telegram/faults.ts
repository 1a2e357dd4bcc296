import { ApiFailure, tooMany } from './failure.js';
import type { FaultRecord, TelegramState } from './state.js';

/** Takes one turn of the first fault that matches the call. */
export function takeFault(
  state: TelegramState,
  method: string,
  chatId: string | undefined,
): FaultRecord | undefined {
  const fault = state.faults.find(
    (entry) =>
      (entry.method === undefined || entry.method.toLowerCase() === method.toLowerCase()) &&
      (entry.chatId === undefined || String(entry.chatId) === chatId),
  );
  if (!fault || !meets(fault)) return undefined;
  fault.remaining -= 1;
  state.faults = state.faults.filter((entry) => entry.remaining > 0);
  return fault;
}

/** Whether this call is one of those it meets: without a pattern, but the same each time. */
function meets(fault: FaultRecord): boolean {
  const { percent = 100, chance = 1 } = fault;
  if (percent >= 100) return true;
  fault.chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
  return (fault.chance / 2 ** 32) * 100 < percent;
}

/** What the caller gets instead of an answer. */
export function faultFailure(fault: FaultRecord): ApiFailure {
  if (fault.kind === '429' || fault.code === 429) return tooMany(fault.retryAfter ?? 1);
  if (fault.kind !== 'code') return new ApiFailure(500, fault.description ?? 'Internal Server Error');
  const parameters = fault.retryAfter === undefined ? undefined : { retry_after: fault.retryAfter };
  return new ApiFailure(fault.code ?? 400, fault.description ?? 'Bad Request: SANDBOX_FAULT', parameters);
}
