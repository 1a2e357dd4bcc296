import type { Tx } from '#database';
import type { AuditDoor } from './audit.js';
import type { EnlistDoor } from './enlist.js';
import type { LeavingDoor } from './leaving.js';

export type Platform = 'discord' | 'telegram';
export const platforms: readonly Platform[] = ['discord', 'telegram'];

export type Rank = 'member' | 'creator' | 'moderator' | 'owner';

export type Locale = 'en' | 'zh-CN';
export const locales: readonly Locale[] = ['en', 'zh-CN'];

export interface Community {
  id: string;
  name: string;
  locale: Locale;
  /** IANA name. */
  timeZone: string;
  /** Whether somebody ever chose language and time zone; before that they are guesses. */
  chosen: boolean;
  /** Off: on Telegram nothing is sold, and whoever asks is told where it is. */
  sellsOnTelegram: boolean;
  /** Where else memberships are sold; null: on Discord. */
  shopUrl: string | null;
}

export interface CommunityChange {
  name?: string;
  locale?: Locale;
  timeZone?: string;
  sellsOnTelegram?: boolean;
  shopUrl?: string | null;
}

/** A guild or group that belongs to a community. `externalId` is the platform's own id. */
export interface Space {
  id: string;
  platform: Platform;
  externalId: string;
  title: string;
}

/** Somebody as a platform reports them. */
export interface Person {
  platform: Platform;
  externalId: string;
  name: string;
  /** BCP 47, as reported; absent when the platform does not say. */
  locale?: string;
}

export interface Account {
  id: string;
  platform: Platform;
  externalId: string;
  name: string;
  /** null: never tried; false: the last direct message was refused. */
  reachable: boolean | null;
  /** The epoch: never; somebody else put them on the list. */
  lastSeenAt: Date;
}

export interface Member {
  id: string;
  communityId: string;
  /** Given by an owner in Lyceum; what the platform grants comes on top, live. */
  rank: Rank;
  /** Effective: their own choice, else what the platform reports, else the community's. */
  locale: Locale;
  /** Effective: their own choice, else the community's. */
  timeZone: string;
  dms: boolean;
  /** What they do is counted. */
  counted: boolean;
  /** Courses are recommended to them. */
  recommended: boolean;
  /** Wants to be told once a week what is new. */
  digest: boolean;
  /**
   * For whoever is in charge on a platform and has no rank here: whether they want to be told what needs a
   * decision. null: never answered.
   */
  alarms: boolean | null;
  /** Minutes after local midnight; both null: no quiet hours. */
  quietFrom: number | null;
  quietTo: number | null;
  /** Asked to be forgotten: nothing is theirs any more, and their seats are being given back. null: stays. */
  leavingAt: Date | null;
  accounts: Account[];
}

export interface SettingsChange {
  locale?: Locale;
  timeZone?: string;
  dms?: boolean;
  counted?: boolean;
  recommended?: boolean;
  digest?: boolean;
  quiet?: { from: number; to: number } | null;
}

export interface AuditEntry {
  action: string;
  /** The member who did it; null: Lyceum itself. */
  actorId: string | null;
  subjectId?: string;
  details?: Record<string, string | number | boolean | null>;
}

/** The room's door. All instants are UTC; every call names its community. */
export interface Members extends AuditDoor, EnlistDoor, LeavingDoor {
  communities(): Promise<Community[]>;
  community(id: string): Promise<Community>;
  /** The community a space belongs to, or null. */
  communityOfSpace(platform: Platform, externalId: string): Promise<Community | null>;
  /** The communities this person is known in, last seen first. */
  communitiesOfPerson(platform: Platform, externalId: string): Promise<Community[]>;
  createCommunity(input: { name: string; locale: Locale; timeZone: string }): Promise<Community>;
  /** What an owner sets for everybody. Throws UserFacingError. */
  changeCommunity(communityId: string, change: CommunityChange, byId: string): Promise<Community>;
  spaces(communityId: string): Promise<Space[]>;
  attachSpace(communityId: string, space: Omit<Space, 'id'>): Promise<Space>;
  /** Renamed, lost (`lostAt`), found again (`null`), or a group that changed its id. */
  changeSpace(
    communityId: string,
    space: { platform: Platform; externalId: string },
    change: { title?: string; lostAt?: Date | null; newExternalId?: string },
  ): Promise<void>;
  /**
   * A one-time code for the operator's console; 24 hours.
   * @param fresh for one more community, although there is one
   */
  createSetupCode(fresh?: boolean): Promise<string>;
  /**
   * Whoever says a valid setup code becomes owner: of the community that the space belongs to, else of the one
   * they belong to, else of the only one there is. A new community is made when there is none of these, or when
   * the code is for one.
   */
  claim(code: string, space: Omit<Space, 'id'>, person: Person): Promise<Community>;

  /** Registers or refreshes a person: name, language, last seen. */
  arrive(communityId: string, person: Person): Promise<{ member: Member; account: Account }>;
  member(communityId: string, memberId: string): Promise<Member>;
  byAccount(communityId: string, platform: Platform, externalId: string): Promise<Member | null>;
  /** Members whose name begins with or contains `text`, at most 25. */
  find(communityId: string, text: string): Promise<Member[]>;
  /**
   * Ids of those who are told what needs a decision: whom an owner made moderator or owner, and whoever is in
   * charge on a platform and asked for it.
   */
  staff(communityId: string): Promise<string[]>;
  /** Everybody whom an owner gave a rank, the highest first. */
  ranked(communityId: string): Promise<Member[]>;
  updateSettings(communityId: string, memberId: string, change: SettingsChange): Promise<Member>;
  /** Gives or takes a rank. Throws UserFacingError `last_owner` rather than leave nobody in charge. */
  setRank(communityId: string, memberId: string, rank: Rank, byId: string): Promise<void>;
  /** Whether somebody without a rank of ours wants to be told what needs a decision; null: to be asked again. */
  setAlarms(
    communityId: string,
    memberId: string,
    wanted: boolean | null,
    byId: string | null,
  ): Promise<void>;
  /** Ids of those who are told only because they asked for it. */
  askedForAlarms(communityId: string): Promise<string[]>;

  /** A one-time code (10 minutes) that, said from another account, joins the two. */
  startLink(communityId: string, memberId: string, platform: Platform): Promise<string>;
  /** Joins the account that says the code to the member who asked for it. Throws UserFacingError. */
  finishLink(communityId: string, account: Account, code: string): Promise<Member>;
  /** Remembers whether direct messages reach this account. */
  setReachable(communityId: string, accountId: string, reachable: boolean): Promise<void>;
  /** Direct messages are tried again on accounts that refused the last one. */
  forgetRefusals(communityId: string, memberId: string): Promise<void>;
  /** Forgets one-time codes that expired more than a day ago. */
  tidy(): Promise<void>;
  audit(communityId: string, entry: AuditEntry, tx?: Tx): Promise<void>;
}
