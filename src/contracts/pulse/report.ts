import type { Locale } from '#domain/members';
import type { Theme } from '../chart.js';
import type { Rooms } from '../command.js';
import type { DrawnNotice } from '../drawn-notices.js';
import { say, type Phrase } from '../phrase.js';
import type { Reply } from '../reply.js';
import { dayValue, reportedMonday } from './announced.js';
import { gatherWeek, type WeekFound } from './gather.js';
import { missingSentence, weekSentences } from './sentences.js';
import { weekSheet } from './sheet.js';
import type { WeekFigures } from './week.js';

export interface Told {
  locale: Locale;
  community: { name: string };
  theme?: Theme | undefined;
}

/** A week as it is told: a title, five sentences, what was not counted, and the picture. */
export async function weekReply(
  { pictures }: Pick<Rooms, 'pictures'>,
  found: WeekFound,
  { locale, community, theme }: Told,
): Promise<Reply> {
  if (found.kind === 'waiting') {
    return {
      title: say('pulse.waiting.title'),
      body: [say('pulse.waiting.body'), say('pulse.waiting.hint')],
    };
  }
  if (found.kind === 'nothing') {
    return { title: titleOf(found), body: [say('pulse.missing.week')] };
  }
  const { figures } = found;
  const missing = missingSentence(figures);
  return {
    title: titleOf(figures),
    list: weekSentences(figures).map((text) => ({ mark: 'dot', text })),
    ...(missing ? { body: [missing] } : {}),
    picture: {
      name: `week-${figures.from}.png`,
      data: await pictures.chart(weekSheet(figures, { locale, theme, title: community.name })),
      alt: altOf(figures),
    },
  };
}

/** The weekly report of moderators who asked for it, made when it is sent. */
export const weeklyReportNotice: DrawnNotice = async (rooms, { communityId, locale, values, now }) => {
  const community = await rooms.members.community(communityId);
  const monday = reportedMonday(String(values['week'] ?? ''));
  const { timeZone } = community;
  const found = await gatherWeek(rooms, { communityId, timeZone, now, ...(monday ? { monday } : {}) });
  return {
    ...(await weekReply(rooms, found, { locale, community })),
    buttons: [
      [
        { label: say('pulse.buttons.stats'), command: 'stats', style: 'primary' },
        { label: say('pulse.buttons.reports'), command: 'reports' },
      ],
    ],
  };
};

function titleOf({ from, to }: { from: string; to: string }): Phrase {
  return say('pulse.title', { from: dayValue(from), to: dayValue(to) });
}

function altOf({ messages, active, newcomers, from, to }: WeekFigures): Phrase {
  return say('pulse.alt', {
    from: dayValue(from),
    to: dayValue(to),
    messages: messages.value,
    active: active.value,
    newcomers: newcomers.value,
  });
}
