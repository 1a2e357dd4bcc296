import { say, type Phrase } from '#contracts';
import type { Reason } from '#domain/recommend';
import { listed, literal } from '../pieces/words.js';

/** What reasons name: titles of courses, names of plans and creators, by id. */
export type Names = ReadonlyMap<string, string>;

/** A reason in words. One that names what nobody can see any more says only what is still true. */
export function reasonPhrase(reason: Reason, names: Names): Phrase {
  const untried = say('recommend.reasons.untried');
  switch (reason.kind) {
    case 'because': {
      const titles = reason.courseIds.flatMap((id) => names.get(id) ?? []);
      if (titles.length === 0) return untried;
      const courses = listed(titles.map(literal));
      return say(reason.finished ? 'recommend.reasons.because' : 'recommend.reasons.because_taken', {
        courses,
      });
    }
    case 'new_from': {
      const name = names.get(reason.creatorMemberId);
      return name === undefined
        ? say('recommend.reasons.fresh')
        : say('recommend.reasons.new_from', { creator: { person: name } });
    }
    case 'plan_popular': {
      const plan = names.get(reason.planId);
      return plan === undefined
        ? say('recommend.reasons.popular')
        : say('recommend.reasons.plan_popular', { plan });
    }
    case 'like':
    case 'taken_next': {
      const course = names.get(reason.courseId);
      return course === undefined ? untried : say(`recommend.reasons.${reason.kind}`, { course });
    }
    case 'next_lesson':
    case 'popular':
    case 'fresh':
    case 'untried':
      return say(`recommend.reasons.${reason.kind}`);
  }
}
