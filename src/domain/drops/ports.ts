import type { Locale } from '#domain/members';

/** What a post shows. The adapter draws it; `parts` of one lesson are drawn alike on every call. */
export interface PostContent {
  communityId: string;
  communityName: string;
  locale: Locale;
  timeZone: string;
  courseId: string;
  courseTitle: string;
  slug: string;
  lessonKey: string;
  lessonTitle: string;
  /** Markdown of the lesson, or of its beginning. */
  body: string;
  whole: boolean;
  minutes: number;
  /** Pictures by their name in the text: addresses that open for a while. */
  pictures: Record<string, string>;
}

export interface PostAddress {
  spaceId: string;
  externalId: string;
  kind: 'channel' | 'forum' | 'chat';
}

export type PostResult =
  | { kind: 'sent'; messageId: string; threadId: string | null }
  /** Not there any more (edit, withdraw). */
  | { kind: 'gone' }
  | { kind: 'refused'; code: string }
  | { kind: 'retry'; afterMs: number }
  /** No answer: it may or may not have arrived. */
  | { kind: 'unknown'; reason: string };

/** How one platform posts into its channels. */
export interface Poster {
  /** A second try with the same nonce within this time cannot arrive twice; 0: it can. */
  readonly dedupeMs: number;
  /** How many messages the content takes. At least 1. */
  parts(content: PostContent): number;
  /** @param nonce at most 25 characters, the same for every try of one part */
  post(
    address: PostAddress,
    content: PostContent,
    part: number,
    nonce: string,
    options: { thread: boolean },
  ): Promise<PostResult>;
  edit(address: PostAddress, messageId: string, content: PostContent, part: number): Promise<PostResult>;
  withdraw(address: PostAddress, messageId: string, threadId: string | null): Promise<PostResult>;
  /** Looks for an earlier try; null: cannot be told. */
  find?(
    address: PostAddress,
    nonce: string,
    since: Date,
  ): Promise<{ messageId: string; threadId: string | null } | 'absent' | null>;
  /** Channels the bot may post to, for a picker; `problem` says what is missing. */
  candidates(
    spaceExternalId: string,
  ): Promise<{ externalId: string; title: string; kind: PostAddress['kind']; problem: string | null }[]>;
}

export type Posters = Partial<Record<'discord' | 'telegram', Poster>>;

/** Wakes whoever posts and plans; losing a call costs a minute, not posts. */
export interface DropsWake {
  outlet(communityId: string, outletId: string): Promise<void>;
  course(communityId: string, courseId: string): Promise<void>;
}

/** Addresses under which pictures of a course open for a while, by asset id. */
export type PictureLinks = (communityId: string, assetId: string) => string;
