/** Which conversations a person has on Discord, and what is unread in them. Pure but for what was seen. */
import type { Store } from '../state/store.js';
import type { ChannelView, CommandView, DiscordMessage, GuildView } from '../state/views.js';

export interface Place {
  id: string;
  kind: 'channel' | 'dm';
  /** How a channel looks in the list; a thread stands below the one it belongs to. */
  sort: 'text' | 'forum' | 'thread' | 'voice';
  /** The channel that a thread belongs to. */
  parentId: string | null;
  canWrite: boolean;
  /** Who is in a voice room. */
  inside: readonly string[];
  name: string;
  topic: string | null;
  guild: GuildView | undefined;
  messages: DiscordMessage[];
  unread: number;
  /** Mentions and direct messages are counted, the rest is only marked. */
  loud: boolean;
}

/** The direct messages before the first one. */
export const NO_DM = '0';

const seenKey = (store: Store, id: string): string => `${store.person.key}:discord:${id}`;

function unreadIn(store: Store, id: string, messages: readonly DiscordMessage[]): number {
  const me = store.view.discord.user.id;
  return store.seen.unread(
    seenKey(store, id),
    messages.map((one) => ({ id: one.id, mine: one.author.id === me || one.usedBy?.userId === me })),
  );
}

export const markSeen = (store: Store, place: Place): boolean =>
  store.seen.mark(seenKey(store, place.id), place.messages);

const CATEGORY = 4;
const FORUM = 15;
/** Voice rooms and stages. */
const VOICE: readonly number[] = [2, 13];
const isThread = ({ type }: ChannelView): boolean => type >= 10 && type <= 12;

/** Channels in their order, each with its threads below it, the oldest first. */
function withThreads(channels: readonly ChannelView[]): ChannelView[] {
  const threads = channels.filter((one) => isThread(one) && !one.archived);
  return channels
    .filter((one) => one.type !== CATEGORY && !isThread(one))
    .sort((a, b) => a.position - b.position)
    .flatMap((one) => [one, ...threads.filter(({ parentId }) => parentId === one.id)]);
}

export function placesOf(store: Store): Place[] {
  const { guilds, dms, bot } = store.view.discord;
  const channels = guilds.flatMap((guild) =>
    withThreads(guild.channels).map((one): Place => {
      const { id, name, topic, messages, parentId, canWrite, inside } = one;
      const unread = unreadIn(store, id, messages);
      const sort =
        one.type === FORUM ? 'forum' : VOICE.includes(one.type) ? 'voice' : isThread(one) ? 'thread' : 'text';
      return {
        id,
        kind: 'channel',
        sort,
        name,
        topic,
        parentId,
        canWrite,
        inside,
        guild,
        messages,
        unread,
        loud: false,
      };
    }),
  );
  const direct = dms.length > 0 ? dms : [{ channelId: NO_DM, with: { ...bot, bot: true }, messages: [] }];
  const private_ = direct.map(({ channelId, with: other, messages }): Place => {
    const unread = unreadIn(store, channelId, messages);
    const id = channelId;
    const own = { kind: 'dm', sort: 'text', parentId: null, canWrite: true, inside: [] } as const;
    return { id, ...own, name: other.name, topic: null, guild: guilds[0], messages, unread, loud: true };
  });
  return [...channels, ...private_];
}

export function commandsAt(store: Store, place: Place): CommandView[] {
  const { commands } = store.view.discord;
  if (place.kind === 'dm') return commands.filter((one) => one.inDm);
  return commands.filter((one) => place.guild && one.inGuilds.includes(place.guild.id));
}
