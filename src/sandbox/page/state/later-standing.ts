/** How far the stories of numbers and of advice have come, read from what one person sees. Pure. */
import type { DiscordMessage, View } from './views.js';

export const NUMBERS_STEPS = 3;
export const ADVICE_STEPS = 4;

export interface LaterProgress {
  numbers: number;
  advice: number;
}

/** What the bot says, in either language. */
const PULSE = /The week from |这一周/;
const FORECAST = /: the next \d+ days|：未来 \d+ 天/;
/** Of which one hears only once there is a forecast, which the demo makes last of its past. */
const BEST = /The hours of the week in which I expect|一周里预计活跃成员最多的时段/;
const LISTED = /What you could take next|接下来可以学/;
const LESSON = /Feedback that people use|把会开短/;
const DIGEST = /Your week|本周速递/;
const WHO_GOT_IT = /Digests of week|周的速递/;

/** Never less than before: some steps are seen by members, others by moderators. */
export function laterProgressOf(before: LaterProgress, { discord, telegram }: View): LaterProgress {
  const places = [...discord.guilds.flatMap(({ channels }) => channels), ...discord.dms];
  const told = places
    .flatMap(({ messages }): DiscordMessage[] => messages)
    .filter(({ author }) => author.bot)
    .map(({ embeds }) => JSON.stringify(embeds));
  const own = telegram.chats.find(({ type }) => type === 'private')?.messages ?? [];
  const heard = own.filter(({ from }) => from?.is_bot).map(({ text, caption }) => text ?? caption ?? '');
  const onDiscord = (what: RegExp) => told.some((text) => what.test(text));
  const onTelegram = (what: RegExp) => heard.some((text) => what.test(text));
  const last = (reached: boolean[]) => reached.lastIndexOf(true) + 1;
  return {
    numbers: Math.max(before.numbers, last([PULSE, FORECAST, BEST].map(onDiscord))),
    advice: Math.max(
      before.advice,
      last([
        onDiscord(LISTED),
        onTelegram(LESSON),
        onDiscord(DIGEST) && onTelegram(DIGEST),
        onDiscord(WHO_GOT_IT),
      ]),
    ),
  };
}
