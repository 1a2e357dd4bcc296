/** A head and arrays of numbers as bytes. */
export function packed(head: object, arrays: readonly Float32Array[]): Uint8Array {
  const text = Buffer.from(JSON.stringify([head, arrays.map(({ length }) => length)]));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const parts = arrays.map((one) => Buffer.from(one.buffer, one.byteOffset, one.byteLength));
  return new Uint8Array(Buffer.concat([length, text, ...parts]));
}

/** @throws RangeError when the bytes are not what `packed` gave */
export function unpacked<Head>(bytes: Uint8Array): { head: Head; arrays: Float32Array[] } {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let at = 4 + buffer.readUInt32LE(0);
    const [head, lengths] = JSON.parse(buffer.subarray(4, at).toString()) as [Head, number[]];
    const arrays = lengths.map((length) => {
      const array = new Float32Array(length);
      const end = at + length * 4;
      if (end > buffer.length) throw new RangeError('cut off');
      new Uint8Array(array.buffer).set(buffer.subarray(at, end));
      at = end;
      return array;
    });
    return { head, arrays };
  } catch (cause) {
    throw new RangeError('these bytes are not packed arrays', { cause });
  }
}

/** Several pieces of bytes as one. */
export function bundled(pieces: readonly (Uint8Array | null)[]): Uint8Array {
  const head = Buffer.from(JSON.stringify(pieces.map((piece) => piece?.length ?? null)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return new Uint8Array(Buffer.concat([length, head, ...pieces.map((piece) => piece ?? new Uint8Array())]));
}

export function unbundled(bytes: Uint8Array): (Uint8Array | null)[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 4 + buffer.readUInt32LE(0);
  const lengths = JSON.parse(buffer.subarray(4, at).toString()) as (number | null)[];
  return lengths.map((length) => {
    if (length === null) return null;
    at += length;
    return new Uint8Array(buffer.subarray(at - length, at));
  });
}
