import type { Courses } from '#domain/courses';
import type { Members } from '#domain/members';
import type { Clock } from '#kernel/clock';
import { UserFacingError } from '#kernel/errors';
import { legibleName } from '#kernel/legible';
import type { CertificateStore } from './certificate-store.js';
import { fits, MAX_NAME } from './limits.js';
import type { Learning } from './model.js';
import type { LearningStore } from './store.js';

export interface ProvingDeps {
  members: Members;
  courses: Pick<Courses, 'course' | 'outline'>;
  store: LearningStore;
  certificateStore: CertificateStore;
  clock: Clock;
}

/** As `newToken` makes them. */
const TOKEN = /^[\w-]{22}$/;

/** Certificates: given once, and looked up by whoever has their address. */
export function createProving(deps: ProvingDeps): Pick<Learning, 'certificate' | 'issued' | 'proof'> {
  const { members, courses, store, certificateStore, clock } = deps;
  return {
    async certificate(communityId, member, courseId) {
      const who = { communityId, memberId: member.id, courseId };
      const known = await certificateStore.certificate(who);
      if (known) return known;
      const name = legibleName(member.name).trim();
      if (!fits(name, MAX_NAME)) throw new UserFacingError('name_too_long', { max: MAX_NAME });
      const course = await courses.course(communityId, courseId);
      const lessons = await courses.outline(communityId, courseId);
      const { done = 0, of = 0 } =
        (await store.standings(communityId, member.id, [courseId])).get(courseId) ?? {};
      if (of === 0 || done < of) throw new UserFacingError('certificate_not_yet', { done, of });
      await certificateStore.issue(who, {
        courseTitle: course.title,
        name,
        lessons: lessons.length,
        minutes: lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
        issuedAt: clock.now(),
      });
      // Whoever was first has written it.
      const issued = await certificateStore.certificate(who);
      if (!issued) throw new UserFacingError('member_unknown');
      return issued;
    },

    issued: (communityId, memberId, courseId) =>
      certificateStore.certificate({ communityId, memberId, courseId }),
    async proof(token) {
      const found = TOKEN.test(token) ? await certificateStore.proof(token) : null;
      if (!found) return null;
      const { communityId, ...certificate } = found;
      const { name: communityName } = await members.community(communityId);
      return { ...certificate, communityName };
    },
  };
}
