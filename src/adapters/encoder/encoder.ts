import { createHash } from 'node:crypto';
import type { Encoder } from '#domain/faq';
import { silentLog, type Log } from '#kernel/log';
import { openDictionary, type Dictionary } from './dictionary.js';
import { gloss, isForeign } from './gloss.js';
import { openModel, type Model } from './model.js';

const DIMS = 512;
/** Of a text, in characters: the time grows with its square. */
const LONGEST = 240;
/** 2 kB each. */
const REMEMBERED = 2_000;
/** Texts that are encoded together; more are no faster, and hold everything else up longer. */
const TOGETHER = 8;
/** How far a text is trusted that was read word by word through a dictionary; chosen on Chinese training data. */
const GLOSSED = 0.6;

export interface EncoderOptions {
  log?: Log;
  /** Where the model comes from; the package by default. Throws when it is not there. */
  open?: () => Promise<Model>;
  /** Where English for Chinese words comes from; the package by default. */
  dictionary?: () => Promise<Dictionary>;
  /** How many texts are remembered. */
  remembered?: number;
}

/**
 * An encoder that opens its weights (about 30 MB, a quarter of a second) when first asked, and its dictionary when first
 * asked in Chinese. Where it cannot, that is said in the log once: `embed` rejects at once from then on, or without
 * the dictionary makes nothing of Chinese. Vectors are of length 1, shorter the more of the text was read through the
 * dictionary, and nothing but zeros for what it cannot read.
 */
export function createEncoder({
  log = silentLog,
  open = openModel,
  dictionary = openDictionary,
  remembered = REMEMBERED,
}: EncoderOptions = {}): Encoder {
  const known = new Map<string, Float32Array>();
  let opening: Promise<Model> | undefined;
  let words: Promise<Dictionary> | undefined;
  /** One at a time: the model's memory is shared by all calls. */
  let last: Promise<unknown> = Promise.resolve();

  function model(): Promise<Model> {
    opening ??= open().catch((error: unknown) => {
      log.warn({ err: error }, 'no sentence encoder: the FAQ goes by letters alone');
      throw error;
    });
    return opening;
  }

  function chinese(): Promise<Dictionary> {
    words ??= dictionary().catch((error: unknown) => {
      log.warn({ err: error }, 'no Chinese dictionary: the FAQ goes by characters alone in Chinese');
      return () => null;
    });
    return words;
  }

  async function encode(texts: readonly string[]): Promise<void> {
    const { embed } = await model();
    for (let at = 0; at < texts.length; at += TOGETHER) {
      const some = texts.slice(at, at + TOGETHER);
      const read = await Promise.all(some.map(english));
      const legible = read.filter(({ text }) => text !== '');
      const vectors = legible.length > 0 ? await embed(legible.map(({ text }) => text)) : [];
      const made = new Map(legible.map((one, index) => [one, vectors[index] ?? []]));
      read.forEach((one, index) =>
        remember(digest(some[index] as string), ofLength(one.trust, made.get(one) ?? [])),
      );
    }
  }

  async function english(text: string): Promise<{ text: string; trust: number }> {
    if (!isForeign(text)) return { text, trust: 1 };
    const { text: glossed, translated } = gloss(text, await chinese());
    return { text: glossed.slice(0, LONGEST).trim(), trust: 1 - (1 - GLOSSED) * translated };
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

function ofLength(length: number, vector: ArrayLike<number>): Float32Array {
  const all = Float32Array.from({ length: DIMS }, (_, at) => vector[at] ?? 0);
  const norm = Math.sqrt(all.reduce((sum, value) => sum + value * value, 0));
  return Number.isFinite(norm) && norm > 0
    ? all.map((value) => (value / norm) * length)
    : new Float32Array(DIMS);
}
