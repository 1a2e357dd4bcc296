/** The state with what every rule needs around it: the clock, fresh ids, look-ups that refuse, and events. */
import type { SandboxClock } from '../kit.js';
import { refusal } from './refusals.js';
import type { Channel, DiscordState, Guild, GuildChannel, Member, Message, Role, User } from './state.js';

/** A gateway event before it is numbered and sent. */
export interface WorldEvent {
  t: string;
  d: unknown;
  /** A session receives it when it has one of these intent bits; 0 for everyone. */
  intents: number;
  /** Null for what is not of a guild (direct messages, interactions there). */
  guildId: string | null;
  /** Tells of an outage itself, and so is sent although the guild has one. */
  outage?: true;
  /** Sent instead of `d` to sessions without the message content intent. */
  redacted?: unknown;
}

export interface World {
  readonly state: DiscordState;
  /** Base address of this server, for links to attachments. */
  url: string;
  now(): number;
  /** Now as Discord writes times. */
  iso(at?: number): string;
  newId(): string;
  emit(event: WorldEvent): void;
  onEvent(listener: (event: WorldEvent) => void): void;
  changed(): void;
  replace(state: DiscordState): void;
}

const discordEpoch = 1_420_070_400_000;

type Ids = DiscordState['ids'];

function later(a: Ids, b: Ids): boolean {
  return a.ms === b.ms ? a.n > b.n : a.ms > b.ms;
}

export function createWorld(initial: DiscordState, clock: SandboxClock, changed: () => void): World {
  let state = initial;
  let issued = initial.ids;
  const listeners: ((event: WorldEvent) => void)[] = [];
  return {
    get state() {
      return state;
    },
    url: '',
    now: () => clock.now(),
    iso: (at) => new Date(at ?? clock.now()).toISOString().replace('Z', '000+00:00'),
    newId() {
      const now = clock.now();
      // After a reset the clock may stand where it stood: an id given twice would be taken for a known message.
      const last = later(state.ids, issued) ? state.ids : issued;
      issued = now > last.ms ? { ms: now, n: 0 } : { ms: last.ms, n: last.n + 1 };
      state.ids = issued;
      return ((BigInt(issued.ms - discordEpoch) << 22n) | BigInt(issued.n)).toString();
    },
    emit(event) {
      for (const listener of listeners) listener(event);
      changed();
    },
    onEvent: (listener) => void listeners.push(listener),
    changed,
    replace(next) {
      state = next;
    },
  };
}

export function theUser(world: World, id: string): User {
  const user = world.state.users[id];
  if (!user) throw refusal(10013);
  return user;
}

/** A guild as somebody in it; 10004 when it does not exist, 50001 when they are not in it. */
export function theGuild(world: World, id: string, userId: string): Guild {
  const guild = world.state.guilds[id];
  if (!guild) throw refusal(10004);
  if (!guild.members[userId]) throw refusal(50001);
  return guild;
}

export function theMember(guild: Guild, userId: string): Member {
  const member = guild.members[userId];
  if (!member) throw refusal(10007);
  return member;
}

export function theRole(guild: Guild, id: string): Role {
  const role = guild.roles[id];
  if (!role) throw refusal(10011);
  return role;
}

export function theChannel(world: World, id: string): Channel {
  const channel = world.state.channels[id];
  if (!channel) throw refusal(10003);
  return channel;
}

export function theGuildChannel(world: World, id: string): GuildChannel {
  const channel = theChannel(world, id);
  if (channel.kind === 'dm') throw refusal(50003);
  return channel;
}

/** A message anybody may read; ephemeral ones are unknown here. */
export function theMessage(world: World, channelId: string, id: string): Message {
  const message = findMessage(world, channelId, id);
  if (!message || message.visibleTo !== undefined) throw refusal(10008);
  return message;
}

export function findMessage(world: World, channelId: string, id: string): Message | undefined {
  return world.state.messages[channelId]?.findLast((each) => each.id === id);
}

/** Channels of a guild, threads included. */
export function channelsOf(world: World, guildId: string): GuildChannel[] {
  return Object.values(world.state.channels).filter(
    (each): each is GuildChannel => each.kind !== 'dm' && each.guildId === guildId,
  );
}
