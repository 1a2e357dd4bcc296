/** Minutes in voice rooms and on stages, noted while they last, so that a stop loses a few of them at most. */
import {
  GatewayDispatchEvents as On,
  type Client,
  type GatewayGuildCreateDispatchData,
  type GatewayGuildDeleteDispatchData,
  type GatewayVoiceStateUpdateDispatchData,
} from 'discord.js';
import type { Events } from '#contracts';
import type { Clock } from '#kernel/clock';
import type { Places } from './places.js';

export interface VoiceDeps {
  client: Client;
  places: Places;
  events: Events;
  clock: Clock;
}

export interface VoiceWatch {
  /** Reports what is not reported yet, and ends. */
  finish(): Promise<void>;
}

interface Stay {
  guildId: string;
  channelId: string;
  personId: string;
  /** Milliseconds: from when on it is not reported yet. */
  since: number;
}

const MINUTE_MS = 60_000;
const NOTED_MS = 5 * MINUTE_MS;

export function attachVoice({ client, places, events, clock }: VoiceDeps): VoiceWatch {
  const stays = new Map<string, Stay>();
  const keyOf = (guildId: string, personId: string): string => `${guildId} ${personId}`;
  const now = (): number => clock.now().getTime();

  /** @param round what is made of a part of a minute */
  async function note(stay: Stay, until: number, round: (minutes: number) => number): Promise<void> {
    const minutes = round((until - stay.since) / MINUTE_MS);
    if (minutes < 1) return;
    stay.since += minutes * MINUTE_MS;
    const { guildId, channelId, personId } = stay;
    events.happened({
      platform: 'discord',
      kind: 'voice',
      personId,
      spaceExternalId: guildId,
      place: await places.placeOf(channelId),
      at: new Date(until),
      minutes,
    });
  }

  function enter(guildId: string, channelId: string, personId: string, since: number): void {
    // Where Discord puts those who fell asleep, nobody attends anything.
    if (client.guilds.cache.get(guildId)?.afkChannelId === channelId) return;
    stays.set(keyOf(guildId, personId), { guildId, channelId, personId, since });
  }

  const onState = (state: GatewayVoiceStateUpdateDispatchData): void => {
    const { guild_id: guildId, channel_id: channelId, user_id: personId, member } = state;
    if (guildId === undefined) return;
    const key = keyOf(guildId, personId);
    const stay = stays.get(key);
    // Muting oneself is reported in the same way.
    if (stay && stay.channelId === channelId) return;
    const at = now();
    stays.delete(key);
    if (stay) void note(stay, at, Math.round);
    if (channelId !== null && member?.user?.bot === false) enter(guildId, channelId, personId, at);
  };

  // After a start nobody tells who came before; the guild does. How long they were there, nobody knows.
  const onGuild = (guild: GatewayGuildCreateDispatchData): void => {
    if (guild.unavailable) return;
    const at = now();
    const people = new Set(guild.members.flatMap(({ user }) => (user.bot ? [] : [user.id])));
    const inside = new Map(guild.voice_states.map((one) => [one.user_id, one.channel_id]));
    for (const [key, stay] of stays) {
      if (stay.guildId === guild.id && inside.get(stay.personId) !== stay.channelId) stays.delete(key);
    }
    for (const [personId, channelId] of inside) {
      const known = stays.has(keyOf(guild.id, personId));
      if (channelId !== null && !known && people.has(personId)) enter(guild.id, channelId, personId, at);
    }
  };
  const onGone = ({ id }: GatewayGuildDeleteDispatchData): void => {
    for (const [key, stay] of stays) if (stay.guildId === id) stays.delete(key);
  };

  client.ws.on(On.VoiceStateUpdate, onState);
  client.ws.on(On.GuildCreate, onGuild);
  client.ws.on(On.GuildDelete, onGone);
  const ticking = setInterval(() => {
    const until = now();
    for (const stay of stays.values()) void note(stay, until, Math.floor);
  }, NOTED_MS).unref();

  return {
    async finish() {
      clearInterval(ticking);
      client.ws.off(On.VoiceStateUpdate, onState);
      client.ws.off(On.GuildCreate, onGuild);
      client.ws.off(On.GuildDelete, onGone);
      const until = now();
      await Promise.all([...stays.values()].map((stay) => note(stay, until, Math.round)));
      stays.clear();
    },
  };
}
