import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserFacingError } from '#kernel/errors';
import { person, startProduct, type Product } from '../_support/product.js';
import { shelve } from './shelf.js';

const KEYS = ['a', 'b', 'c', 'd'] as const;

describe('the learning room', () => {
  let product: Product;
  let communityId = '';
  let courseId = '';
  let nextPerson = 0;
  beforeAll(async () => {
    product = await startProduct({ bots: false, workers: false });
    communityId = product.community.id;
    courseId = await shelve(product, {
      slug: 'letters',
      title: 'Letters',
      lessons: Object.fromEntries(KEYS.map((key) => [key, `# Lesson ${key}\n\nText.`])),
    });
  });
  afterAll(() => product.close());

  const learning = () => product.app.rooms.learning;
  const somebody = async (): Promise<string> => {
    nextPerson += 1;
    const given = { platform: 'discord' as const, externalId: `99${nextPerson}`, name: `N${nextPerson}` };
    return (await product.app.rooms.members.arrive(communityId, given)).member.id;
  };
  const refusal = async (run: Promise<unknown>): Promise<string> => {
    try {
      await run;
    } catch (error) {
      if (error instanceof UserFacingError) return error.key;
      throw error;
    }
    return 'nothing was refused';
  };
  const pass = (minutes: number) =>
    product.sandbox.advanceTo(new Date(product.sandbox.clock.now().getTime() + minutes * 60_000));

  it('finishes a course whose last lessons are ticked off at the same time, each twice', async () => {
    const memberId = await somebody();
    await Promise.all(
      [...KEYS, ...KEYS].map((key) => learning().finish(communityId, memberId, courseId, key, true)),
    );
    const { done, of, enrolment } = await learning().progress(communityId, memberId, courseId);
    expect({ done, of, finished: enrolment?.finishedAt !== null }).toEqual({
      done: 4,
      of: 4,
      finished: true,
    });
    const issued = await Promise.all(
      [1, 2, 3].map((at) =>
        learning().certificate(communityId, { id: memberId, name: `Name ${at}` }, courseId),
      ),
    );
    expect(new Set(issued.map(({ token }) => token)).size).toBe(1);
  });

  it('keeps five questions open at most, however many come at once, and one of each', async () => {
    const memberId = await somebody();
    const ask = (text: string) => refusal(learning().ask(communityId, memberId, { courseId, text }));
    const answers = await Promise.all(['1', '2', '3', '4', '5', '6', '7', '1', '2'].map(ask));
    expect(answers.filter((one) => one === 'questions_enough').length).toBeGreaterThanOrEqual(2);
    const open = await learning().questions(communityId, { memberId, open: true, limit: 99, offset: 0 });
    expect(open).toHaveLength(5);
    expect(new Set(open.map(({ text }) => text)).size).toBe(5);
    expect(await ask('')).toBe('words_missing');
    expect(await ask('x'.repeat(1_001))).toBe('words_too_long');
    const [first] = open;
    await learning().answer(communityId, { questionId: first?.id ?? '', text: 'Yes.', byId: memberId });
    expect(await ask('8')).toBe('nothing was refused');
  });

  it('refuses what makes no sense', async () => {
    const memberId = await somebody();
    const rate = (lessonKey: string, stars: number, comment?: string) =>
      refusal(
        learning().rate(communityId, memberId, {
          courseId,
          lessonKey,
          stars,
          ...(comment === undefined ? {} : { comment }),
        }),
      );
    expect(await rate('z', 3)).toBe('lesson_unknown');
    expect(await rate('a', 6)).toBe('stars_bad');
    expect(await rate('a', 2.5)).toBe('stars_bad');
    expect(await rate('a', 3, 'x'.repeat(501))).toBe('words_too_long');
    expect(await refusal(learning().seen(communityId, memberId, courseId, 'z', 0))).toBe('lesson_unknown');
    expect(await refusal(learning().finish(communityId, memberId, courseId, 'z', true))).toBe(
      'lesson_unknown',
    );
    const name = { id: memberId, name: 'N' };
    expect(await refusal(learning().certificate(communityId, name, courseId))).toBe('certificate_not_yet');
    expect(await learning().last(communityId, memberId)).toBeNull();
  });

  it('says what members think only when three of them do', async () => {
    const before = await learning().rating(communityId, courseId);
    expect(before).toBeNull();
    for (const stars of [5, 4, 3]) {
      const memberId = await somebody();
      await learning().rate(communityId, memberId, { courseId, lessonKey: 'a', stars, comment: `c${stars}` });
      await learning().rate(communityId, memberId, { courseId, lessonKey: 'b', stars });
    }
    expect(await learning().rating(communityId, courseId)).toEqual({ stars: 4, members: 3 });
    const { comments } = await learning().stats(communityId, courseId);
    expect(comments.map(({ text }) => text).sort()).toEqual(['c3', 'c4', 'c5']);
  });

  it('keeps what is said sealed', async () => {
    const rows = await product.data.database.unscoped.study.findMany({ where: { comment: { not: null } } });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ comment }) => comment?.startsWith('sealed:1:'))).toBe(true);
  });

  it('knows nothing in another community, by whatever id', async () => {
    const { members } = product.app.rooms;
    const other = await members.createCommunity({ name: 'Other', locale: 'en', timeZone: 'UTC' });
    const memberId = await somebody();
    await learning().finish(communityId, memberId, courseId, 'a', true);
    const asked = await learning().ask(communityId, memberId, { courseId, text: 'Here?' });
    expect(await learning().enrolment(other.id, memberId, courseId)).toBeNull();
    expect((await learning().progressOf(other.id, memberId, [courseId])).size).toBe(0);
    expect(await refusal(learning().question(other.id, asked.id))).toBe('question_unknown');
    const answer = { questionId: asked.id, text: 'x', byId: memberId };
    expect(await refusal(learning().answer(other.id, answer))).toBe('question_unknown');
    expect(await refusal(learning().seen(other.id, memberId, courseId, 'a', 0))).toBe('course_unknown');
    expect(await learning().issued(other.id, memberId, courseId)).toBeNull();
  });

  it('makes one course of what one person did under two names, in any order and twice', async () => {
    type Deed = {
      who: 0 | 1;
      what: 'seen' | 'done' | 'rate' | 'follow' | 'question';
      key: (typeof KEYS)[number];
    };
    const deed = fc.record<Deed>({
      who: fc.constantFrom(0 as const, 1 as const),
      what: fc.constantFrom('seen' as const, 'done' as const, 'rate' as const, 'follow' as const, 'question' as const), // prettier-ignore
      key: fc.constantFrom(...KEYS),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 16 }), async (deeds) => {
        const [one, other] = [await somebody(), await somebody()];
        const seenFirst = new Map<string, number>();
        const doneFirst = new Map<string, number>();
        const lastComment = new Map<string, string>();
        const asked = new Set<string>();
        let started: number | null = null;
        for (const [at, { who, what, key }] of deeds.entries()) {
          await pass(1);
          const now = product.sandbox.clock.now().getTime();
          const memberId = who === 0 ? one : other;
          if (what === 'seen') await learning().seen(communityId, memberId, courseId, key, 1);
          if (what === 'done') await learning().finish(communityId, memberId, courseId, key, true);
          if (what === 'follow') await learning().follow(communityId, memberId, courseId, true);
          if (what === 'rate') {
            await learning().rate(communityId, memberId, {
              courseId,
              lessonKey: key,
              stars: 3,
              comment: `c${at}`,
            });
            lastComment.set(key, `c${at}`);
          }
          if (what === 'question' && asked.size < 4) {
            await learning().ask(communityId, memberId, { courseId, text: `q${at}` });
            asked.add(`q${at}`);
          }
          if (what !== 'question') started ??= now;
          if ((what === 'seen' || what === 'done') && !seenFirst.has(key)) seenFirst.set(key, now);
          if (what === 'done' && !doneFirst.has(key)) doneFirst.set(key, now);
        }
        await product.data.database.transaction(async (tx) => {
          await learning().move(tx, communityId, one, other);
          await learning().move(tx, communityId, one, other);
        });
        const after = await learning().progress(communityId, other, courseId);
        expect(after.enrolment?.startedAt.getTime() ?? null).toBe(started);
        for (const key of KEYS) {
          const study = after.lessons.get(key);
          expect(study?.seenAt?.getTime()).toBe(seenFirst.get(key));
          expect(study?.doneAt?.getTime()).toBe(doneFirst.get(key));
          expect(study?.comment ?? undefined).toBe(lastComment.get(key));
        }
        expect(after.done).toBe(doneFirst.size);
        expect(Boolean(after.enrolment?.finishedAt)).toBe(doneFirst.size === KEYS.length);
        const questions = await learning().questions(communityId, { memberId: other, limit: 99, offset: 0 });
        expect(new Set(questions.map(({ text }) => text))).toEqual(asked);
        expect((await learning().progress(communityId, one, courseId)).enrolment).toBeNull();
        expect((await learning().studies(communityId, one, courseId)).length).toBe(0);
      }),
      { numRuns: 12 },
    );
  });

  it('keeps the older of two certificates of one person', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const tokens: string[] = [];
    for (const id of [one, other]) {
      for (const key of KEYS) await learning().finish(communityId, id, courseId, key, true);
      tokens.push(
        (await learning().certificate(communityId, { id, name: person('ada').name }, courseId)).token,
      );
      await pass(5);
    }
    await product.data.database.transaction((tx) => learning().move(tx, communityId, one, other));
    expect((await learning().issued(communityId, other, courseId))?.token).toBe(tokens[0]);
    expect(await learning().proof(tokens[1] ?? '')).toBeNull();
    expect((await learning().proof(tokens[0] ?? ''))?.name).toBe(person('ada').name);
  });
});
