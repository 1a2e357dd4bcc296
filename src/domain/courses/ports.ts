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
  /** From byte `from` to byte `to` inclusive; null: not there. */
  read(
    communityId: string,
    hash: string,
    range?: { from: number; to: number },
  ): Promise<{ bytes: number; stream: AsyncIterable<Uint8Array> } | null>;
  remove(communityId: string, hash: string): Promise<void>;
  /** Hashes of everything that lies there, for tidying. */
  list(communityId: string): AsyncIterable<string>;
}
