import {
  assetPath,
  documentOf,
  say,
  withPictures,
  type CommandOptions,
  type Phrase,
  type Reply,
} from '#contracts';
import type { Asset, Course, Lesson } from '#domain/courses';
import { clipped } from './typed.js';

/** Files offered below one lesson. */
const FILES = 15;

export interface ShownLesson {
  course: Pick<Course, 'title' | 'free'>;
  lesson: Lesson;
  /** How many lessons the course has. */
  of: number;
  assets: readonly Asset[];
  addressOf(asset: Asset): string;
  page: number;
  turn: { command: string; options: CommandOptions };
}

/** A lesson as whoever reads it sees it: the same for members and in its maker's preview. */
export function lessonParts(shown: ShownLesson): Pick<Reply, 'title' | 'body' | 'list' | 'document'> {
  const { course, lesson, of, assets, addressOf, page, turn } = shown;
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const named = (name: string) => byName.get(assetPath('', name) ?? name);
  const linked = new Set<Asset>();
  const read = documentOf(lesson.body, {
    resolve(name) {
      const asset = named(name);
      if (!asset) return null;
      linked.add(asset);
      return addressOf(asset);
    },
  });
  const document = withPictures(read, (name) => {
    const asset = named(name);
    return asset?.kind === 'image' ? { url: addressOf(asset) } : null;
  });
  // What takes time to hear or to watch is offered before the text as well; the rest is linked where it stands.
  const files = [...linked].filter(({ kind }) => kind === 'audio' || kind === 'video').slice(0, FILES);
  return {
    title: say('learning.lesson.title', { number: String(lesson.position + 1), title: lesson.title }),
    body: [
      say(lesson.minutes > 0 ? 'learning.lesson.where_minutes' : 'learning.lesson.where', {
        course: course.title,
        number: lesson.position + 1,
        of,
        minutes: lesson.minutes,
      }),
    ],
    list: files.map((asset) => ({ text: filePhrase(asset, addressOf(asset)) })),
    document: { of: document, page, turn, ...(course.free ? {} : { protected: true }) },
  };
}

function filePhrase({ kind, title, name, seconds }: Asset, address: string): Phrase {
  const label = title ?? name.split('/').at(-1) ?? name;
  const link = { link: address, label: clipped(label, 80) };
  const file = seconds === null ? link : say('learning.lesson.timed', { file: link, time: clockOf(seconds) });
  return say(kind === 'video' ? 'learning.lesson.watch' : 'learning.lesson.listen', { file });
}

/** `3:07`, `1:02:45` */
function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
