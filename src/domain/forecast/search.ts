/**
 * Smallest value of a function of a few numbers between 0 and 1, by the simplex search of Nelder & Mead 1965, held
 * inside the box. Deterministic.
 * @param evaluations how often `cost` may be asked
 */
export function lowest(
  cost: (point: readonly number[]) => number,
  start: readonly number[],
  evaluations: number,
  stride = 0.15,
): number[] {
  const size = start.length;
  if (size === 0) return [];
  let left = evaluations;
  const at = (point: readonly number[]) => {
    left -= 1;
    const inside = point.map((value) => Math.min(1, Math.max(0, value)));
    const value = cost(inside);
    return { point: inside, value: Number.isFinite(value) ? value : Infinity };
  };
  const corners = [at(start)];
  for (let axis = 0; axis < size; axis += 1) {
    corners.push(
      at(start.map((v, index) => (index !== axis ? v : v + stride <= 1 ? v + stride : v - stride))),
    );
  }
  const byValue = () => corners.sort((a, b) => a.value - b.value);
  byValue();
  while (left > 0) {
    const [best, worst] = [corners[0], corners[size]];
    if (!best || !worst || worst.value - best.value <= 1e-7 * Math.abs(best.value)) break;
    const middle = best.point.map(
      (_, axis) => corners.slice(0, size).reduce((sum, { point }) => sum + (point[axis] ?? 0), 0) / size,
    );
    const along = (share: number) => at(middle.map((v, axis) => v + share * (v - (worst.point[axis] ?? 0))));
    const mirrored = along(1);
    if (mirrored.value < best.value) {
      const further = along(2);
      corners[size] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < (corners[size - 1]?.value ?? 0)) corners[size] = mirrored;
    else {
      const nearer = along(mirrored.value < worst.value ? 0.5 : -0.5);
      if (nearer.value < Math.min(worst.value, mirrored.value)) corners[size] = nearer;
      else {
        for (let index = 1; index <= size; index += 1) {
          const corner = corners[index];
          if (corner) corners[index] = at(corner.point.map((v, axis) => (v + (best.point[axis] ?? 0)) / 2));
        }
      }
    }
    byValue();
  }
  return [...(corners[0]?.point ?? start)];
}
