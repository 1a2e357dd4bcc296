import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLocalStore } from '#adapters/storage';
import { documentOf } from '#contracts';
import { seedCourses } from '#app/seed-courses';
import { startProduct, type Product } from '../_support/product.js';

let product: Product;
beforeAll(async () => {
  product = await startProduct({ bots: false, workers: false, courses: true });
});
afterAll(() => product.close());

describe("the demo's courses", () => {
  it('are published, one in each language, and opened by its plans', async () => {
    const { courses } = product.app.rooms;
    const found = await courses.courses(product.community.id, { state: 'published', limit: 10, offset: 0 });
    expect(found.total).toBe(2);
    const bySlug = new Map(found.courses.map((course) => [course.slug, course]));
    expect(bySlug.get('good-notes')).toMatchObject({ language: 'en', lessons: 5, level: 'beginner' });
    expect(bySlug.get('clear-words')).toMatchObject({ language: 'zh-CN', lessons: 5, title: '把事情讲明白' });
    for (const course of found.courses) expect(course.planIds).toHaveLength(2);
  });

  it('read without anything left out, and their pictures are there', async () => {
    const { courses } = product.app.rooms;
    const id = product.community.id;
    for (const slug of ['good-notes', 'clear-words']) {
      const { liveId } = await courses.course(id, slug);
      const version = await courses.version(id, liveId ?? '');
      expect(version.cover).not.toBeNull();
      expect(version.assets).toMatchObject([{ kind: 'image', type: 'image/png', width: 960 }]);
      for (const { body, key } of version.lessons) {
        expect(documentOf(body).problems, key).toEqual([]);
        expect(body.length, key).toBeGreaterThan(300);
      }
      const [picture] = version.assets;
      const store = createLocalStore({ folder: join(product.dataDir, 'files') });
      const stored = await store.read(id, picture?.hash ?? '');
      expect(stored?.bytes).toBe(picture?.bytes);
    }
  });

  it('are seeded once', async () => {
    await seedCourses(product.app.rooms);
    expect(
      (await product.app.rooms.courses.courses(product.community.id, { limit: 9, offset: 0 })).total,
    ).toBe(2);
  });
});
