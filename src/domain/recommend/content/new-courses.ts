import type { FactorModel } from '../models/als.js';
import { emptySquare } from '../models/from-counts.js';
import type { ItemItem } from '../models/item-item.js';
import type { Prior } from '../prior.js';
import { similarity, type TextVector } from './tfidf.js';

/** A course that nobody took yet, and the courses that it is like: shares that sum to 1, or none. */
interface Likeness {
  course: number;
  like: { course: number; share: number }[];
}

/** How many known courses speak for a new one. */
export const NEIGHBOURS = 20;

/** @param known by course, whether the model learned something about it */
export function likenessOf(
  vectors: readonly TextVector[],
  known: (course: number) => boolean,
  neighbours = NEIGHBOURS,
): Likeness[] {
  const old = vectors.flatMap((vector, course) => (known(course) ? [{ vector, course }] : []));
  return vectors.flatMap((vector, course) => {
    if (known(course)) return [];
    const near = old
      .map((one) => ({ course: one.course, share: similarity(vector, one.vector) ** 2 }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share || a.course - b.course)
      .slice(0, neighbours);
    const sum = near.reduce((total, { share }) => total + share, 0);
    return [{ course, like: near.map((one) => ({ course: one.course, share: one.share / sum })) }];
  });
}

/**
 * The model with rows and columns for new courses: what the courses that they are like say, and what is said about
 * those. Still a sum over the member's own courses, so that explanations stay exact.
 * @param model of at most as many courses as there are texts; new ones have the numbers after the known, or empty rows
 */
export function withNewCourses(
  model: ItemItem,
  vectors: readonly TextVector[],
  likeness: Likeness[],
): ItemItem {
  const table = emptySquare(vectors.length);
  const old = model.table;
  for (let row = 0; row < old.n; row += 1) {
    table.values.set(old.values.subarray(row * old.stride, row * old.stride + old.n), row * table.stride);
  }
  const { values, stride } = table;
  const length = (column: number): number => {
    let sum = 0;
    for (let row = 0; row < old.n; row += 1) sum += (values[row * stride + column] as number) ** 2;
    return Math.sqrt(sum);
  };
  for (const { course, like } of likeness) {
    for (let row = 0; row < old.n; row += 1) {
      let [sum, shares] = [0, 0];
      for (const near of like) {
        // What a course says about itself is nothing: whoever took it is told by the others.
        if (near.course === row) continue;
        sum += near.share * (values[row * stride + near.course] as number);
        shares += near.share;
      }
      values[row * stride + course] = shares > 0 ? sum / shares : 0;
    }
    // A mean of many is flatter than each of them: without this, new courses would never stand beside known ones.
    const usual = like.reduce((sum, near) => sum + near.share * length(near.course), 0);
    const flat = length(course);
    for (let row = 0; row < old.n; row += 1) {
      const at = row * stride + course;
      values[at] = flat > 0 ? ((values[at] as number) * usual) / flat : 0;
    }
  }
  for (const { course, like } of likeness) {
    for (const near of like) {
      for (let column = 0; column < vectors.length; column += 1) {
        const at = course * stride + column;
        values[at] = (values[at] as number) + near.share * (values[near.course * stride + column] as number);
      }
    }
  }
  return { ...model, table, prior: priorWithNew(model.prior, vectors.length, likeness) };
}

/** The same for factors: a new course lies where those lie that it is like. */
export function factorsWithNew(model: FactorModel, courses: number, likeness: Likeness[]): FactorModel {
  const { d } = model;
  const points = new Float32Array(courses * d);
  points.set(model.courses);
  for (const { course, like } of likeness) {
    points.fill(0, course * d, (course + 1) * d);
    for (const near of like) {
      for (let at = 0; at < d; at += 1) {
        const target = course * d + at;
        points[target] = (points[target] as number) + near.share * (points[near.course * d + at] as number);
      }
    }
  }
  return { ...model, courses: points, prior: priorWithNew(model.prior, courses, likeness) };
}

function priorWithNew(prior: Prior, courses: number, likeness: Likeness[]): Prior {
  const popularity = new Float32Array(courses);
  popularity.set(prior.popularity.subarray(0, courses));
  for (const { course, like } of likeness) {
    popularity[course] = like.reduce(
      (sum, near) => sum + near.share * (prior.popularity[near.course] as number),
      0,
    );
  }
  return { ...prior, popularity };
}
