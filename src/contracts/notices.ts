import type { NoticeKind, NoticeValues } from '#domain/delivery';
import type { Reply } from './reply.js';

/** What a notice looks like. Buttons in it are commands that the reader may say. */
export type NoticeReply = (kind: NoticeKind, values: NoticeValues) => Reply;
