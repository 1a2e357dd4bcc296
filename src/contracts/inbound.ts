import type { JoinVerdict, SeatSeen } from '#domain/access';
import type { Locale, Person, Platform, Rank } from '#domain/members';
import type { CommandOptions, FileValue, OptionSpec, Suggestion } from './command.js';
import type { Phrase } from './phrase.js';
import type { Reply } from './reply.js';

/** Somebody says something to us, in the words of no platform. */
export interface Speaker {
  person: Person;
  /** The guild or group it is said in; absent in a private conversation. */
  space?: { externalId: string; title: string };
}

export interface Invocation extends Speaker {
  /** `membership`, `plan create`. */
  command: string;
  /** As given; checked by the dispatcher. A member is given as `{ platform id }` or as text. */
  options: Record<string, string | number | boolean | FileValue | { personId: string; name: string }>;
}

/** A button ready to be drawn: the token is all that travels. */
export type RenderedButton =
  { label: Phrase; token: string; style: 'primary' | 'plain' | 'danger' } | { label: Phrase; url: string };

/**
 * A long text of which one page is shown. `turn` is a token: `answerAsk` with option `page` says its command
 * for that page, counted from 0.
 */
export type RenderedDocument = Omit<NonNullable<Reply['document']>, 'turn'> & { turn?: string };

/** An answer with everything an adapter needs to draw it. */
export interface Answer {
  kind: 'reply';
  reply: Omit<Reply, 'buttons' | 'document'> & { buttons: RenderedButton[][]; document?: RenderedDocument };
  locale: Locale;
  timeZone: string;
  visibility: 'private' | 'public';
}

/** Something required was left out: ask for `option`, then say the command again with it. */
export interface Ask {
  kind: 'ask';
  command: string;
  given: CommandOptions;
  /** All required options still missing; a modal may ask for several at once. */
  missing: { name: string; spec: OptionSpec; suggestions: Suggestion[] }[];
  /** Carries command and given options: `answerAsk` takes it back. */
  token: string;
  locale: Locale;
  timeZone: string;
}

/** Something that is no command, said where we may listen. Its text is used and let go. */
export interface Heard extends Speaker {
  text: string;
  /** direct: in a private conversation; mention: our name was called; overheard: neither. */
  way: 'direct' | 'mention' | 'overheard';
  /** The channel, chat or thread it was said in, then what contains that; empty in private. */
  placeExternalIds: readonly string[];
  /** The same in words, for people: `#general`. */
  placeTitle?: string;
  /** The platform's id of the message, unique with its place. */
  messageId: string;
  /** The message of ours that it answers. */
  repliesTo?: string;
}

/** The one door from a platform inwards. It never throws: what goes wrong comes back as an Answer. */
export interface Dispatcher {
  say(invocation: Invocation): Promise<Answer | Ask>;
  /** A pressed button. */
  press(token: string, speaker: Speaker): Promise<Answer | Ask>;
  /** The missing options arrived. */
  answerAsk(token: string, speaker: Speaker, given: Invocation['options']): Promise<Answer | Ask>;
  suggest(invocation: Invocation, focused: string, typed: string): Promise<Suggestion[]>;
  /** Something was said that is no command. null: silence, which is the rule where nobody called us. */
  hear(heard: Heard): Promise<Answer | null>;
}

/** Something to be counted that people did; what they wrote stays where it was. */
export interface Activity {
  platform: Platform;
  kind: 'message' | 'reply' | 'question' | 'reaction' | 'thread' | 'join' | 'leave' | 'voice';
  /** null: nobody can be told. Never a bot's. */
  personId: string | null;
  spaceExternalId: string;
  at: Date;
  place?: { externalId: string; title: string; parent?: { externalId: string; title: string } };
  messageId?: string;
  repliesTo?: { messageId: string; personId: string | null };
  /** For voice. */
  minutes?: number;
}

/** What else a platform reports. */
export interface Events {
  /** To be counted; never waits, never throws. */
  happened(activity: Activity): void;
  /** A platform is connected and listening now; called at least once a minute while it is. */
  listening(platform: Platform): Promise<void>;
  seatSeen(seen: SeatSeen): Promise<void>;
  /** `unknown`: nobody can tell now; the request is to be asked about again. */
  joinRequested(person: Person, spaceExternalId: string): Promise<JoinVerdict | 'unknown'>;
  /** Somebody opened a private conversation or came into a space. */
  personSeen(speaker: Speaker): Promise<void>;
  /** We were added to, renamed in, or removed from a space; a group may change its id. */
  spaceChanged(change: {
    platform: Platform;
    externalId: string;
    title?: string;
    lost?: boolean;
    newExternalId?: string;
    /** Our own rights there changed. */
    rights?: true;
  }): Promise<void>;
}

/** A rank that the platform itself grants, asked live. */
export type Standing = Exclude<Rank, 'creator'> | 'stranger';
