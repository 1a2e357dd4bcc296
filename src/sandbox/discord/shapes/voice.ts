/** Who is in a voice room, as the API writes it. */
import type { Json } from './user.js';

/** @param voice without a channel: they left */
export function voiceStateShape(
  userId: string,
  voice: { channelId: string | null; sessionId: string },
): Json {
  return {
    channel_id: voice.channelId,
    user_id: userId,
    session_id: voice.sessionId,
    deaf: false,
    mute: false,
    self_deaf: false,
    self_mute: false,
    self_video: false,
    suppress: false,
    request_to_speak_timestamp: null,
  };
}
