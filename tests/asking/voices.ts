/** Somebody who talks, on either platform, and reads what the bot says to it. */
import { onDiscord, onTelegram } from '../_support/chat.js';
import { demo, type Product } from '../_support/product.js';

/** listening: where questions are answered unasked; elsewhere: where they are not; private: with the bot alone. */
export type Where = 'listening' | 'elsewhere' | 'private';

export interface Heard {
  id: string;
  text: string;
  buttons: { label: string; data: string }[];
  /** The message that it answers. */
  replyTo: string | undefined;
}

export interface Voice {
  /** @returns the id of what was said */
  says(text: string, where: Where): Promise<string>;
  /** The same with the bot's name before it. */
  calls(text: string, where: Where): Promise<string>;
  /** What the bot wrote there, oldest first. */
  reads(where: Where): Heard[];
  /** What the bot answered to a message; waits for it. */
  answerTo(id: string, where: Where): Promise<Heard>;
  asks(text: string, where: Where): Promise<Heard>;
  /** Presses a button. @returns what the presser is told apart from a message in the chat: a toast, or a message for them alone */
  presses(said: Heard, label: string | RegExp, where: Where): Promise<string>;
}

interface DiscordMessage {
  id: string;
  content: string;
  author: { id: string };
  embeds: { title?: string; description?: string }[];
  components: { components?: { label?: string; custom_id?: string }[] }[];
  replyTo: { messageId: string } | null;
}

export function discordVoice(product: Product, key: string): Voice {
  const person = onDiscord(product, key);
  const ids = demo.discord;
  const channelOf = async (where: Where): Promise<string> => {
    if (where === 'listening') return ids.generalChannelId;
    if (where === 'elsewhere') return ids.staffChannelId;
    return ((await person.act('openDm', { as: person.id })) as unknown as { channelId: string }).channelId;
  };
  const heard = (message: DiscordMessage): Heard => ({
    id: message.id,
    text: [message.content, ...message.embeds.flatMap(({ title, description }) => [title, description])]
      .filter(Boolean)
      .join('\n'),
    buttons: message.components.flatMap((row) =>
      (row.components ?? []).map(({ label = '', custom_id: data = '' }) => ({ label, data })),
    ),
    replyTo: message.replyTo?.messageId,
  });
  const voice: Omit<Voice, 'answerTo' | 'asks'> = {
    async says(text, where) {
      const channelId = await channelOf(where);
      const said = await person.act('sendMessage', { as: person.id, channelId, content: text });
      return (said as unknown as { id: string }).id;
    },
    calls: (text, where) => voice.says(`<@${ids.botId}> ${text}`, where),
    reads(where) {
      const view = person.view();
      const messages =
        where === 'private'
          ? view.dms.flatMap((dm) => dm.messages)
          : (view.guilds[0]?.channels ?? [])
              .filter(({ id }) => id === (where === 'listening' ? ids.generalChannelId : ids.staffChannelId))
              .flatMap((channel) => channel.messages);
      return (messages as unknown as DiscordMessage[])
        .filter(({ author }) => author.id === ids.botId)
        .map(heard);
    },
    async presses(said, label, where) {
      const button = buttonOf(said, label);
      const channelId = await channelOf(where);
      const answer = await person.act('pressButton', {
        as: person.id,
        channelId,
        messageId: said.id,
        customId: button.data,
      });
      if (answer.outcome === 'modal') return 'modal';
      return answer.outcome === 'reply' && answer.message
        ? heard(answer.message as unknown as DiscordMessage).text
        : '';
    },
  };
  return { ...voice, ...waiting(product, voice) };
}

interface TelegramMessage {
  message_id: number;
  text?: string;
  from?: { is_bot: boolean };
  reply_to_message?: { message_id: number };
  markup?: { inline_keyboard?: { text: string; callback_data?: string }[][] };
}

export function telegramVoice(product: Product, key: string): Voice {
  const person = onTelegram(product, key);
  const ids = demo.telegram;
  const chatOf = (where: Where) =>
    where === 'private' ? person.id : where === 'listening' ? ids.lobbyId : ids.chatId;
  const voice: Omit<Voice, 'answerTo' | 'asks'> = {
    async says(text, where) {
      const said = await person.act<{ messageId: number }>('sendMessage', { chatId: chatOf(where), text });
      return String(said.messageId);
    },
    calls: (text, where) => voice.says(`@${ids.botName} ${text}`, where),
    reads: (where) =>
      ((person.chat(chatOf(where))?.messages ?? []) as unknown as TelegramMessage[])
        .filter(({ from }) => from?.is_bot)
        .map((message) => ({
          id: String(message.message_id),
          text: message.text ?? '',
          buttons: (message.markup?.inline_keyboard ?? [])
            .flat()
            .map(({ text, callback_data: data = '' }) => ({ label: text, data })),
          replyTo: message.reply_to_message && String(message.reply_to_message.message_id),
        })),
    async presses(said, label, where) {
      const { data } = buttonOf(said, label);
      const pressed = { chatId: chatOf(where), messageId: Number(said.id), data };
      return (await person.act<{ text?: string }>('pressButton', pressed)).text ?? '';
    },
  };
  return { ...voice, ...waiting(product, voice) };
}

function buttonOf(said: Heard, label: string | RegExp): Heard['buttons'][number] {
  const found = said.buttons.find((one) =>
    typeof label === 'string' ? one.label === label : label.test(one.label),
  );
  if (!found) throw new Error(`no ${String(label)} among ${said.buttons.map((one) => one.label).join(', ')}`);
  return found;
}

function waiting(product: Product, { says, reads }: Pick<Voice, 'says' | 'reads'>) {
  const answerTo: Voice['answerTo'] = async (id, where) => {
    const found = await product.until(`an answer to ${id}`, () =>
      reads(where).find(({ replyTo }) => replyTo === id),
    );
    if (!found) throw new Error('no answer');
    return found;
  };
  const asks: Voice['asks'] = async (text, where) => answerTo(await says(text, where), where);
  return { answerTo, asks };
}

export const labels = ({ buttons }: Heard): string[] => buttons.map(({ label }) => label);
