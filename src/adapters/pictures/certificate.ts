import { plain, type CertificateSheet } from '#contracts';
import { colors } from './colors.js';
import type { Fonts } from './fonts.js';
import { createInk, type Ink } from './ink.js';

/** A4 across, at 150 dots an inch. */
const WIDTH = 1_754;
const HEIGHT = 1_240;
const MIDDLE = WIDTH / 2;
const ROOM = 1_300;

/** A sheet to keep and to show. */
export async function certificatePicture(fonts: Fonts, sheet: CertificateSheet): Promise<Uint8Array> {
  const ink = createInk(fonts, WIDTH, HEIGHT);
  frame(ink);
  const { locale } = sheet;
  const word = (key: 'heading' | 'to' | 'has' | 'check') =>
    plain(locale, `learning.pictures.certificate.${key}`);
  const center = (text: string, y: number, size: number, color: string, weight = 400) =>
    ink.text(text, MIDDLE, y, { size, color, weight, align: 'center' });

  const [community = ''] = ink.lines(
    sheet.community,
    { size: 34, weight: 500, color: colors.second },
    ROOM,
    1,
  );
  center(community, 190, 34, colors.second, 500);
  center(word('heading'), 310, 84, colors.ink, 700);
  rule(ink, 350, 180);
  center(word('to'), 440, 32, colors.second);
  const { size, lines: [name = ''] } = fitted(ink, sheet.name, [92, 78, 64, 52], 1, 700); // prettier-ignore
  center(name, 555, size, colors.gold, 700);
  rule(ink, 595, 460);
  center(word('has'), 670, 32, colors.second);
  const course = fitted(ink, sheet.course, [62, 54, 46, 38], 2, 600);
  course.lines.forEach((line, index) =>
    center(
      line,
      (course.lines.length === 1 ? 780 : 755) + index * course.size * 1.3,
      course.size,
      colors.ink,
      600,
    ),
  );
  const facts = plain(locale, 'learning.pictures.certificate.facts', {
    lessons: plain(locale, 'learning.size.lessons', { count: sheet.lessons }),
    minutes: plain(locale, 'learning.size.minutes', { count: sheet.minutes }),
  });
  center(sheet.minutes > 0 ? facts : plain(locale, 'learning.size.lessons', { count: sheet.lessons }), 905, 30, colors.second); // prettier-ignore
  center(sheet.date, 985, 36, colors.ink, 500);
  center(word('check'), 1_075, 24, colors.second);
  const address = fitted(ink, sheet.address, [26, 22, 18], 2, 500);
  address.lines.forEach((line, index) =>
    center(line, 1_112 + index * address.size * 1.25, address.size, colors.ink, 500),
  );
  return ink.png();
}

/** The largest of these sizes at which it fits. */
function fitted(ink: Ink, text: string, sizes: readonly number[], most: number, weight: number) {
  let found = { size: sizes[0] ?? 0, lines: [] as string[] };
  for (const size of sizes) {
    const lines = ink.lines(text, { size, weight, color: colors.ink }, ROOM, most);
    found = { size, lines };
    if (lines.length <= most && !(lines.at(-1) ?? '').endsWith('…')) return found;
  }
  return found;
}

function frame({ context }: Ink): void {
  context.fillStyle = colors.paper;
  context.fillRect(0, 0, WIDTH, HEIGHT);
  context.strokeStyle = colors.gold;
  context.lineWidth = 6;
  context.strokeRect(50, 50, WIDTH - 100, HEIGHT - 100);
  context.strokeStyle = colors.pale;
  context.lineWidth = 2;
  context.strokeRect(66, 66, WIDTH - 132, HEIGHT - 132);
  for (const [x, y] of [
    [50, 50],
    [WIDTH - 50, 50],
    [50, HEIGHT - 50],
    [WIDTH - 50, HEIGHT - 50],
  ] as const) {
    // prettier-ignore
    context.save();
    context.translate(x, y);
    context.rotate(Math.PI / 4);
    context.fillStyle = colors.gold;
    context.fillRect(-16, -16, 32, 32);
    context.restore();
  }
}

function rule({ context }: Ink, y: number, width: number): void {
  context.strokeStyle = colors.pale;
  context.lineWidth = 3;
  context.beginPath();
  context.moveTo(MIDDLE - width / 2, y);
  context.lineTo(MIDDLE + width / 2, y);
  context.stroke();
}
