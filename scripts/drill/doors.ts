import { demo, people, type Sandbox } from '#sandbox';

type Input = Record<string, unknown>;

/** What people do in this drill, on the platforms as they are there. */
export interface Doors {
  /** Says a slash command and answers with what came back; null when nobody answered. */
  command(as: string, name: string, options: Input): Promise<{ buttons: Button[]; text: string } | null>;
  /** Says something to the bot in private. */
  write(as: number, text: string): Promise<void>;
  /** Messages from the bot to one person, oldest first. */
  discordMail(personId: string): Mail[];
  telegramMail(personId: number): Mail[];
  hasRole(personId: string): boolean;
  /** `member`, `left`, `kicked` … in the members' group. */
  standing(personId: number): string;
  requestToJoin(personId: number, link: string): Promise<void>;
  /** The link that the bot made for asking to join, once it has one. */
  standingLink(): string | undefined;
  pay(sessionId: string): Promise<{ subscription: string }>;
  cancel(subscriptionId: string): Promise<void>;
  newDiscordPeople(count: number): Promise<string[]>;
  newTelegramPerson(name: string): Promise<number>;
}

interface Button {
  label: string;
  url?: string | undefined;
  customId?: string | undefined;
}

export interface Mail {
  text: string;
  buttons: Button[];
}

interface DiscordMessage {
  content: string;
  authorId?: string;
  embeds: { title?: string; description?: string }[];
  components: { components?: { label?: string; url?: string; custom_id?: string }[] }[];
}

export const moderator = people.find((one) => one.rank === 'moderator')?.discordId ?? '';

export function openDoors({ discord, telegram, stripe }: Sandbox): Doors {
  const act = async <T>(
    of: Sandbox['discord'] | Sandbox['stripe'],
    name: string,
    input: Input,
  ): Promise<T> => {
    const action = of.actions[name];
    if (!action) throw new Error(`the sandbox has no action ${name}`);
    return (await action.run(action.input.parse(input))) as T;
  };
  const { actions } = telegram;
  const group = () => telegram.state().chats[demo.telegram.chatId];
  return {
    async command(as, name, options) {
      const channelId = demo.discord.generalChannelId;
      const answer = await act<{ outcome: string; message?: DiscordMessage }>(discord, 'runCommand', {
        as,
        channelId,
        name,
        options,
      });
      return answer.message ? mailOf(answer.message) : null;
    },
    async write(as, text) {
      await actions.sendMessage.run({ as, chatId: as, text });
    },
    discordMail(personId) {
      const state = discord.state();
      const channelId = state.users[personId]?.dmChannelId ?? '';
      return (state.messages[channelId] ?? [])
        .filter((message) => message.authorId === demo.discord.botId)
        .map((message) => mailOf(message as DiscordMessage));
    },
    telegramMail(personId) {
      const messages = Object.values(telegram.state().chats[personId]?.messages ?? {});
      return messages
        .filter((message) => message.fromId === demo.telegram.botId)
        .map(({ text = '', markup }) => ({
          text,
          buttons: keysOf(markup).map((key) => ({ label: key.text, url: key.url })),
        }));
    },
    hasRole: (personId) =>
      discord
        .state()
        .guilds[demo.discord.guildId]?.members[personId]?.roles.includes(demo.discord.memberRoleId) ?? false,
    standing: (personId) => group()?.members[personId]?.status ?? 'left',
    async requestToJoin(personId, link) {
      await actions.requestToJoin.run({ as: personId, link });
    },
    standingLink: () =>
      Object.values(group()?.links ?? {}).find(
        (one) => one.asksToJoin && one.creatorId === demo.telegram.botId,
      )?.link,
    pay: (sessionId) => act(stripe, 'payCheckout', { sessionId }),
    async cancel(subscriptionId) {
      await act(stripe, 'cancel', { subscriptionId, atPeriodEnd: false });
    },
    async newDiscordPeople(count) {
      return (await act<{ userIds: string[] }>(discord, 'addPeople', { count, name: 'Drill' })).userIds;
    },
    async newTelegramPerson(firstName) {
      const { userId } = actions.createUser.run({ firstName });
      await actions.start.run({ as: userId });
      return userId;
    },
  };
}

function mailOf({ content, embeds, components }: DiscordMessage): Mail {
  const said = embeds.flatMap((embed) => [embed.title, embed.description]);
  return {
    text: [content, ...said].filter(Boolean).join('\n'),
    buttons: components.flatMap((row) =>
      (row.components ?? []).map(({ label = '', url, custom_id }) => ({ label, url, customId: custom_id })),
    ),
  };
}

function keysOf(markup: unknown): { text: string; url?: string }[] {
  const { inline_keyboard: rows = [] } = (markup ?? {}) as {
    inline_keyboard?: { text: string; url?: string }[][];
  };
  return rows.flat();
}
