import { createDiscordBot, createDiscordPlatform } from '#adapters/discord';
import { createStripeProvider } from '#adapters/stripe';
import { createPauses, createTelegramBot, createTelegramPlatform, type Pauses } from '#adapters/telegram';
import { commands } from '#commands';
import type { Command } from '#contracts';
import type { SeatPorts } from '#domain/access';
import type { Provider } from '#domain/billing';
import type { Senders } from '#domain/delivery';
import type { Posters } from '#domain/drops';
import type { Desks } from '#domain/handoff';
import type { Log } from '#kernel/log';
import type { App, SpaceMoved } from './compose.js';
import type { Draw } from './dispatch/draw.js';
import type { RealTarget } from './targets.js';

/** Seats, senders and posters of the platforms that are set up; they need no open connection. */
export function openPlatforms(
  target: RealTarget,
  draw: Draw,
  moved: SpaceMoved,
  log: Log,
  pauses = createPauses(),
) {
  const seats: SeatPorts = {};
  const senders: Senders = {};
  const posters: Posters = {};
  const desks: Desks = {};
  const stops: (() => Promise<void> | void)[] = [];
  if (target.discord) {
    const discord = createDiscordPlatform({
      ...target.discord,
      draw: draw.notice,
      postButtons: draw.post,
      tickets: draw,
      log,
    });
    seats.discord = discord.seats;
    senders.discord = discord.sender;
    posters.discord = discord.poster;
    if (discord.desk) desks.discord = discord.desk;
    stops.push(() => discord.stop());
  }
  if (target.telegram) {
    const { token, apiUrl } = target.telegram;
    const telegram = createTelegramPlatform({
      token,
      ...(apiUrl ? { apiUrl } : {}),
      draw: draw.notice,
      postButtons: draw.post,
      tickets: draw,
      log,
      pauses,
      onMigrated: (from, to) => moved('telegram', from, to),
    });
    seats.telegram = telegram.seats;
    senders.telegram = telegram.sender;
    posters.telegram = telegram.poster;
    if (telegram.desk) desks.telegram = telegram.desk;
    stops.push(() => telegram.stop());
  }
  return {
    seats,
    senders,
    posters,
    desks,
    async stop() {
      for (const stop of stops) await stop();
    },
  };
}

export function openProvider(target: RealTarget, publicUrl: string, log: Log): Provider {
  return createStripeProvider({
    ...target.stripe,
    successUrl: `${publicUrl}/paid`,
    cancelUrl: `${publicUrl}/back`,
    returnUrl: `${publicUrl}/back`,
    log,
  });
}

/** A bot's connection to its platform. */
export interface Bot {
  name: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  ready(): boolean;
  webhook?: { path: string; handle(body: unknown, secret: string | undefined): Promise<number> };
}

/** What sells is not offered where no community wants it sold. */
async function listedOnTelegram({ rooms }: App): Promise<readonly Command[]> {
  const communities = await rooms.members.communities();
  const sells = communities.length === 0 || communities.some((one) => one.sellsOnTelegram);
  return sells ? commands : commands.filter((one) => !one.sells);
}

/** The bots that listen on the platforms that are set up. */
export function openBots(
  target: RealTarget,
  app: App,
  settings: { publicUrl: string; webhookSecret: string; pauses?: Pauses },
  log: Log,
): Bot[] {
  const bots: Bot[] = [];
  const { dispatcher: dispatch, events, clock } = app;
  if (target.discord) {
    bots.push({
      name: 'discord',
      ...createDiscordBot({ ...target.discord, dispatch, events, commands, clock, log }),
    });
  }
  if (target.telegram) {
    const { token, apiUrl, webhook } = target.telegram;
    const path = '/webhooks/telegram';
    const mode = webhook
      ? ({ kind: 'webhook', url: `${settings.publicUrl}${path}`, secret: settings.webhookSecret } as const)
      : ({ kind: 'polling' } as const);
    const bot = createTelegramBot({
      token,
      ...(apiUrl ? { apiUrl } : {}),
      dispatch,
      events,
      commands,
      listed: () => listedOnTelegram(app),
      log,
      mode,
      ...(settings.pauses ? { pauses: settings.pauses } : {}),
    });
    app.onCommunityChanged(() => void bot.relist());
    bots.push({
      name: 'telegram',
      ...bot,
      ...(webhook ? { webhook: { path, handle: bot.handleWebhook } } : {}),
    });
  }
  return bots;
}
