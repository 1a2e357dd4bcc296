import type { Action } from '../../src/sandbox/kit.js';
import { demo, person, type Product } from './product.js';

/** A message as a person sees it, on either platform, reduced to what is written and what can be pressed. */
export interface Seen {
  id: string;
  text: string;
  buttons: { label: string; url?: string; data?: string }[];
}

interface DiscordMessage {
  id: string;
  content: string;
  embeds: { title?: string; description?: string; fields?: { name: string; value: string }[] }[];
  components: { components?: { label?: string; url?: string; custom_id?: string }[] }[];
}

function seen(message: DiscordMessage): Seen {
  const embeds = message.embeds.flatMap((embed) => [
    embed.title,
    embed.description,
    ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
  ]);
  return {
    id: message.id,
    text: [message.content, ...embeds].filter(Boolean).join('\n'),
    buttons: message.components.flatMap((row) =>
      (row.components ?? []).map(({ label = '', url, custom_id }) => ({
        label,
        ...(url ? { url } : {}),
        ...(custom_id ? { data: custom_id } : {}),
      })),
    ),
  };
}

/** Somebody at Discord: says commands, presses buttons, reads. */
export function onDiscord(product: Product, key: string) {
  const { discord } = product.sandbox;
  const as = person(key).discordId;
  const channelId = demo.discord.generalChannelId;
  type Answer = { outcome: string; message?: DiscordMessage; modal?: { id: string; components: unknown } };
  const act = async (name: string, input: object): Promise<Answer> => {
    const action = discord.actions[name];
    if (!action) throw new Error(`Discord has no action ${name}`);
    return (await action.run(action.input.parse(input))) as Answer;
  };
  const read = (answer: Answer): Seen & { outcome: string } => ({
    outcome: answer.outcome,
    ...(answer.message ? seen(answer.message) : { id: '', text: '', buttons: [] }),
  });
  const view = () => discord.view(as);
  return {
    id: as,
    act,
    view,
    async say(name: string, options: Record<string, string | number | boolean> = {}) {
      return read(await act('runCommand', { as, channelId, name, options }));
    },
    async press(message: Seen, label: string | RegExp) {
      const button = message.buttons.find((one) =>
        typeof label === 'string' ? one.label === label : label.test(one.label),
      );
      if (!button?.data)
        throw new Error(`no button ${String(label)} among ${message.buttons.map((b) => b.label).join(', ')}`);
      return read(await act('pressButton', { as, channelId, messageId: message.id, customId: button.data }));
    },
    /** The roles this person has, by name. */
    roles(): string[] {
      const guild = view().guilds[0];
      return (guild?.roles ?? []).filter((role) => role.memberIds.includes(as)).map((role) => role.name);
    },
    /** Direct messages from the bot, oldest first. */
    mail(): Seen[] {
      return view().dms.flatMap((dm) => dm.messages.map((message) => seen(message as DiscordMessage)));
    },
  };
}

interface TelegramMessage {
  message_id: number;
  text?: string;
  caption?: string;
  from?: { is_bot: boolean };
  markup?: { inline_keyboard?: { text: string; url?: string; callback_data?: string }[][] };
}

/** Somebody at Telegram. */
export function onTelegram(product: Product, key: string) {
  const { telegram } = product.sandbox;
  const as = person(key).telegramId;
  const act = async <T = unknown>(name: string, input: object): Promise<T> => {
    const action = (telegram.actions as Record<string, Action>)[name];
    if (!action) throw new Error(`Telegram has no action ${name}`);
    return (await action.run(action.input.parse({ as, ...input }))) as T;
  };
  const chat = (id: number = as) => telegram.view(as).chats.find((one) => one.id === id);
  const mail = (): Seen[] =>
    ((chat()?.messages ?? []) as unknown as TelegramMessage[])
      .filter((message) => message.from?.is_bot)
      .map((message) => ({
        id: String(message.message_id),
        text: message.text ?? message.caption ?? '',
        buttons: (message.markup?.inline_keyboard ?? []).flat().map(({ text, url, callback_data }) => ({
          label: text,
          ...(url ? { url } : {}),
          ...(callback_data ? { data: callback_data } : {}),
        })),
      }));
  return {
    id: as,
    act,
    mail,
    chat,
    /** Says something to the bot in private and returns what the bot answered. */
    async say(text: string): Promise<Seen> {
      const before = JSON.stringify(mail());
      await act('sendMessage', { chatId: as, text });
      await product.until(`an answer to ${text}`, () => JSON.stringify(mail()) !== before);
      return mail().at(-1) ?? { id: '', text: '', buttons: [] };
    },
    async press(message: Seen, label: string | RegExp): Promise<Seen> {
      const button = message.buttons.find((one) =>
        typeof label === 'string' ? one.label === label : label.test(one.label),
      );
      if (!button?.data)
        throw new Error(`no button ${String(label)} among ${message.buttons.map((b) => b.label).join(', ')}`);
      const before = JSON.stringify(mail());
      await act('pressButton', { chatId: as, messageId: Number(message.id), data: button.data });
      await product.until(`an answer to ${String(label)}`, () => JSON.stringify(mail()) !== before);
      return mail().at(-1) ?? message;
    },
    /** This person's standing in the members' group. */
    standing: () => chat(demo.telegram.chatId)?.myStatus ?? 'left',
  };
}

/** Pays the Checkout page behind a link. */
export async function payLink(product: Product, url: string, card: 'ok' | 'fails-later' | 'declined' = 'ok') {
  const sessionId = /cs_\w+/.exec(decodeURIComponent(url))?.[0] ?? '';
  await stripe(product, 'payCheckout', { sessionId, card });
}

/** Does something at Stripe. */
export async function stripe<T = unknown>(product: Product, name: string, input: object): Promise<T> {
  const action = product.sandbox.stripe.actions[name];
  if (!action) throw new Error(`Stripe has no action ${name}`);
  return (await action.run(action.input.parse(input))) as T;
}
