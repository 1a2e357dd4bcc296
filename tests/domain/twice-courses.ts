import type { Member } from '#domain/members';
import { days, hours, later, minutes } from '#kernel/clock';
import type { Classroom } from '../drops/classroom.js';

interface Here {
  school: Classroom;
  ada: Member;
}

const lessons = ['one', 'two', 'three'].map((key) => ({ key, body: `Lesson ${key}.` }));
const edited = [
  { key: 'one', body: 'Lesson one, said better.' },
  { key: 'two', body: 'Lesson two.' },
  { key: 'four', body: 'A new lesson.' },
];

/** For each job of courses and drops, situations in which it has something to do; each returns the job's data. */
export function courseSituations(here: () => Here): Record<string, Record<string, () => Promise<unknown>>> {
  const wait = (ms: number) => {
    const { clock } = here().school;
    clock.moveTo(later(clock.now(), ms));
  };
  const places = async () => {
    await here().school.addPlaces('discord', 1);
    await here().school.addPlaces('telegram', 1);
  };

  /** A course that stands in its places, whole. */
  async function standing(): Promise<string> {
    await places();
    const courseId = await here().school.publish('alpha', lessons);
    await here().school.schedule(courseId, 'now', { whole: true });
    return courseId;
  }

  /** A new version goes live, and nobody is woken. */
  async function replace(): Promise<void> {
    const { courses, communityId, maker, upload } = here().school;
    await upload('alpha', edited);
    await courses.publish(communityId, { slug: 'alpha', byId: maker.id });
  }

  /** She is let in, takes the course, and wants to hear of its lessons. */
  async function takes(courseId: string): Promise<void> {
    const { school, ada } = here();
    const { access, drops, learning, communityId, maker, plan } = school;
    const given = { memberId: ada.id, planId: plan.id, reason: 'a course', endsAt: null, byId: maker.id };
    await access.grant(communityId, given);
    await school.queue.runDue();
    await drops.begin(communityId, ada.id, courseId);
    await learning.follow(communityId, ada.id, courseId, true);
  }

  /** What was given to her is taken, and nobody is woken. */
  async function loses(): Promise<void> {
    const { school, ada } = here();
    const { access, communityId, maker } = school;
    for (const { id: grantId } of await access.grants(communityId, ada.id)) {
      await access.revoke(communityId, { grantId, reason: 'over', byId: maker.id });
    }
    await access.converge(communityId, ada.id, 'event');
  }

  /** A drip under way: a lesson each day, the first one open already. */
  async function dripping(): Promise<string> {
    const courseId = await here().school.publish('alpha', lessons);
    await here().school.schedule(courseId, 'every day 20:00');
    await takes(courseId);
    await here().school.pass(hours(9));
    return courseId;
  }

  const course = (courseId: string) => ({ communityId: here().school.communityId, courseId });
  const member = () => ({ communityId: here().school.communityId, memberId: here().ada.id });
  const community = () => ({ communityId: here().school.communityId });

  /** One of the two places, with what `prepare` leaves to be done there. */
  async function place(platform: 'discord' | 'telegram', prepare: () => Promise<unknown>) {
    await prepare();
    const outlets = await here().school.drops.outlets(here().school.communityId);
    const outletId = outlets.find((one) => one.platform === platform)?.id ?? '';
    return { communityId: here().school.communityId, outletId };
  }

  /** Posts of so many lessons are made, and wait to be sent. */
  async function waiting(weeks = 1): Promise<void> {
    const { school } = here();
    await places();
    const courseId = await school.publish('alpha', lessons);
    await school.schedule(courseId, 'every Tuesday 20:00');
    wait(days(7 * weeks));
    await school.drops.release(school.communityId, 10);
  }

  return {
    'publish-courses': {
      'a course waited for its time': async () => {
        const { courses, communityId, maker, upload, clock } = here().school;
        await upload('alpha', lessons);
        const at = later(clock.now(), hours(1));
        await courses.publish(communityId, { slug: 'alpha', byId: maker.id, at });
        wait(hours(1));
        return {};
      },
    },
    'course-changed': {
      'it goes live for the first time': async () => {
        const { school } = here();
        const { courses, communityId, maker } = school;
        await places();
        const courseId = await school.upload('alpha', lessons);
        await school.schedule(courseId, 'now');
        await courses.publish(communityId, { slug: 'alpha', byId: maker.id });
        return course(courseId);
      },
      'a lesson is changed, one is gone, and one is new to somebody who follows': async () => {
        const courseId = await standing();
        await takes(courseId);
        await replace();
        return course(courseId);
      },
      'it is taken back': async () => {
        const courseId = await standing();
        await takes(courseId);
        const { courses, communityId, maker } = here().school;
        await courses.withdraw(communityId, { slug: 'alpha', byId: maker.id });
        return course(courseId);
      },
    },
    'follow-access': {
      'a drip pauses': async () => {
        await dripping();
        await loses();
        return member();
      },
      'a drip goes on, and a lesson opens': async () => {
        const { school, ada } = here();
        const { access, communityId, maker, plan } = school;
        await dripping();
        await loses();
        await school.drops.accessChanged(communityId, ada.id);
        wait(days(5));
        const given = { memberId: ada.id, planId: plan.id, reason: 'again', endsAt: null, byId: maker.id };
        await access.grant(communityId, given);
        await access.converge(communityId, ada.id, 'event');
        return member();
      },
    },
    'release-drops': {
      'a drop of the places is due': async () => {
        const { school } = here();
        await places();
        const courseId = await school.publish('alpha', lessons);
        await school.schedule(courseId, 'every Tuesday 20:00');
        wait(days(3));
        return community();
      },
      'lessons open for somebody who follows': async () => {
        await dripping();
        wait(days(1));
        return community();
      },
      'nobody was woken when the course changed': async () => {
        await takes(await standing());
        await replace();
        return community();
      },
    },
    'settle-outlet': {
      'posts wait': () => place('telegram', () => waiting(3)),
      'one post is to be edited, and one to be taken away': () =>
        place('discord', async () => {
          const courseId = await standing();
          await replace();
          await here().school.drops.courseChanged(here().school.communityId, courseId);
        }),
      'the platform asks to wait': () =>
        place('discord', async () => {
          await waiting();
          here().school.platforms.discord.fates.push({ wait: minutes(1) });
        }),
      'the answer is lost where nobody can look': () =>
        place('telegram', async () => {
          await waiting();
          here().school.platforms.telegram.fates.push('lost');
        }),
      'the answer is lost where one can look': () =>
        place('discord', async () => {
          await waiting();
          here().school.platforms.discord.fates.push('lost');
        }),
      'the place refuses': () =>
        place('discord', async () => {
          await waiting();
          here().school.platforms.discord.block('missing_permission_send');
        }),
    },
  };
}
