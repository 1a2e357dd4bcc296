/** Where content lies: a local folder, or a bucket. Addressed by community and SHA-256 of the content. */
export interface BlobStore {
  /**
   * Takes content as it comes and says what it was. Nothing is left behind when reading fails or `most` bytes are
   * exceeded (throws UserFacingError `upload_too_big`).
   */
  put(
    communityId: string,
    content: AsyncIterable<Uint8Array>,
    most: number,
  ): Promise<{ hash: string; bytes: number; /** It was there already. */ known: boolean }>;
  /**
   * From byte `from` to byte `to` inclusive (past the end: to the end); null: not there. `bytes` is how many the
   * stream gives. Nothing is held open before the stream is read.
   */
  read(
    communityId: string,
    hash: string,
    range?: { from: number; to: number },
  ): Promise<{ bytes: number; stream: AsyncIterable<Uint8Array> } | null>;
  remove(communityId: string, hash: string): Promise<void>;
  /** Hashes of everything that lies there, for tidying. */
  list(communityId: string): AsyncIterable<string>;
}

/** What lessons are, read by whoever knows Markdown. */
export interface LessonReader {
  /**
   * @param at the lesson's name in the upload, for names that are relative to it
   * @param has whether the upload has a file of this name, from its top
   */
  read(markdown: string, at: string, has: (name: string) => boolean): LessonRead;
}

export interface LessonRead {
  /** The text with its files named from the top of the upload. */
  body: string;
  /** What its first line says when it is a heading of the first level. */
  heading: string | null;
  /** Files that it names, from the top of the upload. */
  assets: string[];
  /** What is not shown as it was written; `line` counts from 1. */
  problems: { kind: string; line: number; excerpt: string }[];
}
