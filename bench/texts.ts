import { noticeReply, plain, runs, type Phrase } from '#contracts';
import { busyRateOf, line, rounded } from './measure.js';

/** Turning a notice's phrases into what a platform draws, in both languages, beside the bare look-up. */
export function texts(): void {
  const { title, body = [] } = noticeReply('payment_failed', {
    plan: 'Membership',
    graceUntil: '2026-03-04T09:00:00Z',
    payUrl: null,
  });
  const phrases: Phrase[] = [...(title ? [title] : []), ...body];
  const bare = busyRateOf(1_000, () => void plain('en', 'notices.welcome.title', { plan: 'Membership' }));
  line('one text looked up and filled, for comparison', `${rounded(bare)} a second`);
  for (const locale of ['en', 'zh-CN'] as const) {
    const reader = { locale, timeZone: 'Asia/Shanghai' };
    const rate = busyRateOf(1_500, () => {
      for (const phrase of phrases) runs(phrase, reader);
    });
    line(
      `a notice of ${phrases.length} texts with a date, drawn in ${locale}`,
      `${rounded(rate)} a second; ${rounded(bare / rate)} look-ups' worth each`,
    );
  }
}
