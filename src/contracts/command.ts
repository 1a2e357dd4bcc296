import type { Access } from '#domain/access';
import type { Billing } from '#domain/billing';
import type { Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Digests } from '#domain/digests';
import type { Drops } from '#domain/drops';
import type { Engagement } from '#domain/engagement';
import type { Faq } from '#domain/faq';
import type { Forecasts } from '#domain/forecast';
import type { Handoff } from '#domain/handoff';
import type { Imports } from '#domain/imports';
import type { Learning } from '#domain/learning';
import type { Community, Locale, Member, Members, Platform, Rank } from '#domain/members';
import type { Privacy } from '#domain/privacy';
import type { Recommends } from '#domain/recommend';
import type { Revenue } from '#domain/revenue';
import type { Files } from './files.js';
import type { Finding } from './finding.js';
import type { Pictures } from './pictures.js';
import type { Reply } from './reply.js';
import type { TextKey } from './texts/index.js';

/** The rooms as commands and jobs see them. */
export interface Rooms {
  members: Members;
  delivery: Delivery;
  billing: Billing;
  access: Access;
  imports: Imports;
  courses: Courses;
  learning: Learning;
  drops: Drops;
  faq: Faq;
  handoff: Handoff;
  revenue: Revenue;
  engagement: Engagement;
  forecasts: Forecasts;
  recommends: Recommends;
  digests: Digests;
  privacy: Privacy;
  checkup: Checkup;
  files: Files;
  pictures: Pictures;
}

/** What the doctor finds, as one community relies on it; for chats. */
export interface Checkup {
  /** Asks the platforms, the provider and the way in now; takes seconds. Nothing is changed. */
  examine(communityId: string): Promise<CheckupReport>;
}

export interface CheckupReport {
  findings: Finding[];
  /** Whether anybody ever bought something in this community. */
  sold: boolean;
}

export type CommandOptions = Record<string, string | number | boolean>;

export interface Suggestion {
  value: string;
  label: string;
}

interface OptionBase {
  /** Text shown beside the option; also its question when it is asked for. */
  summary: TextKey;
  required?: boolean;
}

/** Offers values while a person types; on Telegram they become buttons. At most 25. */
export type Suggest = (typed: string, context: CommandContext, rooms: Rooms) => Promise<Suggestion[]>;

export type OptionSpec = OptionBase &
  /** `guessable`: a one-time code; how often somebody may try one is counted strictly. */
  (
    | { type: 'text'; maxLength?: number; suggest?: Suggest; guessable?: true }
    | { type: 'integer'; min?: number; max?: number }
    | { type: 'choice'; choices: readonly { value: string; label: TextKey }[] }
    /** Somebody of the community; the value is the member's id. Below moderator, only oneself. */
    | { type: 'member' }
    | { type: 'flag' }
    /** A day or an instant, e.g. `2026-12-31`, `2026-12-31 20:00`, `30d`; read in the speaker's zone. */
    | { type: 'date' }
    | { type: 'file'; maxBytes: number }
  );

export interface FileValue {
  name: string;
  type: string;
  size: number;
  read(): Promise<Uint8Array>;
}

type ValueOf<S extends OptionSpec> = S extends { type: 'integer' }
  ? number
  : S extends { type: 'flag' }
    ? boolean
    : S extends { type: 'file' }
      ? FileValue
      : S extends { type: 'date' }
        ? Date
        : S extends { type: 'choice'; choices: readonly { value: infer V }[] }
          ? V
          : string;

export type OptionSpecs = Record<string, OptionSpec>;

/** Options as `run` gets them: checked, typed, missing ones undefined. */
export type OptionValues<O extends OptionSpecs> = {
  [K in keyof O]: O[K] extends { required: true } ? ValueOf<O[K]> : ValueOf<O[K]> | undefined;
};

/** Who speaks. `rank` is what they may do here and now, on this platform and by Lyceum's own list. */
export interface Actor {
  member: Member;
  accountId: string;
  platform: Platform;
  rank: Rank;
  locale: Locale;
  timeZone: string;
}

export interface CommandContext {
  actor: Actor;
  community: Community;
  now: Date;
}

/** What saying it costs: `dear` asks a provider or a platform about much. */
export type Pace = 'cheap' | 'dear';

interface CommandBase {
  /** Lower-case English word; the Chinese name is the text `commands.<name>.name`. */
  name: string;
  /** The lowest rank that may say it. */
  for: Rank;
  /** private: only the speaker sees the answer (ephemeral on Discord, private chat on Telegram). */
  visibility: 'private' | 'public';
  /** How often one member may say it (src/app/dispatch/pace.ts); `cheap` by default. */
  pace?: Pace;
  /**
   * It sells something. On Telegram, whose terms ask for Stars there, it only says where to buy when the owner
   * wants it so.
   */
  sells?: true;
  /** Buttons say it; while somebody types it is not offered, nor does /help name it. */
  unlisted?: true;
}

export interface LeafCommand<O extends OptionSpecs = OptionSpecs> extends CommandBase {
  options: O;
  run(context: CommandContext & { options: OptionValues<O> }, rooms: Rooms): Promise<Reply>;
}

/** A command with parts: `/plan create`, `/plan archive`. */
export interface GroupCommand extends CommandBase {
  parts: Record<string, LeafCommand>;
}

export type Command = LeafCommand | GroupCommand;

/** Keeps the options' literal types, so that `run` sees them typed. */
export function command<const O extends OptionSpecs>(definition: LeafCommand<O>): LeafCommand {
  return definition;
}

export function isGroup(value: Command): value is GroupCommand {
  return 'parts' in value;
}
