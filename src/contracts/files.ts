/** Addresses on our own server for what is not open to everybody. Each is signed and ends by itself. */
export interface Files {
  /**
   * Where one file of a course is read, whether it lies with us or on its maker's storage. Asked again within the
   * same hour, the same address.
   * @param input.memberId whose it is: it opens as long as they may read the course, for 6 hours; null: for a post
   * in a place, for a year or more, pictures of published courses only
   */
  link(input: { communityId: string; memberId: string | null; assetId: string }): string;
  /** A page on which this creator hands in files, for an hour; `slug`: to this course. */
  uploadLink(input: { communityId: string; memberId: string; slug?: string }): string;
  /** The page that proves a certificate; never ends. */
  certificateLink(token: string): string;
}
