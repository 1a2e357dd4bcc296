import { days } from '#kernel/clock';

/** Entries of one community: as many are retrained within seconds. */
export const MAX_ENTRIES = 500;

/** Of one entry, its titles not counted. */
export const MAX_PHRASINGS = 20;

/** Characters. */
export const MAX_TITLE = 150;
export const MAX_ANSWER = 6_000;
export const MAX_PHRASING = 300;
export const MAX_TAG = 40;

export const MAX_TAGS = 10;

/** Of a question that is kept; what is longer was cut when it was noted. */
export const MAX_KEPT = 1_000;

/** How long the words of a question are kept. */
export const TEXT_MS = days(30);

/** How long a removal can be taken back. */
export const REMOVED_MS = days(30);

/** How long it is counted that something was asked. */
export const ASK_MS = days(400);

/** Fewer phrasings than these, the title not counted, are a guess rather than knowledge. */
export const ENOUGH_PHRASINGS = 3;

/** A model that is so old is made anew once so many questions have come since: they show how sure it has to be. */
export const RELEARN_MS = days(7);
export const RELEARN_ASKED = 50;
