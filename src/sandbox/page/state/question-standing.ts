/** How far the story of a question has come, read from what one person sees. Pure: also tried without a browser. */
import type { About, DiscordMessage, View } from './views.js';

export const QUESTION_STEPS = 6;

type Demo = About['demo'];

/** What the bot says in these places, in either language. */
const HANDED = /with the team: ticket \d|已转给团队，工单 \d/;
const REACHED = /You asked: “|你的提问：“/;
const LEARNED =
  /From now on this is a way of asking|今后这也是一种问法|The FAQ has a new entry|常见问题有了新条目/;

/**
 * The next progress, 0 to 6: the farthest step of which something is to be seen, and never less than before. Some
 * steps are seen by whoever asks, others by the team alone.
 */
export function questionProgressOf(before: number, view: View, demo: Demo): number {
  const { guilds, dms } = view.discord;
  const channels = guilds.flatMap((guild) => guild.channels);
  const own = view.telegram.chats.find((one) => one.type === 'private')?.messages ?? [];
  const buttons = own
    .filter(({ from }) => from?.is_bot)
    .map(({ reply_markup: keyboard }) => keyboard?.inline_keyboard.flat().map(({ text }) => text) ?? []);
  const listened = channels.find((one) => one.id === demo.discord.questionsChannelId)?.messages ?? [];
  const threads = channels.filter((one) => one.parentId === demo.discord.staffChannelId);
  const desk = channels.find((one) => one.id === demo.discord.staffChannelId)?.messages ?? [];
  const told = [...channels, ...dms].flatMap((one): DiscordMessage[] => one.messages);
  const reached = [
    buttons.some((all) => all.includes('👍')),
    // Titles, one of which leads to a person, and nothing to be judged yet.
    buttons.some((all) => all.length > 1 && !all.includes('👍') && isWayToPerson(all.at(-1))),
    listened.some(({ author }) => author.bot),
    own.some(({ text }) => HANDED.test(text ?? '')) || desk.some(({ threadId }) => threadId !== null),
    threads.some(({ messages }) => messages.some(({ author }) => !author.bot)) ||
      own.some(({ from, text }) => from?.is_bot && REACHED.test(text ?? '')),
    told.some(({ author, embeds }) => author.bot && LEARNED.test(JSON.stringify(embeds))),
  ];
  return Math.max(before, reached.lastIndexOf(true) + 1);
}

const isWayToPerson = (label: string | undefined): boolean => /talk to a person|转人工/i.test(label ?? '');
