import type { NoticeKind, NoticeValues } from '#domain/delivery';
import type { Locale } from '#domain/members';
import type { Rooms } from './command.js';
import { drawnForecast } from './forecast-notices.js';
import { weeklyReportNotice } from './pulse/report.js';
import type { Reply } from './reply.js';

/** Whom a notice is drawn for, and about what. */
export interface DrawnFor {
  communityId: string;
  communityName: string;
  memberId: string;
  locale: Locale;
  timeZone: string;
  values: NoticeValues;
  now: Date;
}

/** Makes the whole message at the moment it is sent; buttons, picture and all. */
export type DrawnNotice = (rooms: Rooms, to: DrawnFor) => Promise<Reply>;

/**
 * Notices with pictures. The outbox keeps ids and weeks only (never a picture, never figures); whoever sends one
 * asks here for what it shows. `noticeReply` of the same kind stays: it is what /inbox lists, and what is sent
 * should the drawing fail. The same values must make the same words: by them a message is found again.
 */
export const drawnNotices: Partial<Record<NoticeKind, DrawnNotice>> = {
  weekly_report: weeklyReportNotice,
  weekly_forecast: drawnForecast,
};
