import {
  assetPath,
  documentOf,
  say,
  withPictures,
  type CommandContext,
  type Reply,
  type ReplyButton,
  type Rooms,
} from '#contracts';
import type { Asset } from '#domain/courses';
import { UserFacingError } from '#kernel/errors';
import { askButton, cardButton } from '../pieces/courses.js';
import type { CourseView, LessonView } from '../pieces/lessons.js';
import { clipped } from '../pieces/typed.js';

/** Files offered below one lesson. */
const FILES = 15;

/** A lesson to read, one page of it, and where to go from there. */
export async function lessonPage(
  { actor, community }: CommandContext,
  view: CourseView,
  one: LessonView,
  page: number,
  turned: boolean,
  rooms: Rooms,
): Promise<Reply> {
  const { course, lessons } = view;
  if (course.liveId === null) throw new UserFacingError('course_unknown');
  const { lesson, assets } = await rooms.courses.lesson(community.id, course.liveId, one.lesson.key);
  await rooms.learning.seen(community.id, actor.member.id, course.id, lesson.key, page);
  const addressOf = ({ id }: Asset) =>
    rooms.files.link({ communityId: community.id, memberId: actor.member.id, assetId: id });
  const byName = new Map(assets.map((asset) => [asset.name, asset]));
  const named = (name: string) => byName.get(assetPath('', name) ?? name);
  const linked = new Set<Asset>();
  const text = documentOf(lesson.body, {
    resolve(name) {
      const asset = named(name);
      if (asset) linked.add(asset);
      return asset ? addressOf(asset) : null;
    },
  });
  const document = withPictures(text, (name) => {
    const asset = named(name);
    return asset?.kind === 'image' ? { url: addressOf(asset) } : null;
  });
  // What takes time to hear or to watch is offered before the text as well; the rest is linked where it stands.
  const files = [...linked].filter(({ kind }) => kind === 'audio' || kind === 'video').slice(0, FILES);
  const turn = { command: 'learn', options: { course: course.slug, lesson: lesson.key } };
  return {
    title: say('learning.lesson.title', { number: String(lesson.position + 1), title: lesson.title }),
    body: [
      say(lesson.minutes > 0 ? 'learning.lesson.where_minutes' : 'learning.lesson.where', {
        course: course.title,
        number: lesson.position + 1,
        of: lessons.length,
        minutes: lesson.minutes,
      }),
    ],
    list: files.map((asset) => ({ text: filePhrase(asset, addressOf(asset)) })),
    document: { of: document, page, turn, ...(course.free ? {} : { protected: true }) },
    buttons: buttonsOf(view, one),
    replaces: turned,
  };
}

function filePhrase({ kind, title, name, seconds }: Asset, address: string) {
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

function buttonsOf({ course, lessons }: CourseView, { lesson, done }: LessonView): ReplyButton[][] {
  const at = lessons.findIndex((one) => one.lesson.key === lesson.key);
  const to = (label: 'learning.buttons.previous' | 'learning.buttons.next', index: number): ReplyButton[] => {
    const there = lessons[index];
    if (!there || (there.opens !== 'open' && !there.done)) return [];
    return [
      { label: say(label), command: 'learn', options: { course: course.slug, lesson: there.lesson.key } },
    ];
  };
  const tick: ReplyButton = {
    label: say(done ? 'learning.buttons.undo' : 'learning.buttons.done'),
    command: 'learn',
    options: { course: course.slug, lesson: lesson.key, done: !done },
    ...(done ? {} : { style: 'primary' }),
  };
  return [
    [...to('learning.buttons.previous', at - 1), tick, ...to('learning.buttons.next', at + 1)],
    [askButton(course, lesson.key), cardButton(course)],
  ];
}
