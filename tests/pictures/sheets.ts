import type { ChartSheet, Theme } from '#contracts';
import type { Locale } from '#domain/members';

const wave = (length: number, high: number) =>
  Array.from({ length }, (_, at) =>
    Math.round(high * (1.2 + Math.sin((at % 24) / 4 - 1.5)) + ((at * 7) % 5)),
  );

/** One of each panel, with gaps, bands, marks and long words. */
export function everyPanel(locale: Locale, theme: Theme): ChartSheet {
  const t = (english: string, chinese: string) => (locale === 'en' ? english : chinese);
  const none = (length: number) => Array.from({ length }, () => null);
  const seen = wave(72, 40).map((value, at) => (at > 30 && at < 37 ? null : value));
  const expected = [...none(72), ...wave(48, 40)];
  const by = (share: number) => expected.map((value) => value && value * share);
  return {
    locale,
    theme,
    title: t('The week at Still Water Academy', '静水书院的一周'),
    subtitle: t(
      'Nov 16 – Nov 22, 2026 · against the 8 weeks before',
      '2026年11月16日至11月22日 · 与之前 8 周相比',
    ),
    footnote: t('I was not listening for 6 hours on Tuesday.', '周二有 6 小时我不在线。'),
    panels: [
      {
        kind: 'figures',
        cells: [
          { label: t('Messages', '消息'), value: 12_345, change: 0.12 },
          { label: t('Active people', '活跃人数'), value: 312, change: -0.08 },
          { label: t('Newcomers', '新人'), value: 18, change: 3.2 },
          { label: t('Questions answered', '提问获答率'), value: 0.42, unit: 'share', change: 0 },
          {
            label: t('Time to an answer', '等待回答'),
            value: 4_200,
            unit: 'seconds',
            change: 0.4,
            good: 'down',
          },
          {
            label: t('Revenue a month', '月度经常性收入'),
            value: 1_234_500,
            unit: { currency: 'usd' },
            note: t('new', '新'),
          },
        ],
      },
      {
        kind: 'line',
        title: t('Messages by hour', '每小时的消息'),
        axis: { step: 'hour', from: '2026-11-19T00:00:00Z' },
        series: [
          { name: t('Seen', '实际'), values: seen },
          { name: t('Expected', '预计'), values: expected, line: 'dashed', hue: 'second' },
        ],
        bands: [
          { name: '95%', lo: by(0.5), hi: by(1.5), hue: 'second' },
          { name: '80%', lo: by(0.7), hi: by(1.3), hue: 'second' },
        ],
        marks: [{ at: 72, label: t('now', '现在') }],
      },
      {
        kind: 'bars',
        title: t('Messages by day', '每天的消息'),
        axis: { step: 'day', from: '2026-11-16' },
        series: [{ name: t('This week', '这一周'), values: [120, 180, null, 150, 210, 90, 60] }],
        line: { name: t('Usual', '平时'), values: [100, 150, 160, 140, 130, 110, 90], line: 'dashed' },
      },
      {
        kind: 'bars',
        stacked: true,
        axis: { step: 'week', from: '2026-09-28' },
        series: [t('Joined', '加入'), t('Left', '离开')].map((name, at) => ({
          name,
          values: wave(8, 9 + at),
        })),
      },
      {
        kind: 'ranks',
        title: t('Messages by place', '各处的消息'),
        rows: [
          { label: 'general / 综合', value: 4_210, before: 3_900 },
          { label: '书法练习-每日打卡-a-very-long-channel-name', value: 1_800, before: null },
          { label: 'lounge', value: 0, before: 12 },
        ],
      },
      {
        kind: 'week',
        title: t('When people are here', '大家什么时候在线'),
        values: wave(168, 20).map((value, at) => (at === 50 ? null : value)),
        marked: [37, 61],
      },
      {
        kind: 'grid',
        title: t('Who stays', '留存'),
        head: {
          label: t('Week from', '起始周'),
          size: t('people', '人数'),
          columns: Array.from({ length: 7 }, (_, at) => t(`+${at}`, `第${at}周`)),
        },
        rows: Array.from({ length: 5 }, (_, row) => ({
          label: t(`Nov ${row + 1}`, `11月${row + 1}日`),
          size: String(20 + row),
          cells: Array.from({ length: 7 }, (__, at) => (at + row > 7 ? null : at === 0 ? 1 : 0.7 / at)),
        })),
      },
    ],
  };
}
