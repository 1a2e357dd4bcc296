import type { Platform } from '#domain/members';
import { codeOf } from './kinds.js';
import type { Hashes } from './hashes.js';
import { AHEAD_MS } from './limits.js';
import type { Happened } from './model.js';

export interface NotedPlace {
  platform: Platform;
  externalId: string;
  title: string;
  parent?: { externalId: string; title: string };
}

/** An event as it waits to be written. */
export interface Noted {
  /** Which one it was, of all that were noted. */
  nth: number;
  communityId: string;
  kind: number;
  at: Date;
  person: { platform: Platform; externalId: string; memberId?: string } | null;
  /** By the key in use, then by older ones; empty: nobody's. */
  accounts: readonly string[];
  to: string | null;
  place: NotedPlace | null;
  messageRef: bigint | null;
  repliesTo: bigint | null;
  subject: string | null;
  count: number;
}

/** A title is for people to read; longer ones are no better. */
const TITLE = 100;
const SUBJECT = 100;
/** A month of minutes: nothing that is counted is more at once. */
const MOST = 44_640;

/**
 * What is written of an event; null: nothing that could be. Whatever a platform made up, the result can be written.
 * @param now an event cannot be later than that, whatever the platform's clock says
 */
export function notedFrom(happened: Happened, nth: number, hashes: Hashes, now: Date): Noted | null {
  const { communityId, person, to } = happened;
  const kind = codeOf(happened.kind);
  const at = happened.at.getTime();
  const count = Math.round(happened.count ?? 1);
  if (kind < 0 || Number.isNaN(at) || !(count >= 1)) return null;
  const platform = happened.platform ?? person?.platform;
  const place = happened.place && platform ? placeFrom(platform, happened.place) : null;
  const reference = (messageId: string | undefined) =>
    place && messageId !== undefined
      ? hashes.message(communityId, place.platform, place.externalId, messageId)
      : null;
  return {
    nth,
    communityId,
    kind,
    at: at > now.getTime() + AHEAD_MS ? now : happened.at,
    person,
    accounts: person ? hashes.account(communityId, person.platform, person.externalId) : [],
    to: to && platform ? (hashes.account(communityId, platform, to.externalId)[0] ?? null) : null,
    place,
    messageRef: reference(happened.messageId),
    repliesTo: reference(happened.repliesTo),
    subject: happened.subject === undefined ? null : clean(happened.subject, SUBJECT),
    count: Math.min(count, MOST),
  };
}

function placeFrom(
  platform: Platform,
  { externalId, title, parent }: NonNullable<Happened['place']>,
): NotedPlace {
  return {
    platform,
    externalId,
    title: clean(title, TITLE),
    ...(parent ? { parent: { externalId: parent.externalId, title: clean(parent.title, TITLE) } } : {}),
  };
}

/** Without what a database cannot take: a zero byte, half a character. */
function clean(text: string, most: number): string {
  return Buffer.from(text.slice(0, most).replaceAll('\0', '')).toString();
}
