const MB = 1_048_576;

/** What one upload may be. Counted on real bytes, whatever anybody claims. */
export const LIMITS = {
  /** Everything together, unpacked. */
  totalBytes: 1_024 * MB,
  files: 2_000,
  lessons: 500,
  lessonBytes: 512 * 1_024,
  frontMatterBytes: 16 * 1_024,
  /** By what it is. */
  bytes: { image: 20 * MB, pdf: 100 * MB, audio: 300 * MB, video: 600 * MB },
  /** A file of more than `bombBytes` that shrinks by more than this is made to be unpacked, not read. */
  bombRatio: 200,
  bombBytes: 5 * MB,
  nameLength: 200,
  depth: 8,
  links: 200,
  notes: 100,
} as const;

export const inMegabytes = (bytes: number): number => Math.floor(bytes / MB);
