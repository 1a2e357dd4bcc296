/** Voice rooms and stages: who is in which. Nobody is heard. */
import { memberShape } from '../shapes/user.js';
import { voiceStateShape } from '../shapes/voice.js';
import type { Guild, Member, TextChannel } from '../state.js';
import type { World } from '../world.js';
import { intent } from './intents.js';

/** Who is in a voice room. */
export function inVoice(guild: Guild, channelId: string): string[] {
  return Object.entries(guild.voices ?? {}).flatMap(([userId, voice]) =>
    voice.channelId === channelId ? [userId] : [],
  );
}

/** Comes into a voice room, from another one or from none. */
export function enterVoice(world: World, guild: Guild, userId: string, room: TextChannel): void {
  const before = guild.voices?.[userId];
  if (before?.channelId === room.id) return;
  const voice = { channelId: room.id, sessionId: before?.sessionId ?? sessionId(world) };
  guild.voices = { ...guild.voices, [userId]: voice };
  announce(world, guild, userId, voice, guild.members[userId]);
}

/** @param member who it was, where they left the guild with it */
export function leaveVoice(
  world: World,
  guild: Guild,
  userId: string,
  member: Member | undefined = guild.members[userId],
): void {
  const { [userId]: voice, ...others } = guild.voices ?? {};
  if (!voice) return;
  guild.voices = others;
  announce(world, guild, userId, { ...voice, channelId: null }, member);
}

function announce(
  world: World,
  guild: Guild,
  userId: string,
  voice: { channelId: string | null; sessionId: string },
  member: Member | undefined,
): void {
  world.emit({
    t: 'VOICE_STATE_UPDATE',
    d: {
      ...voiceStateShape(userId, voice),
      guild_id: guild.id,
      ...(member ? { member: memberShape(world, member) } : {}),
    },
    intents: intent.guildVoiceStates,
    guildId: guild.id,
  });
}

/** 32 hexadecimal digits, as Discord's are. */
function sessionId(world: World): string {
  return BigInt(world.newId()).toString(16).padStart(32, '0');
}
