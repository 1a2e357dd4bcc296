import { DateTime } from 'luxon';
import { command, gatherWeek, say, weekReply, type ReplyButton } from '#contracts';
import { themeOption } from './pieces/theme.js';

export const pulse = command({
  name: 'pulse',
  for: 'moderator',
  visibility: 'private',
  options: {
    week: { type: 'date', summary: 'commands.pulse.options.week.summary' },
    theme: themeOption('pulse'),
  },
  async run({ actor, community, options, now }, rooms) {
    const { timeZone } = community;
    const { week, theme } = options;
    const monday =
      week && DateTime.fromJSDate(week, { zone: actor.timeZone }).startOf('week').toFormat('yyyy-MM-dd');
    const found = await gatherWeek(rooms, {
      communityId: community.id,
      timeZone,
      now,
      ...(monday ? { monday } : {}),
    });
    const reply = await weekReply(rooms, found, { locale: actor.locale, community, theme });
    if (found.kind === 'waiting') return reply;
    const { from } = found.kind === 'week' ? found.figures : found;
    return {
      ...reply,
      buttons: buttonsOf(from, monday, theme),
      replaces: week !== undefined || theme !== undefined,
    };
  },
});

function buttonsOf(
  from: string,
  monday: string | undefined,
  theme: 'light' | 'dark' | undefined,
): ReplyButton[][] {
  const shown = theme ? { theme } : {};
  const start = DateTime.fromISO(from, { zone: 'UTC' });
  const before = start.minus({ days: 1 }).startOf('week');
  const other = theme === 'dark' ? 'light' : 'dark';
  return [
    [
      {
        label: say('pulse.buttons.earlier'),
        command: 'pulse',
        options: { week: before.toFormat('yyyy-MM-dd'), ...shown },
      },
      {
        label: say(`pulse.buttons.${other}`),
        command: 'pulse',
        options: { theme: other, ...(monday ? { week: monday } : {}) },
      },
    ],
    [
      { label: say('pulse.buttons.stats'), command: 'stats' },
      { label: say('pulse.buttons.forecast'), command: 'forecast' },
      { label: say('pulse.buttons.reports'), command: 'reports' },
    ],
  ];
}
