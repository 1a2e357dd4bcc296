/** How far the story of a course has come, read from what one person sees. Pure: also tried without a browser. */
import type { About, DiscordMessage, TelegramMessage, View } from './views.js';

export const COURSE_STEPS = 6;

type Demo = About['demo'];

/**
 * The next progress, 0 to 6: the farthest step of which something is to be seen, and never less than before. Some
 * steps are seen by the creator alone, others by whoever learns.
 */
export function courseProgressOf(before: number, view: View, demo: Demo): number {
  const { guilds, dms } = view.discord;
  const channels = guilds.flatMap((guild) => guild.channels);
  const said = [...channels, ...dms].flatMap((one): DiscordMessage[] => one.messages);
  const used = (command: string) => said.some((one) => one.usedBy?.command === command);
  const announced = channels.find((one) => one.id === demo.discord.coursesChannelId);
  const lobby = view.telegram.chats.find((one) => one.id === demo.telegram.lobbyId);
  const own = view.telegram.chats.find((one) => one.type === 'private')?.messages ?? [];
  const wrote = (what: RegExp) => own.some((one) => one.isMine && what.test(one.text ?? ''));
  const places = new Set([
    announced?.id,
    ...channels.filter((one) => one.parentId === announced?.id).map((one) => one.id),
  ]);
  const reached = [
    used('course upload') || wrote(/^\/course upload/),
    used('course preview') || wrote(/^\/course preview/),
    used('course publish') || wrote(/^\/course publish/),
    (announced?.messages ?? []).some(isPost) && (lobby?.messages ?? []).some(isPosted),
    used('learn') ||
      wrote(/^\/(start b-|learn)/) ||
      said.some((one) => one.ephemeral && places.has(one.channelId) && one.author.bot),
    said.some(({ components }) => leadsToProof(components)) ||
      own.some(({ reply_markup: keyboard }) => leadsToProof(keyboard?.inline_keyboard)),
  ];
  return Math.max(before, reached.lastIndexOf(true) + 1);
}

const isPost = ({ author, embeds, ephemeral }: DiscordMessage): boolean =>
  author.bot && !ephemeral && embeds.length > 0;

const isPosted = ({ from, text, caption }: TelegramMessage): boolean =>
  from?.is_bot === true && (text ?? caption ?? '').startsWith('📘');

/** Below a certificate there is always the way to its proof. */
const leadsToProof = (buttons: unknown): boolean =>
  /"url":"[^"]*\/certificates?\//.test(JSON.stringify(buttons ?? []));
