import { plain, type FaqReportSheet } from '#contracts';
import { colors } from './colors.js';
import type { Fonts } from './fonts.js';
import { createInk, type Ink } from './ink.js';

const WIDTH = 1_000;
const HEIGHT = 790;
const EDGE = 44;
const CHART = { top: 424, height: 270, left: EDGE + 64, right: WIDTH - EDGE };
/** More bars than these would be too thin on a phone; then neighbouring days share one. */
const BARS = 46;

/** From the bottom of a bar to its top. */
const PARTS = [
  { what: 'answered', text: 'answered', color: colors.done },
  { what: 'askedBack', text: 'asked_back', color: colors.seen },
  { what: 'unsure', text: 'unsure', color: colors.here },
  { what: 'silent', text: 'silent', color: colors.open },
] as const;

type Bar = FaqReportSheet['days'][number] & { last: string };

/** What was asked: the sums above, the days below. */
export async function faqReportPicture(fonts: Fonts, sheet: FaqReportSheet): Promise<Uint8Array> {
  const ink = createInk(fonts, WIDTH, HEIGHT);
  ink.context.fillStyle = colors.card;
  ink.context.beginPath();
  ink.context.roundRect(0, 0, WIDTH, HEIGHT, 28);
  ink.context.fill();
  heading(ink, sheet);
  sums(ink, sheet);
  chart(ink, barsOf(sheet.days));
  return ink.png();
}

function heading(ink: Ink, { locale, title, days }: FaqReportSheet): void {
  const bold = { size: 40, weight: 700, color: colors.bright };
  const [line = ''] = ink.lines(plain(locale, 'faq.report.picture.heading'), bold, 560, 1);
  ink.text(line, EDGE, 78, bold);
  const soft = { size: 26, color: colors.soft };
  const [whose = ''] = ink.lines(title, soft, WIDTH - 2 * EDGE, 1);
  ink.text(whose, EDGE, 120, soft);
  const [first = '', last = ''] = [days[0]?.day, days.at(-1)?.day];
  const span = first === last ? first : `${first} – ${last}`;
  ink.text(span, WIDTH - EDGE, 78, { ...soft, align: 'right' });
}

/** Eight numbers, each with what it counts; the first four in the colours of the bars. */
function sums(ink: Ink, sheet: FaqReportSheet): void {
  const { locale, asked, answered, askedBack, unsure, silent, handedOver, up, down } = sheet;
  const counts = { answered, askedBack, unsure, silent };
  const cells = [
    ...PARTS.map(({ what, text, color }) => ({ text, color, number: counts[what] })),
    { text: 'handed_over' as const, color: null, number: handedOver },
    { text: 'liked' as const, color: null, number: up },
    { text: 'disliked' as const, color: null, number: down },
    { text: 'asked' as const, color: null, number: asked },
  ];
  const width = (WIDTH - 2 * EDGE) / 4;
  for (const [index, { text, color, number }] of cells.entries()) {
    const x = EDGE + (index % 4) * width;
    const y = 206 + Math.floor(index / 4) * 116;
    ink.text(compact(number, locale), x, y, { size: 52, weight: 700, color: colors.bright });
    const letters = { size: 25, color: colors.soft };
    if (color) {
      ink.context.fillStyle = color;
      ink.context.fillRect(x, y + 17, 20, 20);
    }
    const from = color ? 30 : 0;
    const [line = ''] = ink.lines(plain(locale, `faq.report.picture.${text}`), letters, width - from - 12, 1);
    ink.text(line, x + from, y + 36, letters);
  }
}

const compact = (number: number, locale: string): string =>
  number < 10_000
    ? String(number)
    : new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }).format(number);

function chart(ink: Ink, bars: readonly Bar[]): void {
  const { context } = ink;
  const total = (bar: Bar) => PARTS.reduce((sum, { what }) => sum + bar[what], 0);
  const top = roundUp(Math.max(1, ...bars.map(total)));
  const bottom = CHART.top + CHART.height;
  const letters = { size: 23, color: colors.soft };
  for (const share of [0, 0.5, 1]) {
    const y = bottom - share * CHART.height;
    context.fillStyle = colors.edge;
    context.fillRect(CHART.left, y - 1, CHART.right - CHART.left, 2);
    const value = top * share;
    if (Number.isInteger(value))
      ink.text(String(value), CHART.left - 14, y + 8, { ...letters, align: 'right' });
  }
  const step = (CHART.right - CHART.left) / Math.max(1, bars.length);
  const gap = Math.min(10, step * 0.25);
  for (const [index, bar] of bars.entries()) {
    let y = bottom;
    for (const { what, color } of PARTS) {
      const height = (bar[what] / top) * CHART.height;
      y -= height;
      context.fillStyle = color;
      context.fillRect(CHART.left + index * step + gap / 2, y, Math.min(step - gap, 72), height);
    }
  }
  const first = bars[0];
  const last = bars.at(-1);
  if (!first || !last) return;
  ink.text(first.day, CHART.left, bottom + 40, letters);
  if (bars.length > 1 || last.last !== first.day)
    ink.text(last.last, CHART.right, bottom + 40, { ...letters, align: 'right' });
}

/** 1, 2, 4, 6, 10, 20, 40 …: a number whose half is whole. */
function roundUp(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const nice = [1, 2, 4, 6, 10].find((one) => one * power >= most) ?? 10;
  return Math.max(2, nice * power);
}

function barsOf(days: FaqReportSheet['days']): Bar[] {
  const per = Math.max(1, Math.ceil(days.length / BARS));
  const bars: Bar[] = [];
  for (let at = 0; at < days.length; at += per) {
    const among = days.slice(at, at + per);
    const sum = (what: (typeof PARTS)[number]['what']) => among.reduce((so, day) => so + day[what], 0);
    bars.push({
      day: among[0]?.day ?? '',
      last: among.at(-1)?.day ?? '',
      answered: sum('answered'),
      askedBack: sum('askedBack'),
      unsure: sum('unsure'),
      silent: sum('silent'),
    });
  }
  return bars;
}
