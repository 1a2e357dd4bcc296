/** Saying commands to the whole product, as one of the demo's people, and reading what comes back. */
import { flat, type Answer, type Ask, type CommandOptions, type Reader } from '#contracts';
import type { Platform } from '#domain/members';
import type { Product } from '../_support/product.js';
import { speakerOn } from '../security/cast.js';

const english: Reader = { locale: 'en', timeZone: 'UTC' };

export interface Said {
  title: string;
  /** Title, body, fields, list: one line each. */
  lines: string[];
  buttons: { label: string; token?: string; url?: string }[];
  file?: { name: string; text: string };
  /** Names of options that were asked for instead. */
  asked: string[];
  token: string;
}

export function heard(answer: Answer | Ask, reader: Reader = english): Said {
  const read = (phrase: Parameters<typeof flat>[0]) => flat(phrase, reader).replaceAll('\u202F', ' ');
  if (answer.kind === 'ask') {
    const asked = answer.missing.map(({ name }) => name);
    return { title: '', lines: [], buttons: [], asked, token: answer.token };
  }
  const { title, body = [], fields = [], list = [], buttons, file } = answer.reply;
  return {
    title: title ? read(title) : '',
    lines: [
      ...(title ? [read(title)] : []),
      ...body.map(read),
      ...fields.flatMap(({ name, value }) => [read(name), read(value)]),
      ...list.map(({ mark, text }) => `${mark ?? 'dot'} ${read(text)}`),
    ],
    buttons: buttons.flat().map((button) => ({
      label: read(button.label),
      ...('url' in button ? { url: button.url } : { token: button.token }),
    })),
    ...(file ? { file: { name: file.name, text: Buffer.from(file.data).toString('utf8') } } : {}),
    asked: [],
    token: '',
  };
}

/** One of the demo's people on a platform. */
export function as(product: Product, key: string, platform: Platform = 'discord', reader?: Reader) {
  const speaker = speakerOn(platform, key);
  const { dispatcher } = product.app;
  return {
    speaker,
    say: async (command: string, options: CommandOptions = {}) =>
      heard(await dispatcher.say({ ...speaker, command, options }), reader),
    press: async (said: Said, label: string | RegExp) => {
      const button = said.buttons.find((one) =>
        typeof label === 'string' ? one.label === label : label.test(one.label),
      );
      if (!button?.token) {
        throw new Error(
          `no button ${String(label)} among ${said.buttons.map((one) => one.label).join(', ')}`,
        );
      }
      return heard(await dispatcher.press(button.token, speaker), reader);
    },
    answer: async (said: Said, given: CommandOptions) =>
      heard(await dispatcher.answerAsk(said.token, speaker, given), reader),
    member: async () => (await product.app.rooms.members.arrive(product.community.id, speaker.person)).member,
  };
}
