import { days, later } from '#kernel/clock';
import type { Course, Courses } from '#domain/courses';
import type { Delivery } from '#domain/delivery';
import type { Drops } from '#domain/drops';
import type { Handoff } from '#domain/handoff';
import type { Learning } from '#domain/learning';
import type { DigestContent } from './model.js';

export interface ContentDeps {
  delivery: Pick<Delivery, 'inbox'>;
  courses: Pick<Courses, 'courses' | 'outline' | 'ways'>;
  learning: Pick<Learning, 'enrolmentsOf' | 'progress'>;
  drops: Pick<Drops, 'opening'>;
  handoff: Pick<Handoff, 'tickets'>;
}

/** So many of a kind are named. */
const NAMED = 3;

/** Courses of a community that a digest looks through. */
const CATALOGUE = 1_000;

/** Older messages that nobody read are not brought up again. */
const UNREAD_FOR = days(21);

type News = Pick<DigestContent, 'opened' | 'published' | 'answers' | 'tickets'>;

/** Gathers what a member does not know yet. */
export function createContent({ delivery, courses, learning, drops, handoff }: ContentDeps) {
  /** Lessons that opened since then and were not finished, by course. */
  async function opened(communityId: string, memberId: string, catalogue: Map<string, Course>, since: Date) {
    const enrolments = await learning.enrolmentsOf(communityId, { memberId });
    const touched = enrolments.flatMap(({ courseId, openedAt, pausedAt }) => {
      const course = catalogue.get(courseId);
      return course && !pausedAt && openedAt && openedAt > since ? [course] : [];
    });
    const ways = await courses.ways(communityId, memberId, touched);
    const found: DigestContent['opened'] = [];
    for (const course of touched.filter(({ id }) => ways.get(id)?.open)) {
      const { lessons } = await learning.progress(communityId, memberId, course.id);
      const fresh = new Set(
        [...lessons.values()]
          .filter(({ openAt, doneAt }) => openAt && openAt > since && !doneAt)
          .map(({ lessonKey }) => lessonKey),
      );
      if (fresh.size === 0) continue;
      const opening = await drops.opening(communityId, memberId, course.id);
      const outline = await courses.outline(communityId, course.id);
      const open = outline.filter(({ key }) => fresh.has(key) && opening.get(key) === 'open');
      const [first, ...others] = open;
      if (!first) continue;
      const { title, slug } = course;
      found.push({ course: title, slug, lesson: first.title, lessonKey: first.key, more: others.length });
    }
    return { opened: found.slice(0, NAMED), enrolled: new Set(enrolments.map(({ courseId }) => courseId)) };
  }

  return {
    async catalogue(communityId: string): Promise<Map<string, Course>> {
      const filter = { state: 'published', limit: CATALOGUE, offset: 0 } as const;
      const { courses: listed } = await courses.courses(communityId, filter);
      return new Map(listed.map((course) => [course.id, course]));
    },

    async news(
      communityId: string,
      memberId: string,
      catalogue: Map<string, Course>,
      since: Date,
      now: Date,
    ): Promise<News> {
      const lessons = await opened(communityId, memberId, catalogue, since);
      const fresh = [...catalogue.values()].filter(
        ({ id, publishedAt }) => publishedAt && publishedAt > since && !lessons.enrolled.has(id),
      );
      const ways = await courses.ways(communityId, memberId, fresh);
      const published = fresh
        .filter((course) => {
          const way = ways.get(course.id);
          return way?.open && way.by !== 'maker';
        })
        .sort((a, b) => Number(b.publishedAt) - Number(a.publishedAt))
        .map(({ title, slug }) => ({ course: title, slug }));

      const unread = (await delivery.inbox(communityId, memberId, 50)).filter(
        ({ kind, state, readAt, createdAt }) =>
          kind === 'answer_ready' && state !== 'sent' && !readAt && createdAt > later(now, -UNREAD_FOR),
      );
      const answers = unread.map(({ values }) => ({
        course: String(values['course'] ?? ''),
        slug: String(values['slug'] ?? ''),
        question: shortened(String(values['question'] ?? '')),
      }));
      // The team has answered, and the member has not said anything since.
      const latest = await handoff.tickets(communityId, { memberId, limit: 20, offset: 0 });
      const tickets = latest.tickets
        .filter(({ state, answeredAt }) => state === 'answered' && answeredAt && answeredAt > since)
        .map(({ number, question }) => ({ number, question: shortened(question) }));
      return {
        opened: lessons.opened,
        published: published.slice(0, NAMED),
        answers: answers.slice(0, NAMED),
        tickets: tickets.slice(0, NAMED),
      };
    },
  };
}

/** A question of which it can be told which one it was. */
function shortened(text: string): string {
  const letters = [...text.replace(/\s+/g, ' ').trim()];
  return letters.length > 120 ? `${letters.slice(0, 119).join('')}…` : letters.join('');
}
