import { activityKinds, type ActivityKind, type Measure } from './model.js';

/** The number by which a kind is written down. */
export const codeOf = (kind: ActivityKind): number => activityKinds.indexOf(kind);

/** null: not a kind of ours. */
export const kindOf = (code: number): ActivityKind | null => activityKinds[code] ?? null;

/** Stands for all that makes somebody active: counted by people, not by how often. */
export const ACTIVE = -1;

/** Whoever came or left did nothing else by it. */
export const passive: readonly number[] = [codeOf('join'), codeOf('leave')];

/** What a measure adds up; `active` is counted by people. */
export const kindsOf: Record<Measure, readonly number[]> = {
  messages: [codeOf('message'), codeOf('reply'), codeOf('question')],
  active: [ACTIVE],
  joins: [codeOf('join')],
  leaves: [codeOf('leave')],
  replies: [codeOf('reply')],
  questions: [codeOf('question')],
  reactions: [codeOf('reaction')],
  commands: [codeOf('command')],
  lessons: [codeOf('lesson_seen'), codeOf('lesson_done')],
  voice: [codeOf('voice')],
};
