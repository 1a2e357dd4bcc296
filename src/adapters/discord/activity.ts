/**
 * What people do, reported to be counted: ids and times, never a word. Read from the raw dispatches: nothing of it is
 * kept by discord.js. Bots, webhooks and Discord's own messages are nobody.
 */
import {
  GatewayDispatchEvents as On,
  MessageReferenceType,
  MessageType,
  Routes,
  SnowflakeUtil,
  type APIUser,
  type Client,
  type GatewayGuildMemberAddDispatchData,
  type GatewayGuildMemberRemoveDispatchData,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayThreadCreateDispatchData,
} from 'discord.js';
import { isQuestion, type Activity, type Events } from '#contracts';
import type { Clock } from '#kernel/clock';
import type { Log } from '#kernel/log';
import { brief } from './errors.js';
import type { Places } from './places.js';
import type { Caller } from './rest.js';
import { attachVoice } from './voice.js';

export interface ActivityDeps {
  client: Client;
  call: Caller;
  places: Places;
  events: Events;
  clock: Clock;
  log: Log;
}

export interface ActivityWatch {
  /** Reports the minutes of those who are in a voice room now; nothing is reported any more. */
  finish(): Promise<void>;
}

/** People about whom it is remembered whether they are a bot. */
const KNOWN_USERS = 1_000;

export function attachActivity({ client, call, places, events, clock, log }: ActivityDeps): ActivityWatch {
  const bots = new Map<string, boolean>();
  const voice = attachVoice({ client, places, events, clock });
  let isOver = false;

  function on<Data>(event: On, handle: (data: Data) => Promise<void> | void): void {
    client.ws.on(event, (data: Data) => {
      if (isOver) return;
      // `async`, so that one catch holds whatever happens.
      void (async () => handle(data))().catch((error: unknown) =>
        log.warn({ ...brief(error), event }, 'Something at Discord could not be counted'),
      );
    });
  }

  const report = async (
    guildId: string,
    channelId: string,
    what: Pick<Activity, 'kind' | 'personId' | 'at' | 'messageId' | 'repliesTo'>,
  ): Promise<void> =>
    events.happened({
      platform: 'discord',
      spaceExternalId: guildId,
      place: await places.placeOf(channelId),
      ...what,
    });

  /** Whether somebody of whom only the id is known is a bot; unknown ones are taken for one. */
  async function isBot(userId: string): Promise<boolean> {
    const known = client.users.cache.get(userId)?.bot ?? bots.get(userId);
    if (known !== undefined) return known;
    const asked = await call<APIUser>({ method: 'get', route: Routes.user(userId), tries: 2 });
    if (!asked.ok) return true;
    if (bots.size >= KNOWN_USERS) bots.clear();
    bots.set(userId, asked.value.bot === true);
    return asked.value.bot === true;
  }

  on<GatewayMessageCreateDispatchData>(On.MessageCreate, async (said) => {
    const { guild_id: guildId, channel_id: channelId, author, id, content } = said;
    if (guildId === undefined || !isPersons(said)) return;
    const repliesTo = answered(said);
    await report(guildId, channelId, {
      kind: repliesTo ? 'reply' : isQuestion(content) ? 'question' : 'message',
      personId: author.id,
      at: momentOf(id),
      messageId: id,
      ...(repliesTo && { repliesTo }),
    });
  });

  on<GatewayMessageReactionAddDispatchData>(On.MessageReactionAdd, async (reaction) => {
    const { guild_id: guildId, channel_id: channelId, user_id: personId, member } = reaction;
    if (guildId === undefined || (member?.user ? member.user.bot : await isBot(personId))) return;
    await report(guildId, channelId, { kind: 'reaction', personId, at: clock.now() });
  });

  // It also comes when we are let into a thread that is there already.
  on<GatewayThreadCreateDispatchData>(On.ThreadCreate, async (thread) => {
    const { guild_id: guildId, id, owner_id: personId, thread_metadata: facts } = thread;
    if (!thread.newly_created || guildId === undefined || personId === undefined) return;
    if (personId === client.user?.id || (await isBot(personId))) return;
    const started = Date.parse(facts?.create_timestamp ?? '');
    const at = Number.isNaN(started) ? momentOf(id) : new Date(started);
    await report(guildId, id, { kind: 'thread', personId, at });
  });

  on<GatewayGuildMemberAddDispatchData>(On.GuildMemberAdd, ({ guild_id, user, joined_at }) => {
    if (user.bot) return;
    const at = joined_at ? new Date(joined_at) : clock.now();
    events.happened({ platform: 'discord', kind: 'join', personId: user.id, spaceExternalId: guild_id, at });
  });
  on<GatewayGuildMemberRemoveDispatchData>(On.GuildMemberRemove, ({ guild_id, user }) => {
    if (user.bot) return;
    const at = clock.now();
    events.happened({ platform: 'discord', kind: 'leave', personId: user.id, spaceExternalId: guild_id, at });
  });

  return {
    async finish() {
      isOver = true;
      await voice.finish();
    },
  };
}

function isPersons({ author, webhook_id, type }: GatewayMessageCreateDispatchData): boolean {
  if (author.bot || author.system || webhook_id !== undefined) return false;
  return type === MessageType.Default || type === MessageType.Reply;
}

/** The message that is answered; nobody answers themselves, and who forwards a message answers nobody. */
function answered(said: GatewayMessageCreateDispatchData): Activity['repliesTo'] {
  const { message_reference: reference, referenced_message: original, author } = said;
  if (said.type !== MessageType.Reply || reference?.type === MessageReferenceType.Forward) return undefined;
  const messageId = reference?.message_id;
  if (messageId === undefined || original?.author.id === author.id) return undefined;
  const isPerson = original && !original.author.bot && original.webhook_id === undefined;
  return { messageId, personId: isPerson ? original.author.id : null };
}

/** An id says when it was given. */
function momentOf(id: string): Date {
  return new Date(SnowflakeUtil.timestampFrom(id));
}
