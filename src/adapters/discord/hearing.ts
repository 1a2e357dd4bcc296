/** What people write without a command. Read from the raw dispatches: nothing of it is kept by discord.js. */
import {
  GatewayDispatchEvents,
  MessageType,
  Routes,
  type APIMessage,
  type Client,
  type GatewayMessageCreateDispatchData,
} from 'discord.js';
import type { Dispatcher, Heard } from '#contracts';
import type { Log } from '#kernel/log';
import { brief } from './errors.js';
import type { Places } from './places.js';
import { asBody, draw } from './render.js';
import type { Caller } from './rest.js';

export interface HearingDeps {
  client: Client;
  call: Caller;
  places: Places;
  dispatch: Dispatcher;
  log: Log;
  /** From then on nothing new is taken up. */
  stopping: AbortSignal;
  /** Told of what is under way, so that it can be waited for. */
  underWay(work: Promise<void>): void;
}

/** A channel that refused us is left alone, in milliseconds; so many are remembered. */
const CLOSED_MS = 600_000;
const CLOSED_KNOWN = 1_000;

/** Brings every message of a person to the dispatcher, one after the other for each of them. */
export function attachHearing({
  client,
  call,
  places,
  dispatch,
  log,
  stopping,
  underWay,
}: HearingDeps): void {
  const lanes = new Map<string, Promise<void>>();
  const closed = new Map<string, number>();

  async function heardIn(said: GatewayMessageCreateDispatchData, me: string): Promise<Heard> {
    const { author, member, guild_id: guildId, channel_id: channelId, content, referenced_message } = said;
    const name = member?.nick ?? author.global_name ?? author.username;
    const person = { platform: 'discord', externalId: author.id, name } as const;
    const base = {
      person,
      messageId: said.id,
      ...(referenced_message?.author.id === me && { repliesTo: referenced_message.id }),
    };
    const guild = client.guilds.cache.get(guildId ?? '');
    // Many call the role that has our name.
    const role = guild?.roles.cache.find(({ tags }) => tags?.botId === me)?.id;
    const named = new RegExp(`<@!?${me}>${role === undefined ? '' : `|<@&${role}>`}`, 'g');
    const text = clean(said, content.replaceAll(named, ' ')).replace(/^[\s,:，：]+/u, '');
    if (guildId === undefined) return { ...base, text, way: 'direct', placeExternalIds: [] };
    const parent = await places.parentOf(channelId);
    const channel = client.channels.cache.get(parent ?? channelId);
    const title = channel && 'name' in channel && channel.name ? `#${channel.name}` : undefined;
    return {
      ...base,
      space: { externalId: guildId, title: guild?.name ?? guildId },
      text,
      way: named.test(content) ? 'mention' : 'overheard',
      placeExternalIds: parent === null ? [channelId] : [channelId, parent],
      ...(title !== undefined && { placeTitle: title }),
    };
  }

  async function hear(said: GatewayMessageCreateDispatchData, me: string): Promise<void> {
    const answer = await dispatch.hear(await heardIn(said, me));
    if (!answer || (closed.get(said.channel_id) ?? 0) > performance.now()) return;
    const { body, files } = asBody(draw(answer));
    const sent = await call<APIMessage>({
      method: 'post',
      route: Routes.channelMessages(said.channel_id),
      body: {
        ...body,
        allowed_mentions: { parse: [], replied_user: false },
        message_reference: { message_id: said.id, fail_if_not_exists: false },
        // The same message never gets two answers, whatever comes twice.
        nonce: said.id,
        enforce_nonce: true,
      },
      tries: 2,
      ...(files.length > 0 && { files }),
    });
    if (sent.ok) return;
    log.warn({ fault: sent.fault }, 'Discord did not take an answer');
    if (sent.fault.kind !== 'refused') return;
    if (closed.size >= CLOSED_KNOWN) closed.clear();
    closed.set(said.channel_id, performance.now() + CLOSED_MS);
  }

  client.ws.on(GatewayDispatchEvents.MessageCreate, (said: GatewayMessageCreateDispatchData) => {
    const me = client.user?.id;
    if (stopping.aborted || me === undefined || !isWords(said)) return;
    const { id } = said.author;
    const work: Promise<void> = (lanes.get(id) ?? Promise.resolve())
      .then(() => hear(said, me))
      .catch((error: unknown) => log.error(brief(error), 'A message could not be heard'))
      .finally(() => lanes.get(id) === work && lanes.delete(id));
    lanes.set(id, work);
    underWay(work);
  });
}

/** Something that a person wrote; without the intent for it, Discord shows us no words that are not for us. */
function isWords({ author, webhook_id, type, content }: GatewayMessageCreateDispatchData): boolean {
  if (author.bot || author.system || webhook_id !== undefined || content.trim() === '') return false;
  return type === MessageType.Default || type === MessageType.Reply;
}

/** As it is read: people and emoji by their names. */
function clean({ mentions }: GatewayMessageCreateDispatchData, content: string): string {
  const names = new Map(mentions.map(({ id, global_name, username }) => [id, global_name ?? username]));
  return content
    .replaceAll(/<@!?(\d+)>/g, (_all, id: string) => `@${names.get(id) ?? '…'}`)
    .replaceAll(/<a?:(\w+):\d+>/g, ':$1:')
    .replaceAll(/[ \t]+/g, ' ')
    .trim();
}
