import type { DrawnNotice } from './drawn-notices.js';
import { forecastReply } from './forecast/told.js';
import { say } from './phrase.js';

export { forecastChart, weekChart } from './forecast/charts.js';
export { causePhrase, forecastReply, oddNotice, weeklyForecastNotice } from './forecast/told.js';
export { NEEDED_DAYS } from './forecast/words.js';

/** What each notice about forecasts is told with. Instants are ISO strings. */
export interface ForecastNotices {
  /** For moderators who asked; `week`: `2026-W47`. The figures are those of the moment it is sent. */
  weekly_forecast: { week: string };
  /** For moderators who asked; `cause`: one of the room's, `subject`: what it is about. */
  odd_activity: {
    oddityId: string;
    measure: string;
    from: string;
    hours: number;
    seen: number;
    expected: number;
    direction: string;
    cause: string | null;
    subject: string | null;
  };
}

/** The weekly forecast, drawn when it is sent: messages by hour, as they are what moderators plan by. */
export const drawnForecast: DrawnNotice = async (rooms, to) => {
  const community = await rooms.members.community(to.communityId);
  const reply = await forecastReply(
    rooms,
    { locale: to.locale, community },
    { measure: 'messages', step: 'hour' },
  );
  return {
    ...reply,
    title: say('forecast.weekly.title'),
    body: [...(reply.body ?? []), say('forecast.weekly.footer')],
  };
};
