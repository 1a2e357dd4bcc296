import { describe, expect, test } from 'vitest';
import { commands } from '#commands';
import {
  flat,
  isGroup,
  noticeReply,
  problemPhrase,
  type NoticeTable,
  type Phrase,
  type Reader,
  type Reply,
} from '#contracts';
import type { NoticeKind, NoticeValues } from '#domain/delivery';

const readers: Reader[] = [
  { locale: 'en', timeZone: 'UTC' },
  { locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
];
const graceUntil = '2026-12-01T10:00:00.000Z';
const payUrl = 'https://pay.example/in_1';

/** Every kind with what it is told with, as the rooms post it. */
const told: { [K in NoticeKind]: NoticeTable[K][] } = {
  welcome: [
    { plan: 'Gold', places: 'Member, Lounge', trial: false },
    { plan: 'Gold', places: 'Member\tLyceum Demo\nLounge', trial: true },
    { plan: 'Gold', places: '', trial: false },
    { plan: 'Bread', places: '', trial: false, solo: true },
  ],
  payment_failed: [
    { plan: 'Gold', graceUntil, payUrl },
    { plan: 'Gold', graceUntil, payUrl: null },
  ],
  grace_ending: [3, 1, 0].map((daysLeft) => ({ plan: 'Gold', graceUntil, payUrl, daysLeft })),
  access_ended: (
    [
      'unpaid',
      'cancelled',
      'refunded',
      'disputed',
      'paused',
      'incomplete',
      'over',
      'grant_over',
      'other',
    ] as const
  ).map((reason) => ({ plan: 'Gold', reason })),
  back_again: [{ plan: 'Gold' }],
  join_link: [{ place: 'Lounge', url: 'https://t.me/+abc' }],
  grant_given: [
    { plan: 'Gold', reason: 'won the quiz', until: graceUntil },
    { plan: 'Gold', reason: 'won the quiz', until: null },
  ],
  hold_asked: [{ place: 'Lounge', removals: 40, of: 100, holdId: 'h1' }],
  place_blocked: [{ place: 'Member', problem: 'role_above_bot' }],
  trial_ending: [
    { plan: 'Gold', at: graceUntil, amount: 1_900, currency: 'usd' },
    { plan: 'Gold', at: graceUntil, amount: null, currency: null },
  ],
  pass_ending: [{ plan: 'Gold', at: graceUntil }],
  invoice_open: [
    { plan: 'Gold', payUrl, amount: 12_800, currency: 'cny', dueAt: graceUntil },
    { plan: 'Gold', payUrl, amount: null, currency: null, dueAt: null },
  ],
  gift_ready: [{ plan: 'Gold', gift: 'g1' }],
  lesson_open: [0, 1, 4].map((more) => ({
    course: 'Brushes',
    slug: 'brushes',
    lesson: 'First',
    lessonKey: 'first',
    more,
  })),
  outlet_blocked: [{ place: 'lessons', problem: 'missing_permission_send' }],
  answer_ready: [
    { course: 'Brushes', slug: 'brushes', lesson: 'first', question: 'Why?', answer: 'Because.' },
    { course: 'Brushes', slug: 'brushes', lesson: null, question: 'Why?', answer: 'Because.' },
  ],
  question_asked: [{ course: 'Brushes', slug: 'brushes', question: 'Why?', questionId: 'q1' }],
  dispute: (['inquiry', 'open', 'won', 'lost'] as const).map((state) => ({
    about: 'm1',
    amount: 1_900,
    currency: 'usd',
    state,
  })),
  ticket_opened: ['#general', null].map((place) => ({
    ticketId: 't1',
    number: 7,
    name: place && 'Ada',
    question: 'Where do I change my card?',
    place,
  })),
  ticket_waits: [
    {
      ticketId: 't1',
      number: 7,
      name: 'Ada',
      question: 'Where do I change my card?',
      since: graceUntil,
      claimedBy: null,
      others: 0,
    },
    { ticketId: 't1', number: 7, name: null, question: '?', since: graceUntil, claimedBy: 'Mo', others: 2 },
  ],
  ticket_said: [{ ticketId: 't1', number: 7, name: 'Ada', text: 'Thanks, and then?' }],
  ticket_reply: ['Mo', null].map((by) => ({
    ticketId: 't1',
    number: 7,
    by,
    question: 'Where do I change my card?',
    answer: 'In the portal.',
  })),
  ticket_undelivered: [{ ticketId: 't1', number: 7, name: 'Ada', answer: 'In the portal.' }],
  ticket_closed: (['closed', 'returned'] as const).map((how) => ({ ticketId: 't1', number: 7, how })),
  digest: [
    {
      week: '2026-W47',
      content: JSON.stringify({
        opened: [
          { course: 'Brushes', slug: 'brushes', lesson: 'First', lessonKey: 'first', more: 0 },
          { course: 'Inks', slug: 'inks', lesson: 'Second', lessonKey: 'second', more: 2 },
        ],
        published: [{ course: 'Bread', slug: 'bread' }],
        recommended: [
          ...(['because', 'because_taken', 'new_from', 'plan_popular', 'like', 'taken_next'] as const),
          ...(['next_lesson', 'popular', 'fresh', 'untried'] as const),
        ].map((reason, index) => ({
          id: `s${index}`,
          courseId: 'c1',
          course: 'Bread',
          slug: 'bread',
          lesson: index === 1 ? 'Flour' : null,
          lessonKey: index === 1 ? 'flour' : null,
          reason,
          names: ['Inks', 'Brushes', 'Paper'].slice(0, (index % 3) + 1),
          lockedBy: index === 2 ? 'Gold' : null,
        })),
        answers: [{ course: 'Inks', slug: 'inks', question: 'Why black?' }],
        tickets: [{ number: 7, question: 'Where do I change my card?' }],
      }),
    },
  ],
  weekly_report: [{ week: '2026-W47' }],
  weekly_forecast: [{ week: '2026-W47' }],
  odd_activity: [
    ...(['drop', 'outage', 'raid', 'live', 'holiday', null] as const).map((cause) => ({
      oddityId: 'o1',
      measure: 'messages',
      from: graceUntil,
      hours: 3,
      seen: 120,
      expected: 14.2,
      direction: 'high',
      cause,
      subject: cause === 'holiday' ? 'christmas' : 'Bread',
    })),
    {
      oddityId: 'o2',
      measure: 'joins',
      from: graceUntil,
      hours: 24,
      seen: 1,
      expected: 40,
      direction: 'low',
      cause: null,
      subject: null,
    },
  ],
  desk_blocked: [{ place: '#desk', problem: 'channel_gone' }],
};
const all = Object.entries(told).flatMap(([kind, cases]) =>
  cases.map((values) => ({ kind: kind as NoticeKind, values: values as NoticeValues })),
);
const phrases = ({ title, body, buttons }: Reply): Phrase[] => [
  ...(title ? [title] : []),
  ...(body ?? []),
  ...(buttons ?? []).flat().map(({ label }) => label),
];

describe('notices', () => {
  test.each(all)('$kind reads well in both languages: $values', ({ kind, values }) => {
    for (const reader of readers) {
      const texts = phrases(noticeReply(kind, values)).map((phrase) => flat(phrase, reader));
      expect(texts.length).toBeGreaterThanOrEqual(3);
      for (const text of texts) {
        expect(text.trim()).not.toBe('');
        expect(text).not.toMatch(/undefined|null|NaN|Invalid|\{\{|T10:00|\d{4}-\d\d-\d\d/);
      }
    }
  });

  test('their buttons say commands that exist, with options that exist', () => {
    for (const { kind, values } of all) {
      for (const button of noticeReply(kind, values).buttons?.flat() ?? []) {
        if ('url' in button) {
          expect(button.url).toMatch(/^https:/);
          continue;
        }
        const [name, part = ''] = button.command.split(' ');
        const found = commands.find((one) => one.name === name);
        const leaf = found && isGroup(found) ? found.parts[part] : found;
        expect(leaf !== undefined, button.command).toBe(true);
        const options = Object.keys(leaf?.options ?? {});
        expect(options).toEqual(expect.arrayContaining(Object.keys(button.options ?? {})));
      }
    }
  });

  test('the end of the grace is an instant that each reader sees in their own zone', () => {
    const { body } = noticeReply('payment_failed', { plan: 'Gold', graceUntil, payUrl });
    const [first] = body ?? [];
    expect(first && readers.map((reader) => flat(first, reader))).toEqual([
      expect.stringMatching(/10:00\sAM/),
      expect.stringContaining('18:00'),
    ]);
  });

  test('a reason or a problem without words of its own is told in general ones', () => {
    const reader = readers[0] as Reader;
    const { body } = noticeReply('access_ended', { plan: 'Gold', reason: 'solar_flare' });
    expect(body?.[0]?.key).toBe('notices.access_ended.reasons.other');
    expect(problemPhrase('solar_flare').key).toBe('problems.unknown');
    expect(flat(problemPhrase('role_above_bot'), reader)).toContain('Drag my role');
  });

  test('a role is told with the server it is in', () => {
    const { body } = noticeReply('welcome', { plan: 'Gold', places: 'Member\tLyceum Demo\nLounge' });
    const told = readers.map((reader) => body?.[0] && flat(body[0], reader));
    expect(told[0]).toContain(': @Member in Lyceum Demo, Lounge.');
    expect(told[1]).toContain('：“Lyceum Demo”的 @Member、Lounge。');
  });

  test('without a page to pay on, the way to the card is offered', () => {
    const { buttons } = noticeReply('payment_failed', { plan: 'Gold', graceUntil, payUrl: null });
    expect(buttons?.flat()).toContainEqual(
      expect.objectContaining({ command: 'membership', options: { manage: true } }),
    );
  });
});
