import { createCounts, type Counts, type CountsShape } from './counts.js';

/** Counts as bytes, for another process to merge. The same counts give the same bytes. */
export function saveCounts(counts: Counts): Uint8Array {
  const { courses, together, next, members, taken, pairs, before, after } = counts;
  const head = Buffer.from(JSON.stringify({ courses, together, next, members }));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const parts = [taken, pairs, before, after].map(bytesOf);
  return new Uint8Array(Buffer.concat([length, head, ...parts]));
}

/** @throws RangeError when the bytes are not what `saveCounts` gave */
export function loadCounts(bytes: Uint8Array): Counts {
  const buffer = Buffer.from(bytes);
  const { shape, start } = headOf(buffer);
  const { members, ...what } = shape;
  const counts = createCounts(what, members);
  const arrays = [counts.taken, counts.pairs, counts.before, counts.after];
  if (buffer.length !== start + arrays.reduce((sum, one) => sum + one.byteLength, 0)) throw notCounts();
  let at = start;
  for (const array of arrays) {
    bytesOf(array).set(buffer.subarray(at, at + array.byteLength));
    at += array.byteLength;
  }
  return counts;
}

function headOf(buffer: Buffer): { shape: CountsShape & { members: number }; start: number } {
  try {
    const start = 4 + buffer.readUInt32LE(0);
    const shape = JSON.parse(buffer.subarray(4, start).toString()) as CountsShape & { members: number };
    if (!Number.isInteger(shape.courses) || !Number.isInteger(shape.members)) throw notCounts();
    return { shape, start };
  } catch {
    throw notCounts();
  }
}

const notCounts = (): RangeError => new RangeError('these bytes are no counts');

function bytesOf(array: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
