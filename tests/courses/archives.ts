import { crc32, deflateRawSync } from 'node:zlib';
import type { UploadFile } from '#domain/courses';

/** One entry of an archive made byte by byte, so that it can say anything about itself. */
export interface Entry {
  name: string | Buffer;
  data?: string | Uint8Array;
  /** Already deflated; its `data` is what it would be. */
  packed?: Buffer;
  /** 0: stored; 8: deflated. What stands in the header, whatever was done. */
  method?: number;
  flags?: number;
  /** Unix mode, for links. */
  mode?: number;
  /** What it claims to be when unpacked. */
  claims?: number;
  checksum?: number;
  /** Uses the bytes of this entry instead of its own. */
  sharing?: number;
  extra?: Buffer;
}

const UTF8 = 0x800;

export function zipOf(entries: readonly Entry[], options: { count?: number } = {}): Buffer {
  const parts: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const entry of entries) {
    const raw = Buffer.from(entry.data ?? '');
    const deflated = entry.packed ?? ((entry.method ?? 8) === 8 ? deflateRawSync(raw) : raw);
    const name = Buffer.from(entry.name as string);
    const flags = entry.flags ?? (typeof entry.name === 'string' ? UTF8 : 0);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(flags, 0);
    fields.writeUInt16LE(entry.method ?? 8, 2);
    fields.writeUInt32LE(entry.checksum ?? crc32(raw), 8);
    fields.writeUInt32LE(deflated.length, 12);
    fields.writeUInt32LE(entry.claims ?? raw.length, 16);
    fields.writeUInt16LE(name.length, 20);
    const extra = entry.extra ?? Buffer.alloc(0);
    if (entry.sharing === undefined) {
      offsets.push(at);
      const header = Buffer.concat([hex('504b03041400'), fields, hex('0000'), name, deflated]);
      parts.push(header);
      at += header.length;
    } else offsets.push(offsets[entry.sharing] ?? 0);
    const tail = Buffer.alloc(16);
    tail.writeUInt16LE(extra.length, 0);
    tail.writeUInt32LE(((entry.mode ?? 0o100_644) << 16) >>> 0, 8);
    tail.writeUInt32LE(offsets.at(-1) ?? 0, 12);
    central.push(Buffer.concat([hex('504b010214031400'), fields, tail, name, extra]));
  }
  const list = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('504b0506', 0, 'hex');
  end.writeUInt16LE(options.count ?? entries.length, 8);
  end.writeUInt16LE(options.count ?? entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, list, end]);
}

const hex = (bytes: string) => Buffer.from(bytes, 'hex');

/** A file as a chat hands it over. */
export function file(name: string, data: string | Uint8Array, size?: number): UploadFile {
  const bytes = Buffer.from(data as string);
  return {
    name,
    size: size ?? bytes.length,
    async open() {
      return (async function* pieces() {
        for (let at = 0; at < bytes.length; at += 64_000) yield bytes.subarray(at, at + 64_000);
      })();
    },
  };
}

/** The smallest PNG: one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A WAV of silence. */
export function wav(seconds: number): Buffer {
  const rate = 8_000;
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + rate * seconds, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(rate, 24);
  head.writeUInt32LE(rate, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(rate * seconds, 40);
  return Buffer.concat([head, Buffer.alloc(rate * seconds, 128)]);
}

export const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
