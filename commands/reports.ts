import { command, say, type Reply, type ReplyButton } from '#contracts';
import type { ReportReader } from '#domain/digests';
import type { Member } from '#domain/members';
import { reaches } from './pieces/people.js';

/** What somebody who looks after the community wants to be told about it, and what not. */
export const reports = command({
  name: 'reports',
  for: 'creator',
  visibility: 'private',
  options: {
    weekly: { type: 'flag', summary: 'commands.reports.options.weekly.summary' },
    forecast: { type: 'flag', summary: 'commands.reports.options.forecast.summary' },
    alerts: { type: 'flag', summary: 'commands.reports.options.alerts.summary' },
  },
  async run({ actor, community, options }, { digests }) {
    const { weekly, forecast, alerts } = options;
    const change = {
      ...(weekly === undefined ? {} : { report: weekly }),
      ...(forecast === undefined ? {} : { forecast }),
      ...(alerts === undefined ? {} : { alerts }),
    };
    const { id } = actor.member;
    if (Object.keys(change).length > 0) {
      const isOn = Object.values(change).includes(true);
      if (isOn && !isTold(actor.member)) return unlisted();
      const reader = await digests.setReader(community.id, id, change);
      return { ...shown(reader), tone: 'good', replaces: true };
    }
    const reader = (await digests.readers(community.id)).find(({ memberId }) => memberId === id);
    return shown(reader ?? { memberId: id, report: false, forecast: false, alerts: false });
  },
});

/** Whoever is in charge by a platform alone is told things for as long as the platform says so, once they ask. */
function isTold({ rank, alarms }: Member): boolean {
  return reaches(rank, 'creator') || alarms === true;
}

function unlisted(): Reply {
  return {
    tone: 'warning',
    title: say('digests.reports.unlisted'),
    body: [say('digests.reports.unlisted_hint')],
    buttons: [
      [
        {
          label: say('digests.reports.button_alarms'),
          command: 'alarms',
          options: { on: true },
          style: 'primary',
        },
      ],
    ],
  };
}

function shown({ report, forecast, alerts }: ReportReader): Reply {
  const now = { weekly: report, forecast, alerts };
  const names = ['weekly', 'forecast', 'alerts'] as const;
  return {
    title: say('digests.reports.title'),
    body: [say('digests.reports.about')],
    fields: names.map((name) => ({
      name: say(`digests.reports.${name}`),
      value: say(now[name] ? 'digests.reports.on' : 'digests.reports.off'),
    })),
    buttons: [
      names.map((name): ReplyButton => {
        const label = say(`digests.reports.button_${name}_${now[name] ? 'off' : 'on'}`);
        const style = now[name] ? 'plain' : 'primary';
        return { label, command: 'reports', options: { [name]: !now[name] }, style };
      }),
    ],
  };
}
