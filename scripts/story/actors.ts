/** The people of the story: each says, presses and reads on both platforms. */
import type { Actor } from './actor.js';
import type { Control, Person } from './control.js';
import { Waited } from './control.js';
import type { Script, Seen } from './script.js';
import { fromModal, readable } from './seen.js';
import type { Modal } from './state.js';

type Fields = Record<string, string | string[]>;

export function createActors(control: Control, script: Script) {
  const { about } = control;
  const sharedKnown = new Map<string, string>();
  const actors = new Map(
    about.people.map((one) => [one.key, createActor(one, control, script, sharedKnown)]),
  );
  return {
    person(key: string): Actor {
      const found = actors.get(key);
      if (!found) throw new Error(`nobody is called ${key}`);
      return found;
    },
    async catchUp(): Promise<void> {
      for (const actor of actors.values()) await actor.catchUp();
    },
  };
}

export type Actors = ReturnType<typeof createActors>;

function createActor(who: Person, control: Control, script: Script, sharedKnown: Map<string, string>): Actor {
  const { demo } = control.about;
  const known = new Map<string, string>();
  const unheard: Seen[] = [];
  const listeners: ((seen: Seen) => void)[] = [];
  let here = demo.discord['generalChannelId'] ?? '';
  const look = () => control.look(who.key);

  async function catchUp(): Promise<Seen[]> {
    const fresh: Seen[] = [];
    for (const { seen, shared, title } of readable(await look())) {
      const register = shared ? sharedKnown : known;
      const key = `${seen.where}/${seen.id}`;
      const print = JSON.stringify([seen.text, seen.buttons.map((one) => one.label), seen.menus]);
      const before = register.get(key);
      if (before === print) continue;
      register.set(key, print);
      script.saw(who, title, seen, before !== undefined);
      fresh.push(seen);
    }
    unheard.push(...fresh);
    for (const one of fresh) for (const listener of listeners) listener(one);
    return fresh;
  }

  function expects(expected: RegExp): () => Promise<Seen> {
    let came: Seen | undefined;
    listeners.push((seen) => (came ??= expected.test(seen.text) ? seen : undefined));
    return async () => (await catchUp(), came ?? hears(expected));
  }

  async function hears(expected: RegExp): Promise<Seen> {
    try {
      return await control.until(`${who.name} reads ${String(expected)}`, async () => {
        await catchUp();
        const at = unheard.findIndex((one) => expected.test(one.text));
        return at < 0 ? undefined : unheard.splice(at, 1)[0];
      });
    } catch (error) {
      if (!(error instanceof Waited)) throw error;
      script.check(error.message, false);
      return unheard.at(-1) ?? { id: '', where: '', text: '', buttons: [], menus: [], files: [] };
    }
  }

  /** What was there before is not the answer. */
  async function asking(act: () => Promise<unknown>, expected: RegExp): Promise<Seen> {
    await catchUp();
    unheard.length = 0;
    const answer = (await act()) as { outcome?: string; modal?: Modal } | undefined;
    if (answer?.outcome === 'failed') script.check('the application did not respond', false);
    if (!answer?.modal) {
      const heard = await hears(expected);
      script.check(`${who.name} reads ${String(expected)}`, expected.test(heard.text), heard.text);
      return heard;
    }
    const form = fromModal(answer.modal);
    script.saw(who, 'a form', form, false);
    script.check(`the form says ${String(expected)}`, expected.test(form.text), form.text);
    return form;
  }

  function buttonOf(message: Seen, label: string | RegExp) {
    const button = message.buttons.find((one) => fits(one.label, label));
    if (!button) throw new Error(`no button ${String(label)} under “${message.text.slice(0, 60)}”`);
    script.did(who, 'presses', `[${button.label}]`);
    return button.data ?? '';
  }

  const as = who.discordId;
  const discord: Actor['discord'] = {
    say: (name, options, expected) => discord.attach(name, options, {}, expected),
    async attach(name, options, files, expected) {
      const named = Object.entries(files).map(([option, [filename]]) => [option, filename] as const);
      const words = [...Object.entries(options), ...named].map(([key, value]) => ` ${key}:${String(value)}`);
      script.did(who, 'Discord', `/${name}${words.join('')}`);
      const attachments = Object.entries(files).map(([option, [filename, text]]) => ({
        option,
        filename,
        base64: Buffer.from(text).toString('base64'),
      }));
      const input = { as, channelId: here, name, options, attachments };
      return asking(() => control.act('discord', 'runCommand', input), expected);
    },
    async write(text, expected, channelId) {
      const place =
        channelId ?? (await control.act<{ channelId: string }>('discord', 'openDm', { as })).channelId;
      script.did(who, channelId ? 'in a Discord channel' : 'Discord DM', text);
      return asking(
        () => control.act('discord', 'sendMessage', { as, channelId: place, content: text }),
        expected,
      );
    },
    async press(message, label, expected) {
      const input = {
        as,
        channelId: message.where,
        messageId: message.id,
        customId: buttonOf(message, label),
      };
      return asking(() => control.act('discord', 'pressButton', input), expected);
    },
    async choose(message, label, expected) {
      const menu = message.menus[0];
      const option = menu?.options.find((one) => fits(one.label, label));
      if (!menu || !option) throw new Error(`no choice ${String(label)} in “${message.text.slice(0, 60)}”`);
      script.did(who, 'chooses', option.label);
      const values = [option.value];
      const input = { as, channelId: message.where, messageId: message.id, customId: menu.id, values };
      return asking(() => control.act('discord', 'selectOption', input), expected);
    },
    async fill(form, values, expected) {
      const fields: Fields = {};
      form.menus.forEach(({ id }, index) => (fields[id] = values[index] ?? ''));
      script.did(who, 'fills in', values.join(' | '));
      return asking(() => control.act('discord', 'submitModal', { as, modalId: form.id, fields }), expected);
    },
    async suggestions(name, options, focused) {
      script.did(who, 'types', `/${name} ${focused}:${String(options[focused] ?? '')}…`);
      const { choices } = await control.act<{ choices: { name: string; value: string }[] }>(
        'discord',
        'autocomplete',
        { as, channelId: here, name, options: { [focused]: '', ...options }, focused },
      );
      script.note(`suggested: ${choices.map((one) => one.name).join(' / ') || 'nothing'}`);
      return choices;
    },
    async move(to) {
      const channel = demo.discord['generalChannelId'] ?? '';
      const dm = await control.act<{ channelId: string }>('discord', 'openDm', { as });
      here = to === 'channel' ? channel : dm.channelId;
      script.note(`${who.name} goes to the ${to}`);
    },
    async roles() {
      const [guild] = (await look()).discord.guilds;
      return (guild?.roles ?? []).filter((one) => one.memberIds.includes(as)).map((one) => one.name);
    },
  };

  const me = who.telegramId;
  const telegram: Actor['telegram'] = {
    async say(text, expected, chatId = me) {
      script.did(who, chatId === me ? 'Telegram' : 'in the Telegram group', text);
      return asking(() => control.act('telegram', 'sendMessage', { as: me, chatId, text }), expected);
    },
    async press(message, label, expected) {
      const data = buttonOf(message, label);
      const input = { as: me, chatId: Number(message.where), messageId: Number(message.id), data };
      return asking(() => control.act('telegram', 'pressButton', input), expected);
    },
    async start(expected) {
      script.did(who, 'Telegram', 'presses Start');
      return asking(() => control.act('telegram', 'start', { as: me }), expected);
    },
    async follow(message, expected) {
      const { label = '', url = '' } = message.buttons.find((one) => one.url) ?? {};
      script.did(who, 'opens', `[${label} ↗] ${url}`);
      return asking(() => control.act('telegram', 'followLink', { as: me, url }), expected);
    },
    async standing(chatId) {
      return (await look()).telegram.chats.find((one) => one.id === chatId)?.myStatus ?? 'left';
    },
  };
  return { ...who, discord, telegram, hears, expects, catchUp, look };
}

function fits(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text === wanted : wanted.test(text);
}
