import type { NoticeKind, NoticeValues } from '#domain/delivery';
import { digestNotice } from './digest-notices.js';
import { dropNotice } from './drop-notices.js';
import { oddNotice, weeklyForecastNotice, type ForecastNotices } from './forecast-notices.js';
import { learningNotice } from './learning-notices.js';
import { moneyNotice } from './money-notices.js';
import { say, type Phrase, type Value } from './phrase.js';
import { weeklyNotice } from './pulse/announced.js';
import type { Reply, ReplyButton } from './reply.js';
import { isTextKey } from './texts/index.js';
import { ticketNotice, type TicketNotices } from './ticket-notices.js';

/**
 * What each notice is told with. Instants are ISO strings; a place is its name (see `placeWords`), several are
 * one a line.
 * A reason that is not in the list is told in general words.
 */
export interface NoticeTable extends TicketNotices, ForecastNotices {
  /** `trial`: nothing was paid yet. */
  /** `solo`: a course alone was bought. */
  welcome: { plan: string; places: string; trial: boolean; solo?: boolean };
  payment_failed: { plan: string; graceUntil: string; payUrl: string | null };
  grace_ending: { plan: string; graceUntil: string; payUrl: string | null; daysLeft: number };
  access_ended: { plan: string; reason: EndReason };
  back_again: { plan: string };
  join_link: { place: string; url: string };
  grant_given: { plan: string; reason: string; until: string | null };
  hold_asked: { place: string; removals: number; of: number; holdId: string };
  /** `problem`: a key of `problems.` texts. */
  place_blocked: { place: string; problem: string };
  /** Amounts in minor units. */
  trial_ending: { plan: string; at: string; amount: number | null; currency: string | null };
  pass_ending: { plan: string; at: string };
  invoice_open: {
    plan: string;
    payUrl: string;
    amount: number | null;
    currency: string | null;
    dueAt: string | null;
  };
  gift_ready: { plan: string; gift: string };
  /** What opened first, and how many more with it. */
  lesson_open: { course: string; slug: string; lesson: string; lessonKey: string; more: number };
  /** `problem`: a key of `problems.` texts. */
  outlet_blocked: { place: string; problem: string };
  /** For moderators; `about`: whose payment it is. */
  dispute: {
    about: string;
    amount: number;
    currency: string;
    state: 'inquiry' | 'open' | 'won' | 'lost';
  };
  /** For whoever asked; `lesson`: the key of the lesson it was about. */
  answer_ready: { course: string; slug: string; lesson: string | null; question: string; answer: string };
  /** For whoever made the course. */
  question_asked: { course: string; slug: string; question: string; questionId: string };
  /** `content`: a DigestContent of the digests room as JSON. */
  digest: { week: string; content: string };
  /** For moderators who asked; `week`: the ISO week in which it is told, `2026-W47`; it is about the one before. */
  weekly_report: { week: string };
}

type EndReason =
  | 'unpaid'
  | 'cancelled'
  | 'refunded'
  | 'disputed'
  | 'paused'
  | 'incomplete'
  | 'over'
  | 'grant_over'
  | 'other';

/** A place in words, from the name by which the access room keeps it: `Member<tab>Guild` for a role, else as it is. */
export function placeWords(name: string): Value {
  const [title = '', space] = name.split('\t');
  return space === undefined ? title : say('common.places.role', { title, space });
}

/** What stands in the way on a platform, and what to do about it. */
export function problemPhrase(code: string): Phrase {
  const key = `problems.${code}`;
  return say(isTextKey(key) ? key : 'problems.unknown');
}

/** What a notice looks like. Buttons in it are commands that the reader may say. */
export function noticeReply(kind: NoticeKind, values: NoticeValues): Reply {
  const text = (name: string) => String(values[name] ?? '');
  const plan = text('plan');
  const place = placeWords(text('place'));
  switch (kind) {
    case 'welcome':
      return {
        tone: 'good',
        title: say('notices.welcome.title', { plan }),
        body: [
          values['solo'] === true
            ? say('files.solo.welcome')
            : welcomeBody(text('places'), values['trial'] === true),
          say('notices.welcome.hint'),
        ],
        buttons: [[...(values['solo'] === true ? [courses] : [membership]), why]],
      };
    case 'payment_failed':
      return {
        tone: 'warning',
        title: say('notices.payment_failed.title', { plan }),
        body: [
          say('notices.payment_failed.body', { graceUntil: instant(text('graceUntil')) }),
          say('notices.payment_failed.hint'),
        ],
        buttons: [payOrManage(text('payUrl'))],
      };
    case 'grace_ending':
      return {
        tone: 'warning',
        title: graceTitle(plan, Number(values['daysLeft'] ?? 0)),
        body: [say('notices.grace_ending.body', { graceUntil: instant(text('graceUntil')) })],
        buttons: [payOrManage(text('payUrl'))],
      };
    case 'access_ended':
      return {
        tone: 'plain',
        title: say('notices.access_ended.title', { plan }),
        body: [endReason(text('reason')), say('notices.access_ended.hint')],
        buttons: [[plans, why]],
      };
    case 'back_again':
      return {
        tone: 'good',
        title: say('notices.back_again.title', { plan }),
        body: [say('notices.back_again.body')],
        buttons: [[membership]],
      };
    case 'join_link':
      return {
        tone: 'good',
        title: say('notices.join_link.title', { place }),
        body: [say('notices.join_link.body')],
        buttons: [[{ label: say('common.buttons.join_short'), url: text('url') }]],
      };
    case 'grant_given': {
      const reason = text('reason');
      return {
        tone: 'good',
        title: say('notices.grant_given.title', { plan }),
        body: [
          values['until']
            ? say('notices.grant_given.body', { until: instant(text('until')), reason })
            : say('notices.grant_given.body_short', { reason }),
        ],
        buttons: [[membership]],
      };
    }
    case 'hold_asked': {
      const { removals, of } = { removals: Number(values['removals'] ?? 0), of: Number(values['of'] ?? 0) };
      const hold = text('holdId');
      return {
        tone: 'warning',
        title: say('notices.hold_asked.title'),
        body: [say('notices.hold_asked.body', { place, removals, of })],
        buttons: [holdButtons(hold)],
      };
    }
    case 'place_blocked':
      return {
        tone: 'bad',
        title: say('notices.place_blocked.title', { place }),
        body: [
          say('notices.place_blocked.body', { problem: problemPhrase(text('problem')) }),
          say('notices.place_blocked.hint'),
        ],
        buttons: [[{ label: say('common.buttons.sync'), command: 'sync' }]],
      };
    case 'trial_ending':
    case 'pass_ending':
    case 'invoice_open':
    case 'gift_ready':
    case 'dispute':
      return moneyNotice(kind, values);
    case 'lesson_open':
    case 'outlet_blocked':
      return dropNotice(kind, values, problemPhrase);
    case 'answer_ready':
    case 'question_asked':
      return learningNotice(kind, values);
    case 'digest':
      return digestNotice(values);
    case 'weekly_forecast':
      return weeklyForecastNotice();
    case 'odd_activity':
      return oddNotice(values);
    case 'weekly_report':
      return weeklyNotice(values);
    case 'ticket_opened':
    case 'ticket_waits':
    case 'ticket_said':
    case 'ticket_reply':
    case 'ticket_undelivered':
    case 'ticket_closed':
    case 'desk_blocked':
      return ticketNotice(kind, values, problemPhrase);
  }
}

/** How a moderator decides about removals that stopped. */
export function holdButtons(hold: string): ReplyButton[] {
  return [
    {
      label: say('common.buttons.keep'),
      command: 'sync',
      options: { hold, decision: 'keep' },
      style: 'primary',
    },
    {
      label: say('common.buttons.approve'),
      command: 'sync',
      options: { hold, decision: 'approve' },
      style: 'danger',
    },
  ];
}

const membership: ReplyButton = { label: say('common.buttons.membership'), command: 'membership' };
const courses: ReplyButton = { label: say('files.solo.courses'), command: 'courses', style: 'primary' };
const why: ReplyButton = { label: say('common.buttons.why'), command: 'why' };
const plans: ReplyButton = { label: say('common.buttons.plans'), command: 'plans', style: 'primary' };

function payOrManage(payUrl: string): ReplyButton[] {
  if (payUrl !== '') return [{ label: say('common.buttons.pay'), url: payUrl }, membership];
  return [
    {
      label: say('common.buttons.manage'),
      command: 'membership',
      options: { manage: true },
      style: 'primary',
    },
    why,
  ];
}

function welcomeBody(places: string, trial: boolean): Phrase {
  const [first, ...rest] = places.split('\n').filter((name) => name !== '');
  if (first === undefined) return say('notices.welcome.body_short');
  const joined = rest.reduce<Value>(
    (so, name) => say('common.comma', { first: so, second: placeWords(name) }),
    placeWords(first),
  );
  return say(trial ? 'notices.welcome.body_trial' : 'notices.welcome.body', { places: joined });
}

function graceTitle(plan: string, daysLeft: number): Phrase {
  if (daysLeft < 1) return say('notices.grace_ending.title_today', { plan });
  return say('notices.grace_ending.title', { plan, count: daysLeft });
}

function endReason(reason: string): Phrase {
  const key = `notices.access_ended.reasons.${reason}`;
  return say(isTextKey(key) ? key : 'notices.access_ended.reasons.other');
}

function instant(iso: string): Value {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? iso : { at, as: 'datetime' };
}
