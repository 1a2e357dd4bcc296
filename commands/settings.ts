import { command, say, type Phrase, type Reply, type ReplyButton } from '#contracts';
import type { Member, SettingsChange } from '#domain/members';
import { clockText, readQuiet } from './settings/quiet.js';
import { suggestZones, zoneOf } from './settings/zones.js';

const night = { from: clockText(22 * 60), to: clockText(8 * 60) };

export const settings = command({
  name: 'settings',
  for: 'member',
  visibility: 'private',
  options: {
    language: {
      type: 'choice',
      summary: 'commands.settings.options.language.summary',
      choices: [
        { value: 'en', label: 'common.languages.en' },
        { value: 'zh-CN', label: 'common.languages.zh-CN' },
      ],
    },
    timezone: {
      type: 'text',
      maxLength: 60,
      summary: 'commands.settings.options.timezone.summary',
      suggest: async (typed, context) => suggestZones(typed, context),
    },
    dms: { type: 'flag', summary: 'commands.settings.options.dms.summary' },
    quiet: { type: 'text', maxLength: 30, summary: 'commands.settings.options.quiet.summary' },
    counted: { type: 'flag', summary: 'commands.settings.options.counted.summary' },
    recommended: { type: 'flag', summary: 'commands.settings.options.recommended.summary' },
    digest: { type: 'flag', summary: 'commands.settings.options.digest.summary' },
  },
  async run({ actor, community, now, options }, { members, engagement, recommends }) {
    const { language, timezone, dms, quiet, counted, recommended, digest } = options;
    const change: SettingsChange = {
      ...(language === undefined ? {} : { locale: language }),
      ...(timezone === undefined ? {} : { timeZone: zoneOf(timezone) }),
      ...(dms === undefined ? {} : { dms }),
      ...(quiet === undefined ? {} : { quiet: readQuiet(quiet) }),
      ...(counted === undefined ? {} : { counted }),
      ...(recommended === undefined ? {} : { recommended }),
      ...(digest === undefined ? {} : { digest }),
    };
    if (Object.keys(change).length === 0) return shown(actor.member, now, say('member.settings.title'));
    const changed = await members.updateSettings(community.id, actor.member.id, change);
    // What was known is let go as well, not only what would come.
    if (counted === false) await engagement.forgetCounted(community.id, actor.member.id);
    if (recommended === false) await recommends.forget(community.id, actor.member.id);
    return { ...shown(changed, now, say('member.settings.saved')), tone: 'good', replaces: true };
  },
});

function shown(member: Member, now: Date, title: Phrase): Reply {
  const { timeZone, quietFrom, quietTo } = member;
  const quiet =
    quietFrom !== null && quietTo !== null
      ? say('member.settings.quiet_value', { from: clockText(quietFrom), to: clockText(quietTo) })
      : say('member.settings.quiet_off');
  return {
    title,
    fields: [
      { name: say('member.settings.language'), value: say(`common.languages.${member.locale}`) },
      {
        name: say('member.settings.timezone'),
        value: say('member.settings.timezone_value', { zone: timeZone, at: { at: now, as: 'time' } }),
      },
      { name: say('member.settings.dms'), value: directMessages(member) },
      { name: say('member.settings.quiet'), value: quiet },
      ...wishes.map((wish) => ({
        name: say(`member.settings.${wish}`),
        value: say(`member.settings.${wish}_${member[wish] ? 'on' : 'off'}`),
      })),
    ],
    body: [say('member.settings.hint')],
    buttons: [languageButtons(member), otherButtons(member), wishButtons(member)],
  };
}

/** What they may not want, each on its own. */
const wishes = ['counted', 'recommended', 'digest'] as const;

function wishButtons(member: Member): ReplyButton[] {
  return wishes.map((wish) => ({
    label: say(`member.settings.button_${wish}_${member[wish] ? 'off' : 'on'}`),
    command: 'settings',
    options: { [wish]: !member[wish] },
  }));
}

function directMessages(member: Member): Phrase {
  if (!member.dms) return say('member.settings.dms_off');
  return say(isRefused(member) ? 'member.settings.dms_refused' : 'member.settings.dms_on');
}

function isRefused({ dms, accounts }: Member): boolean {
  return dms && accounts.length > 0 && accounts.every((account) => account.reachable === false);
}

function languageButtons({ locale }: Member): ReplyButton[] {
  const other = locale === 'en' ? 'zh-CN' : 'en';
  const label = say('member.settings.button_language', { language: say(`common.languages.${other}`) });
  return [{ label, command: 'settings', options: { language: other } }];
}

function otherButtons(member: Member): ReplyButton[] {
  const { dms, quietFrom } = member;
  const again: ReplyButton = {
    label: say('member.settings.button_dms_again'),
    command: 'settings',
    options: { dms: true },
    style: 'primary',
  };
  return [
    ...(isRefused(member) ? [again] : []),
    {
      label: say(dms ? 'member.settings.button_dms_off' : 'member.settings.button_dms_on'),
      command: 'settings',
      options: { dms: !dms },
    },
    quietFrom === null
      ? {
          label: say('member.settings.button_quiet_on', night),
          command: 'settings',
          options: { quiet: `${night.from}-${night.to}` },
        }
      : { label: say('member.settings.button_quiet_off'), command: 'settings', options: { quiet: 'off' } },
  ];
}
