import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '#app/dispatch/pace';
import { commands } from '#commands';
import type { OptionSpec } from '#contracts';
import type { Log } from '#kernel/log';
import { onDiscord, onTelegram } from '../_support/chat.js';
import { demo, person, startProduct, type Product } from '../_support/product.js';
import { isThorough } from '../_support/thorough.js';
import { leaves } from './cast.js';
import { hostile, someOf } from './hostile.js';
import { wrongOnDiscord, wrongOnTelegram } from './sent.js';

/** Written as it was typed, kept, and shown again: these get far more of the corpus than what is looked up. */
const WRITTEN = new Set(['name', 'reason', 'title', 'code', 'plan', 'member']);
const MANY = isThorough ? 40 : 10;
const FEW = isThorough ? 8 : 1;

let product: Product;
const failures: string[] = [];
beforeAll(async () => {
  const error: Log['error'] = (data, message) =>
    failures.push(`${message}: ${JSON.stringify(data, replaced)}`);
  const log: Log = { debug() {}, info() {}, warn() {}, error };
  product = await startProduct({ log, workers: false, allowances: unhurried });
  await onTelegram(product, 'olivia')
    .act('start', { chatId: person('olivia').telegramId })
    .catch(() => {});
});
afterAll(() => product.close());

const replaced = (_key: string, value: unknown): unknown =>
  value instanceof Error ? `${value.message} ${value.stack}` : value;
const lastWire = () => product.sandbox.wire.after(0).at(-1)?.n ?? 0;
const since = (n: number) => product.sandbox.wire.after(n);

/** What a platform lets nobody send is no input of ours. */
const isRefusedByPlatform = (error: unknown) => error instanceof Error && error.name === 'ActionError';

/** Says something on Discord and gives back all that went over the wire until it was answered. */
async function sayOnDiscord(name: string, options: Record<string, string | number | boolean>) {
  const before = lastWire();
  const olivia = onDiscord(product, 'olivia');
  const answer = await olivia.act('runCommand', {
    as: olivia.id,
    channelId: demo.discord.generalChannelId,
    name,
    options,
  });
  if (answer.outcome === 'failed') throw new Error(`/${name} ${JSON.stringify(options)} was not answered`);
  await product.until(`an answer to /${name}`, () =>
    since(before).some(
      ({ direction, path }) => direction === 'in' && /\/callback|\/@original|\/webhooks\//.test(path),
    ),
  );
  return since(before);
}

async function sayOnTelegram(text: string) {
  const before = lastWire();
  const olivia = onTelegram(product, 'olivia');
  await olivia.act('sendMessage', { chatId: olivia.id, text });
  await product.until(`an answer to ${JSON.stringify(text).slice(0, 100)}`, () =>
    since(before).some(
      ({ platform, direction, path }) =>
        platform === 'telegram' &&
        direction === 'in' &&
        /send(Message|Document|Photo)|editMessage/.test(path),
    ),
  );
  return since(before);
}

/** What stands beside the option under attack, so that the command gets as far as it can. */
function beside(spec: OptionSpec, name: string): string | number | boolean | null {
  switch (spec.type) {
    case 'member':
      return person('ada').discordId;
    case 'integer':
      return spec.min ?? 1;
    case 'choice':
      return spec.choices[0]?.value ?? null;
    case 'text':
      return name === 'plan' ? 'Membership' : name === 'price' ? demo.stripe.proPriceId : 'plain';
    case 'date':
      return '30d';
    case 'flag':
      return true;
    case 'file':
      return null;
  }
}

const required = (path: string, but: string) =>
  Object.entries(leaves.find(([one]) => one === path)?.[1].options ?? {}).filter(
    ([name, spec]) => name !== but && spec.required,
  );
const inputs = (accepts: (spec: OptionSpec) => boolean) =>
  leaves.flatMap(([path, leaf]) =>
    Object.entries(leaf.options)
      .filter(([, spec]) => accepts(spec))
      .map(([name]) => [path, name] as const),
  );
const strings = (turn: number, name: string) => someOf(turn, WRITTEN.has(name) ? MANY : FEW);

/** What a moderator writes there is Markdown, and its looks and links are meant; what pings is as forbidden as elsewhere. */
const WRITES_MARKDOWN = new Set(['faq add', 'faq edit']);
const isMarkup = (wrong: string) => /^(a link|alive): /.test(wrong);

it('the corpus is as large as it says, and no two are the same', () => {
  expect(hostile.length).toBeGreaterThanOrEqual(200);
  expect(new Set(hostile).size).toBe(hostile.length);
});

describe('on Discord', () => {
  const typed = inputs((spec) => spec.type === 'text' || spec.type === 'date');
  const used = new Set<string>();

  it.each(typed.map(([path, name], turn) => [path, name, turn] as const))(
    '/%s with anything for %s pings nobody, links nowhere and breaks nothing',
    async (path, name, turn) => {
      const rest = Object.fromEntries(
        required(path, name).flatMap(([other, spec]) => {
          const value = beside(spec, other);
          return value === null ? [] : [[other, value] as const];
        }),
      );
      for (const text of strings(turn, name)) {
        try {
          const sent = await sayOnDiscord(path, { ...rest, [name]: text });
          expect([text, wrongOnDiscord(sent, text)]).toEqual([text, []]);
          used.add(text);
        } catch (error) {
          if (!isRefusedByPlatform(error)) throw error;
        }
      }
      expect(failures).toEqual([]);
    },
  );

  it('has had most of the corpus', () => {
    // What is left are strings that Discord itself takes from nobody, being too long.
    expect(used.size).toBeGreaterThan(hostile.length * 0.8);
  });
});

describe('on Telegram', () => {
  const typed = inputs((spec) => spec.type !== 'file');
  const used = new Set<string>();

  it.each(typed.map(([path, name], turn) => [path, name, turn] as const))(
    '/%s with anything for %s pings nobody, links nowhere and breaks nothing',
    async (path, name, turn) => {
      const word = path.replaceAll('-', '_');
      const rest = required(path, name).flatMap(([other, spec]) => {
        const value = spec.type === 'member' ? 'Ada' : beside(spec, other);
        return value === null ? [] : [`${other}="${value}"`];
      });
      for (const [at, text] of strings(turn + 3, name).entries()) {
        // Named and quoted, or as the rest of what is said.
        const said = at % 2 === 0 ? `${name}="${text}"` : text;
        try {
          const sent = await sayOnTelegram(`/${word} ${rest.join(' ')} ${said}`);
          const wrong = wrongOnTelegram(sent, text);
          const allowed = WRITES_MARKDOWN.has(path) ? wrong.filter((one) => !isMarkup(one)) : wrong;
          expect([text, allowed]).toEqual([text, []]);
          used.add(text);
        } catch (error) {
          if (!isRefusedByPlatform(error)) throw error;
        }
      }
      expect(failures).toEqual([]);
    },
  );

  it('has had most of the corpus', () => {
    expect(used.size).toBeGreaterThan(hostile.length * 0.8);
  });
});

describe('names', () => {
  /** Commands that anybody can say without filling in anything, and what moderators look at. */
  const looking = leaves.filter(([, leaf]) => !Object.values(leaf.options).some((spec) => spec.required));
  const unlisted = new Set(commands.filter((one) => one.unlisted).map(({ name }) => name));

  /** Everything that has a name gets one from the corpus, as it would come from the platforms and from Stripe. */
  async function rename(turn: number): Promise<void> {
    const at = (offset: number) => hostile[(turn * 9 + offset) % hostile.length] ?? '';
    const short = (offset: number) => at(offset).slice(0, 100) || 'x';
    const { discord, telegram, stripe } = product.sandbox;
    const guild = discord.state().guilds[demo.discord.guildId];
    for (const user of Object.values(discord.state().users)) if (!user.bot) user.globalName = short(0);
    if (guild) {
      guild.name = short(1);
      for (const role of Object.values(guild.roles)) if (role.id !== guild.id) role.name = short(2);
      for (const member of Object.values(guild.members)) member.nick = turn % 2 === 0 ? short(3) : null;
    }
    for (const user of Object.values(telegram.state().users)) if (!user.is_bot) user.first_name = short(4);
    for (const chat of Object.values(telegram.state().chats)) if (chat.title) chat.title = short(5);
    for (const one of stripe.state().products) one.name = at(6).slice(0, 250) || 'x';
    const { billing, members } = product.app.rooms;
    const { id } = product.community;
    for (const [nth, plan] of (await billing.plans(id, true)).entries()) {
      const name = at(7 + nth)
        .replaceAll('\0', '')
        .trim()
        .slice(0, 60);
      if (name) await billing.editPlan(id, plan.id, { name: `${name} ${nth}` }).catch(() => {});
    }
    for (const space of await members.spaces(id)) {
      const { platform, externalId } = space;
      await product.app.events.spaceChanged({ platform, externalId, title: at(1) });
    }
  }

  it('of people, servers, roles, groups, plans and products are names and nothing else', async () => {
    const rounds = isThorough ? 40 : 4;
    for (let turn = 0; turn < rounds; turn += 1) {
      await rename(turn);
      // Each round a few commands, so that all rounds together have said all of them on both platforms.
      for (const [path] of looking.filter((_, nth) => nth % 4 === turn % 4)) {
        // Discord does not know those that only buttons say.
        if (!unlisted.has(path.split(' ')[0] ?? '')) {
          const onDiscordWire = await sayOnDiscord(path, {});
          expect([turn, path, wrongOnDiscord(onDiscordWire)]).toEqual([turn, path, []]);
        }
        const onTelegramWire = await sayOnTelegram(`/${path.replaceAll('-', '_')}`);
        expect([turn, path, wrongOnTelegram(onTelegramWire)]).toEqual([turn, path, []]);
      }
      const about = await sayOnDiscord('member', { member: person('ada').discordId });
      expect([turn, wrongOnDiscord(about)]).toEqual([turn, []]);
    }
    expect(failures).toEqual([]);
  }, 240_000);
});
