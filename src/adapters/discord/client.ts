/** One gateway client, from its making to its end. discord.js reconnects by itself; we see when it cannot. */
import {
  ActivityType,
  ApplicationFlags,
  Client,
  Events as ClientEvents,
  GatewayIntentBits,
  Options,
  Partials,
  SimpleShardingStrategy,
  type REST,
  Status,
  type IShardingStrategy,
  type WebSocketOptions,
} from 'discord.js';
import type { Log } from '#kernel/log';
import { brief } from './errors.js';

export interface GatewaySettings {
  token: string;
  rest: REST;
  intents: readonly GatewayIntentBits[];
  presence: string | undefined;
  log: Log;
}

export interface Gateway {
  client: Client;
  /** Resolves when ready; rejects when Discord refuses us or cannot be reached. May also never settle. */
  login(): Promise<void>;
  /** Whether every shard is connected now. */
  ready(): boolean;
  /** Resolves when the connection is lost for good. */
  lost: Promise<string>;
  /** Disconnects; nothing wakes it again. */
  end(): Promise<void>;
}

/**
 * What we are told of. Words in channels that are not for us come only where the owner switched that on in the
 * developer portal: asked for without it, Discord lets nobody in. Presences never.
 */
export function wantedIntents(flags: number): GatewayIntentBits[] {
  return [
    GatewayIntentBits.Guilds,
    GatewayIntentBits.GuildMembers,
    GatewayIntentBits.GuildModeration,
    GatewayIntentBits.GuildVoiceStates,
    GatewayIntentBits.GuildMessages,
    GatewayIntentBits.GuildMessageReactions,
    GatewayIntentBits.DirectMessages,
    ...(hasContent(flags) ? [GatewayIntentBits.MessageContent] : []),
  ];
}

/** Whether an application is shown what is written to others; one of the two is for a hundred guilds or more. */
export function hasContent(flags: number): boolean {
  const { GatewayMessageContent, GatewayMessageContentLimited } = ApplicationFlags;
  return (flags & (GatewayMessageContent | GatewayMessageContentLimited)) !== 0;
}

/** How long a guild that Discord cannot reach keeps us from being ready. */
const WAIT_FOR_GUILD_MS = 2_000;
const GIVE_UP_MS = 180_000;
const WATCH_MS = 15_000;
const END_MS = 3_000;

export function createGateway({ token, rest, intents, presence, log }: GatewaySettings): Gateway {
  let ended = false;
  const client: Client = new Client({
    intents: [...intents],
    // An interaction in a private conversation comes from a channel never seen before.
    partials: [Partials.Channel],
    allowedMentions: { parse: [], repliedUser: false },
    waitGuildTimeout: WAIT_FOR_GUILD_MS,
    shards: 'auto',
    // Members are asked for where they matter; only what an interaction brings along is kept for a while.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ...Object.fromEntries(UNUSED_CACHES.map((name) => [name, 0])),
      GuildMemberManager: { maxSize: 200, keepOverLimit: (member) => member.id === client.user?.id },
      UserManager: { maxSize: 500, keepOverLimit: (user) => user.id === client.user?.id },
    }),
    ...(presence === undefined
      ? {}
      : {
          presence: { activities: [{ type: ActivityType.Custom, name: 'Custom Status', state: presence }] },
        }),
    ws: { buildStrategy: mutable(() => ended) },
  });
  client.rest.clearHashSweeper();
  client.rest.clearHandlerSweeper();
  client.rest = rest;

  client.on(ClientEvents.Error, (error) => log.error(brief(error), 'The Discord client reports an error'));
  client.on(ClientEvents.ShardError, (error, shard) =>
    log.warn({ ...brief(error), shard }, 'The connection to Discord broke'),
  );
  client.on(ClientEvents.ShardReconnecting, (shard) => log.info({ shard }, 'Reconnecting to Discord'));

  const ready = (): boolean =>
    client.isReady() && client.ws.shards.every((shard) => shard.status === Status.Ready);

  let watch: NodeJS.Timeout | undefined;
  const lost = new Promise<string>((resolve) => {
    client.on(ClientEvents.ShardDisconnect, ({ code }) => resolve(`closed with ${code}`));
    client.on(ClientEvents.Invalidated, () => resolve('session invalidated'));
    let away = 0;
    watch = setInterval(() => {
      away = ready() ? 0 : away + WATCH_MS;
      if (away >= GIVE_UP_MS) resolve('did not come back');
    }, WATCH_MS).unref();
  });

  return {
    client,
    ready,
    lost,
    async login() {
      const isReady = new Promise<void>((resolve) => client.once(ClientEvents.ClientReady, () => resolve()));
      await client.login(token);
      await isReady;
    },
    async end() {
      ended = true;
      clearInterval(watch);
      const destroyed = client.destroy().catch((error: unknown) => log.warn(brief(error), 'Bad goodbye'));
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, END_MS)));
      await Promise.race([destroyed, patience]);
      clearTimeout(timer);
    },
  };
}

const UNUSED_CACHES = [
  'MessageManager',
  'PresenceManager',
  'ReactionManager',
  'ReactionUserManager',
  'GuildBanManager',
  'GuildEmojiManager',
  'GuildStickerManager',
  'GuildInviteManager',
  'GuildScheduledEventManager',
  'AutoModerationRuleManager',
  'StageInstanceManager',
  'ThreadMemberManager',
  'VoiceStateManager',
] as const;

/**
 * A shard between two attempts to connect is deaf to `destroy` and would come back as a second bot.
 * Before each attempt it asks for its session: once we are at an end, it never gets it.
 */
function mutable(ended: () => boolean): NonNullable<WebSocketOptions['buildStrategy']> {
  return (manager): IShardingStrategy => {
    const { retrieveSessionInfo } = manager.options;
    manager.options.retrieveSessionInfo = (shardId) =>
      ended() ? new Promise<never>(() => {}) : retrieveSessionInfo(shardId);
    return new SimpleShardingStrategy(manager);
  };
}
