import type { Database } from '#database';
import type { Course } from '#domain/courses';
import { similarity, textVectors } from '../content/tfidf.js';
import type { Neighbours } from './ranker.js';

/** What the texts of a community's courses have in common. */
export interface Likeness extends Neighbours {
  /** 0 to 1; 0 where one of them is not published. */
  alike(one: string, other: string): number;
  /** A vector for each of these courses, in their order; empty ones for those that are not published. */
  vectors(courseIds: readonly string[]): ReturnType<typeof textVectors>;
}

/** How much of each lesson is read, in characters: what it is about is said at its beginning. */
const READ = 1_500;

/** So many like courses speak for a new one. */
const NEAREST = 5;

const NOTHING = { terms: [], weights: [] };

/** Reads the courses' texts, and reads them again when another version went live. */
export function createLikenessStore({ prisma }: Database) {
  const known = new Map<string, { key: string; likeness: Likeness }>();

  async function textsOf(communityId: string, versionIds: string[]): Promise<Map<string, string>> {
    const rows = await prisma.$queryRaw<{ versionId: string; text: string }[]>`
      SELECT "versionId", string_agg(
        concat_ws(' ', "title", "summary", left("body", ${READ}::int)), ' ' ORDER BY "position"
      ) AS text
      FROM "Lesson" WHERE "communityId" = ${communityId} AND "versionId" = ANY(${versionIds}) GROUP BY 1`;
    return new Map(rows.map(({ versionId, text }) => [versionId, text]));
  }

  return {
    async likeness(communityId: string, courses: readonly Course[]): Promise<Likeness> {
      const live = courses.flatMap(({ liveId }) => liveId ?? []);
      const key = live.toSorted().join(' ');
      const last = known.get(communityId);
      if (last?.key === key) return last.likeness;
      const texts = await textsOf(communityId, live);
      const vectors = textVectors(
        courses.map(({ title, summary, tags, liveId }) =>
          [title, title, summary, ...tags, ...tags, texts.get(liveId ?? '') ?? ''].join(' '),
        ),
      );
      const likeness = likenessOf(
        courses.map(({ id }) => id),
        vectors,
      );
      known.set(communityId, { key, likeness });
      return likeness;
    },
  };
}

export function likenessOf(ids: readonly string[], all: ReturnType<typeof textVectors>): Likeness {
  const places = new Map(ids.map((id, place) => [id, place]));
  const vectorOf = (id: string) => all[places.get(id) ?? -1] ?? NOTHING;
  const nearest = new Map<string, { courseId: string; share: number }[]>();
  return {
    alike: (one, other) => similarity(vectorOf(one), vectorOf(other)),
    near(courseId) {
      const before = nearest.get(courseId);
      if (before) return before;
      const found = ids
        .filter((id) => id !== courseId)
        .map((id) => ({ courseId: id, share: similarity(vectorOf(courseId), vectorOf(id)) ** 2 }))
        .filter(({ share }) => share > 0)
        .sort((a, b) => b.share - a.share || (a.courseId < b.courseId ? -1 : 1))
        .slice(0, NEAREST);
      const sum = found.reduce((total, { share }) => total + share, 0);
      const near = found.map((one) => ({ courseId: one.courseId, share: one.share / sum }));
      nearest.set(courseId, near);
      return near;
    },
    vectors: (courseIds) => courseIds.map(vectorOf),
  };
}

export type LikenessStore = ReturnType<typeof createLikenessStore>;
