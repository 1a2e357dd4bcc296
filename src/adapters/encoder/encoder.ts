import { createHash } from 'node:crypto';
import type { Encoder } from '#domain/faq';
import { silentLog, type Log } from '#kernel/log';
import { openModel, type Model } from './model.js';

const DIMS = 512;
/** Of a text, in characters: the time grows with its square. */
const LONGEST = 240;
/** 2 kB each. */
const REMEMBERED = 2_000;
/** Texts that are encoded together; more are no faster, and hold everything else up longer. */
const TOGETHER = 8;

export interface EncoderOptions {
  log?: Log;
  /** Where the model comes from; the package by default. Throws when it is not there. */
  open?: () => Promise<Model>;
  /** How many texts are remembered. */
  remembered?: number;
}

/**
 * An encoder that opens its weights (about 30 MB, a quarter of a second) when first asked. Where it cannot, that is
 * said in the log once, and `embed` rejects at once from then on.
 */
export function createEncoder({
  log = silentLog,
  open = openModel,
  remembered = REMEMBERED,
}: EncoderOptions = {}): Encoder {
  const known = new Map<string, Float32Array>();
  let opening: Promise<Model> | undefined;
  /** One at a time: the model's memory is shared by all calls. */
  let last: Promise<unknown> = Promise.resolve();

  function model(): Promise<Model> {
    opening ??= open().catch((error: unknown) => {
      log.warn({ err: error }, 'no sentence encoder: the FAQ goes by letters alone');
      throw error;
    });
    return opening;
  }

  async function encode(texts: readonly string[]): Promise<void> {
    const { embed } = await model();
    for (let at = 0; at < texts.length; at += TOGETHER) {
      const some = texts.slice(at, at + TOGETHER);
      const vectors = await embed(some);
      some.forEach((text, index) => remember(digest(text), unit(vectors[index] ?? [])));
    }
  }

  function remember(key: string, vector: Float32Array): void {
    known.set(key, vector);
    for (const oldest of known.keys()) {
      if (known.size <= Math.max(remembered, TOGETHER)) break;
      known.delete(oldest);
    }
  }

  return {
    dims: DIMS,
    async embed(texts) {
      const read = texts.map(readable);
      const keys = read.map(digest);
      const results: Float32Array[] = [];
      // In parts that fit what is remembered, so that nothing is forgotten before it is handed out.
      for (let at = 0; at < read.length; at += TOGETHER) {
        const to = Math.min(read.length, at + TOGETHER);
        const missing = new Set(
          read.slice(at, to).filter((text, i) => text !== '' && !known.has(keys[at + i] as string)),
        );
        if (missing.size > 0) {
          const turn = last.then(() => encode([...missing]));
          last = turn.catch(() => undefined);
          await turn;
        }
        for (let i = at; i < to; i += 1) results.push(take(keys[i] as string));
      }
      return results;
    },
  };

  function take(key: string): Float32Array {
    const vector = known.get(key);
    if (!vector) return new Float32Array(DIMS);
    known.delete(key);
    known.set(key, vector);
    return vector;
  }
}

/** What the tokenizer can read in bounded time. */
function readable(text: string): string {
  return text
    .slice(0, 4 * LONGEST)
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST)
    .trim();
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');

function unit(vector: ArrayLike<number>): Float32Array {
  const all = Float32Array.from({ length: DIMS }, (_, at) => vector[at] ?? 0);
  const norm = Math.sqrt(all.reduce((sum, value) => sum + value * value, 0));
  return Number.isFinite(norm) && norm > 0 ? all.map((value) => value / norm) : new Float32Array(DIMS);
}
