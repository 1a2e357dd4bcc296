/** Channels of a guild: where we may post, and what is done about threads. */
import {
  ChannelType,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
  type APIChannel,
  type APIOverwrite,
} from 'discord.js';
import type { Poster } from '#domain/drops';
import { RetryAfter } from '#kernel/errors';
import { code } from './errors.js';
import { isGone, permissionsOf, type GuildFacts, type Guilds } from './guilds.js';
import type { Called, Caller } from './rest.js';

type Candidate = Awaited<ReturnType<Poster['candidates']>>[number];

export interface Channels {
  /** Text, announcement and forum channels in their order, with the first thing that is missing in each. */
  candidates(guildId: string): Promise<Candidate[]>;
  /** Another name for a thread; that it cannot be given is no misfortune. */
  rename(threadId: string, name: string): Promise<void>;
  /** Opens a thread that nobody wrote in for long: what is in it cannot be changed while it is archived. */
  reopen(threadId: string): Promise<Called<unknown>>;
  /** Removes a thread, or where we may not, archives it so that nobody is led to it. */
  close(threadId: string): Promise<Called<unknown>>;
}

const KINDS: Partial<Record<ChannelType, Candidate['kind']>> = {
  [ChannelType.GuildText]: 'channel',
  [ChannelType.GuildAnnouncement]: 'channel',
  [ChannelType.GuildForum]: 'forum',
};

/** In the order in which one hides the next. */
const NEEDED: readonly [bigint, string][] = [
  [PermissionFlagsBits.ViewChannel, 'missing_permission_view_channel'],
  [PermissionFlagsBits.SendMessages, 'missing_permission_send'],
  [PermissionFlagsBits.EmbedLinks, 'missing_permission_embed'],
  [PermissionFlagsBits.ReadMessageHistory, 'missing_permission_history'],
];

type Listed = APIChannel & {
  position?: number;
  name?: string | null;
  permission_overwrites?: APIOverwrite[];
  flags?: number;
};

/** `REQUIRE_TAG` of a forum. */
const REQUIRES_TAG = 1 << 4;

export function createChannels(call: Caller, guilds: Guilds): Channels {
  return {
    async candidates(guildId) {
      const facts = await guilds.facts(guildId);
      const listed = await call<Listed[]>({ method: 'get', route: Routes.guildChannels(guildId), tries: 2 });
      if (!facts.ok || !listed.ok) {
        const fault = facts.ok ? (listed.ok ? null : listed.fault) : facts.fault;
        if (fault && isGone(fault)) return [];
        throw new RetryAfter(5_000, 'Discord does not tell its channels');
      }
      const found = listed.value.flatMap((channel) => {
        const kind = KINDS[channel.type];
        return kind ? [{ channel, kind }] : [];
      });
      found.sort((a, b) => (a.channel.position ?? 0) - (b.channel.position ?? 0));
      return found.map(({ channel, kind }) => ({
        externalId: channel.id,
        title: `#${channel.name ?? channel.id}`,
        kind,
        problem: problemOf(facts.value, channel, kind),
      }));
    },

    async rename(threadId, name) {
      const thread = await call<{ name?: string }>({
        method: 'get',
        route: Routes.channel(threadId),
        tries: 2,
      });
      if (!thread.ok || thread.value.name === name) return;
      await call({ method: 'patch', route: Routes.channel(threadId), body: { name } });
    },

    reopen: (threadId) =>
      call<unknown>({
        method: 'patch',
        route: Routes.channel(threadId),
        body: { archived: false },
        tries: 2,
      }),

    async close(threadId) {
      const removed = await call<unknown>({ method: 'delete', route: Routes.channel(threadId), tries: 2 });
      if (removed.ok || removed.fault.kind !== 'refused' || removed.fault.code === code.unknownChannel)
        return removed;
      const body = { archived: true };
      return call<unknown>({ method: 'patch', route: Routes.channel(threadId), body, tries: 2 });
    },
  };
}

function problemOf(guild: GuildFacts, channel: Listed, kind: Candidate['kind']): string | null {
  const mine = permissionsIn(guild, channel.permission_overwrites ?? []);
  const missing = NEEDED.find(([bit]) => (mine & bit) === 0n);
  if (missing) return missing[1];
  if (kind === 'forum') return ((channel.flags ?? 0) & REQUIRES_TAG) === 0 ? null : 'channel_wants_tag';
  return (mine & PermissionFlagsBits.CreatePublicThreads) === 0n ? 'missing_permission_threads' : null;
}

/** What we may do in a channel: everyone's overwrite first, then those of our roles together, then our own. */
function permissionsIn(guild: GuildFacts, overwrites: readonly APIOverwrite[]): bigint {
  const all = permissionsOf(guild, guild.me.id, guild.me.roleIds);
  if (all === ~0n) return all;
  const mine = overwrites.filter(
    ({ id, type }) => type === OverwriteType.Role && guild.me.roleIds.includes(id),
  );
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    mine.filter(({ id }) => id !== guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === guild.me.id),
  ];
  return steps.reduce((sum, step) => {
    const deny = step.reduce((bits, each) => bits | BigInt(each.deny), 0n);
    const allow = step.reduce((bits, each) => bits | BigInt(each.allow), 0n);
    return (sum & ~deny) | allow;
  }, all);
}
