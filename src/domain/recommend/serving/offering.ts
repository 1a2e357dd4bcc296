import { days, later, type Clock } from '#kernel/clock';
import type { Access } from '#domain/access';
import type { Members } from '#domain/members';
import { shareOf } from '../held-out.js';
import type { Recommendation, Recommends } from '../served.js';
import { seededRandom } from '../random.js';
import type { Audience } from './audience.js';
import type { AudienceStore } from './audience-store.js';
import { candidatesOf, type CandidateRooms } from './candidates.js';
import type { Likeness, LikenessStore } from './likeness-store.js';
import { pick, type Scored } from './pick.js';
import { popularRanker, type Ranker } from './ranker.js';
import { reasonFor, type Facts } from './reasons.js';
import type { Offer, SuggestionStore } from './suggestion-store.js';

export interface OfferingDeps extends CandidateRooms {
  members: Pick<Members, 'member'>;
  access: Access;
  audienceStore: AudienceStore;
  likenessStore: LikenessStore;
  suggestionStore: SuggestionStore;
  /** The community's own model for a member; null: what is popular does. */
  ranker(input: RankerInput): Promise<Ranker | null>;
  heldOut(communityId: string, memberId: string, audience: Audience): boolean;
  clock: Clock;
}

export interface RankerInput {
  communityId: string;
  /** Courses that the member took, oldest first. */
  history: readonly string[];
  planIds: readonly string[];
  audience: Audience;
  /** Of all published courses. */
  courseIds: readonly string[];
  likeness: Likeness;
}

/** What was refused is not recommended again for so long. */
const REFUSED_MS = days(90);

/** What was shown within this time and not judged is shown as the same. */
const SAME_MS = days(1);

/** Somebody who was in a course within this time is told to go on before anything else. */
const FRESH_MS = days(30);

/** What a member is offered, with true reasons. */
export function createOffering(deps: OfferingDeps): Pick<Recommends, 'forMember'> {
  const { members, access, audienceStore, likenessStore, suggestionStore, clock } = deps;

  return {
    async forMember(communityId, memberId, { count, way, heldOut }) {
      const now = clock.now();
      if (!(await suggestionStore.isRecommended(communityId, memberId))) return [];
      const { refused, liked } = await suggestionStore.verdicts(
        communityId,
        memberId,
        later(now, -REFUSED_MS),
      );
      const [member, audience, entitlements, candidates] = await Promise.all([
        members.member(communityId, memberId),
        audienceStore.audience(communityId),
        access.entitlements(communityId, memberId),
        candidatesOf(deps, communityId, memberId, refused),
      ]);
      const { published, history } = candidates;
      const planIds = entitlements.filter(({ granting }) => granting).map(({ planId }) => planId);
      const likeness = await likenessStore.likeness(communityId, [...published.values()]);
      const held = heldOut ?? deps.heldOut(communityId, memberId, audience);
      const trained = held
        ? null
        : await deps.ranker({
            communityId,
            history: history.map(({ courseId }) => courseId),
            planIds,
            audience,
            courseIds: [...published.keys()],
            likeness,
          });
      // What they took says more than what their messages are in.
      const taken = history.flatMap(({ courseId }) => published.get(courseId)?.language ?? []);
      const reads = new Set([member.locale, ...taken].map(tongueOf));
      const ranker = trained ?? popularRanker(audience, planIds, likeness);
      const scores = ranker.scores(candidates.courses.map(({ course }) => course.id));
      const scored = candidates.courses.map((item, at): Scored<typeof item> => ({
        item,
        courseId: item.course.id,
        score: scores[at] ?? 0,
        isLocked: item.lockedBy !== null,
        isForeign: !reads.has(tongueOf(item.course.language)),
      }));
      const offers: (Offer & Pick<Recommendation, 'lockedBy'>)[] = [];
      const addLesson = (lesson: (typeof candidates.lessons)[number]) =>
        offers.push({
          courseId: lesson.course.id,
          lessonKey: lesson.lessonKey,
          reason: { kind: 'next_lesson', lessonKey: lesson.lessonKey },
          lockedBy: null,
          model: 'next_lesson',
          propensity: 1,
        });
      const [first, ...lessons] = candidates.lessons;
      const lastAt = history.find(({ courseId }) => courseId === first?.course.id)?.lastAt;
      if (first && lastAt && lastAt >= later(now, -FRESH_MS)) addLesson(first);
      else if (first) lessons.unshift(first);
      const facts: Facts = { history, published, planIds, audience, alike: likeness.alike, now };
      const day = Math.floor(now.getTime() / days(1));
      const picked = pick(scored, {
        count: count - offers.length,
        liked,
        alike: likeness.alike,
        // The same all day: who asks twice is not to see another list.
        random: held ? null : seededRandom(shareOf(`${memberId} ${day}`) * 2 ** 32),
      });
      for (const { item, propensity, explored } of picked) {
        offers.push({
          courseId: item.course.id,
          lessonKey: null,
          reason: reasonFor(item.course, ranker.because(item.course.id), facts),
          lockedBy: item.lockedBy,
          model: explored ? `${ranker.model}+explored` : ranker.model,
          propensity,
        });
      }
      for (const lesson of lessons.slice(0, Math.max(0, count - offers.length))) addLesson(lesson);
      const times = { now, since: later(now, -SAME_MS) };
      const ids = await suggestionStore.show(communityId, memberId, way, offers, times);
      if (!ids) return [];
      return offers.map(({ courseId, lessonKey, reason, lockedBy }, at) => ({
        id: ids[at] ?? '',
        courseId,
        lessonKey,
        reason,
        lockedBy,
      }));
    },
  };
}

/** `zh` of `zh-CN`. */
const tongueOf = (language: string): string => language.split('-')[0]?.toLowerCase() ?? '';
