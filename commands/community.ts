import { command, say, type GroupCommand, type Reply, type ReplyButton } from '#contracts';
import type { Community, CommunityChange } from '#domain/members';
import { UserFacingError } from '#kernel/errors';
import type { CommandContext, Rooms } from '#contracts';
import { suggestZones, zoneOf } from './settings/zones.js';

/** As long as a title may be everywhere. */
const NAME_LENGTH = 80;

const base = { for: 'owner', visibility: 'private' } as const;

const show = command({
  ...base,
  name: 'show',
  options: {},
  run: async ({ community, now }) => card(community, now),
});

const name = command({
  ...base,
  name: 'name',
  options: {
    name: {
      type: 'text',
      required: true,
      maxLength: NAME_LENGTH,
      summary: 'commands.community.options.name.summary',
    },
  },
  async run(context, rooms) {
    const typed = context.options.name.replaceAll(/\s+/g, ' ').trim();
    if (typed === '') throw new UserFacingError('community_name_bad');
    return change(context, rooms, { name: typed });
  },
});

const language = command({
  ...base,
  name: 'language',
  options: {
    language: {
      type: 'choice',
      required: true,
      summary: 'commands.community.options.language.summary',
      choices: [
        { value: 'en', label: 'common.languages.en' },
        { value: 'zh-CN', label: 'common.languages.zh-CN' },
      ],
    },
  },
  run: (context, rooms) => change(context, rooms, { locale: context.options.language }),
});

const timezone = command({
  ...base,
  name: 'timezone',
  options: {
    timezone: {
      type: 'text',
      required: true,
      maxLength: 60,
      summary: 'commands.community.options.timezone.summary',
      suggest: async (typed, context) => suggestZones(typed, context),
    },
  },
  run: (context, rooms) => change(context, rooms, { timeZone: zoneOf(context.options.timezone) }),
});

const selling = command({
  ...base,
  name: 'selling',
  options: {
    telegram: { type: 'flag', required: true, summary: 'commands.community.options.telegram.summary' },
  },
  run: (context, rooms) => change(context, rooms, { sellsOnTelegram: context.options.telegram }),
});

const shop = command({
  ...base,
  name: 'shop',
  options: {
    address: {
      type: 'text',
      required: true,
      maxLength: 500,
      summary: 'commands.community.options.address.summary',
    },
  },
  run: (context, rooms) => change(context, rooms, { shopUrl: readAddress(context.options.address) }),
});

export const community: GroupCommand = {
  ...base,
  name: 'community',
  parts: { show, name, language, timezone, selling, shop },
};

async function change(
  { actor, community: { id }, now }: CommandContext,
  { members }: Rooms,
  wanted: CommunityChange,
): Promise<Reply> {
  const changed = await members.changeCommunity(id, wanted, actor.member.id);
  return { ...card(changed, now), tone: 'good', replaces: true };
}

/** An address of the web that everybody may open; null: none. Throws UserFacingError `shop_url_bad`. */
function readAddress(typed: string): string | null {
  const text = typed.trim();
  if (/^(off|none|no|关|无|不用|-)$/i.test(text)) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') {
    throw new UserFacingError('shop_url_bad');
  }
  return url.href;
}

function card(
  { name: title, locale, timeZone, chosen, sellsOnTelegram, shopUrl }: Community,
  now: Date,
): Reply {
  const other = locale === 'en' ? 'zh-CN' : 'en';
  const speak: ReplyButton = {
    label: say('owners.community.button_language', { language: say(`common.languages.${other}`) }),
    command: 'community language',
    options: { language: other },
  };
  const keep: ReplyButton = {
    label: say('owners.community.button_keep'),
    command: 'community timezone',
    options: { timezone: timeZone },
    style: 'primary',
  };
  const zone: ReplyButton = { label: say('owners.community.button_timezone'), command: 'community timezone' };
  const sell: ReplyButton = {
    label: say(sellsOnTelegram ? 'owners.community.button_sell_off' : 'owners.community.button_sell_on'),
    command: 'community selling',
    options: { telegram: !sellsOnTelegram },
  };
  return {
    title: say('owners.community.title', { community: title }),
    body: [say('owners.community.about')],
    fields: [
      { name: say('owners.community.language'), value: say(`common.languages.${locale}`) },
      {
        name: say('owners.community.timezone'),
        value: say('member.settings.timezone_value', { zone: timeZone, at: { at: now, as: 'time' } }),
      },
      {
        name: say('owners.community.selling'),
        value: say(sellsOnTelegram ? 'owners.community.selling_on' : 'owners.community.selling_off'),
      },
      {
        name: say('owners.community.shop'),
        value:
          shopUrl === null ? say('owners.community.shop_none') : say('common.literal', { text: shopUrl }),
      },
    ],
    buttons: [
      chosen ? [zone, speak] : [keep, zone, speak],
      [
        sell,
        { label: say('owners.community.button_shop'), command: 'community shop' },
        { label: say('owners.community.button_name'), command: 'community name' },
      ],
      [{ label: say('owners.setup.button_again'), command: 'setup' }],
    ],
  };
}
