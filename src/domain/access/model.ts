import type { Belongings, Member, Platform } from '#domain/members';
import type { AlarmsDoor } from './alarms.js';
import type { DriftDoor } from './drift-model.js';
import type { ImportedDoor } from './imported.js';
import type { VacateDoor } from './vacate.js';

export type PlaceKind = 'role' | 'room';

/** When a plan opens a place: from the first day, only while it is tried out, or only once something was paid. */
export type PlacePhase = 'always' | 'trial' | 'paid';

/** What a plan opens: a role in a guild, or being in a group itself. */
export interface Place {
  id: string;
  communityId: string;
  spaceId: string;
  platform: Platform;
  /** The platform's id of the guild or group. */
  spaceExternalId: string;
  spaceTitle: string;
  kind: PlaceKind;
  /** The role's id; empty for a room. */
  externalId: string;
  title: string;
  joinLink: string | null;
  /** Why the platform refuses us here, as a code of `problems.` texts; null: all is well. */
  problem: string | null;
  /** When it last did. */
  problemAt: Date | null;
}

/** Something on a platform that could become a place. */
export interface PlaceCandidate {
  platform: Platform;
  spaceExternalId: string;
  spaceTitle: string;
  kind: PlaceKind;
  externalId: string;
  title: string;
  /** null: we can hand it out; else the code of what stands in the way. */
  problem: string | null;
}

export type EntitlementState = 'active' | 'grace' | 'ended' | 'unknown';

/** Why a source gives nothing any more, or is about to. */
export type Cause = 'unpaid' | 'cancelled' | 'refunded' | 'disputed' | 'paused' | 'incomplete' | 'over';

/** One reason for an entitlement. */
export interface Source {
  kind: 'subscription' | 'order' | 'grant';
  /** Our id of the subscription, order or grant. */
  id: string;
  verdict: EntitlementState;
  /** It is being tried out: nothing was paid yet. */
  trial: boolean;
  /** ISO instant; null: open-ended. */
  until: string | null;
  /** null: it gives, or nobody knows. */
  cause: Cause | null;
}

export interface Entitlement {
  planId: string;
  state: EntitlementState;
  granting: boolean;
  /** Only a trial gives it. */
  trial: boolean;
  since: Date;
  until: Date | null;
  graceUntil: Date | null;
  endedAt: Date | null;
  sources: Source[];
}

export interface Grant {
  id: string;
  memberId: string;
  planId: string;
  reason: string;
  grantedById: string | null;
  startsAt: Date;
  endsAt: Date | null;
  revokedAt: Date | null;
}

export type Wanted = 'in' | 'out' | 'free';
export type Observed = 'in' | 'out' | 'banned' | 'unknown';

export interface Seat {
  id: string;
  memberId: string;
  accountId: string;
  accountExternalId: string;
  place: Place;
  wanted: Wanted;
  wantedAt: Date;
  observed: Observed;
  observedAt: Date | null;
  observedBy: string | null;
  problem: string | null;
  attempts: number;
  retryAt: Date | null;
  /** Our own removal stopped between ban and unban. */
  lifting: boolean;
}

/**
 * Where a convergence came from. `event`: a fact about this member. `sweep`: time or a pass; its removals
 * wait for the mass-removal breaker. `verify`: somebody asks; every seat is looked at first.
 */
export type Origin = 'event' | 'sweep' | 'verify';

export interface ConvergeReport {
  granted: number;
  removed: number;
  already: number;
  /** Waits for the person to join by themselves. */
  waiting: number;
  failed: number;
  held: number;
  /** Milliseconds until it is worth trying again; null: nothing is left to try. */
  retryInMs: number | null;
}

/** One link of the chain payment → subscription → entitlement → account → seat. */
export interface ChainLink {
  link: 'payment' | 'subscription' | 'entitlement' | 'account' | 'seat';
  ok: boolean;
  /** A key of `why.` texts, with its values. Instants are ISO strings. */
  text: string;
  values: Record<string, string | number>;
}

export interface DryRun {
  gain: { memberId: string; name: string; place: string }[];
  lose: { memberId: string; name: string; place: string }[];
  /** Members who could not be judged because the provider or the platform did not answer. */
  unknown: number;
}

export interface Hold {
  id: string;
  place: Place;
  removals: number;
  of: number;
  at: Date;
}

export interface PassReport {
  examined: number;
  drifted: number;
  repaired: number;
  failed: number;
  held: number;
}

/** The room's door. */
export interface Access extends AlarmsDoor, DriftDoor, ImportedDoor, VacateDoor, Belongings {
  places(communityId: string): Promise<Place[]>;
  placesOfPlan(communityId: string, planId: string): Promise<(Place & { during: PlacePhase })[]>;
  /** Roles and groups on the platforms, with what stands in the way of handing each out. */
  candidates(communityId: string): Promise<PlaceCandidate[]>;
  /** Makes the plan open this place; everybody entitled is converged. */
  linkPlace(
    communityId: string,
    planId: string,
    candidate: PlaceCandidate,
    during?: PlacePhase,
  ): Promise<Place>;
  unlinkPlace(communityId: string, planId: string, placeId: string): Promise<void>;

  /** Gives a plan by hand, with a reason. `endsAt` null: until revoked. */
  grant(
    communityId: string,
    input: { memberId: string; planId: string; reason: string; endsAt: Date | null; byId: string },
  ): Promise<Grant>;
  revoke(communityId: string, input: { grantId: string; reason: string; byId: string }): Promise<Grant>;
  /** Grants not revoked and not over, newest first. */
  grants(communityId: string, memberId: string): Promise<Grant[]>;

  /** Gives the gift behind the code to this member, once. Throws UserFacingError `gift_…`. */
  redeem(communityId: string, member: Member, code: string): Promise<{ planId: string }>;

  entitlements(communityId: string, memberId: string): Promise<Entitlement[]>;
  seats(communityId: string, memberId: string): Promise<Seat[]>;
  chain(communityId: string, memberId: string): Promise<ChainLink[]>;

  /** Computes what should be true for a member, writes it with its notices, and closes the gaps. */
  converge(communityId: string, memberId: string, origin: Origin): Promise<ConvergeReport>;
  /** Who would gain or lose what if every member were converged now; changes nothing. */
  dryRun(communityId: string): Promise<DryRun>;
  /** Members whose entitlement changes by time alone, or whose seat is to be tried again. */
  due(communityId: string, limit: number): Promise<{ memberId: string; customers: string[] }[]>;
  /** Looks at every seat on the platforms and names the members that drifted. Bounded by `limit` seats. */
  sweep(communityId: string, limit: number): Promise<PassReport & { members: string[] }>;

  /** A platform reports somebody in, out or banned; true when it differs from what is wanted. */
  seatSeen(seen: SeatSeen): Promise<{ communityId: string; memberId: string } | null>;
  /** Somebody asks to join a group. */
  joinRequested(platform: Platform, spaceExternalId: string, personId: string): Promise<JoinVerdict>;
  /**
   * Our rights in a space may have changed: looks at them, tells the moderators at once what is missing, and
   * names the members whose seats wait there, if any can be tried now.
   */
  rightsChanged(communityId: string, platform: Platform, spaceExternalId: string): Promise<string[]>;
  /** The same for every space, for what no platform told; names members only where something was mended. */
  checkRights(communityId: string): Promise<string[]>;
  /** Passes that stopped and wait for a moderator. */
  holds(communityId: string): Promise<Hold[]>;
  decideHold(communityId: string, holdId: string, approve: boolean, byId: string): Promise<void>;
}

/** `ignore`: no plan opens this group, so the request is for people to answer. */
export type JoinVerdict = 'approve' | 'decline' | 'ignore';

export interface SeatSeen {
  platform: Platform;
  spaceExternalId: string;
  personId: string;
  /** Whether the person is in the guild or group. */
  presence: 'in' | 'out' | 'banned';
  /** Discord: the roles held, when known. */
  roleIds?: string[];
}
