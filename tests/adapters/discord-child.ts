/** A bot that is stopped in the middle of an outage. When nothing of it is left, this process ends. */
import { createDiscordBot } from '#adapters/discord';
import { stage, token, until } from './discord-stage.js';

const unheard = (): Promise<never> => Promise.reject(new Error('Nobody says anything here'));
const discord = await stage();
const bot = createDiscordBot({
  token,
  apiUrl: discord.apiUrl,
  dispatch: { say: unheard, press: unheard, answerAsk: unheard, suggest: unheard, hear: unheard },
  events: {
    happened: () => {},
    listening: async () => {},
    seatSeen: unheard,
    joinRequested: unheard,
    personSeen: unheard,
    spaceChanged: unheard,
  },
  commands: [],
  clock: discord.clock,
  log: discord.log,
});
await bot.start();
await discord.close();
await until(() => discord.lines.find((each) => each.message === 'Reconnecting to Discord'));
await bot.stop();
