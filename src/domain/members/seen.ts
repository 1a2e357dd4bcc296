/** When somebody was last seen is known this exactly, in milliseconds: a conversation is not written down word by word. */
const SEEN_EXACTLY_MS = 10_000;

interface Seen {
  lastSeenAt: Date;
}

/** Whether an account was seen just now already, and no other of the member later. */
export function isLatest<Account extends Seen>(own: Account, all: readonly Account[], now: Date): boolean {
  const since = now.getTime() - own.lastSeenAt.getTime();
  return (
    since >= 0 &&
    since < SEEN_EXACTLY_MS &&
    all.every((one) => one === own || one.lastSeenAt < own.lastSeenAt)
  );
}
